#!/usr/bin/env python3
#===- compare.py - A module by way of our passes, in IREE -----------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Compiles a module of linalg on tensors with IREE as it stands, by IREE's own Winograd, and behind
`wino-opt --winograd-to-linalg`, runs all three, and compares results and times.

  compare.py net.mlir                           # random arguments of the types of its function
  compare.py --shapes=1x256x256x14x14           # NxCxKxHxW: 3x3 convolutions with a constant filter

IREE comes from PyPI: pip install iree-base-compiler iree-base-runtime
"""
import argparse
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
# IREE's pass, as its documentation has it.
OWN = ("--iree-preprocessing-pass-pipeline=builtin.module(util.func("
       "iree-linalg-ext-convert-conv2d-to-winograd{replace-all-convs=true}))")
# One core of this processor, and constants that grow: IREE's Winograd would transform the filters
# of deep layers in each call.
FLAGS = ("--iree-hal-target-backends=llvm-cpu", "--iree-llvmcpu-target-cpu=host",
         "--iree-opt-level=O3", "--iree-opt-const-expr-max-size-increase-threshold=1000000000")

CONVOLUTION = """\
func.func @main(%x: tensor<{N}x{C}x{H}x{W}xf32>) -> tensor<{N}x{K}x{H}x{W}xf32> {{
  %w = arith.constant dense_resource<w> : tensor<{K}x{C}x3x3xf32>
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {{
  ^bb0(%n: index, %c: index, %h: index, %w_: index):
    tensor.yield %zero : f32
  }} : tensor<{N}x{C}x{H}x{W}xf32> to tensor<{N}x{C}x{P}x{Q}xf32>
  %empty = tensor.empty() : tensor<{N}x{K}x{H}x{W}xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%empty : tensor<{N}x{K}x{H}x{W}xf32>)
      -> tensor<{N}x{K}x{H}x{W}xf32>
  %y = linalg.conv_2d_nchw_fchw
      ins(%padded, %w : tensor<{N}x{C}x{P}x{Q}xf32>, tensor<{K}x{C}x3x3xf32>)
      outs(%zeros : tensor<{N}x{K}x{H}x{W}xf32>) -> tensor<{N}x{K}x{H}x{W}xf32>
  return %y : tensor<{N}x{K}x{H}x{W}xf32>
}}
{{-# dialect_resources: {{ builtin: {{ w: "0x04000000{filter}" }} }} #-}}
"""


def make_convolution(shape):
    """The text of one; the filter's values have the variance that keeps that of the image."""
    n, c, k, h, w = map(int, shape.split("x"))
    generator = np.random.default_rng(0)
    values = (generator.standard_normal((k, c, 3, 3)) / (3 * np.sqrt(c))).astype("<f4")
    return CONVOLUTION.format(N=n, C=c, K=k, H=h, W=w, P=h + 2, Q=w + 2,
                              filter=values.tobytes().hex())


def run_tool(command):
    """Runs a compiler; its first error ends this program."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"status {done.returncode}"]
        error = next((line for line in lines if "error" in line), lines[0])
        sys.exit(f"compare.py: error: {os.path.basename(str(command[0]))}: {error}")


def make_arguments(text, entry):
    """Random arrays for the arguments of a function of static f32 tensors."""
    found = re.search(rf"func\.func @{re.escape(entry)}\(([^)]*)\)", text)
    types = re.findall(r"tensor<((?:\d+x)*)(\w+)>", found[1] if found else "")
    if not types or any(kind != "f32" for _, kind in types):
        sys.exit(f"compare.py: error: expected a function '{entry}' of tensors of f32 and of "
                 "fixed sizes")
    generator = np.random.default_rng(1)
    return [generator.standard_normal([int(size) for size in sizes.split("x")[:-1]])
            .astype("float32") for sizes, _ in types]


class Contender:
    """A module that IREE has compiled, on one core."""

    def __init__(self, name, module, compiled, entry, options=()):
        import iree.compiler.tools.binaries as binaries
        import iree.runtime as runtime

        self.name, self.seconds = name, []
        start = time.perf_counter()
        run_tool([binaries.find_tool("iree-compile"), module, "-o", compiled, *FLAGS, *options])
        self.compile_seconds = time.perf_counter() - start
        self._function = runtime.load_vm_flatbuffer_file(str(compiled), driver="local-sync")[entry]

    def run(self, arguments):
        # All work is this thread's, and other processes' do not count.
        start = time.process_time()
        result = self._function(*arguments)
        self.seconds.append(time.process_time() - start)
        return np.asarray(result[0] if isinstance(result, tuple) else result)


def compare(title, module, options, folder):
    """Prints a line for each way to compile the module."""
    text = module.read_text()
    arguments = make_arguments(text, options.entry)
    plain = folder / "plain.mlir"
    run_tool([options.wino_opt, *options.plan, "--winograd-to-linalg", module, "-o", plain])
    ways = (("direct", module, ()), ("IREE's Winograd", module, (OWN,)), ("winograd", plain, ()))
    contenders = [Contender(name, source, folder / f"{index}.vmfb", options.entry, flags)
                  for index, (name, source, flags) in enumerate(ways)]
    results = [contender.run(arguments) for contender in contenders]
    for contender in contenders:
        contender.seconds.clear()
    for _ in range(options.runs):
        for contender in contenders:
            contender.run(arguments)
    print(title)
    for contender, result in zip(contenders, results):
        error = np.abs(result - results[0]).max()
        print(f"  {contender.name:16} {statistics.median(contender.seconds) * 1e3:8.2f} ms, "
              f"compiled in {contender.compile_seconds:.1f} s, off by {error:.1e} of "
              f"{np.abs(results[0]).max():.1e}", flush=True)
        if not error <= 1e-4 * np.abs(results[0]).max():
            sys.exit(f"compare.py: error: expected {contender.name} to give what direct does")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", type=pathlib.Path, metavar="net.mlir")
    parser.add_argument("--shapes", default="", metavar="NxCxKxHxW,...")
    parser.add_argument("--entry", default="main", help="the function (main)")
    parser.add_argument("--runs", type=int, default=50, help="of each, by turns (50)")
    parser.add_argument("--plan", type=lambda text: [f"--winograd-plan={text}"], default=[],
                        metavar="OPTIONS", help="options of winograd-plan, such as "
                        "\"plan=blocked tile=6\" (F(4, r) for what it can be)")
    parser.add_argument("--wino-opt", default=HERE.parents[1] / "build" / "bin" / "wino-opt",
                        type=pathlib.Path, metavar="PROGRAM")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for shape in filter(None, options.shapes.split(",")):
            if not re.fullmatch(r"\d+(x\d+){4}", shape):
                parser.error(f"expected a shape such as 1x64x64x56x56, but got '{shape}'")
            module = pathlib.Path(folder) / "convolution.mlir"
            module.write_text(make_convolution(shape))
            compare(shape, module, options, pathlib.Path(folder))
        for module in options.modules:
            if not module.is_file():
                parser.error(f"expected a module, but there is no file '{module}'")
            compare(module.name, module, options, pathlib.Path(folder))


if __name__ == "__main__":
    main()
