#===- sources.py - Where values come from ---------------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Input and MemoryData. A size of 0 says that there is no such dimension."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ..builder import Builder, Shape, Value
from ..kinds import Kind, Param, require

if TYPE_CHECKING:
    from ..model import Layer
    from ..weights import WeightReader

SIZES = {
    0: Param("w"), 1: Param("h"), 2: Param("c"),
    11: Param("d", only=(0,), why="4 dimensions are not supported"),
}


def declared_shape(layer: Layer) -> Shape:
    """Without the batch; no dimensions if the file leaves it open."""
    w, h, c = (layer.params[name] for name in "whc")
    require(layer, min(w, h, c) >= 0 and (h == 0 or w > 0) and (c == 0 or h > 0),
            f"expected the sizes of w, of w and h, or of w, h and c, but got {w}, {h} and {c}")
    return (c, h, w) if c else (h, w) if h else (w,) if w else ()


def emit_input(builder: Builder, layer: Layer) -> Value:
    raise AssertionError("an input is an argument of the function")


def read_memory_data(layer: Layer, reader: WeightReader) -> None:
    shape = declared_shape(layer)
    require(layer, len(shape) > 0, "expected the sizes of its data, but got none")
    read = reader.raw if layer.params["load_type"] else reader.tagged
    layer.weights["data"] = read(layer, math.prod(shape)).reshape(1, *shape)


def emit_memory_data(builder: Builder, layer: Layer) -> Value:
    return builder.weight(layer, "data", layer.weights["data"])


KINDS = {
    "Input": Kind(emit_input, SIZES, inputs=(0, 0)),
    "MemoryData": Kind(emit_memory_data, {**SIZES, 21: Param("load_type", 1, only=(0, 1))},
                       inputs=(0, 0), read_weights=read_memory_data),
}
