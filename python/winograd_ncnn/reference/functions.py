#===- functions.py - Functions of single values ---------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Functions of single values, and sums over dimensions."""

from __future__ import annotations

import math
from functools import reduce
from typing import Callable, Sequence

import numpy as np

from ..model import Layer
from .arrays import Array, by_channel, weight_of


def _erf(x: Array) -> Array:
    return np.vectorize(math.erf)(x)


def _sigmoid(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


def _mish(x: Array) -> Array:
    return x * np.tanh(np.log1p(np.exp(x)))


def _leaky(x: Array, slope: float | Array = 0.0) -> Array:
    return np.where(x < 0, x * slope, x)


def _hard_sigmoid(x: Array, alpha: float, beta: float) -> Array:
    return np.clip(x * alpha + beta, 0, 1)


def _hard_swish(x: Array, alpha: float, beta: float) -> Array:
    return x * _hard_sigmoid(x, alpha, beta)


def _gelu(x: Array, is_fast: int) -> Array:
    if is_fast:
        return 0.5 * x * (1 + np.tanh(0.79788452 * (x + 0.044715 * x**3)))
    return 0.5 * x * (1 + _erf(x / math.sqrt(2)))


UNARY: Sequence[Callable[[Array], Array]] = (
    np.abs, np.negative, np.floor, np.ceil, np.square, np.sqrt, lambda x: 1 / np.sqrt(x), np.exp,
    np.log, np.sin, np.cos, np.tan, np.arcsin, np.arccos, np.arctan, np.reciprocal, np.tanh,
    np.log10, np.rint, np.trunc, np.sign, np.expm1, np.sinh, np.arcsinh, np.cosh, np.arccosh,
    np.arctanh, np.log1p)
FUSED: Sequence[Callable[..., Array]] = (
    lambda x: x, _leaky, _leaky, np.clip, _sigmoid, _mish, _hard_swish)
BINARY: Sequence[Callable[[Array, Array], Array]] = (
    np.add, np.subtract, np.multiply, np.divide, np.maximum, np.minimum, np.power,
    lambda a, b: b - a, lambda a, b: b / a, lambda a, b: b**a, np.arctan2,
    lambda a, b: np.arctan2(b, a))


def _function(of: Callable[..., Array]) -> Callable[[Layer, Array], Array]:
    return lambda layer, x: of(x, *layer.params.values())


def fused(layer: Layer, x: Array) -> Array:
    return FUSED[layer.params["activation_type"]](x, *layer.params["activation_params"])


def _power(x: Array, power: float, scale: float, shift: float) -> Array:
    return (shift + x * scale) ** power


def _exponential(x: Array, base: float, scale: float, shift: float) -> Array:
    return (math.e if base == -1 else base) ** (shift + x * scale)


def _logarithm(x: Array, base: float, scale: float, shift: float) -> Array:
    return np.log(shift + x * scale) / (1 if base == -1 else math.log(base))


def _batch_norm(layer: Layer, x: Array) -> Array:
    slope, mean, variance, bias = [by_channel(weight_of(layer, name), x) for name in
                                   ("slope", "mean", "variance", "bias")]
    return (x - mean) / np.sqrt(variance + layer.params["eps"]) * slope + bias


def _prelu(layer: Layer, x: Array) -> Array:
    return _leaky(x, by_channel(weight_of(layer, "slope"), x))


def _scale(layer: Layer, x: Array, *scale: Array) -> Array:
    y = x * by_channel(scale[0] if scale else weight_of(layer, "scale"), x)
    return y + by_channel(weight_of(layer, "bias"), x) if layer.params["bias_term"] else y


def _binary(layer: Layer, a: Array, *b: Array) -> Array:
    of = BINARY[layer.params["op_type"]]
    if not b:
        return of(a, np.float64(np.float32(layer.params["b"])))

    def expand(x: Array, other: Array) -> Array:
        if x.ndim == 1 and x.size != other.shape[0]:
            return x  # the innermost dimension
        return x.reshape(*x.shape, *[1] * (other.ndim - x.ndim))

    return of(expand(a, b[0]), expand(b[0], a))


def _eltwise(layer: Layer, *values: Array) -> Array:
    factors = layer.params["coeffs"] or [1.0] * len(values)
    if layer.params["op_type"] == 1:
        return sum(factor * value for factor, value in zip(factors, values))
    return reduce(np.maximum if layer.params["op_type"] == 2 else np.multiply, values)


def _inner_product(layer: Layer, x: Array) -> Array:
    weight = weight_of(layer, "weight")
    x = x if x.ndim == 2 and x.shape[1] == len(weight) else x.ravel()
    return fused(layer, x @ weight + (weight_of(layer, "bias") if "bias" in layer.weights else 0.0))


def _softmax(layer: Layer, x: Array) -> Array:
    powers = np.exp(x - x.max(layer.params["axis"], keepdims=True))
    return powers / powers.sum(layer.params["axis"], keepdims=True)


def _reduction(layer: Layer, x: Array) -> Array:
    p = layer.params
    axes = tuple(range(x.ndim)) if p["reduce_all"] or not p["axes"] else tuple(p["axes"])
    of = (np.sum, lambda v, **k: np.sum(abs(v), **k), lambda v, **k: np.sum(v * v, **k), np.mean,
          np.max, np.min, np.prod, lambda v, **k: np.sum(abs(v), **k),
          lambda v, **k: np.sqrt(np.sum(v * v, **k)))[p["operation"]]
    y = of(x, axis=axes, keepdims=bool(p["keepdims"]))
    return np.asarray(y).reshape(-1) if np.ndim(y) == 0 else y


def _instance_norm(layer: Layer, x: Array) -> Array:
    y = (x - x.mean((1, 2), keepdims=True)) / np.sqrt(
        x.var((1, 2), keepdims=True) + layer.params["eps"])
    if not layer.params["affine"]:
        return y
    return y * by_channel(weight_of(layer, "gamma"), x) + by_channel(weight_of(layer, "beta"), x)


EVALUATE: dict[str, Callable[..., Array]] = {
    "AbsVal": _function(np.abs),
    "BatchNorm": _batch_norm,
    "Bias": lambda layer, x: x + by_channel(weight_of(layer, "bias"), x),
    "BinaryOp": _binary,
    "Clip": _function(np.clip),
    "Dropout": _function(np.multiply),
    "ELU": _function(lambda x, alpha: np.where(x < 0, alpha * np.expm1(x), x)),
    "Eltwise": _eltwise,
    "Exp": _function(_exponential),
    "GELU": _function(_gelu),
    "HardSigmoid": _function(_hard_sigmoid),
    "HardSwish": _function(_hard_swish),
    "InnerProduct": _inner_product,
    "InstanceNorm": _instance_norm,
    "Log": _function(_logarithm),
    "Mish": _function(_mish),
    "Noop": lambda layer, x: x,
    "Power": _function(_power),
    "PReLU": _prelu,
    "ReLU": _function(_leaky),
    "Reduction": _reduction,
    "Scale": _scale,
    "Sigmoid": _function(_sigmoid),
    "Softmax": _softmax,
    "Softplus": _function(lambda x: np.log1p(np.exp(x))),
    "Swish": _function(lambda x: x * _sigmoid(x)),
    "TanH": _function(np.tanh),
    "UnaryOp": lambda layer, x: UNARY[layer.params["op_type"]](x),
}
