#===- windows.py - Filters and windows -----------------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Convolutions and pooling."""

from __future__ import annotations

import math
from typing import Callable, Sequence

import numpy as np

from ..model import Layer
from .arrays import Array, weight_of
from .functions import fused


def _pads(layer: Layer, extents: Sequence[int], x: Array) -> list[tuple[int, int]]:
    """Of rows and columns; -233 and -234 are what leaves ceil(size / stride) results."""
    p, pads = layer.params, []
    for extent, size, (low, high), side in zip(extents, x.shape[1:], (
            ("pad_top", "pad_bottom"), ("pad_left", "pad_right")), "hw"):
        pair = p[low], p[high]
        if pair[0] < 0:
            results = -(-size // p[f"stride_{side}"])
            amount = max(0, (results - 1) * p[f"stride_{side}"] + extent - size)
            less, more = amount // 2, amount - amount // 2
            pair = (less, more) if pair[0] == -233 else (more, less)
        pads.append(pair)
    return pads


def _convolution(layer: Layer, x: Array) -> Array:
    p, weight, group = layer.params, weight_of(layer, "weight"), layer.params.get("group", 1)
    (sh, sw), (dh, dw) = [(p[f"{name}_h"], p[f"{name}_w"]) for name in ("stride", "dilation")]
    kh, kw = weight.shape[2:]
    extents = (kh - 1) * dh + 1, (kw - 1) * dw + 1
    x = np.pad(x, [(0, 0), *_pads(layer, extents, x)], constant_values=p["pad_value"])
    rows, columns = [(size - extent) // stride + 1 for size, extent, stride in
                     zip(x.shape[1:], extents, (sh, sw))]
    y = np.zeros((weight.shape[0], rows, columns))
    for i, j in np.ndindex(kh, kw):
        part = x[:, i * dh:, j * dw:][:, :sh * rows:sh, :sw * columns:sw]
        for images, filters, results in zip(np.split(part, group), np.split(weight, group),
                                            np.split(y, group)):
            results += np.tensordot(filters[:, :, i, j], images, 1)
    return fused(layer, y + _bias(layer))


def _bias(layer: Layer) -> Array:
    return weight_of(layer, "bias").reshape(-1, 1, 1) if "bias" in layer.weights else np.zeros(1)


def _deconvolution(layer: Layer, x: Array) -> Array:
    """Each value adds the filter to the result around it."""
    p, weight, group = layer.params, weight_of(layer, "weight"), layer.params.get("group", 1)
    (sh, sw), (dh, dw) = [(p[f"{name}_h"], p[f"{name}_w"]) for name in ("stride", "dilation")]
    (_, h, w), (kh, kw) = x.shape, weight.shape[2:]
    y = np.zeros((weight.shape[0], (h - 1) * sh + (kh - 1) * dh + 1 + p["output_pad_bottom"],
                  (w - 1) * sw + (kw - 1) * dw + 1 + p["output_pad_right"]))
    for i, j in np.ndindex(kh, kw):
        part = y[:, i * dh:, j * dw:][:, :sh * (h - 1) + 1:sh, :sw * (w - 1) + 1:sw]
        for images, filters, results in zip(np.split(x, group), np.split(weight, group),
                                            np.split(part, group)):
            results += np.tensordot(filters[:, :, i, j], images, 1)
    y = fused(layer, y + _bias(layer))
    top, bottom, left, right = [p[f"pad_{side}"] for side in ("top", "bottom", "left", "right")]
    if top < 0:
        if p["output_w"] <= 0:
            return y
        cuts = [y.shape[1] - p["output_h"], y.shape[2] - p["output_w"]]
        top, left = [cut // 2 if top == -233 else cut - cut // 2 for cut in cuts]
        bottom, right = cuts[0] - top, cuts[1] - left
    return y[:, top:y.shape[1] - bottom, left:y.shape[2] - right]


def _pooling(layer: Layer, x: Array) -> Array:
    p = layer.params
    of = np.mean if p["pooling_type"] else np.max
    if p["global_pooling"]:
        return of(x, axis=(1, 2))
    if p["adaptive_pooling"]:
        counts = [size if p[f"out_{side}"] == -233 else p[f"out_{side}"]
                  for side, size in zip("hw", x.shape[1:])]
        ranges = [[(i * size // n, -(-(i + 1) * size // n)) for i in range(n)]
                  for n, size in zip(counts, x.shape[1:])]
        return np.stack([np.stack([of(x[:, a:b, c:d], axis=(1, 2)) for c, d in ranges[1]], 1)
                         for a, b in ranges[0]], 1)
    return _pool_windows(layer, x, of)


def _pool_windows(layer: Layer, x: Array, of: Callable[..., Array]) -> Array:
    p = layer.params
    (kh, kw), (sh, sw) = [(p[f"{name}_h"], p[f"{name}_w"]) for name in ("kernel", "stride")]
    if p["pad_mode"] >= 2:
        same = Layer("", "", [], [], "", {**p, **{
            f"pad_{side}": -231 - p["pad_mode"] for side in ("top", "bottom", "left", "right")}})
        pads = _pads(same, (kh, kw), x)
    else:
        pads = _pads(layer, (kh, kw), x)
    rounded = math.ceil if p["pad_mode"] == 0 else math.floor
    rows, columns = [rounded((size + low + high - k) / s) + 1 for size, (low, high), k, s in
                     zip(x.shape[1:], pads, (kh, kw), (sh, sw))]
    is_counted = p["avgpool_count_include_pad"] or p["pad_mode"] >= 2
    y = np.empty((x.shape[0], rows, columns))
    for i, j in np.ndindex(rows, columns):
        top, left = i * sh - pads[0][0], j * sw - pads[1][0]
        window = x[:, max(0, top):top + kh, max(0, left):left + kw]
        y[:, i, j] = of(window, axis=(1, 2))
        if p["pooling_type"] and is_counted:
            y[:, i, j] *= window[0].size / (kh * kw)
    return y


EVALUATE: dict[str, Callable[..., Array]] = {
    "Convolution": _convolution,
    "ConvolutionDepthWise": _convolution,
    "Deconvolution": _deconvolution,
    "DeconvolutionDepthWise": _deconvolution,
    "Pooling": _pooling,
}
