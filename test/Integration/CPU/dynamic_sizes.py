#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Operations on images of unknown height and width through wino-run --check.

    dynamic_sizes.py [--wino-run=TOOL] [--cpu=NAME]

One function per operation, compiled once, on images of several sizes. Exit code 1 if
any result is wrong. A processor that this machine cannot stand in for is left out.
"""

import argparse
import os
import subprocess
import sys
import tempfile

import numpy as np

CHANNELS, OUTPUTS = 8, 20
SIZES = [(1, 1), (1, 7), (5, 3), (17, 33)]


def module(name, weights, taps, stride, initial):
    """A function of a named operation with weights of this shape, on padded images: same size, or every other pixel."""
    image = f"tensor<2x{CHANNELS}x?x?xf32>"
    channels = CHANNELS if len(weights) < 4 else OUTPUTS
    result = f"tensor<2x{channels}x?x?xf32>"
    shape = f"tensor<{'x'.join(map(str, weights))}xf32>"
    pad = taps // 2
    return f"""func.func @f(%x: {image}, %w: {shape}) -> {result} {{
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %h0 = tensor.dim %x, %c2 : {image}
  %w0 = tensor.dim %x, %c3 : {image}
  %h = affine.apply affine_map<()[s] -> ((s - 1) floordiv {stride} + 1)>()[%h0]
  %v = affine.apply affine_map<()[s] -> ((s - 1) floordiv {stride} + 1)>()[%w0]
  %z = arith.constant {initial} : f32
  %p = tensor.pad %x low[0, 0, {pad}, {pad}] high[0, 0, {pad}, {pad}] {{
  ^bb0(%a: index, %b: index, %c: index, %d: index):
    tensor.yield %z : f32
  }} : {image} to {image}
  %e = tensor.empty(%h, %v) : {result}
  %i = linalg.fill ins(%z : f32) outs(%e : {result}) -> {result}
  %y = linalg.{name} {{strides = dense<{stride}> : tensor<2xi64>}} ins(%p, %w : {image}, {shape}) outs(%i : {result}) -> {result}
  return %y : {result}
}}
"""


LARGEST = "0xFF800000"  # minus infinity
CASES = {
    "convolution": ("conv_2d_nchw_fchw", [OUTPUTS, CHANNELS, 3, 3], 3, 1, "0.0"),
    "strided convolution": ("conv_2d_nchw_fchw", [OUTPUTS, CHANNELS, 3, 3], 3, 2, "0.0"),
    "pointwise convolution": ("conv_2d_nchw_fchw", [OUTPUTS, CHANNELS, 1, 1], 1, 1, "0.0"),
    "strided pointwise convolution": ("conv_2d_nchw_fchw", [OUTPUTS, CHANNELS, 1, 1], 1, 2, "0.0"),
    "depthwise convolution": ("depthwise_conv_2d_nchw_chw", [CHANNELS, 3, 3], 3, 1, "0.0"),
    "pool": ("pooling_nchw_max", [3, 3], 3, 1, LARGEST),
    "strided pool": ("pooling_nchw_max", [3, 3], 3, 2, LARGEST),
    "sum": ("pooling_nchw_sum", [3, 3], 3, 1, "0.0"),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wino-run", default="wino-run")
    parser.add_argument("--cpu")
    args = parser.parse_args()
    rng = np.random.default_rng(1)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        path, x, w = (os.path.join(folder, name) for name in ("f.mlir", "x.npy", "w.npy"))
        for label, case in CASES.items():
            with open(path, "w") as file:
                file.write(module(*case))
            np.save(w, rng.standard_normal(case[1], dtype=np.float32))
            for height, width in SIZES:
                np.save(x, rng.standard_normal((2, CHANNELS, height, width), dtype=np.float32))
                command = [args.wino_run, path, "--entry=f", f"--input={x}", f"--input={w}", "--check",
                           "--tolerance=1e-4", f"--cache-dir={folder}/cache"]
                done = subprocess.run(command + ([f"--cpu={args.cpu}"] if args.cpu else []),
                                      capture_output=True, text=True)
                if "runs on this machine" in done.stderr:
                    print(f"{args.cpu}: left out")
                    return 0
                if done.returncode:
                    wrong += 1
                    print(f"{label}, {height}x{width}: {done.stdout}{done.stderr}")
    print(f"{len(CASES) * len(SIZES)} results, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
