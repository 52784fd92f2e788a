#!/usr/bin/env python3
#===- network.py - A network, by wino-bench and by ncnn ------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""The network that utils/demo.sh imported, by wino-bench and by ncnn, on the processors that it is pinned to.

    network.py --wino-bench=FILE [--demo=DIR]

With TARGET=vulkan in the environment both run on a GPU.

DIR, build/demo by default, holds what utils/demo.sh left: `network.mlir`, and the .param and .bin that it came from in
`wheels/`. Prints lines as data.py describes them; the error is that from the same library without Winograd. Ours comes
first and last. The image's size is the one in network.mlir.
"""
import argparse
import pathlib
import subprocess
import sys

import numpy as np

import data

NAME = "realesr-animevideov3-x4"
ROOT = pathlib.Path(__file__).resolve().parent.parent


class Failure(Exception):
    """It cannot be measured; the text says why."""


def run_ours(tool, module, direct):
    """Prints wino-bench's lines; the image's rows and columns."""
    command = [tool, "model", f"--module={module}", "--csv"] + ["--direct"] * direct
    command += ["--target=vulkan"] if data.on_vulkan() else [f"--threads={data.threads()}"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    print(done.stdout, end="", flush=True)
    if done.returncode:
        raise Failure(f"'{' '.join(map(str, command))}' ended with {done.returncode}")
    return tuple(int(size) for size in done.stdout.split(",")[1].split("x"))


def load_ncnn(files, winograd):
    """The network in ncnn, in f32."""
    import peer_ncnn
    net = peer_ncnn.make_exact_net(winograd)
    if net.load_param(str(files[0])) or net.load_model(str(files[1])):
        raise Failure(f"ncnn could not load {files[0]} and {files[1]}")
    return net


def run_ncnn(files, rows, columns):
    """Prints ncnn's lines."""
    import ncnn
    sys.path.insert(0, str(ROOT / "examples" / "super-resolution"))
    from ncnn_model import read_model
    model = read_model(*files)
    operations = sum(2 * layer.weights["weight"].size for layer in model.layers if layer.kind == "Convolution") * rows * columns
    pixels = np.random.default_rng(0).random((3, rows, columns), dtype=np.float32)
    image = ncnn.Mat(pixels)  # does not copy
    expected = None
    prefix = "ncnn-vulkan-model" if data.on_vulkan() else "ncnn-model"
    for name, winograd in ((f"{prefix}-direct", False), (prefix, True)):
        net = load_ncnn(files, winograd)

        def run():
            extractor = net.create_extractor()
            extractor.input(model.input, image)
            return extractor.extract(model.output)[1]

        result = np.array(run())
        expected = result if expected is None else expected
        data.line(name, f"{rows}x{columns}", data.median_seconds(run), operations,
                  data.largest_error(result, expected.astype(np.float64)))


def main():
    parser = argparse.ArgumentParser(description="Times the demo's network by wino-bench and by ncnn.")
    parser.add_argument("--wino-bench", default=ROOT / "build" / "bin" / "wino-bench", help="the tool")
    parser.add_argument("--demo", type=pathlib.Path, default=ROOT / "build" / "demo", help="what utils/demo.sh left")
    options = parser.parse_args()
    module = options.demo / "network.mlir"
    files = [options.demo / "wheels" / f"{NAME}.{ending}" for ending in ("param", "bin")]
    try:
        for file in (module, *files):
            if not file.exists():
                raise Failure(f"expected '{file}', but there is none; utils/demo.sh makes it, where PyPI can be reached")
        rows, columns = run_ours(options.wino_bench, module, direct=True)
        run_ncnn(files, rows, columns)
        run_ours(options.wino_bench, module, direct=False)
    except (OSError, Failure) as failure:
        sys.exit(f"network.py: error: {failure}")


if __name__ == "__main__":
    main()
