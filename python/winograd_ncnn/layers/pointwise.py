#===- pointwise.py - Layers that take one value at a time -----------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Layers that take one value at a time, some of them with a constant for each channel. Channels are
the outermost dimension: c, or h of two, or w of one."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any, Callable

import numpy as np

from ..builder import Builder, Operand, Value
from ..kinds import BOOLEAN, UNSET, Kind, Param, require, require_positive
from . import activations
from .filters import expect_image

if TYPE_CHECKING:
    from ..model import Layer
    from ..weights import WeightReader

LARGEST = float(np.finfo(np.float32).max)


def function_kind(function: Callable[..., str], params: dict[int, Param] = {}) -> Kind:
    """A layer that is `function` of every element, with its parameters behind the element."""
    def emit(builder: Builder, layer: Layer, x: Value) -> Value:
        return activations.apply(builder, x, lambda b, v: function(b, v, *layer.params.values()))
    return Kind(emit, params)


def _operation(name: str) -> Callable[[Builder, str], str]:
    return lambda b, x: b.op(name, x)


def _square(b: Builder, x: str) -> str:
    return b.op("arith.mulf", x, x)


def _reciprocal(b: Builder, x: str) -> str:
    return b.op("arith.divf", b.scalar(1.0), x)


def _sign(b: Builder, x: str) -> str:
    zero = b.scalar(0.0)
    above, below = [b.op("arith.cmpf", x, zero, attributes=f"{which}, ")
                    for which in ("ogt", "olt")]
    return b.op("arith.select", above, b.scalar(1.0),
                b.op("arith.select", below, b.scalar(-1.0), zero))


UNARY = dict(enumerate((
    *map(_operation, ("math.absf", "arith.negf", "math.floor", "math.ceil")), _square,
    *map(_operation, ("math.sqrt", "math.rsqrt", "math.exp", "math.log", "math.sin", "math.cos",
                      "math.tan", "math.asin", "math.acos", "math.atan")), _reciprocal,
    *map(_operation, ("math.tanh", "math.log10", "math.roundeven", "math.trunc")), _sign,
    *map(_operation, ("math.expm1", "math.sinh", "math.asinh", "math.cosh", "math.acosh",
                      "math.atanh", "math.log1p")))))


def _unary(b: Builder, x: str, code: int) -> str:
    return UNARY[code](b, x)


def _scaled(b: Builder, x: str, scale: float, shift: float) -> str:
    return b.op("arith.addf", b.op("arith.mulf", x, b.scalar(scale)), b.scalar(shift))


def _power(b: Builder, x: str, power: float, scale: float, shift: float) -> str:
    return b.op("math.powf", _scaled(b, x, scale, shift), b.scalar(power))


def _exponential(b: Builder, x: str, base: float, scale: float, shift: float) -> str:
    line = _scaled(b, x, scale, shift)
    return b.op("math.exp", line) if base == -1.0 else b.op("math.powf", b.scalar(base), line)


def _logarithm(b: Builder, x: str, base: float, scale: float, shift: float) -> str:
    result = b.op("math.log", _scaled(b, x, scale, shift))
    if base == -1.0:
        return result
    return b.op("arith.mulf", result, b.scalar(1 / math.log(base)))


def _clip(b: Builder, x: str, low: float, high: float) -> str:
    return activations.clip(b, x, low, high)


def _emit_logarithm(builder: Builder, layer: Layer, x: Value) -> Value:
    base = layer.params["base"]
    require(layer, base == -1.0 or base > 0 and base != 1.0,
            f"expected base to be -1, for e, or above 0 and not 1, but got {base}")
    return function_kind(_logarithm).emit(builder, layer, x)


def by_channel(builder: Builder, layer: Layer, x: Value, constants: dict[str, np.ndarray],
               body: Callable[..., str]) -> Value:
    """`body` of every element and the constants of its channel."""
    operands = [Operand(x, range(len(x.shape)))]
    for name, values in constants.items():
        require(layer, values.shape == (x.shape[1],),
                f"expected {x.shape[1]} values of {name}, one for each channel, "
                f"but got {len(values)}")
        operands.append(Operand(builder.weight(layer, name, values), [1]))
    return builder.loops(x.shape, operands, body)


def _read(*names: str, size: str) -> Callable[[Layer, WeightReader], None]:
    """Reads weights of as many values as the parameter `size` says."""
    def read(layer: Layer, reader: WeightReader) -> None:
        require_positive(layer, size)
        for name in names:
            layer.weights[name] = reader.raw(layer, layer.params[size])
    return read


def _emit_prelu(builder: Builder, layer: Layer, x: Value) -> Value:
    slopes, channels = layer.weights["slope"], x.shape[1]
    if len(slopes) == 1:
        return activations.apply(
            builder, x, lambda b, v: activations.leaky(b, v, b.scalar(slopes[0])))
    require(layer, len(slopes) == channels,
            f"expected num_slope to be {channels}, but got {len(slopes)}")
    return by_channel(builder, layer, x, {"slope": slopes}, partial(activations.leaky, builder))


def _multiply_add(builder: Builder, v: str, scale: str, *bias: str) -> str:
    y = builder.op("arith.mulf", v, scale)
    return builder.op("arith.addf", y, bias[0]) if bias else y


def _emit_batch_norm(builder: Builder, layer: Layer, x: Value) -> Value:
    """(x - mean) / sqrt(variance + eps) * slope + bias, as one factor and one addend."""
    slope, mean, variance, bias = [layer.weights[name].astype(np.float64) for name in
                                   ("slope", "mean", "variance", "bias")]
    with np.errstate(invalid="ignore"):
        deviation = np.sqrt(variance + layer.params["eps"])
    deviation[deviation == 0.0] = 1e-4  # as ncnn does
    constants = {"scale": slope / deviation, "shift": bias - slope * mean / deviation}
    return by_channel(builder, layer, x,
                      {name: values.astype(np.float32) for name, values in constants.items()},
                      partial(_multiply_add, builder))


def _read_scale(layer: Layer, reader: WeightReader) -> None:
    p = layer.params
    is_constant = p["scale_data_size"] != UNSET
    expected = 1 if is_constant else 2
    require(layer, len(layer.inputs) == expected,
            f"expected {expected} inputs, but got {len(layer.inputs)}")
    require(layer, is_constant or not p["bias_term"],
            "expected bias_term to be 0 where the scale is an input")
    if is_constant:
        _read("scale", *["bias"] * p["bias_term"], size="scale_data_size")(layer, reader)


def _emit_scale(builder: Builder, layer: Layer, x: Value, *scale: Value) -> Value:
    if not scale:
        return by_channel(builder, layer, x, layer.weights, partial(_multiply_add, builder))
    size = math.prod(scale[0].shape)
    require(layer, size == x.shape[1],
            f"expected a scale of {x.shape[1]} values, one for each channel, but got {size}")
    factors = Operand(builder.reshape(scale[0], (size,)), [1])
    return builder.loops(x.shape, [Operand(x, range(len(x.shape))), factors],
                         partial(_multiply_add, builder))


def _emit_bias(builder: Builder, layer: Layer, x: Value) -> Value:
    expect_image(layer, x)  # of less, ncnn adds the first value everywhere
    return by_channel(builder, layer, x, layer.weights,
                      lambda v, bias: builder.op("arith.addf", v, bias))


def _emit_dropout(builder: Builder, layer: Layer, x: Value) -> Value:
    factor = layer.params["scale"]
    if factor == 1.0:
        return x
    return activations.apply(builder, x, lambda b, v: b.op("arith.mulf", v, b.scalar(factor)))


def _floats(*params: tuple[str, Any]) -> dict[int, Param]:
    return {i: Param(name, default, type=float) for i, (name, default) in enumerate(params)}


CURVE = (("scale", 1.0), ("shift", 0.0))
HARD = _floats(("alpha", 0.2), ("beta", 0.5))
KINDS = {
    "AbsVal": function_kind(UNARY[0]),
    "BatchNorm": Kind(_emit_batch_norm,
                      {0: Param("channels", None), 1: Param("eps", 0.0, type=float)},
                      read_weights=_read("slope", "mean", "variance", "bias", size="channels")),
    "Bias": Kind(_emit_bias, {0: Param("bias_data_size", None)},
                 read_weights=_read("bias", size="bias_data_size")),
    "Clip": function_kind(_clip, _floats(("min", -LARGEST), ("max", LARGEST))),
    "Dropout": Kind(_emit_dropout, _floats(("scale", 1.0))),
    "ELU": function_kind(activations.elu, _floats(("alpha", 0.1))),
    "Exp": function_kind(_exponential, _floats(("base", -1.0), *CURVE)),
    "GELU": function_kind(activations.gelu, {0: Param("fast_gelu", only=BOOLEAN)}),
    "HardSigmoid": function_kind(activations.hard_sigmoid, HARD),
    "HardSwish": function_kind(activations.hard_swish, HARD),
    "Log": Kind(_emit_logarithm, _floats(("base", -1.0), *CURVE)),
    "Mish": function_kind(activations.mish),
    "Noop": Kind(lambda builder, layer, x: x),
    "Power": function_kind(_power, _floats(("power", 1.0), *CURVE)),
    "PReLU": Kind(_emit_prelu, {0: Param("num_slope", None)},
                  read_weights=_read("slope", size="num_slope")),
    "ReLU": function_kind(activations.relu, _floats(("slope", 0.0))),
    "Scale": Kind(_emit_scale, {0: Param("scale_data_size", None),
                                1: Param("bias_term", only=BOOLEAN)},
                  inputs=(1, 2), read_weights=_read_scale),
    "Sigmoid": function_kind(activations.sigmoid),
    "Softplus": function_kind(activations.softplus),
    "Swish": function_kind(activations.swish),
    "TanH": function_kind(UNARY[16]),
    "UnaryOp": function_kind(_unary, {0: Param("op_type", only=tuple(UNARY))}),
}
