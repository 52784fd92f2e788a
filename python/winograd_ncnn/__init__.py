#===- __init__.py - Networks of ncnn as MLIR ------------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Reads networks in ncnn's format, NAME.param and NAME.bin, and writes them as linalg on tensors.

    python -m winograd_ncnn NAME.param NAME.bin --output=NAME.mlir

>>> model = read_model("NAME.param", "NAME.bin")
>>> text = import_model(model, height=256, width=256).text

It needs NumPy, and neither ncnn nor MLIR. docs/Ncnn.md says which layers it knows; what it does
not know it refuses with a `ModelError`.
"""

from .model import Layer, Model, ModelError, parse_model, read_model
from .module import Module, import_model

__all__ = [
    "Layer",
    "Model",
    "ModelError",
    "Module",
    "import_model",
    "parse_model",
    "read_model",
]
