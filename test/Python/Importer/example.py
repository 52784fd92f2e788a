# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The example of docs/Ncnn.md: a network of ncnn as a function on arrays.

    example.py NAME.param NAME.bin
"""
import sys

import numpy as np
import winograd
from winograd_ncnn import import_model, read_model

param, weights = sys.argv[1:]
model = read_model(param, weights)
module = import_model(model, height=32, width=48)
net = winograd.compile(module.text)
(shape,) = module.inputs.values()
x = np.random.default_rng(0).random(shape, np.float32)
y = net(x)
print(module.inputs, module.outputs, y.shape, y.dtype)
