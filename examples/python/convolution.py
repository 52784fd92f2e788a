#!/usr/bin/env python3
#===- convolution.py - A convolution, from Python -------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""What docs/Python.md explains: examples/conv/conv.mlir, raised, planned and run."""
from pathlib import Path

import numpy as np
import winograd

module = (Path(__file__).parents[1] / "conv/conv.mlir").read_text()

# Passes on text.
raised = winograd.opt(module, "winograd-plan{plan=blocked tile=4},convert-linalg-to-winograd")
print(raised.splitlines()[0])

# Why the plan is as it is.
winograd.opt(module, "winograd-plan{tile=4}", on_remark=lambda remark: print(remark.message))

# A function on arrays.
conv = winograd.compile(module, plan="blocked", tile=4)
x = np.ones((1, 14, 14, 8), "float32")
w = np.full((3, 3, 8, 16), 0.5, "float32")
y = conv(x, w)
print(y.shape, np.abs(y - 36).max() < 1e-4)

# What is wrong with a call, or with a module.
try:
    conv(x, w.astype("float64"))
except TypeError as error:
    print(error)
try:
    winograd.opt("func.func @f() -> i32 { return %x : i32 }", "cse")
except winograd.Error as error:
    print(error.diagnostics[0].place, error.diagnostics[0].message)

# F(m, r), exactly.
f4x3 = winograd.algorithm(4, 3, points=[0, 1, -1, 2, "1/2"])
print(*f4x3.filter_matrix[3])
