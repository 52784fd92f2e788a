#===- moves.py - Layers that move values ----------------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Layers that move values: parts, orders, sizes."""

from __future__ import annotations

import math
from typing import Callable, Mapping

import numpy as np

from ..model import Layer
from .arrays import Array, weight_of


def _crop(layer: Layer, x: Array, *reference: Array) -> Array:
    p, letters = layer.params, "chw"[-x.ndim:]
    slices = {letter: slice(None) for letter in letters}
    if p["starts"] and p["ends"]:
        for axis, start, end in zip(p["axes"] or range(x.ndim), p["starts"], p["ends"]):
            slices[letters[axis]] = slice(None if start == -233 else start,
                                          None if end in (-233, 0) else end)
    else:
        sizes = dict(zip("chw"[-reference[0].ndim:], reference[0].shape)) if reference else {}
        for axis, letter in enumerate(letters):
            begin, end = p[f"{letter}offset"], x.shape[axis] - p[f"{letter}offset2"]
            size = p[f"out{letter}"]
            if reference:
                size = sizes.get(letter, -233 if letter == "c" else 1)
            slices[letter] = slice(begin, end if size == -233 else min(end, begin + size))
    return x[tuple(slices[letter] for letter in letters)]


def _slice(layer: Layer, x: Array) -> list[Array]:
    p, count = layer.params, len(layer.outputs)
    if p["indices"]:
        return np.split(x, p["indices"][:count - 1], p["axis"])
    ends, size = [0], x.shape[p["axis"]]
    for i, part in enumerate(p["slices"]):
        ends.append(ends[-1] + ((size - ends[-1]) // (count - i) if part == -233 else part))
    return [np.take(x, range(a, b), p["axis"]) for a, b in zip(ends, ends[1:])]


def _reshape(layer: Layer, x: Array) -> Array:
    p, letters = layer.params, "chw"[-x.ndim:]
    kept = [letter for letter in "chw" if p[letter] != -233]
    return x.reshape([x.shape[letters.index(letter)] if p[letter] == 0 else p[letter]
                      for letter in kept])


def _permute(layer: Layer, x: Array) -> Array:
    orders = {1: ((0,),), 2: ((0, 1), (1, 0)), 3: (
        (0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))}
    return x.transpose(orders[x.ndim][layer.params["order_type"]])


def _pixel_shuffle(layer: Layer, x: Array) -> Array:
    r, (c, h, w) = layer.params["upscale_factor"], x.shape
    y = np.empty((c // (r * r), h * r, w * r))
    for k, i, j in np.ndindex(len(y), r, r):
        y[k, i::r, j::r] = x[(i * r + j) * len(y) + k if layer.params["mode"] else
                             k * r * r + i * r + j]
    return y


def _reorg(layer: Layer, x: Array) -> Array:
    r = layer.params["stride"]
    parts = [[x[k, i::r, j::r] for i in range(r) for j in range(r)] for k in range(len(x))]
    return np.concatenate(list(map(list, zip(*parts))) if layer.params["mode"] else parts)


def _shuffle_channel(layer: Layer, x: Array) -> Array:
    group = layer.params["group"]
    group = len(x) // group if layer.params["reverse"] else group
    return np.concatenate([x[i::len(x) // group] for i in range(len(x) // group)])


def _squeeze(layer: Layer, x: Array) -> Array:
    letters = "chw"[-x.ndim:]
    axes = [axis % x.ndim for axis in layer.params["axes"]] or [
        i for i, letter in enumerate(letters) if layer.params[f"squeeze_{letter}"]]
    y = np.squeeze(x, tuple(axis for axis in axes if x.shape[axis] == 1))
    return y if y.ndim else y.reshape(1)


def _padding(layer: Layer, x: Array) -> Array:
    p = layer.params
    pads = [(p["front"], p["behind"]), (p["top"], p["bottom"]), (p["left"], p["right"])][-x.ndim:]
    if "values" in layer.weights:
        return np.stack([np.pad(image, pads[1:], constant_values=value)
                         for image, value in zip(x, weight_of(layer, "values"))])
    if p["type"] == 0:
        return np.pad(x, pads, constant_values=p["value"])
    return np.pad(x, pads, "edge" if p["type"] == 1 else "reflect")


def _interp(layer: Layer, x: Array) -> Array:
    p = layer.params
    x = x[:, None, None] if x.ndim == 1 else x
    sizes = [p["output_height"], p["output_width"]]
    is_scaled = 0 in sizes
    for axis, scale in ((1, p["height_scale"]), (2, p["width_scale"])):
        n = x.shape[axis]
        count = int(n * scale) if is_scaled else sizes[axis - 1]
        if p["resize_type"] == 1:
            step = 1 / scale if is_scaled else n / count
            x = np.take(x, [min(int(i * step), n - 1) for i in range(count)], axis)
        elif count != n:
            along = np.moveaxis(x, axis, 0)
            x = np.stack([_sample(along, i, count, p) for i in range(count)], axis)
    return x


def _sample(x: Array, i: int, count: int, p: Mapping[str, float]) -> Array:
    """Between the elements of the first dimension; beyond the ends, the last ones."""
    at = i * (len(x) - 1) / max(count - 1, 1) if p["align_corner"] else (
        (i + 0.5) * len(x) / count - 0.5)

    def linear(t: float) -> float:
        return max(0.0, 1 - t)

    def cubic(t: float, a: float = -0.75) -> float:
        if t <= 1:
            return (a + 2) * t**3 - (a + 3) * t**2 + 1
        return a * (t**3 - 5 * t**2 + 8 * t - 4) if t < 2 else 0.0

    weight = linear if p["resize_type"] == 2 else cubic
    places = range(math.floor(at) - 1, math.floor(at) + 3)
    return sum(weight(abs(at - k)) * x[min(max(k, 0), len(x) - 1)] for k in places)


EVALUATE: dict[str, Callable[..., Array | list[Array]]] = {
    "Concat": lambda layer, *values: np.concatenate(values, layer.params["axis"]),
    "Crop": _crop,
    "ExpandDims": lambda layer, x: np.expand_dims(x, tuple(layer.params["axes"])),
    "Flatten": lambda layer, x: x.ravel(),
    "Interp": _interp,
    "MemoryData": lambda layer: weight_of(layer, "data")[0],
    "Padding": _padding,
    "Permute": _permute,
    "PixelShuffle": _pixel_shuffle,
    "Reorg": _reorg,
    "Reshape": _reshape,
    "ShuffleChannel": _shuffle_channel,
    "Slice": _slice,
    "Split": lambda layer, x: [x] * len(layer.outputs),
    "Squeeze": _squeeze,
}
