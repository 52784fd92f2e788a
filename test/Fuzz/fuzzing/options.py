# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random options: sane ones, of the pipelines and of every pass."""

import functools
import re

CPU_PLANS = ["auto", "auto", "blocked", "blocked", "three-buffer", "four-buffer",
             "direct"]
GPU_PLANS = ["auto", "auto", "single-kernel", "blocked", "three-buffer",
             "four-buffer", "direct"]
TILES = [0, 0, 2, 2, 4, 4, 6, 3, 1, 5]


def _pick(rng, values):
    return values[int(rng.integers(len(values)))]


def cpu(rng, whole=True):
    """Options of winograd-to-cpu, as a dictionary. `whole`: only those after which
    the results are the same."""
    if rng.random() < 0.15:
        options = {"direct": "true"}
    else:
        options = {"plan": _pick(rng, CPU_PLANS), "tile": _pick(rng, TILES)}
    for name, often, values in (("threads", 0.25, [2, 3]), ("lanes", 0.2, [1, 2, 3, 4, 16]),
                                ("rows", 0.1, [1, 2, 7]),
                                ("block", 0.04, ["2,3", "1", "1,2,2", "7,100"]),
                                ("narrow-transforms", 0.1, ["true"])):
        if rng.random() < often:
            options[name] = _pick(rng, values)
    if not whole and "direct" not in options and rng.random() < 0.1:
        options["stop-after"] = _pick(rng, ["input", "filter", "product", "reduce",
                                            "output"])
    return options


@functools.lru_cache
def _host_levels():
    """The levels of x86-64 that this machine has, for --cpu of wino-run."""
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
            flags = set(re.search(r"^flags\s*:(.*)$", file.read(), re.M)[1].split())
    except (OSError, TypeError):
        return []
    needed = (("x86-64", set()), ("x86-64-v2", {"sse4_2", "popcnt"}),
              ("x86-64-v3", {"avx2", "fma", "bmi2", "f16c", "movbe"}),
              ("x86-64-v4", {"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"}))
    levels = []
    for name, features in needed:
        if not features <= flags:
            break
        levels.append(name)
    return levels


def run(rng):
    """Options of wino-run on the CPU: those of the pipeline, and a processor."""
    options = cpu(rng)
    if _host_levels() and rng.random() < 0.3:
        options["cpu"] = _pick(rng, _host_levels())
    return options


def gpu(rng):
    """Options of winograd-to-kernels."""
    if rng.random() < 0.15:
        options = {"direct": "true"}
    else:
        options = {"plan": _pick(rng, GPU_PLANS), "tile": _pick(rng, [0, 0, 2, 2, 4])}
    for name, often, values in (
            ("narrow-transforms", 0.1, ["true"]), ("workgroup-memory", 0.1, [0, 1024, 49152]),
            ("max-workgroup-size", 0.1, [1, 32, 256]), ("bindings", 0.05, [4, 8]),
            ("registers", 0.1, [32, 64, 255]), ("instructions", 0.05, [64, 100000]),
            ("workgroup-size", 0.2, [1, 8, 64, 256]), ("subgroup-size", 0.2, [2, 8, 32]),
            ("rows", 0.1, [1, 2, 3]), ("columns", 0.1, [1, 2, 3])):
        if rng.random() < often:
            options[name] = _pick(rng, values)
    return options


def text(options):
    return " ".join(f"{k}={v}" for k, v in options.items())


def pipeline(rng):
    """A whole pipeline, as an argument of wino-opt."""
    name = _pick(rng, ["cpu"] * 4 + ["kernels", "spirv", "nvvm", "metal"])
    options = cpu(rng, whole=False) if name == "cpu" else gpu(rng)
    if name == "nvvm" and rng.random() < 0.3:
        options["chip"] = _pick(rng, ["sm_80", "sm_90", "sm_100"])
    if name in ("nvvm", "spirv") and rng.random() < 0.3:
        options["embed"] = "false"
    if name == "spirv" and rng.random() < 0.3:
        options["version"] = _pick(rng, ["1.3", "1.4", "1.5", "1.6"])
    if name == "metal":
        options["output"] = "/dev/null"
    return f"--winograd-to-{name}={text(options)}"


# Each phase, with options that it may have.
_RAISE = [lambda rng: {"tile": _pick(rng, TILES)},
          lambda rng: {"narrow-transforms": "true"},
          lambda rng: {"follow-image": "true"}]
_DEVICE = [lambda rng: {"device": _pick(rng, ["generic", "nvidia"])},
           lambda rng: {"registers": _pick(rng, [1, 16, 64, 200])},
           lambda rng: {"bindings": _pick(rng, [2, 31])}]
_LANES = [lambda rng: {"lanes": _pick(rng, [0, 1, 2, 3, 8, 16, 64])}]
PASSES = {
    "convert-linalg-to-winograd": _RAISE,
    "winograd-plan": [lambda rng: {"plan": _pick(rng, CPU_PLANS)},
                      lambda rng: {"target": "gpu", "plan": _pick(rng, GPU_PLANS)},
                      lambda rng: {"tile": _pick(rng, TILES)},
                      lambda rng: {"max-error": _pick(rng, [0, 0.5, 2, 100])},
                      lambda rng: {"max-constant-growth": _pick(rng, [0, 0.5, 2, 100])},
                      lambda rng: {"block": _pick(rng, [1, 3, 64])}],
    "winograd-describe-gpu": _DEVICE,
    "winograd-fuse-elementwise": [],
    "winograd-fold-filter": [],
    "winograd-generalize": [],
    "winograd-tile-and-fuse": _LANES,
    "winograd-tile-direct": _LANES,
    "winograd-prepack": [],
    "winograd-stop-after": [lambda rng: {"step": _pick(
        rng, ["input", "filter", "product", "reduce", "output"])}],
    "winograd-unroll-loops": [lambda rng: {"most": _pick(rng, [0, 1, 4, 1000])}],
    "winograd-vectorize": [*_LANES, lambda rng: {"rows": _pick(rng, [1, 2, 9])},
                           lambda rng: {"columns": _pick(rng, [1, 3])},
                           lambda rng: {"unroll": _pick(rng, [1, 3, 8])}],
    "convert-winograd-to-linalg": [*_LANES, lambda rng: {"memory-spaces": "false"}],
    "winograd-bufferize-tensors": [],
    "winograd-lower-copies": [],
    "winograd-outline-kernels": [],
    "winograd-lower-vectors": [],
    "winograd-distribute": [lambda rng: {"threads": _pick(rng, [1, 2, 5])}],
    "convert-winograd-to-gpu": [lambda rng: {"workgroup-size": _pick(rng, [1, 64])}],
    "winograd-merge-kernels": [],
    "winograd-check-kernels": [],
    "winograd-free-buffers": [],
    "winograd-lower-subgroups": [],
    "winograd-annotate-kernels": [],
    "winograd-annotate-kernels-for-nvvm": [],
    "winograd-convert-kernels-to-spirv": [],
    "winograd-place-on-device": [],
    "winograd-expand-math-for-nvvm": [],
    "winograd-describe-host": [lambda rng: {"threads": _pick(rng, [1, 4])}],
    "canonicalize": [],
    "cse": [],
}
IN_ORDER = ["winograd-generalize", "winograd-fuse-elementwise", "winograd-plan",
            "convert-linalg-to-winograd", "winograd-fold-filter", "winograd-prepack", "canonicalize", "cse",
            "winograd-tile-and-fuse", "winograd-tile-direct", "canonicalize",
            "convert-winograd-to-linalg", "canonicalize", "winograd-outline-kernels",
            "winograd-vectorize", "canonicalize", "cse", "winograd-bufferize-tensors",
            "canonicalize", "winograd-distribute", "winograd-lower-copies",
            "winograd-lower-vectors", "winograd-outline-kernels"]
GPU_ORDER = ["winograd-unroll-loops", "winograd-generalize",
             "winograd-fuse-elementwise", "winograd-describe-gpu", "winograd-plan",
             "convert-linalg-to-winograd", "winograd-fold-filter",
             "canonicalize", "convert-winograd-to-gpu", "winograd-merge-kernels",
             "winograd-check-kernels", "winograd-free-buffers"]


OF_FUNCTIONS = {"winograd-generalize", "winograd-tile-direct", "winograd-distribute",
                "winograd-unroll-loops", "winograd-vectorize", "winograd-lower-copies",
                "winograd-lower-vectors", "winograd-free-buffers"}


def one_pass(rng, name):
    options = {}
    for option in PASSES[name]:
        if rng.random() < 0.4:
            options.update(option(rng))
    found = name + (f"{{{text(options)}}}" if options else "")
    return f"func.func({found})" if name in OF_FUNCTIONS else found


def arguments(passes):
    """Of wino-opt: options are left as they are, passes become a pipeline."""
    found = [p for p in passes if p.startswith("-")]
    rest = [p for p in passes if not p.startswith("-")]
    return found + ([f"--pass-pipeline=builtin.module({','.join(rest)})"]
                    if rest else [])


def phases(rng):
    """Passes one by one: mostly in their order, some left out, some elsewhere."""
    order = list(_pick(rng, [IN_ORDER, IN_ORDER, IN_ORDER, GPU_ORDER]))
    keep = rng.random()
    names = [n for n in order if rng.random() < 0.4 + 0.6 * keep]
    names = names[:int(rng.integers(1, len(order) + 1))] or [order[0]]
    if rng.random() < 0.3:
        names.insert(int(rng.integers(len(names) + 1)), _pick(rng, list(PASSES)))
    if rng.random() < 0.1:
        rng.shuffle(names)
    return [one_pass(rng, n) for n in names]
