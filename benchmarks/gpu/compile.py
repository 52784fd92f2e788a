#!/usr/bin/env python3
#===- compile.py - Compiles convolutions to PTX for another machine -----===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Compiles 3x3 convolutions with constant filters to PTX, for benchmarks/gpu/bench.py on a machine with a GPU.

    compile.py FOLDER [--shapes=NxCxKxHxW,...] [--plans=auto,...] [--chip=sm_80] [--wino-translate=FILE]

FOLDER/NxCxKxHxW-PLAN gets the kernels, their manifest, and the filters, `filter.bin`. Copy FOLDER and benchmarks/ to
the other machine: it needs Python, PyTorch and NumPy. A plan that the device cannot hold is left out, and said. With
`+subgroups` behind a plan, such as auto+subgroups, lanes of a warp share sums that have less than --parallel-threads
(those of 128 registers that an H200 runs at the same time).
"""
import argparse
import pathlib
import subprocess
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import data  # noqa: E402

# 3x3 layers of stride 1 of ResNet and VGG, at batch 1 and 32.
LAYERS = ["64x64x56x56", "128x128x28x28", "256x256x14x14", "512x512x7x7", "64x64x224x224", "128x128x112x112", "256x256x56x56", "512x512x28x28"]
SHAPES = [f"{n}x{layer}" for n in (1, 32) for layer in LAYERS]

MODULE = """func.func @conv(%x: tensor<{n}x{c}x{h}x{w}xf32>) -> tensor<{n}x{k}x{h}x{w}xf32> {{
  %f = arith.constant dense<"0x{filter}"> : tensor<{k}x{c}x3x3xf32>
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {{
  ^bb0(%i0: index, %i1: index, %i2: index, %i3: index):
    tensor.yield %zero : f32
  }} : tensor<{n}x{c}x{h}x{w}xf32> to tensor<{n}x{c}x{ph}x{pw}xf32>
  %empty = tensor.empty() : tensor<{n}x{k}x{h}x{w}xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<{n}x{k}x{h}x{w}xf32>) -> tensor<{n}x{k}x{h}x{w}xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%padded, %f : tensor<{n}x{c}x{ph}x{pw}xf32>, tensor<{k}x{c}x3x3xf32>)
      outs(%init : tensor<{n}x{k}x{h}x{w}xf32>) -> tensor<{n}x{k}x{h}x{w}xf32>
  return %y : tensor<{n}x{k}x{h}x{w}xf32>
}}
"""


def get_pipeline_options(plan, parallel_threads):
    additions = {"": "", "subgroups": f" subgroup-size=32 parallel-threads={parallel_threads}"}
    name, _, addition = plan.partition("+")
    if addition not in additions:
        raise ValueError(f"expected a plan, or PLAN+subgroups, but got '{plan}'")
    return f"plan={name}" + additions[addition]


def compile_shape(folder, shape, plan, pipeline_options, options):
    """Whether the plan fits."""
    n, c, k, h, w = data.sizes(shape)
    target = folder / f"{shape}-{plan}"
    target.mkdir(parents=True, exist_ok=True)
    filters = np.random.default_rng(7).standard_normal((k, c, 3, 3)).astype("<f4") / np.float32(np.sqrt(9 * c))
    module = MODULE.format(n=n, c=c, k=k, h=h, w=w, ph=h + 2, pw=w + 2, filter=filters.tobytes().hex().upper())
    done = subprocess.run(
        [options.wino_translate, "-", "--emit=ptx", f"--chip={options.chip}", f"--pipeline-options={pipeline_options}", "-o", target],
        input=module, text=True, stderr=subprocess.PIPE,
    )
    if done.returncode != 0:
        errors = [line for line in done.stderr.splitlines() if "error: " in line]
        print(f"{shape}: no plan '{plan}': {errors[0].split('error: ', 1)[1] if errors else done.stderr}")
        target.rmdir()
        return False
    filters.tofile(target / "filter.bin")
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--shapes", default=",".join(SHAPES))
    parser.add_argument("--plans", default="auto")
    parser.add_argument("--parallel-threads", type=int, default=132 * 65536 // 128)
    parser.add_argument("--chip", default="sm_80")
    parser.add_argument("--wino-translate", default="wino-translate")
    options = parser.parse_args()
    try:
        shapes = options.shapes.split(",")
        for shape in shapes:
            data.sizes(shape)
        plans = [(plan, get_pipeline_options(plan, options.parallel_threads)) for plan in options.plans.split(",")]
        compiled = sum(compile_shape(options.folder, shape, *plan, options) for shape in shapes for plan in plans)
    except (OSError, ValueError) as error:
        sys.exit(f"compile.py: error: {error}")
    print(f"{compiled} of {len(shapes) * len(plans)} compiled")
    sys.exit(0 if compiled else 1)


if __name__ == "__main__":
    main()
