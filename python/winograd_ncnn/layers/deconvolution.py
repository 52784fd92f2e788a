#===- deconvolution.py - Transposed convolutions --------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Deconvolution and DeconvolutionDepthWise: the image with zeros between its values, convolved
with the filter read backwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..builder import Builder, Value
from ..kinds import Kind, Param, require
from . import filters
from .activations import activate

if TYPE_CHECKING:
    from ..model import Layer

PARAMS = {
    **filters.PARAMS,
    18: Param("output_pad_right"), 19: Param("output_pad_bottom", "output_pad_right"),
    20: Param("output_w"), 21: Param("output_h", "output_w"),
    28: filters.dynamic_param(),
}


def emit_deconvolution(builder: Builder, layer: Layer, x: Value) -> Value:
    n, c, h, w = filters.expect_image(layer, x)
    p, groups = layer.params, layer.params.get("group", 1)
    require(layer, c % groups == 0,
            f"expected a number of channels that is a multiple of group, {groups}, but got {c}")
    filters.expect_channels(layer, c, groups)
    weight = layer.weights["weight"]
    strides, dilations = [[p[f"{name}_{side}"] for side in "hw"] for name in ("stride", "dilation")]
    reach = [d * (taps - 1) for d, taps in zip(dilations, weight.shape[2:])]
    output_pads = [p["output_pad_bottom"], p["output_pad_right"]]
    require(layer, min(output_pads) >= 0,
            f"expected output pads of at least 0, but got {min(output_pads)}")
    spread = [(size - 1) * stride + 1 for size, stride in zip((h, w), strides)]
    whole = [size + a + b for size, a, b in zip(spread, reach, output_pads)]
    cuts = _find_cuts(layer, whole)
    shape = (n, weight.shape[0], *[size - low - high for size, (low, high) in zip(whole, cuts)])
    require(layer, min(shape) >= 1, f"the pads leave nothing of the result, {whole[0]}x{whole[1]}")
    # What the convolution reads in front of the image and behind it; negative: what it leaves out.
    low = [a - cut for a, (cut, _) in zip(reach, cuts)]
    high = [a - cut + more for a, (_, cut), more in zip(reach, cuts, output_pads)]
    backwards = np.ascontiguousarray(weight[:, :, ::-1, ::-1])
    constant = builder.weight(layer, "weight", backwards)
    init = filters.initial_value(builder, layer, shape)
    x = _spread(builder, x, spread, strides, low, high)
    y = filters.convolve(builder, layer, x, constant, init, groups, [1, 1], dilations)
    return activate(builder, layer, y)


def _find_cuts(layer: Layer, whole: list[int]) -> list[tuple[int, int]]:
    """How much of the rows and columns of the whole result is cut off."""
    pads, p = filters.read_pads(layer), layer.params
    wanted = [p["output_h"], p["output_w"]]
    if not filters.is_same(layer, pads):
        require(layer, any(pad for pair in pads for pad in pair) or min(wanted) <= 0,
                "expected pads other than 0 with output_w and output_h")
        return pads
    if min(wanted) <= 0:
        return [(0, 0), (0, 0)]
    require(layer, all(a <= b for a, b in zip(wanted, whole)),
            f"expected a result of at least {wanted[0]}x{wanted[1]} to cut, "
            f"but got {whole[0]}x{whole[1]}")
    return filters.same_pads(pads, [a - b for a, b in zip(whole, wanted)])


def _spread(builder: Builder, x: Value, spread: list[int], strides: list[int], low: list[int],
            high: list[int]) -> Value:
    """The image with zeros between its values and around them."""
    in_front, behind = [[max(0, side) for side in sides] for sides in (low, high)]
    if strides == [1, 1]:
        x = builder.pad(x, [0, 0, *in_front], [0, 0, *behind], 0.0)
    else:
        sizes = [a + b + c for a, b, c in zip(in_front, spread, behind)]
        zeros = builder.fill((*x.shape[:2], *sizes), 0.0)
        x = builder.insert(x, zeros, [0, 0, *in_front], [1, 1, *strides])
    final = [size + a + b for size, a, b in zip(spread, low, high)]
    return builder.slice(x, [0, 0, *[max(0, -side) for side in low]], (*x.shape[:2], *final))


KINDS = {
    "Deconvolution": Kind(emit_deconvolution, PARAMS, read_weights=filters.read_filter),
    "DeconvolutionDepthWise": Kind(emit_deconvolution, {**PARAMS, **filters.GROUP},
                                   read_weights=filters.read_filter),
}
