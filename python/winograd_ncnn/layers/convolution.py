#===- convolution.py - Convolutions ---------------------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Convolution and ConvolutionDepthWise: tensor.pad, and one of linalg's convolutions, whose outs
is the broadcast bias."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..builder import Builder, Value
from ..kinds import Kind, Param, require
from . import filters
from .activations import activate

if TYPE_CHECKING:
    from ..model import Layer

PARAMS = {
    **filters.PARAMS,
    18: Param("pad_value", 0.0, type=float),
    8: filters.int8_param(),
    19: filters.dynamic_param(),
}


def emit_convolution(builder: Builder, layer: Layer, x: Value) -> Value:
    n, c, h, w = filters.expect_image(layer, x)
    p, weight = layer.params, layer.weights["weight"]
    groups = p.get("group", 1)
    require(layer, c % groups == 0,
            f"expected a number of channels that is a multiple of group, {groups}, but got {c}")
    filters.expect_channels(layer, c, groups)
    strides, dilations = [[p[f"{name}_{side}"] for side in "hw"] for name in ("stride", "dilation")]
    extents = [d * (taps - 1) + 1 for d, taps in zip(dilations, weight.shape[2:])]
    pads = filters.read_pads(layer)
    if filters.is_same(layer, pads):
        pads = filters.same_pads(pads, [extent + (size - 1) // stride * stride - size for
                                        extent, size, stride in zip(extents, (h, w), strides)])
    padded = [size + low + high for size, (low, high) in zip((h, w), pads)]
    shape = (n, weight.shape[0], *[(size - extent) // stride + 1 for size, extent, stride in
                                   zip(padded, extents, strides)])
    filters.require_result(layer, shape, padded)
    constant = builder.weight(layer, "weight", weight)
    init = filters.initial_value(builder, layer, shape)
    low, high = [[0, 0, *side] for side in zip(*pads)]
    x = builder.pad(x, low, high, p["pad_value"])
    y = filters.convolve(builder, layer, x, constant, init, groups, strides, dilations)
    return activate(builder, layer, y)


KINDS = {
    "Convolution": Kind(emit_convolution, PARAMS, read_weights=filters.read_filter),
    "ConvolutionDepthWise": Kind(emit_convolution, {**PARAMS, **filters.GROUP},
                                 read_weights=filters.read_filter),
}
