#!/usr/bin/env python3
#===- sweep.py - Time per multiplication, size by size -------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Looks for cliffs: sizes that take far longer for each multiplication than the sizes next to them.

    sweep.py [--kinds=conv,direct,...] [--axes=K,C,W] [--cpus=x86-64-v3,...] [--step=1] [--limit=2] [--runs=20] [--dynamic]
             [--wino-run=FILE] [--csv=FILE]

For each kind of contraction and each processor that this machine can stand in for, one size runs through its range while
the others stay: output channels K and input channels C from 1 to 80 (the other is 32, images are 20x20), the width W from 5 to 60 (32
channels, 20 rows). Filters and weights are constants. A size is a cliff if its time per multiplication is more than --limit times
that of a neighbour: the one before it, or the one behind it. What is found is timed again, thrice, before it counts. Prints, for each
line of sizes, the least and the largest time per multiplication and the cliffs; exit code 1 if there are any.

Kinds: conv (3x3, the planner's choice), direct (3x3 without Winograd), strided (3x3, stride 2), dilated (3x3, dilation 2), nhwc
(3x3, stride 2, channels innermost), pointwise (1x1), depthwise (3x3 of C channels), conv1d (5 taps), matmul (W x C by C x K), linear (1 x C
by the transpose of K x C), pool (maxima of 3x3, stride 2). With --dynamic, the batch is unknown when it is compiled; that needs NumPy.
"""
import argparse
import os
import pathlib
import random
import re
import struct
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
RANGES = {"K": range(1, 81), "C": range(1, 81), "W": range(5, 61)}
SIZES = {"K": 32, "C": 32, "W": 20}
ROWS = 20


def constant(shape):
    """Weights that differ from each other, as MLIR writes them."""
    generator = random.Random(1)
    count = 1
    for size in shape:
        count *= size
    values = struct.pack(f"<{count}f", *(generator.uniform(-1, 1) for _ in range(count)))
    text = "x".join(map(str, shape))
    return f'arith.constant dense<"0x{values.hex()}"> : tensor<{text}xf32>', f"tensor<{text}xf32>"


def tensor(shape):
    return f"tensor<{'x'.join(map(str, shape))}xf32>"


def function(name, image, weights, result, attributes, initial="0.0", is_dynamic=False):
    """A function of a named operation that adds to a constant."""
    if weights is None:
        text, weights_type = "tensor.empty() : tensor<3x3xf32>", "tensor<3x3xf32>"
    else:
        text, weights_type = constant(weights)
    batch = ""
    if is_dynamic:
        image, result, batch = ["?"] + image[1:], ["?"] + result[1:], "%n"
    size = "%zero = arith.constant 0 : index\n  %n = tensor.dim %x, %zero : " + tensor(image) if batch else ""
    return f"""func.func @f(%x: {tensor(image)}) -> {tensor(result)} {{
  {size}
  %w = {text}
  %z = arith.constant {initial} : f32
  %e = tensor.empty({batch}) : {tensor(result)}
  %i = linalg.fill ins(%z : f32) outs(%e : {tensor(result)}) -> {tensor(result)}
  %y = linalg.{name} {attributes} ins(%x, %w : {tensor(image)}, {weights_type}) outs(%i : {tensor(result)}) -> {tensor(result)}
  return %y : {tensor(result)}
}}
"""


def window(stride=1, dilation=1, rank=2):
    return (f"{{strides = dense<{stride}> : tensor<{rank}xi64>, "
            f"dilations = dense<{dilation}> : tensor<{rank}xi64>}}")


def module(kind, K, C, W, is_dynamic):
    """((module, sizes of the argument), multiplications)."""
    H = ROWS

    def make(name, image, *arguments, **options):
        return function(name, image, *arguments, is_dynamic=is_dynamic, **options), image

    if kind in ("conv", "direct"):
        return make("conv_2d_nchw_fchw", [1, C, H + 2, W + 2], [K, C, 3, 3], [1, K, H, W], window()), 9 * K * C * H * W
    if kind == "strided":
        return (make("conv_2d_nchw_fchw", [1, C, 2 * H + 1, 2 * W + 1], [K, C, 3, 3], [1, K, H, W], window(2)), 9 * K * C * H * W)
    if kind == "dilated":
        return (make("conv_2d_nchw_fchw", [1, C, H + 4, W + 4], [K, C, 3, 3], [1, K, H, W], window(1, 2)), 9 * K * C * H * W)
    if kind == "nhwc":
        return (make("conv_2d_nhwc_hwcf", [1, 2 * H + 1, 2 * W + 1, C], [3, 3, C, K], [1, H, W, K], window(2)), 9 * K * C * H * W)
    if kind == "pointwise":
        return make("conv_2d_nchw_fchw", [1, C, H, W], [K, C, 1, 1], [1, K, H, W], window()), K * C * H * W
    if kind == "depthwise":
        return make("depthwise_conv_2d_nchw_chw", [1, C, H + 2, W + 2], [C, 3, 3], [1, C, H, W], window()), 9 * C * H * W
    if kind == "conv1d":
        return make("conv_1d_ncw_fcw", [1, C, H * W + 4], [K, C, 5], [1, K, H * W], window(rank=1)), 5 * K * C * H * W
    if kind == "matmul":
        return make("matmul", [W * H, C], [C, K], [W * H, K], ""), K * C * W * H
    if kind == "linear":
        maps = ("indexing_maps = [affine_map<(i, j, l) -> (i, l)>, affine_map<(i, j, l) -> (j, l)>, "
                "affine_map<(i, j, l) -> (i, j)>]")
        return make("matmul", [W, 16 * C], [16 * K, 16 * C], [W, 16 * K], maps), 256 * K * C * W
    if kind == "pool":
        return (make("pooling_nchw_max", [1, C, 2 * H + 1, 2 * W + 1], None, [1, C, H, W], window(2), initial="0xFF800000"),
                9 * C * H * W)
    raise ValueError(kind)


KINDS = {"conv": "KCW", "direct": "KCW", "strided": "KCW", "dilated": "KCW", "nhwc": "KCW", "pointwise": "KCW", "depthwise": "CW",
         "conv1d": "KC", "matmul": "KCW", "linear": "KCW", "pool": "CW"}


class Sweep:
    """Times by wino-run, in a folder."""

    def __init__(self, args, folder):
        self.args = args
        self.path = os.path.join(folder, "f.mlir")
        self.argument = os.path.join(folder, "x.npy")

    def make_argument(self, sizes):
        """The option of wino-run; a dynamic shape has to come with its values."""
        if not self.args.dynamic:
            return "--random-inputs"
        import numpy as np
        np.save(self.argument, np.random.default_rng(0).standard_normal(sizes, dtype=np.float32))
        return f"--input={self.argument}"

    def time(self, kind, cpu, sizes):
        """Nanoseconds per multiplication."""
        (text, image), multiplications = module(kind, **sizes, is_dynamic=self.args.dynamic)
        pathlib.Path(self.path).write_text(text)
        command = [self.args.wino_run, self.path, "--entry=f", self.make_argument(image), f"--cpu={cpu}", f"--time={self.args.runs}"]
        if kind == "direct":
            command.append("--direct")
        done = subprocess.run(command, capture_output=True, text=True)
        found = re.search(r"run ([\d.]+) (ns|us|µs|ms|s) ", done.stdout)
        if done.returncode or not found:
            sys.exit(f"sweep.py: {' '.join(command)}: {done.stdout}{done.stderr}")
        scale = {"ns": 1, "us": 1e3, "µs": 1e3, "ms": 1e6, "s": 1e9}[found[2]]
        return float(found[1]) * scale / multiplications

    def line(self, kind, cpu, axis):
        """{size: nanoseconds per multiplication}, and the cliffs of them: (size, neighbour, ratio)."""
        sizes = list(RANGES[axis])[::self.args.step]
        times = {size: self.time(kind, cpu, SIZES | {axis: size}) for size in sizes}
        for size in {size for cliff in self.cliffs(times) for size in cliff[:2]}:
            times[size] = min([times[size]] + [self.time(kind, cpu, SIZES | {axis: size}) for _ in range(3)])
        return times, self.cliffs(times)

    def cliffs(self, times):
        found = []
        sizes = list(times)
        for index, size in enumerate(sizes):
            around = [other for other in (index - 1, index + 1) if 0 <= other < len(sizes)]
            neighbour = min((sizes[other] for other in around), key=times.get)
            ratio = times[size] / times[neighbour]
            if ratio > self.args.limit:
                found.append((size, neighbour, ratio))
        return found


def runs_here(program, cpu):
    """Whether this machine has all that the processor has."""
    done = subprocess.run([program, "--cpu=" + cpu, "--entry=f", "--random-inputs", "-"], text=True, capture_output=True,
                          input="func.func @f(%x: tensor<1xf32>) -> tensor<1xf32> { return %x : tensor<1xf32> }")
    return "runs on this machine" not in done.stderr


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--axes", default="K,C,W")
    parser.add_argument("--cpus", default="x86-64-v3,x86-64-v4")
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--limit", type=float, default=2)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--dynamic", action="store_true")
    parser.add_argument("--wino-run", default=str(ROOT / "build/bin/wino-run"))
    parser.add_argument("--csv")
    args = parser.parse_args()
    unknown = [kind for kind in args.kinds.split(",") if kind not in KINDS]
    if unknown:
        parser.error(f"unknown kind: {unknown[0]}")
    cpus = [cpu for cpu in args.cpus.split(",") if runs_here(args.wino_run, cpu)]
    if not cpus:
        sys.exit("sweep.py: this machine can stand in for none of these processors")
    rows = ["kind,cpu,axis,size,nanoseconds per multiplication"]
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        sweep = Sweep(args, folder)
        print("| kind | processor | size | ns per multiplication, least to largest | cliffs: size (ratio to neighbour) |\n"
              "|---|---|---|---|---|")
        for kind in args.kinds.split(","):
            for cpu in cpus:
                for axis in (axis for axis in args.axes.split(",") if axis in KINDS[kind]):
                    times, cliffs = sweep.line(kind, cpu, axis)
                    count += len(cliffs)
                    rows += [f"{kind},{cpu},{axis},{size},{time:.5g}" for size, time in times.items()]
                    text = ", ".join(f"{size} ({ratio:.1f} x {other})" for size, other, ratio in cliffs) or "none"
                    print(f"| {kind} | {cpu} | {axis} | {min(times.values()):.4f} to {max(times.values()):.4f} | {text} |",
                          flush=True)
    if args.csv:
        pathlib.Path(args.csv).write_text("\n".join(rows) + "\n")
    print(f"\n{count} cliffs")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
