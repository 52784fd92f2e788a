#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every plan on ragged shapes, through wino-run, against float64 NumPy.

    plans.py --wino-run=TOOL [--target=vulkan] [--case=TEXT] [--part=I/N]
             [--random=N] [--seed=S] [--save=FOLDER]

Each case is a linalg.generic with the axes that it names (n: batch, g: groups,
c: input channels, f: output channels, digits: spatial), so that depthwise and
grouped convolutions and any order of the axes are cases like others. The shapes
are such that neither a tile, nor a block, nor a panel, nor a vector divides
them. A value is wrong if it is farther from float64 than a small share of the
sum of its terms' magnitudes: an edge that is wrong is farther by orders of
magnitude. differential.py has the proven bounds.

On a GPU what its validation finds is a failure, too. There a plan that is named may be refused, since the device cannot hold it; more
than a quarter of the cases must not be.

--part runs every Nth case, beginning with the Ith, --case only those whose description contains the text, --random draws
cases instead of running the list. Exit code 1 if any fails.
"""

import argparse
import itertools
import os
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "..", "Python"))
from convolution_reference import TYPES

# The axes of input, filter and output.
NHWC = ("n01c", "01cf", "n01f")
NCHW = ("nc01", "fc01", "nf01")
NWC = ("n0c", "0cf", "n0f")
NCW = ("nc0", "fc0", "nf0")
NDHWC = ("n012c", "012cf", "n012f")
NCDHW = ("nc012", "fc012", "nf012")
DEPTHWISE_NHWC = ("n01g", "01g", "n01g")
DEPTHWISE_NCHW = ("ng01", "g01", "ng01")
MULTIPLIER = ("n01g", "01gf", "n01gf")
GROUPED_NCHW = ("ngc01", "gfc01", "ngf01")
GROUPED_NHWC = ("n01gc", "gf01c", "n01gf")
PLAIN_1D, PLAIN_2D = ("0", "0", "0"), ("01", "01", "01")

# How far a value may be from float64, as a share of its magnitude.
SHARE = {"f64": 1e-10, "f32": 1e-3, "f16": 4e-3, "bf16": 3e-2}

RELU = "relu"          # max(y, 0)
RESIDUAL = "residual"  # max(y + z, 0), z an argument like y
TRANSPOSED = "transposed"  # max(y, 0), the axes reversed


@dataclass
class Case:
    axes: tuple
    sizes: dict  # of n, g, c, f; a digit's is the output's
    taps: list
    plan: str = "blocked"
    m: int = 4
    threads: int = 1
    element: str = "f32"
    pad: int = 0         # zeros on each side of each dimension
    dynamic: str = ""    # axes of unknown size
    init: str = "zero"   # or bias, argument
    follows: str = ""    # RELU, RESIDUAL, TRANSPOSED
    constant: bool = False  # the filter
    target: str = "cpu"

    def __str__(self):
        sizes = " ".join(f"{a}={s}" for a, s in self.sizes.items())
        parts = ["{}*{}->{}".format(*self.axes), sizes,
                 "taps=" + "x".join(map(str, self.taps)), self.element,
                 f"m={self.m}", self.plan]
        parts += [f"pad={self.pad}"] if self.pad else []
        parts += [f"threads={self.threads}"] if self.threads > 1 else []
        parts += [f"dynamic={self.dynamic}"] if self.dynamic else []
        parts += [f"init={self.init}"] if self.init != "zero" else []
        parts += [self.follows] if self.follows else []
        parts += ["constant filter"] if self.constant else []
        return " ".join(parts)

    def size(self, operand, axis, padded=False):
        if not axis.isdigit():
            return self.sizes[axis]
        taps = self.taps[int(axis)]
        image = self.sizes[axis] + taps - 1 - (0 if padded else 2 * self.pad)
        return (image, taps, self.sizes[axis])[operand]

    def shape(self, operand, padded=False):
        return [self.size(operand, a, padded) for a in self.axes[operand]]

    def type(self, operand, padded=False, axes=None):
        dynamic = "" if operand == 1 and self.constant else self.dynamic
        sizes = ["?" if a in dynamic and not (operand == 1 and a.isdigit())
                 else str(self.size(operand, a, padded))
                 for a in axes or self.axes[operand]]
        return f"tensor<{'x'.join([*sizes, self.element])}>"

    def options(self):
        options = []
        if self.plan != "auto":
            options += ["--pipeline-options=verify-loops=error"]
            options += [f"--plan={self.plan}", f"--tile={self.m}"]
        if self.target != "cpu":
            options += [f"--target={self.target}", "--validate"]
        elif self.plan != "auto":
            options += [f"--threads={self.threads}"]
        return options

    #===--- Arrays and result ------------------------------------------------===#

    def fill(self, rng):
        kind = TYPES[self.element]
        draw = lambda shape: kind.round(rng.standard_normal(shape))
        self.x, self.g = draw(self.shape(0)), draw(self.shape(1))
        self.z = draw(self.shape(2))
        self.init_value = {"zero": 0, "bias": draw([self.sizes.get("f", 1)]),
                           "argument": draw(self.shape(2))}[self.init]

    def arguments(self):
        """(name, type, value)."""
        yield "x", self.type(0), self.x
        if not self.constant:
            yield "g", self.type(1), self.g
        if self.init == "bias":
            size = "?" if "f" in self.dynamic else self.sizes["f"]
            yield "bias", f"tensor<{size}x{self.element}>", self.init_value
        elif self.init == "argument":
            yield "init", self.type(2), self.init_value
        if self.follows == RESIDUAL:
            yield "z", self.type(2), self.z

    def convolve(self, x, g):
        pads = [(self.pad,) * 2 if a.isdigit() else (0, 0) for a in self.axes[0]]
        x = np.pad(x, pads)
        strip = lambda axes: axes.translate(
            {ord(d): chr(ord("p") + int(d)) for d in "012"})
        read, write = strip(self.axes[0]), strip(self.axes[2])
        taps = "".join(a for a in self.axes[1] if not a.isdigit())
        y = np.zeros(self.shape(2))
        for tap in np.ndindex(*self.taps):
            window = x[tuple(
                slice(tap[int(a)], tap[int(a)] + self.sizes[a]) if a.isdigit()
                else slice(None) for a in self.axes[0])]
            weight = g[tuple(tap[int(a)] if a.isdigit() else slice(None)
                             for a in self.axes[1])]
            y += np.einsum(f"{read},{taps}->{write}", window, weight)
        return y

    def initial(self):
        if self.init != "bias":
            return self.init_value
        return self.init_value.reshape(
            [-1 if a == "f" else 1 for a in self.axes[2]])

    def exact(self):
        y = self.convolve(self.x, self.g) + self.initial()
        if self.follows == RESIDUAL:
            y = y + self.z
        if self.follows:
            y = np.maximum(y, 0)
        return y.T if self.follows == TRANSPOSED else y

    def magnitude(self):
        y = self.convolve(np.abs(self.x), np.abs(self.g)) + np.abs(
            self.initial()) + np.abs(self.z) + 1
        return y.T if self.follows == TRANSPOSED else y

    #===--- IR ---------------------------------------------------------------===#

    def ir(self):
        result = self.type(2)
        lines = self._pad() + self._filter() + self._sizes("y", self.axes[2])
        if self.init != "argument":
            lines += [f"%init = linalg.fill ins(%zero : {self.element}) "
                      f"outs(%y_empty : {result}) -> {result}"
                      if self.init == "zero" else
                      f"%init = linalg.broadcast ins(%bias : {self._bias_type()})"
                      f" outs(%y_empty : {result}) dimensions = "
                      f"[{', '.join(str(i) for i, a in enumerate(self.axes[2]) if a != 'f')}]"]
        lines += self._convolution()
        value = "%y"
        if self.follows:
            more, value, result = self._following()
            lines += more
        arguments = ", ".join(f"%{n}: {t}" for n, t, _ in self.arguments())
        return (f"func.func @conv({arguments}) -> {result} {{\n"
                f"  %zero = arith.constant 0.0 : {self.element}\n"
                + "".join(f"  {line}\n" for line in lines)
                + f"  return {value} : {result}\n}}\n")

    def _bias_type(self):
        size = "?" if "f" in self.dynamic else self.sizes["f"]
        return f"tensor<{size}x{self.element}>"

    def _pad(self):
        if not self.pad:
            return []
        amounts = ", ".join(str(self.pad) if a.isdigit() else "0"
                            for a in self.axes[0])
        indices = ", ".join(f"%i{i}: index" for i in range(len(self.axes[0])))
        return [f"%padded = tensor.pad %x low[{amounts}] high[{amounts}] {{",
                f"^bb0({indices}):",
                f"  tensor.yield %zero : {self.element}",
                f"}} : {self.type(0)} to {self.type(0, padded=True)}"]

    def _filter(self):
        if not self.constant:
            return []
        blob = TYPES[self.element].encode(self.g).tobytes().hex().upper()
        return [f'%g = arith.constant dense<"0x{blob}"> : {self.type(1)}']

    def _sizes(self, name, axes):
        """%<name>_empty, of the output's sizes in this order."""
        lines, sizes = [], []
        for axis in axes:
            if axis not in self.dynamic:
                continue
            size = f"%{name}_{axis}"
            operand = 0 if axis in self.axes[0] else 1
            lines += [f"{size}p = arith.constant {self.axes[operand].index(axis)}"
                      " : index",
                      f"{size}i = tensor.dim %{'xg'[operand]}, {size}p : "
                      f"{self.type(operand)}"]
            more = (2 * self.pad - self.taps[int(axis)] + 1
                    if axis.isdigit() else 0)
            lines += [f"{size}m = arith.constant {more} : index",
                      f"{size} = arith.addi {size}i, {size}m : index"]
            sizes.append(size)
        return lines + [f"%{name}_empty = tensor.empty({', '.join(sizes)}) : "
                        f"{self.type(2, axes=axes)}"]

    def _convolution(self):
        letters = [a for a in "ngf" if any(a in axes for axes in self.axes)]
        digits = [str(d) for d in range(len(self.taps))]
        parallel = letters + [f"o{d}" for d in digits]
        reduction = [a for a in "c" if a in self.axes[0]] + [
            f"k{d}" for d in digits]
        names = [{d: text.format(d) for d in digits}
                 for text in ("o{0} + k{0}", "k{0}", "o{0}")]
        maps = ", ".join("affine_map<({}) -> ({})>".format(
            ", ".join(parallel + reduction),
            ", ".join(names[i].get(a, a) for a in axes))
            for i, axes in enumerate(self.axes))
        iterators = ", ".join(['"parallel"'] * len(parallel)
                              + ['"reduction"'] * len(reduction))
        x, kind = ("%padded" if self.pad else "%x"), self.element
        return [f"%y = linalg.generic {{indexing_maps = [{maps}], "
                f"iterator_types = [{iterators}]}} "
                f"ins({x}, %g : {self.type(0, padded=True)}, {self.type(1)}) "
                f"outs(%init : {self.type(2)}) {{",
                f"^bb0(%a: {kind}, %b: {kind}, %acc: {kind}):",
                f"  %p = arith.mulf %a, %b : {kind}",
                f"  %s = arith.addf %acc, %p : {kind}",
                f"  linalg.yield %s : {kind}",
                f"}} -> {self.type(2)}"]

    def _following(self):
        axes = self.axes[2]
        written = axes[::-1] if self.follows == TRANSPOSED else axes
        result = self.type(2, axes=written)
        loops = ", ".join(f"d{i}" for i in range(len(axes)))
        order = lambda target: ", ".join(f"d{axes.index(a)}" for a in target)
        reads = ["%y"] + (["%z"] if self.follows == RESIDUAL else [])
        maps = ", ".join(f"affine_map<({loops}) -> ({order(target)})>"
                         for target in [axes] * len(reads) + [written])
        kind = self.element
        lines = self._sizes("r", written) + [
            f"%r = linalg.generic {{indexing_maps = [{maps}], iterator_types = ["
            + ", ".join(['"parallel"'] * len(axes)) + "]} "
            f"ins({', '.join(reads)} : {', '.join([self.type(2)] * len(reads))}) "
            f"outs(%r_empty : {result}) {{",
            "^bb0(" + ", ".join(f"%e{i}: {kind}" for i in range(len(reads)))
            + f", %out: {kind}):"]
        value = "%e0"
        if self.follows == RESIDUAL:
            lines.append(f"  %sum = arith.addf %e0, %e1 : {kind}")
            value = "%sum"
        return lines + [f"  %max = arith.maximumf {value}, %zero : {kind}",
                        f"  linalg.yield %max : {kind}",
                        f"}} -> {result}"], "%r", result


PLANS = ("blocked", "three-buffer", "four-buffer", "auto")
GPU_PLANS = (*PLANS, "single-kernel", "direct")


def listed(target):
    """Each plan on each of the shapes; what else varies, in turn."""
    size = lambda text: {a: int(s) for a, s in
                         (part.split("=") for part in text.split())}
    shapes = [
        (NHWC, size("n=2 c=17 f=17 0=7 1=7"), [3, 3]),
        (NCHW, size("n=1 c=8 f=33 0=13 1=19"), [3, 3]),
        (NCHW, size("n=2 c=3 f=17 0=7 1=7"), [3, 3]),
        (NHWC, size("n=1 c=1 f=8 0=1 1=23"), [3, 3]),
        (NHWC, size("n=1 c=8 f=3 0=13 1=19"), [1, 5]),
        (NWC, size("n=2 c=3 f=17 0=37"), [3]),
        (NCW, size("n=1 c=17 f=1 0=19"), [5]),
        (NDHWC, size("n=1 c=3 f=17 0=5 1=3 2=7"), [3, 3, 3]),
        (NCDHW, size("n=2 c=2 f=8 0=3 1=4 2=5"), [3, 1, 3]),
        (DEPTHWISE_NHWC, size("n=2 g=17 0=7 1=13"), [3, 3]),
        (DEPTHWISE_NCHW, size("n=1 g=3 0=13 1=19"), [3, 3]),
        (MULTIPLIER, size("n=1 g=3 f=5 0=7 1=9"), [3, 3]),
        (GROUPED_NCHW, size("n=1 g=2 c=3 f=17 0=7 1=11"), [3, 3]),
        (GROUPED_NHWC, size("n=2 g=3 c=4 f=8 0=5 1=7"), [3, 3]),
    ]
    elements = itertools.cycle(["f32", "f32", "f64", "f16", "f32"])
    tiles = itertools.cycle([4, 2, 6, 4, 3])
    threads = itertools.cycle([1, 1, 2])
    inits = itertools.cycle(["zero", "bias", "argument"])
    follows = itertools.cycle(["", RELU, RESIDUAL, TRANSPOSED])
    dynamics = itertools.cycle(["", "", "01", "n", "", "0", "n01"])
    plans = PLANS if target == "cpu" else GPU_PLANS
    for (axes, sizes, taps), plan in itertools.product(shapes, plans):
        init, spatial = next(inits), next(dynamics)
        if init == "bias" and "f" not in sizes:
            init = "argument"
        if plan == "auto" and len(taps) == 3:
            spatial = ""  # if it is direct, it compiles for a minute
        yield Case(axes, sizes, taps, plan=plan, m=next(tiles), target=target,
                   threads=next(threads), element=next(elements),
                   pad=int(min(taps) > 2 and sizes["0"] > 1), init=init,
                   dynamic="".join(a for a in spatial if a in sizes),
                   follows=next(follows))
    # Fewer blocks than threads, which share them by panels, and what is left.
    for threads, (channels, batch), plan in itertools.product(
            (2, 5), ((41, 1), (32, 3)), ("blocked", "three-buffer")):
        yield Case(NCHW, {"n": batch, "c": 9, "f": channels, "0": 4, "1": 5},
                   [3, 3], plan=plan, threads=threads, pad=1, init="bias",
                   dynamic="n" if threads == 5 else "", follows=RELU)


def draw(rng, target):
    """A random case."""
    pick = lambda values: values[int(rng.integers(len(values)))]
    axes = pick([NHWC, NCHW, NWC, NCW, NDHWC, NCDHW, DEPTHWISE_NHWC,
                 DEPTHWISE_NCHW, MULTIPLIER, GROUPED_NCHW, GROUPED_NHWC,
                 PLAIN_1D, PLAIN_2D])
    rank = sum(a.isdigit() for a in axes[0])
    if rng.random() < 0.3:
        axes = tuple("".join(rng.permutation(list(a))) for a in axes)
    taps = [1]
    while max(taps) == 1:
        taps = [pick([1, 2, 3, 3, 3, 5]) for _ in range(rank)]
    extent = {1: 60, 2: 20, 3: 7}[rank]
    sizes = {str(d): int(rng.integers(1, extent + 1)) for d in range(rank)}
    letters = set("".join(axes)) - set("012")
    for a in sorted(letters):
        sizes[a] = pick({"n": [1, 1, 2, 3], "g": [1, 2, 3, 8, 17],
                         "c": [1, 2, 3, 4, 8, 16, 17],
                         "f": [1, 3, 4, 8, 16, 17, 24, 33, 64]}[a])
    pad = pick([0, 0, 1, 2])
    if any(sizes[str(d)] + taps[d] - 1 - 2 * pad < 1 for d in range(rank)):
        pad = 0
    plan = pick(PLANS if target == "cpu" else GPU_PLANS)
    dynamic = ""
    if rng.random() < 0.4:
        dynamic = "".join(a for a in sorted(sizes) if a in "n012"
                          and rng.random() < 0.6)
    init = pick(["zero", "zero", "argument", "bias"])
    if init == "bias" and "f" not in sizes:
        init = "zero"
    case = Case(axes, sizes, taps, plan=plan, m=min(pick([2, 3, 4, 4, 6]), 9 - max(taps)),
                threads=pick([1, 1, 2, 3]),
                element=pick(["f32", "f32", "f64", "f16", "bf16"]), pad=pad,
                dynamic=dynamic, init=init, target=target,
                follows=pick(["", "", RELU, RESIDUAL, TRANSPOSED]),
                constant=rng.random() < 0.5)
    return case


def command(tool, case, folder):
    """The command line, after writing its files to `folder`."""
    os.makedirs(folder, exist_ok=True)
    module = os.path.join(folder, "conv.mlir")
    with open(module, "w") as file:
        file.write(case.ir())
    line = [tool, module, "--entry=conv"]
    for name, _, value in case.arguments():
        path = os.path.join(folder, f"{name}.npy")
        np.save(path, TYPES[case.element].encode(value))
        line.append(f"--input={path}")
    return line + case.options() + [
        f"--output={os.path.join(folder, 'y.npy')}"]


class Refused(Exception):
    """The device cannot hold the plan; the message says why."""


def judge(tool, case):
    """What is wrong, or None; raises Refused."""
    with tempfile.TemporaryDirectory() as folder:
        line = command(tool, case, folder)
        done = subprocess.run(line, capture_output=True, text=True)
        refusal = re.search(r"cannot have the plan .*, more than \d+", done.stderr)
        if done.returncode and refusal and case.target != "cpu":
            raise Refused(refusal[0])
        if done.returncode:
            return (f"exit code {done.returncode}: "
                    + (done.stdout + done.stderr)[:2000].strip())
        found = TYPES[case.element].decode(
            np.load(os.path.join(folder, "y.npy")))
    exact = case.exact()
    if found.shape != exact.shape:
        return f"expected the shape {exact.shape}, but got {found.shape}"
    error = np.abs(found - exact) / case.magnitude()
    is_right = error <= SHARE[case.element]
    if is_right.all():
        return None
    worst = np.unravel_index(np.argmax(np.where(is_right, 0, error)), error.shape)
    return (f"{np.count_nonzero(~is_right)} of {error.size} values are wrong; at "
            f"{[int(i) for i in worst]} expected {exact[worst]:.6g}, but got "
            f"{found[worst]:.6g}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--wino-run", default="wino-run")
    parser.add_argument("--target", default="cpu", choices=("cpu", "vulkan", "cuda"))
    parser.add_argument("--case", default="")
    parser.add_argument("--part", default="0/1")
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--save", default="plans-failures")
    args = parser.parse_args()
    cases = list(listed(args.target)) if not args.random else [
        draw(np.random.default_rng([args.seed, index]), args.target)
        for index in range(args.first, args.first + args.random)]
    part, parts = map(int, args.part.split("/"))
    count = failures = refused = 0
    for index, case in enumerate(cases):
        if args.case not in str(case) or index % parts != part:
            continue
        case.fill(np.random.default_rng([args.seed, index, 7]))
        count += 1
        try:
            message = judge(args.wino_run, case)
        except Refused as reason:
            print(f"refused: {case}: {reason}", flush=True)
            refused += 1
            continue
        if message is None:
            continue
        failures += 1
        folder = os.path.join(args.save, f"case{index + args.first}")
        repeat = shlex.join(command(args.wino_run, case, folder))
        print(f"failed: {case}\n  {message}\n  {repeat}", flush=True)
    print(f"{count} cases, {refused} refused, {failures} failures")
    return 1 if failures or not count or refused > count // 4 else 0


if __name__ == "__main__":
    sys.exit(main())
