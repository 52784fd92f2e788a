#===- activations.py - Functions of one value -----------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Functions of one value, as scalars in the body of a loop nest."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Callable, Sequence

from ..builder import Builder, Value
from ..kinds import Param

if TYPE_CHECKING:
    from ..model import Layer

# From a scalar's name to the result's.
Function = Callable[[Builder, str], str]


def relu(b: Builder, x: str, slope: float = 0.0) -> str:
    """x, or slope * x where it is negative."""
    if slope == 0.0:
        return b.op("arith.maximumf", x, b.scalar(0.0))
    return leaky(b, x, b.scalar(slope))


def leaky(b: Builder, x: str, slope: str) -> str:
    """The same, of a slope that is a scalar's name."""
    is_negative = b.op("arith.cmpf", x, b.scalar(0.0), attributes="olt, ")
    return b.op("arith.select", is_negative, b.op("arith.mulf", x, slope), x)


def clip(b: Builder, x: str, low: float, high: float) -> str:
    return b.op("arith.minimumf", b.op("arith.maximumf", x, b.scalar(low)), b.scalar(high))


def sigmoid(b: Builder, x: str) -> str:
    exponential = b.op("math.exp", b.op("arith.negf", x))
    return b.op("arith.divf", b.scalar(1.0), b.op("arith.addf", exponential, b.scalar(1.0)))


def swish(b: Builder, x: str) -> str:
    exponential = b.op("math.exp", b.op("arith.negf", x))
    return b.op("arith.divf", x, b.op("arith.addf", exponential, b.scalar(1.0)))


def softplus(b: Builder, x: str) -> str:
    return b.op("math.log1p", b.op("math.exp", x))


def mish(b: Builder, x: str) -> str:
    return b.op("arith.mulf", x, b.op("math.tanh", softplus(b, x)))


def hard_sigmoid(b: Builder, x: str, alpha: float, beta: float) -> str:
    line = b.op("arith.addf", b.op("arith.mulf", x, b.scalar(alpha)), b.scalar(beta))
    return clip(b, line, 0.0, 1.0)


def hard_swish(b: Builder, x: str, alpha: float, beta: float) -> str:
    return b.op("arith.mulf", x, hard_sigmoid(b, x, alpha, beta))


def elu(b: Builder, x: str, alpha: float) -> str:
    is_negative = b.op("arith.cmpf", x, b.scalar(0.0), attributes="olt, ")
    curve = b.op("arith.mulf", b.op("math.expm1", x), b.scalar(alpha))
    return b.op("arith.select", is_negative, curve, x)


def gelu(b: Builder, x: str, is_fast: bool) -> str:
    half = b.op("arith.mulf", x, b.scalar(0.5))
    if is_fast:
        cube = b.op("arith.mulf", b.op("arith.mulf", x, x), x)
        inner = b.op("arith.addf", x, b.op("arith.mulf", cube, b.scalar(0.044715)))
        curve = b.op("math.tanh", b.op("arith.mulf", inner, b.scalar(0.79788452)))
    else:
        curve = b.op("math.erf", b.op("arith.mulf", x, b.scalar(0.70710678)))
    return b.op("arith.mulf", half, b.op("arith.addf", curve, b.scalar(1.0)))


# What layers with weights compute behind themselves: the code, its function, and how many numbers
# that takes.
FUSED: dict[int, tuple[Callable[..., str], int]] = {
    1: (relu, 0), 2: (relu, 1), 3: (clip, 2), 4: (sigmoid, 0), 5: (mish, 0), 6: (hard_swish, 2),
}
FUSED_PARAMS = {
    9: Param("activation_type", only=(0, *FUSED)),
    10: Param("activation_params", [], type=float, many=True),
}


def activate(builder: Builder, layer: Layer, value: Value) -> Value:
    """What the layer's activation_type makes of its result."""
    code, numbers = (layer.params[param.name] for param in FUSED_PARAMS.values())
    if code == 0:
        return value
    function, count = FUSED[code]
    if len(numbers) < count:
        raise layer.error(f"expected {count} activation_params for activation_type {code}, "
                          f"but got {len(numbers)}")
    return apply(builder, value, partial(_call, function, numbers[:count]))


def _call(function: Callable[..., str], numbers: Sequence[float], b: Builder, x: str) -> str:
    return function(b, x, *numbers)


def apply(builder: Builder, value: Value, function: Function) -> Value:
    """The function of every element."""
    return builder.pointwise(partial(function, builder), value)
