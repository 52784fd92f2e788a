#===- modules.py - Functions for the tests of the package -----------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
import numpy as np

CONV = """
func.func @conv(%x: tensor<1x14x14x8xf32>, %w: tensor<3x3x8x16xf32>) -> tensor<1x12x12x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x12x12x16xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<1x12x12x16xf32>) -> tensor<1x12x12x16xf32>
  %y = linalg.conv_2d_nhwc_hwcf
      ins(%x, %w : tensor<1x14x14x8xf32>, tensor<3x3x8x16xf32>)
      outs(%init : tensor<1x12x12x16xf32>) -> tensor<1x12x12x16xf32>
  return %y : tensor<1x12x12x16xf32>
}
"""


def make_conv_inputs(seed=0):
    random = np.random.default_rng(seed)
    shapes = (1, 14, 14, 8), (3, 3, 8, 16)
    return [random.standard_normal(shape).astype("float32") for shape in shapes]


def convolve(x, w):
    """What @conv computes, in float64."""
    x, w = x.astype("float64"), w.astype("float64")
    return sum(
        np.einsum("nhwc,ck->nhwk", x[:, i : i + 12, j : j + 12], w[i, j])
        for i in range(3) for j in range(3)
    )


def elementwise(operation, shape, *types):
    """y = operation(x, ...), element by element."""
    names = [f"%x{i}" for i in range(len(types))]
    tensors = [f"tensor<{shape}x{t}>" for t in types]
    arguments = ", ".join(f"{n}: {t}" for n, t in zip(names, tensors))
    return f"""
func.func @f({arguments}) -> {tensors[0]} {{
  %y = {operation} {", ".join(names)} : {tensors[0]}
  return %y : {tensors[0]}
}}
"""
