# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs the matrix product of product.mlir, and compares it with NumPy's."""

import sys

import numpy as np

from metal_program import MetalProgram

text, folder, compiler = sys.argv[1:]
program = MetalProgram(text, folder, compiler)
# Small integers: every sum is exact, in whatever order.
random = np.random.default_rng(1)
a = random.integers(-8, 9, (64, 32)).astype(np.float32)
b = random.integers(-8, 9, (32, 64)).astype(np.float32)
launches = [("gemm", (4, 4, 1), (4, 4, 1), (0, 1, 2))]
for descending in False, True:
    result = program.run([a, b, (np.float32, (64, 64))], launches, descending)
    np.testing.assert_array_equal(result[2], a @ b)
    np.testing.assert_array_equal(result[0], a)
    print("descending:" if descending else "ascending:", "equal")
