# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints a module with values for its resources: pseudo-random ones, aligned to 4 bytes.

    large_constants.py MODULE
"""
import pathlib
import re
import sys

import numpy as np

text = pathlib.Path(sys.argv[1]).read_text()
generator = np.random.default_rng(0)
resources = []
for name, sizes in re.findall(r"dense_resource<(\w+)> : tensor<([\dx]+)xf32>", text):
    values = generator.standard_normal([int(size) for size in sizes.split("x")]).astype(np.float32)
    resources.append(f'{name}: "0x04000000{values.tobytes().hex()}"')
print(text)
print("{-# dialect_resources: { builtin: { " + ", ".join(resources) + " } } #-}")
