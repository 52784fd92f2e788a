#===- pooling.py - Pooling ------------------------------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Pooling: linalg's pooling of a padded image, a reduction (global), or windows of their own sizes
(adaptive)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Sequence

import numpy as np

from ..builder import Builder, Operand, Value, pair
from ..kinds import BOOLEAN, UNSET, Kind, Param, require, require_few, require_positive
from . import filters
from .windows import combine_taps

if TYPE_CHECKING:
    from ..model import Layer

MAXIMUM = 0
# Windows at the end are whole ones / left out / as many as ceil(size / stride), two ways.
FULL, VALID, SAME_UPPER, SAME_LOWER = 0, 1, 2, 3

PARAMS = {
    0: Param("pooling_type", only=(0, 1)),
    1: Param("kernel_w", 0), 11: Param("kernel_h", "kernel_w"),
    2: Param("stride_w", 1), 12: Param("stride_h", "stride_w"),
    3: Param("pad_left"), 13: Param("pad_top", "pad_left"),
    14: Param("pad_right", "pad_left"), 15: Param("pad_bottom", "pad_top"),
    4: Param("global_pooling", only=BOOLEAN), 5: Param("pad_mode", only=(0, 1, 2, 3)),
    6: Param("avgpool_count_include_pad", only=BOOLEAN),
    7: Param("adaptive_pooling", only=BOOLEAN),
    8: Param("out_w"), 18: Param("out_h", "out_w"),
}


def emit_pooling(builder: Builder, layer: Layer, x: Value) -> Value:
    filters.expect_image(layer, x)
    if layer.params["global_pooling"]:
        return _pool_all(builder, layer, x)
    if layer.params["adaptive_pooling"]:
        return _pool_adaptively(builder, layer, x)
    return _pool_windows(builder, layer, x)


def _pool_all(builder: Builder, layer: Layer, x: Value) -> Value:
    """(1, c): one value of each channel."""
    n, c, h, w = x.shape
    is_maximum = layer.params["pooling_type"] == MAXIMUM
    combine = "arith.maximumf" if is_maximum else "arith.addf"
    y = builder.loops((n, c), [Operand(x, range(4))], lambda v, so_far: builder.op(
        combine, so_far, v), over=x.shape, initial=-math.inf if is_maximum else 0.0)
    return y if is_maximum else _divide(builder, y, h * w)


def _divide(builder: Builder, y: Value, by: int) -> Value:
    return builder.pointwise(lambda v: builder.op("arith.divf", v, builder.scalar(by)), y)


def _pool_adaptively(builder: Builder, layer: Layer, x: Value) -> Value:
    """Window i of n of a dimension is [floor(i * size / n), ceil((i + 1) * size / n))."""
    for axis, wanted in ((3, layer.params["out_w"]), (2, layer.params["out_h"])):
        size = x.shape[axis]
        count = size if wanted == UNSET else wanted
        require(layer, 1 <= count, f"expected out_w and out_h to be at least 1, but got {count}")
        require_few(layer, "results of a dimension", count)
        if count == size:
            continue
        windows = [(i * size // count, -(-(i + 1) * size // count)) for i in range(count)]
        most = max(end - begin for begin, end in windows)
        taps = [[min(begin + k, end - 1) for begin, end in windows] for k in range(most)]
        weights = None
        if layer.params["pooling_type"] != MAXIMUM:
            weights = [[1 / (end - begin) if begin + k < end else 0.0 for begin, end in windows]
                       for k in range(most)]
        x = combine_taps(builder, layer, x, axis, taps, weights)
    return x


def _find_pads(layer: Layer, sizes: Sequence[int]) -> list[tuple[int, int]]:
    """(low, high) of rows and columns, with what completes the last window."""
    p, mode = layer.params, layer.params["pad_mode"]
    taps, strides = [[p[f"{name}_{side}"] for side in "hw"] for name in ("kernel", "stride")]
    if mode in (SAME_UPPER, SAME_LOWER):
        amounts = [k + (size - 1) // s * s - size for k, s, size in zip(taps, strides, sizes)]
        same = filters.SAME_UPPER if mode == SAME_UPPER else filters.SAME_LOWER
        return filters.same_pads([(same, same)], amounts)
    pads = filters.read_pads(layer)
    require(layer, min(min(pair) for pair in pads) >= 0,
            f"expected pads of at least 0, but got {min(min(pair) for pair in pads)}")
    if mode == VALID:
        return pads
    filters.require_result(layer, [size + low + high - k + 1 for size, (low, high), k in
                                   zip(sizes, pads, taps)], sizes)
    return [(low, high + -(size + low + high - k) % s)
            for size, (low, high), k, s in zip(sizes, pads, taps, strides)]


def _pool_windows(builder: Builder, layer: Layer, x: Value) -> Value:
    require_positive(layer, "kernel_w", "kernel_h", "stride_w", "stride_h")
    n, c, h, w = x.shape
    p, is_maximum = layer.params, layer.params["pooling_type"] == MAXIMUM
    taps, strides = [(p[f"{name}_h"], p[f"{name}_w"]) for name in ("kernel", "stride")]
    pads = _find_pads(layer, (h, w))
    padded = [size + low + high for size, (low, high) in zip((h, w), pads)]
    rows, columns = [(size - k) // s + 1 for size, k, s in zip(padded, taps, strides)]
    filters.require_result(layer, (rows, columns), padded)
    require_few(layer, "rows or columns with their padding", max(padded))
    counts = _count_values(layer, pads, padded, (rows, columns))
    nothing = -math.inf if is_maximum else 0.0
    low, high = [[0, 0, *side] for side in zip(*pads)]
    image = builder.pad(x, low, high, nothing)
    window, init = builder.empty(taps), builder.fill((n, c, rows, columns), nothing)
    y = builder.emit(
        f"linalg.pooling_nchw_{'max' if is_maximum else 'sum'} "
        f"{{dilations = {pair([1, 1])}, strides = {pair(strides)}}}\n"
        f"        ins({image.name}, {window.name} : {image.type}, {window.type})\n"
        f"        outs({init.name} : {init.type}) -> {init.type}", init.shape)
    if is_maximum:
        return y
    if counts.min() == counts.max():
        return _divide(builder, y, int(counts.min()))
    divisor = builder.weight(layer, "counts", counts.astype(np.float32))
    return builder.loops(y.shape, [Operand(y, range(4)), Operand(divisor, [2, 3])],
                         lambda v, count: builder.op("arith.divf", v, count))


def _count_values(layer: Layer, pads: list[tuple[int, int]], padded: list[int],
                  results: tuple[int, int]) -> np.ndarray:
    """By how much each sum of an average is divided; ncnn counts what SAME adds, too."""
    p = layer.params
    inside = []
    for side, size, (low, high), name in zip("hw", padded, pads, (("top", "bottom"),
                                                                 ("left", "right"))):
        is_value = np.ones(size, np.int64)
        if p["pad_mode"] in (FULL, VALID):
            is_value[:low] = 0
            is_value[size - high:] = 0
        starts = np.arange(results["hw".index(side)]) * p[f"stride_{side}"]
        inside.append(np.array([is_value[i:i + p[f"kernel_{side}"]].sum() for i in starts]))
    counts = np.outer(*inside)
    require(layer, counts.min() >= 1, "a window holds nothing but padding")
    if p["avgpool_count_include_pad"]:
        counts[:] = p["kernel_h"] * p["kernel_w"]
    return counts


KINDS = {"Pooling": Kind(emit_pooling, PARAMS)}
