#===- arrays.py - Weights as NumPy arrays in float64 ----------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""What the definitions of layers share."""

from __future__ import annotations

import numpy as np

from ..model import Layer

Array = np.ndarray


def weight_of(layer: Layer, name: str) -> Array:
    return layer.weights[name].astype(np.float64)


def by_channel(values: Array, x: Array) -> Array:
    return values.reshape(-1, *[1] * (x.ndim - 1))
