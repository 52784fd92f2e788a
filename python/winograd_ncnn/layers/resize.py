#===- resize.py - Enlarging, shrinking and padding ------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Interp and Padding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Sequence

import numpy as np

from ..builder import Builder, Value
from ..kinds import BOOLEAN, Kind, Param, require, require_few
from .filters import expect_image
from .windows import combine_taps, take

if TYPE_CHECKING:
    from ..model import Layer
    from ..weights import WeightReader

NEAREST, BILINEAR, BICUBIC = 1, 2, 3
CONSTANT, REPLICATE, REFLECT = 0, 1, 2
SHARPNESS = -0.75  # of the cubic, as OpenCV and PyTorch have it


def emit_interp(builder: Builder, layer: Layer, x: Value) -> Value:
    p = layer.params
    is_vector = len(x.shape) == 2
    if is_vector:  # each element becomes an image
        x = builder.reshape(x, (*x.shape, 1, 1))
    sizes = expect_image(layer, x)[2:]
    wanted = [p["output_height"], p["output_width"]]
    scales = [p["height_scale"], p["width_scale"]]
    is_scaled = 0 in wanted
    if is_scaled:
        require(layer, all(0 < scale < 2**20 for scale in scales),
                f"expected scales above 0, but got {scales[0]} and {scales[1]}")
        # In f32, as ncnn multiplies.
        wanted = [int(np.float32(size) * np.float32(scale)) for size, scale in zip(sizes, scales)]
    require(layer, min(wanted) >= 1, f"expected a result of at least 1x1, "
            f"but got {wanted[0]}x{wanted[1]}")
    require_few(layer, "rows or columns", max(wanted))
    if p["resize_type"] == NEAREST or is_vector:
        steps = [1 / np.float32(scale) if is_scaled else np.float32(size) / np.float32(count)
                 for size, count, scale in zip(sizes, wanted, scales)]
        return _repeat_nearest(builder, layer, x, wanted, steps)
    if wanted == list(sizes):
        return x
    # By 1 / scale some versions, by the sizes others; the same, if sizes are what scales say.
    require(layer, not is_scaled or all(
        abs(size * scale - count) < 1e-3 for size, scale, count in zip(sizes, scales, wanted)),
            f"expected scales that make whole numbers of {sizes[0]} rows and {sizes[1]} columns, "
            f"but got {scales[0]} and {scales[1]}: versions of ncnn differ in what else they mean")
    for axis, count in ((3, wanted[1]), (2, wanted[0])):
        taps, weights = _find_taps(x.shape[axis], count, p["resize_type"], bool(p["align_corner"]))
        x = combine_taps(builder, layer, x, axis, taps, weights)
    return x


def _repeat_nearest(builder: Builder, layer: Layer, x: Value, wanted: Sequence[int],
                    steps: Sequence[np.float32]) -> Value:
    n, c, h, w = x.shape
    factors = [count // size for count, size in zip(wanted, (h, w))]
    places = [[min(int(np.float32(i) * step), size - 1) for i in range(count)]
              for step, count, size in zip(steps, wanted, (h, w))]
    if all(place == [i // factor for i in range(size * factor)] for place, factor, size in
           zip(places, factors, (h, w)) if factor) and all(factors):
        repeated = (n, c, h, factors[0], w, factors[1])
        return builder.reshape(builder.broadcast(x, repeated, [3, 5]),
                               (n, c, h * factors[0], w * factors[1]))
    return take(builder, layer, take(builder, layer, x, 3, places[1]), 2, places[0])


def _find_taps(size: int, count: int, resize_type: int, is_aligned: bool
               ) -> tuple[list[list[int]], list[list[float]]]:
    """The elements that make each of `count` results, and their weights; what would lie outside is
    the first or last element."""
    scale = size / count
    if is_aligned:
        scale = (size - 1) / (count - 1) if count > 1 else 0.0
    results = np.arange(count)
    at = (results * scale if is_aligned else (results + 0.5) * scale - 0.5).astype(np.float32)
    first = np.floor(at).astype(np.int64)
    t = (at - first).astype(np.float64)
    if resize_type == BILINEAR:
        places, weights = [first, first + 1], [1 - t, t]
    else:
        places = [first + k for k in range(-1, 3)]
        outer = [SHARPNESS * (u**3 - 5 * u**2 + 8 * u - 4) for u in (t + 1, 2 - t)]
        inner = [(SHARPNESS + 2) * u**3 - (SHARPNESS + 3) * u**2 + 1 for u in (t, 1 - t)]
        weights = [outer[0], inner[0], inner[1], outer[1]]
    return ([np.clip(place, 0, size - 1).tolist() for place in places],
            [weight.tolist() for weight in weights])


def read_padding(layer: Layer, reader: WeightReader) -> None:
    count = layer.params["per_channel_pad_data_size"]
    require(layer, count >= 0, f"expected per_channel_pad_data_size of at least 0, but got {count}")
    if count:
        layer.weights["values"] = reader.raw(layer, count)


def emit_padding(builder: Builder, layer: Layer, x: Value) -> Value:
    p, rank = layer.params, len(x.shape) - 1
    sides = [(p["front"], p["behind"]), (p["top"], p["bottom"]), (p["left"], p["right"])][-rank:]
    low, high = [[0, *side] for side in zip(*sides)]
    require(layer, min(low + high) >= 0,
            f"expected pads of at least 0, but got {min(low + high)}")
    require_few(layer, "elements of a pad", max(low + high))
    if p["type"] == CONSTANT:
        return _pad_with_constants(builder, layer, x, low, high)
    for axis in range(1, rank + 1):
        size, a, b = x.shape[axis], low[axis], high[axis]
        places = np.arange(-a, size + b)
        if p["type"] == REFLECT:
            require(layer, max(a, b) < size,
                    f"expected less than {size} reflected elements, but got {max(a, b)}")
            places = np.abs(places)
            places = size - 1 - np.abs(places - (size - 1))
        x = take(builder, layer, x, axis, np.clip(places, 0, size - 1).tolist())
    return x


def _pad_with_constants(builder: Builder, layer: Layer, x: Value, low: list[int], high: list[int]
                        ) -> Value:
    if "values" not in layer.weights:
        return builder.pad(x, low, high, layer.params["value"])
    shape = tuple(a + b + c for a, b, c in zip(low, x.shape, high))
    values = layer.weights["values"]
    require(layer, len(shape) == 4 and len(values) == shape[1],
            f"expected {shape[1]} values of the padding, one for each channel, "
            f"but got {len(values)}")
    around = builder.broadcast(builder.weight(layer, "values", values), shape, [0, 2, 3])
    return builder.insert(x, around, low)


KINDS = {
    "Interp": Kind(emit_interp, {
        0: Param("resize_type", only=(NEAREST, BILINEAR, BICUBIC)),
        1: Param("height_scale", 1.0, type=float), 2: Param("width_scale", 1.0, type=float),
        3: Param("output_height"), 4: Param("output_width"),
        5: Param("dynamic_target_size", only=(0,), why="sizes have to be constants"),
        6: Param("align_corner", only=BOOLEAN)}),
    "Padding": Kind(emit_padding, {
        0: Param("top"), 1: Param("bottom"), 2: Param("left"), 3: Param("right"),
        4: Param("type", only=(CONSTANT, REPLICATE, REFLECT)), 5: Param("value", 0.0, type=float),
        6: Param("per_channel_pad_data_size"), 7: Param("front"), 8: Param("behind")},
        read_weights=read_padding),
}
