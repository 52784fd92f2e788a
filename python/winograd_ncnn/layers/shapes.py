#===- shapes.py - Layers that only move values ----------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Layers that only move values: Split, Concat, Slice, Crop, Reshape, Flatten, Permute and the like.
Axes count ncnn's dimensions, without the batch in front, from the outermost one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Sequence

from ..builder import Builder, Shape, Value
from ..kinds import BOOLEAN, UNSET, Kind, Param, require, require_positive
from .filters import expect_image

if TYPE_CHECKING:
    from ..model import Layer

# The order of dimensions by order_type, innermost first.
ORDERS = {1: ("w",), 2: ("wh", "hw"), 3: ("whc", "hwc", "wch", "cwh", "hcw", "chw")}
LETTERS = {1: "w", 2: "hw", 3: "chw"}


def resolve_axis(layer: Layer, axis: int, rank: int) -> int:
    """The dimension of a tensor, batch in front, that is meant by one of `rank` axes."""
    require(layer, -rank <= axis < rank,
            f"expected an axis from {-rank} to {rank - 1}, but got {axis}")
    return axis % rank + 1


def emit_split(builder: Builder, layer: Layer, x: Value) -> list[Value]:
    return [x] * len(layer.outputs)


def emit_concat(builder: Builder, layer: Layer, *values: Value) -> Value:
    first = values[0].shape
    axis = resolve_axis(layer, layer.params["axis"], len(first) - 1)
    for value in values[1:]:
        is_fitting = len(value.shape) == len(first) and all(
            a == b for i, (a, b) in enumerate(zip(first, value.shape)) if i != axis)
        require(layer, is_fitting, f"expected inputs that differ along axis {axis - 1} only, "
                f"but got {values[0].type} and {value.type}")
    return values[0] if len(values) == 1 else builder.concat(values, axis)


def emit_slice(builder: Builder, layer: Layer, x: Value) -> list[Value]:
    p, count = layer.params, len(layer.outputs)
    axis = resolve_axis(layer, p["axis"], len(x.shape) - 1)
    size = x.shape[axis]
    if p["indices"]:
        require(layer, len(p["indices"]) >= count - 1,
                f"expected {count - 1} indices, but got {len(p['indices'])}")
        ends = [index % size if index < 0 else index for index in p["indices"][:count - 1]]
        ends.append(size)
    else:
        require(layer, len(p["slices"]) == count,
                f"expected {count} slices, one for each output, but got {len(p['slices'])}")
        ends = []
        for i, part in enumerate(p["slices"]):
            begin = ends[-1] if ends else 0
            ends.append(begin + ((size - begin) // (count - i) if part == UNSET else part))
    begins = [0, *ends[:-1]]
    require(layer, ends[-1] <= size and all(a < b for a, b in zip(begins, ends)),
            f"expected slices with elements, of {size} along axis {axis - 1}, "
            f"but got {[b - a for a, b in zip(begins, ends)]}")
    return [_cut(builder, layer, x, {axis: (begin, end)}) for begin, end in zip(begins, ends)]


def _cut(builder: Builder, layer: Layer, x: Value, ranges: dict[int, tuple[int, int]]) -> Value:
    """The elements from begin to end along each axis that has a range."""
    bounds = [ranges.get(i, (0, size)) for i, size in enumerate(x.shape)]
    for axis, (begin, end) in ranges.items():
        require(layer, 0 <= begin < end <= x.shape[axis],
                f"expected a range within {x.shape[axis]} elements along axis {axis - 1}, "
                f"but got {begin} to {end}")
    return builder.slice(x, [begin for begin, _ in bounds],
                         tuple(end - begin for begin, end in bounds))


def emit_crop(builder: Builder, layer: Layer, x: Value, *reference: Value) -> Value:
    p, rank = layer.params, len(x.shape) - 1
    has_list = bool(p["starts"] and p["ends"])
    has_sizes = any(p[name] for name in ("outw", "outh", "outc", "woffset2", "hoffset2",
                                         "coffset2"))
    require(layer, bool(reference) != (has_list or has_sizes),
            "expected a second input, or sizes, or starts and ends, but got "
            + ("more than one of them" if reference else "none of them"))
    if has_list:
        return _cut(builder, layer, x, _read_ranges(layer, x.shape))
    if reference:
        require(layer, p["woffset"] != UNSET, "offsets that an input holds are not supported")
        wanted = dict(zip(LETTERS[len(reference[0].shape) - 1], reference[0].shape[1:]))
        ranges = {}
        for axis, letter in enumerate(LETTERS[rank], 1):
            begin = p[f"{letter}offset"]
            size = wanted.get(letter, x.shape[axis] if letter == "c" else 1)
            # A reference without channels leaves them as they are.
            ranges[axis] = (begin, begin + size)
        return _cut(builder, layer, x, ranges)
    ranges = {}
    for axis, letter in enumerate(LETTERS[rank], 1):
        begin, size = p[f"{letter}offset"], p[f"out{letter}"]
        end = x.shape[axis] - p[f"{letter}offset2"]
        ranges[axis] = (begin, end if size == UNSET else min(end, begin + size))
    return _cut(builder, layer, x, ranges)


def _read_ranges(layer: Layer, shape: Shape) -> dict[int, tuple[int, int]]:
    """By starts, ends and axes, which count from the end where they are negative."""
    p, rank = layer.params, len(shape) - 1
    axes = p["axes"] or range(rank)
    require(layer, len(p["starts"]) == len(p["ends"]) == len(axes),
            f"expected as many starts and ends as axes, {len(axes)}, "
            f"but got {len(p['starts'])} and {len(p['ends'])}")
    ranges = {}
    for number, start, end in zip(axes, p["starts"], p["ends"]):
        axis = resolve_axis(layer, number, rank)
        size = shape[axis]
        start = 0 if start == UNSET else start
        end = size if end == UNSET else end
        ranges[axis] = (start if start >= 0 else size + start,
                        min(size, end if end > 0 else size + end))
    return ranges


def emit_reshape(builder: Builder, layer: Layer, x: Value) -> Value:
    """0 keeps a size, -1 is what is left."""
    p, total = layer.params, math.prod(x.shape)
    old = {letter: 1 for letter in "chw"} | dict(zip(LETTERS[len(x.shape) - 1], x.shape[1:]))
    letters = "w" if p["h"] == UNSET else "hw" if p["c"] == UNSET else "chw"
    require(layer, p["w"] != UNSET, "expected parameter 0 (w), but it is missing")
    sizes = [old[letter] if p[letter] == 0 else p[letter] for letter in letters]
    known = math.prod(size for size in sizes if size != -1)
    if sizes.count(-1) == 1 and known > 0 and total % known == 0:
        sizes[sizes.index(-1)] = total // known
    require(layer, min(sizes) >= 1 and math.prod(sizes) == total,
            f"expected a shape of {total} elements, but got {'x'.join(map(str, sizes))}")
    return builder.reshape(x, (1, *sizes))


def emit_flatten(builder: Builder, layer: Layer, x: Value) -> Value:
    return builder.reshape(x, (1, math.prod(x.shape)))


def emit_squeeze(builder: Builder, layer: Layer, x: Value) -> Value:
    p, rank = layer.params, len(x.shape) - 1
    if p["axes"]:
        axes = {resolve_axis(layer, axis, rank) for axis in p["axes"]}
    else:
        axes = {i for i, letter in enumerate(LETTERS[rank], 1) if p[f"squeeze_{letter}"]}
    kept = [size for i, size in enumerate(x.shape[1:], 1) if i not in axes or size != 1]
    return builder.reshape(x, (1, *(kept or [1])))


def emit_expand_dims(builder: Builder, layer: Layer, x: Value) -> Value:
    rank = len(x.shape) - 1 + len(layer.params["axes"])
    require(layer, rank <= 3, f"expected at most 3 dimensions, but got {rank}")
    axes = {resolve_axis(layer, axis, rank) for axis in layer.params["axes"]}
    require(layer, len(axes) == len(layer.params["axes"]), "expected axes that differ")
    sizes = iter(x.shape[1:])
    return builder.reshape(x, (1, *[1 if i in axes else next(sizes) for i in range(1, rank + 1)]))


def emit_permute(builder: Builder, layer: Layer, x: Value) -> Value:
    rank, order = len(x.shape) - 1, layer.params["order_type"]
    require(layer, rank == 1 or 0 <= order < len(ORDERS[rank]),
            f"expected order_type to be from 0 to {len(ORDERS[rank]) - 1}, but got {order}")
    letters = ORDERS[rank][order] if rank > 1 else "w"
    return builder.transpose(x, [0, *[LETTERS[rank].index(letter) + 1
                                      for letter in reversed(letters)]])


def _interleave(builder: Builder, x: Value, split: Shape, order: Sequence[int], result: Shape
                ) -> Value:
    return builder.reshape(builder.transpose(builder.reshape(x, split), order), result)


def emit_pixel_shuffle(builder: Builder, layer: Layer, x: Value) -> Value:
    """y[c, r*h + i, r*w + j] = x[c*r*r + i*r + j, h, w]; mode 1: x[(i*r + j)*C + c, h, w]."""
    n, c, h, w = expect_image(layer, x)
    r = layer.params["upscale_factor"]
    require(layer, r >= 1 and c % (r * r) == 0,
            f"expected a factor whose square divides the {c} channels, but got {r}")
    c //= r * r
    result = (n, c, h * r, w * r)
    if layer.params["mode"] == 0:
        return _interleave(builder, x, (n, c, r, r, h, w), [0, 1, 4, 2, 5, 3], result)
    return _interleave(builder, x, (n, r, r, c, h, w), [0, 3, 4, 1, 5, 2], result)


def emit_reorg(builder: Builder, layer: Layer, x: Value) -> Value:
    """The other way round."""
    n, c, h, w = expect_image(layer, x)
    r = layer.params["stride"]
    require(layer, r >= 1 and h % r == 0 and w % r == 0,
            f"expected a stride that divides {h} rows and {w} columns, but got {r}")
    h, w = h // r, w // r
    order = [0, 1, 3, 5, 2, 4] if layer.params["mode"] == 0 else [0, 3, 5, 1, 2, 4]
    return _interleave(builder, x, (n, c, h, r, w, r), order, (n, c * r * r, h, w))


def emit_shuffle_channel(builder: Builder, layer: Layer, x: Value) -> Value:
    n, c, h, w = expect_image(layer, x)
    require_positive(layer, "group")
    group = layer.params["group"]
    require(layer, c % group == 0, f"expected a group that divides {c} channels, but got {group}")
    if layer.params["reverse"]:
        group = c // group
    return _interleave(builder, x, (n, group, c // group, h, w), [0, 2, 1, 3, 4], x.shape)


def _list(name: str) -> Param:
    return Param(name, [], many=True)


KINDS = {
    "Concat": Kind(emit_concat, {0: Param("axis")}, inputs=(1, None)),
    "Crop": Kind(emit_crop, {
        0: Param("woffset"), 1: Param("hoffset"), 2: Param("coffset"),
        3: Param("outw"), 4: Param("outh"), 5: Param("outc"),
        6: Param("woffset2"), 7: Param("hoffset2"), 8: Param("coffset2"),
        9: _list("starts"), 10: _list("ends"), 11: _list("axes")}, inputs=(1, 2)),
    "ExpandDims": Kind(emit_expand_dims, {3: _list("axes")}),
    "Flatten": Kind(emit_flatten),
    "Permute": Kind(emit_permute, {0: Param("order_type")}),
    "PixelShuffle": Kind(emit_pixel_shuffle, {0: Param("upscale_factor", 1),
                                              1: Param("mode", only=(0, 1))}),
    "Reorg": Kind(emit_reorg, {0: Param("stride", 1), 1: Param("mode", only=(0, 1))}),
    "Reshape": Kind(emit_reshape, {
        0: Param("w", UNSET), 1: Param("h", UNSET), 2: Param("c", UNSET),
        11: Param("d", UNSET, only=(UNSET,), why="4 dimensions are not supported")}),
    "ShuffleChannel": Kind(emit_shuffle_channel, {0: Param("group", 1),
                                                  1: Param("reverse", only=BOOLEAN)}),
    "Slice": Kind(emit_slice, {0: _list("slices"), 1: Param("axis"), 2: _list("indices")},
                  outputs=(1, None)),
    "Split": Kind(emit_split, outputs=(1, None)),
    "Squeeze": Kind(emit_squeeze, {
        0: Param("squeeze_w"), 1: Param("squeeze_h"), 2: Param("squeeze_c"), 3: _list("axes")}),
}
