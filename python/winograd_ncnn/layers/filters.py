#===- filters.py - What layers with filters have in common ----------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""What layers with filters have in common: their parameters, weights and linalg operations."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Sequence

from ..builder import Builder, Shape, Value, pair, printable
from ..kinds import BOOLEAN, Param, require, require_positive
from .activations import FUSED_PARAMS

if TYPE_CHECKING:
    from ..model import Layer
    from ..weights import WeightReader

PARAMS = {
    0: Param("num_output", None),
    1: Param("kernel_w", None), 11: Param("kernel_h", "kernel_w"),
    2: Param("dilation_w", 1), 12: Param("dilation_h", "dilation_w"),
    3: Param("stride_w", 1), 13: Param("stride_h", "stride_w"),
    4: Param("pad_left"), 14: Param("pad_top", "pad_left"),
    15: Param("pad_right", "pad_left"), 16: Param("pad_bottom", "pad_top"),
    5: Param("bias_term", only=BOOLEAN), 6: Param("weight_data_size", None),
    **FUSED_PARAMS,
}
GROUP = {7: Param("group", 1)}
# All four pads have one of these values: as many rows and columns as leave ceil(size / stride)
# results, the odd one behind, or in front.
SAME_UPPER, SAME_LOWER = -233, -234


def int8_param() -> Param:
    return Param("int8_scale_term", only=(0,), why="int8 is not supported")


def dynamic_param() -> Param:
    return Param("dynamic_weight", only=(0,), why="weights have to be constants")


def read_filter(layer: Layer, reader: WeightReader) -> None:
    """weight, [output][input of its group][row][column], and bias, [output]."""
    p = layer.params
    require_positive(layer, "num_output", "kernel_w", "kernel_h", "weight_data_size", "dilation_w",
                     "dilation_h", "stride_w", "stride_h")
    if "group" in p:
        require_positive(layer, "group")
        require(layer, p["num_output"] % p["group"] == 0,
                f"expected num_output to be a multiple of group, {p['group']}, "
                f"but got {p['num_output']}")
    for_each_input = p["num_output"] * p["kernel_h"] * p["kernel_w"]
    require(layer, p["weight_data_size"] % for_each_input == 0,
            f"expected weight_data_size to be a multiple of {for_each_input}, "
            f"but got {p['weight_data_size']}")
    weight = reader.tagged(layer, p["weight_data_size"])
    layer.weights["weight"] = weight.reshape(p["num_output"], -1, p["kernel_h"], p["kernel_w"])
    if p["bias_term"]:
        layer.weights["bias"] = reader.raw(layer, p["num_output"])


def expect_image(layer: Layer, value: Value) -> Shape:
    """The shape (1, c, h, w) of a value that has to have one."""
    require(layer, len(value.shape) == 4,
            f"expected an input of 3 dimensions, but got {len(value.shape) - 1}")
    return value.shape


def expect_channels(layer: Layer, channels: int, groups: int) -> None:
    """Checks the image's channels against the filter's."""
    expected = layer.weights["weight"].shape[1] * groups
    require(layer, channels == expected,
            f"expected weights for {channels} input channels, but got {expected}")


def read_pads(layer: Layer) -> list[tuple[int, int]]:
    """(low, high) of rows and of columns, as the file has them."""
    p = layer.params
    return [(p["pad_top"], p["pad_bottom"]), (p["pad_left"], p["pad_right"])]


def same_pads(pads: Sequence[tuple[int, int]], amounts: Sequence[int]) -> list[tuple[int, int]]:
    """Amounts of rows and columns, if the pads are SAME_UPPER or SAME_LOWER, on both sides."""
    halves = [(max(amount, 0) // 2, max(amount, 0) - max(amount, 0) // 2) for amount in amounts]
    return [(b, a) for a, b in halves] if pads[0][0] == SAME_LOWER else halves


def is_same(layer: Layer, pads: Sequence[tuple[int, int]]) -> bool:
    """Whether the pads ask for SAME; other negative ones are an error."""
    values = {pad for pair in pads for pad in pair}
    if values in ({SAME_UPPER}, {SAME_LOWER}):
        return True
    require(layer, min(values) >= 0, f"expected pads of at least 0, or {SAME_UPPER} or "
            f"{SAME_LOWER} on all sides, but got {min(values)}")
    return False


def initial_value(builder: Builder, layer: Layer, shape: Shape) -> Value:
    """The bias of each output channel, or zero, in the shape of the result."""
    if "bias" not in layer.weights:
        return builder.fill(shape, 0.0)
    bias = builder.weight(layer, "bias", layer.weights["bias"])
    return builder.broadcast(bias, shape, [i for i in range(len(shape)) if i != 1])


def convolve(builder: Builder, layer: Layer, x: Value, weight: Value, init: Value, groups: int,
             strides: Sequence[int], dilations: Sequence[int]) -> Value:
    """The convolution of an image that is padded already, added to `init`."""
    n, c, h, w = x.shape
    outputs, inputs, *taps = weight.shape
    name, result = "conv_2d_nchw_fchw", init.shape
    if groups > 1 and inputs == 1 and outputs == groups:
        name, weight = "depthwise_conv_2d_nchw_chw", builder.reshape(weight, (outputs, *taps))
    elif groups > 1:
        name = "conv_2d_ngchw_gfchw"
        x = builder.reshape(x, (n, groups, c // groups, h, w))
        weight = builder.reshape(weight, (groups, outputs // groups, inputs, *taps))
        init = builder.reshape(init, (n, groups, outputs // groups, *result[2:]))
    text = (f"linalg.{name} {{dilations = {pair(dilations)}, strides = {pair(strides)}}}\n"
            f"        ins({x.name}, {weight.name} : {x.type}, {weight.type})\n"
            f"        outs({init.name} : {init.type}) -> {init.type} "
            f"loc(\"{printable(layer.name)}\")")
    return builder.reshape(builder.emit(text, init.shape), result)


def require_result(layer: Layer, shape: Sequence[int], padded: Sequence[int]) -> None:
    """A filter or window has to fit into the image."""
    require(layer, min(shape) >= 1 and math.prod(shape) < 2**62,
            f"the filter is larger than the padded input, {padded[0]}x{padded[1]}")
