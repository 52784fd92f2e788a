#===- dense.py - Layers that sum up whole dimensions ----------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""InnerProduct, Softmax, Reduction and InstanceNorm."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Sequence

import numpy as np

from ..builder import Body, Builder, Operand, Value, printable
from ..kinds import BOOLEAN, Kind, Param, require, require_positive
from .activations import FUSED_PARAMS, activate
from .filters import expect_image, initial_value, int8_param
from .pointwise import by_channel
from .shapes import resolve_axis

if TYPE_CHECKING:
    from ..model import Layer
    from ..weights import WeightReader


def read_inner_product(layer: Layer, reader: WeightReader) -> None:
    """weight, [input][output], since linalg.matmul reads it so, and bias."""
    p = layer.params
    require_positive(layer, "num_output", "weight_data_size")
    require(layer, p["weight_data_size"] % p["num_output"] == 0,
            f"expected weight_data_size to be a multiple of num_output, {p['num_output']}, "
            f"but got {p['weight_data_size']}")
    weight = reader.tagged(layer, p["weight_data_size"]).reshape(p["num_output"], -1)
    layer.weights["weight"] = np.ascontiguousarray(weight.T)
    if p["bias_term"]:
        layer.weights["bias"] = reader.raw(layer, p["num_output"])


def emit_inner_product(builder: Builder, layer: Layer, x: Value) -> Value:
    """Of all values, or of each row of two dimensions."""
    weight = layer.weights["weight"]
    inputs, outputs = weight.shape
    is_by_rows = len(x.shape) == 3 and x.shape[2] == inputs
    total = math.prod(x.shape)
    require(layer, is_by_rows or total == inputs,
            f"expected weights for {total} inputs, but got {inputs}")
    rows = builder.reshape(x, (total // inputs, inputs))
    constant = builder.weight(layer, "weight", weight)
    init = initial_value(builder, layer, (rows.shape[0], outputs))
    y = builder.emit(f"linalg.matmul ins({rows.name}, {constant.name} : {rows.type}, "
                     f"{constant.type})\n        outs({init.name} : {init.type}) -> {init.type} "
                     f"loc(\"{printable(layer.name)}\")", init.shape)
    y = activate(builder, layer, y)
    return builder.reshape(y, (1, *y.shape) if is_by_rows else (1, outputs))


def reduce(builder: Builder, x: Value, axes: Sequence[int], name: str, initial: float,
           of: Body = lambda v: v) -> Value:
    """Combines the elements along `axes` by an operation; the result has the other dimensions."""
    kept = [i for i in range(len(x.shape)) if i not in axes]
    order = [*kept, *axes]
    loops = [order.index(i) for i in range(len(x.shape))]
    return builder.loops(tuple(x.shape[i] for i in kept), [Operand(x, loops)],
                         lambda v, so_far: builder.op(name, so_far, of(v)),
                         over=[x.shape[i] for i in order], initial=initial)


def emit_softmax(builder: Builder, layer: Layer, x: Value) -> Value:
    axis = resolve_axis(layer, layer.params["axis"], len(x.shape) - 1)
    require(layer, layer.params["axis"] == 0 or layer.params["fixbug0"] != 0,
            "expected parameter 1 (fixbug0) to be 1: axes of older files mean something else")
    rank = len(x.shape)
    others = [i for i in range(rank) if i != axis]
    whole = Operand(x, range(rank))
    largest = reduce(builder, x, [axis], "arith.maximumf", -math.inf)
    powers = builder.loops(x.shape, [whole, Operand(largest, others)], lambda v, most: builder.op(
        "math.exp", builder.op("arith.subf", v, most)))
    total = reduce(builder, powers, [axis], "arith.addf", 0.0)
    return builder.loops(x.shape, [Operand(powers, range(rank)), Operand(total, others)],
                         partial(builder.op, "arith.divf"))


def emit_reduction(builder: Builder, layer: Layer, x: Value) -> Value:
    p, rank = layer.params, len(x.shape) - 1
    require(layer, not p["axes"] or p["fixbug0"] != 0,
            "expected parameter 5 (fixbug0) to be 1: axes of older files mean something else")
    everything = p["reduce_all"] or not p["axes"]
    axes = sorted(range(1, rank + 1) if everything else
                  {resolve_axis(layer, axis, rank) for axis in p["axes"]})
    absolute, square = partial(builder.op, "math.absf"), lambda v: builder.op("arith.mulf", v, v)
    name, initial, of = {
        "sum": ("arith.addf", 0.0, None), "asum": ("arith.addf", 0.0, absolute),
        "sumsq": ("arith.addf", 0.0, square), "mean": ("arith.addf", 0.0, None),
        "max": ("arith.maximumf", -math.inf, None), "min": ("arith.minimumf", math.inf, None),
        "prod": ("arith.mulf", 1.0, None), "l1": ("arith.addf", 0.0, absolute),
        "l2": ("arith.addf", 0.0, square)}[REDUCTIONS[p["operation"]]]
    y = reduce(builder, x, axes, name, initial, of or (lambda v: v))
    if REDUCTIONS[p["operation"]] == "mean":
        count = math.prod(x.shape[i] for i in axes)
        y = builder.pointwise(lambda v: builder.op("arith.divf", v, builder.scalar(count)), y)
    if REDUCTIONS[p["operation"]] == "l2":
        y = builder.pointwise(partial(builder.op, "math.sqrt"), y)
    kept = [1 if i in axes else size for i, size in enumerate(x.shape[1:], 1)]
    left = [size for i, size in enumerate(x.shape[1:], 1) if i not in axes]
    return builder.reshape(y, (1, *(kept if p["keepdims"] else left or [1])))


REDUCTIONS = ("sum", "asum", "sumsq", "mean", "max", "min", "prod", "l1", "l2")


def read_instance_norm(layer: Layer, reader: WeightReader) -> None:
    if layer.params["affine"]:
        require_positive(layer, "channels")
        for name in ("gamma", "beta"):
            layer.weights[name] = reader.raw(layer, layer.params["channels"])


def emit_instance_norm(builder: Builder, layer: Layer, x: Value) -> Value:
    """(x - mean) / sqrt(variance + eps) of each channel."""
    _, _, h, w = expect_image(layer, x)
    share, eps = builder.scalar(1 / (h * w)), builder.scalar(layer.params["eps"])
    whole = Operand(x, range(4))
    total = reduce(builder, x, [2, 3], "arith.addf", 0.0)
    centred = builder.loops(x.shape, [whole, Operand(total, [0, 1])], lambda v, sum_: builder.op(
        "arith.subf", v, builder.op("arith.mulf", sum_, share)))
    squares = reduce(builder, centred, [2, 3], "arith.addf", 0.0,
                     lambda v: builder.op("arith.mulf", v, v))

    def normalise(v: str, sum_: str) -> str:
        variance = builder.op("arith.mulf", sum_, share)
        root = builder.op("math.sqrt", builder.op("arith.addf", variance, eps))
        return builder.op("arith.divf", v, root)

    y = builder.loops(x.shape, [Operand(centred, range(4)), Operand(squares, [0, 1])], normalise)
    if not layer.params["affine"]:
        return y
    return by_channel(builder, layer, y, layer.weights, lambda v, gamma, beta: builder.op(
        "arith.addf", builder.op("arith.mulf", v, gamma), beta))


KINDS = {
    "InnerProduct": Kind(emit_inner_product, {
        0: Param("num_output", None), 1: Param("bias_term", only=BOOLEAN),
        2: Param("weight_data_size", None), 8: int8_param(), **FUSED_PARAMS},
        read_weights=read_inner_product),
    "InstanceNorm": Kind(emit_instance_norm, {
        0: Param("channels"), 1: Param("eps", 0.001, type=float),
        2: Param("affine", 1, only=BOOLEAN)}, read_weights=read_instance_norm),
    "Reduction": Kind(emit_reduction, {
        0: Param("operation", only=tuple(range(len(REDUCTIONS)))),
        1: Param("reduce_all", 1, only=BOOLEAN), 2: Param("coeff", 1.0, only=(1.0,), type=float),
        3: Param("axes", [], many=True), 4: Param("keepdims", only=BOOLEAN),
        5: Param("fixbug0", only=BOOLEAN)}),
    "Softmax": Kind(emit_softmax, {0: Param("axis"), 1: Param("fixbug0", only=BOOLEAN)}),
}
