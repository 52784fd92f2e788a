#===- __init__.py - What a network's results should be --------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Calculates a network with NumPy in float64, each layer by its definition: to compare with.

Arrays have ncnn's dimensions, (w,), (h, w) or (c, h, w), without a batch.
"""

from __future__ import annotations

from typing import Callable, Mapping

import numpy as np

from ..model import Model
from . import functions, moves, windows
from .arrays import Array


def run(model: Model, inputs: Mapping[str, Array]) -> dict[str, Array]:
    """The network's results, by their blobs, for an array of each of its inputs."""
    values = {blob: np.asarray(array, np.float64) for blob, array in inputs.items()}
    with np.errstate(all="ignore"):
        for layer in model.layers:
            if layer.kind == "Input":
                continue
            if layer.kind not in EVALUATE:
                raise layer.error("it has no definition in NumPy")
            made = EVALUATE[layer.kind](layer, *[values[blob] for blob in layer.inputs])
            values.update(zip(layer.outputs, made if isinstance(made, list) else [made]))
    return {blob: values[blob] for blob in model.outputs}


EVALUATE: dict[str, Callable[..., Array | list[Array]]] = {
    **functions.EVALUATE, **moves.EVALUATE, **windows.EVALUATE}
