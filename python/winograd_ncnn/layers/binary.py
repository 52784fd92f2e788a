#===- binary.py - Layers of several values at a time ----------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""BinaryOp and Eltwise: operations on the elements of several blobs."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Callable

from ..builder import Builder, Operand, Shape, Value
from ..kinds import BOOLEAN, Kind, Param, require

if TYPE_CHECKING:
    from ..model import Layer

# By op_type: the operation, and whether it reads its operands in the other order.
OPERATIONS = {
    0: ("arith.addf", False), 1: ("arith.subf", False), 2: ("arith.mulf", False),
    3: ("arith.divf", False), 4: ("arith.maximumf", False), 5: ("arith.minimumf", False),
    6: ("math.powf", False), 7: ("arith.subf", True), 8: ("arith.divf", True),
    9: ("math.powf", True), 10: ("math.atan2", False), 11: ("math.atan2", True),
}
PRODUCT, SUM, MAXIMUM = 0, 1, 2


def _combiner(builder: Builder, op_type: int) -> Callable[[str, str], str]:
    name, is_swapped = OPERATIONS[op_type]
    return lambda a, b: builder.op(name, *((b, a) if is_swapped else (a, b)))


def emit_binary(builder: Builder, layer: Layer, a: Value, *others: Value) -> Value:
    p = layer.params
    expected = 1 if p["with_scalar"] else 2
    require(layer, len(others) + 1 == expected,
            f"expected {expected} inputs, but got {len(others) + 1}")
    combine = _combiner(builder, p["op_type"])
    if p["with_scalar"]:
        return builder.pointwise(lambda v: combine(v, builder.scalar(p["b"])), a)
    (b,) = others
    shapes = [_expand(a.shape, b.shape), _expand(b.shape, a.shape)]
    require(layer, all(x == y or 1 in (x, y) for x, y in zip(*shapes)),
            f"expected inputs whose sizes are the same or 1, but got {a.type} and {b.type}")
    result = tuple(map(max, *shapes))
    operands = [_repeat(builder, value, shape, result) for value, shape in zip((a, b), shapes)]
    return builder.loops(result, operands, combine)


def _expand(shape: Shape, other: Shape) -> Shape:
    """The shape with as many dimensions as the other one has, if that has more.

    One dimension is the outermost one if the sizes are the same, and else the innermost; two
    dimensions are the outermost ones.
    """
    missing = len(other) - len(shape)
    if missing <= 0:
        return shape
    if len(shape) == 2 and shape[1] != other[1]:
        return (1, *[1] * missing, shape[1])
    return (*shape, *[1] * missing)


def _repeat(builder: Builder, value: Value, shape: Shape, result: Shape) -> Operand:
    """The value as it is read in loops over the result, without what is repeated."""
    loops = [i for i, (size, wanted) in enumerate(zip(shape, result)) if size == wanted]
    return Operand(builder.reshape(value, tuple(shape[i] for i in loops)), loops)


def emit_eltwise(builder: Builder, layer: Layer, *values: Value) -> Value:
    op_type, factors = layer.params["op_type"], layer.params["coeffs"]
    first = values[0]
    for value in values[1:]:
        require(layer, value.shape == first.shape,
                f"expected inputs of one shape, but got {first.type} and {value.type}")
    if op_type != SUM or not factors:
        factors = [1.0] * len(values)
    require(layer, len(factors) == len(values),
            f"expected {len(values)} coeffs, one for each input, but got {len(factors)}")
    name = {PRODUCT: "arith.mulf", SUM: "arith.addf", MAXIMUM: "arith.maximumf"}[op_type]

    def body(*scalars: str) -> str:
        terms = [v if factor == 1.0 else builder.op("arith.mulf", v, builder.scalar(factor))
                 for v, factor in zip(scalars, factors)]
        return reduce(lambda x, y: builder.op(name, x, y), terms)

    return builder.pointwise(body, *values)


KINDS = {
    "BinaryOp": Kind(emit_binary, {
        0: Param("op_type", only=tuple(OPERATIONS)), 1: Param("with_scalar", only=BOOLEAN),
        2: Param("b", 0.0, type=float)}, inputs=(1, 2)),
    "Eltwise": Kind(emit_eltwise, {0: Param("op_type", only=(PRODUCT, SUM, MAXIMUM)),
                                   1: Param("coeffs", [], type=float, many=True)},
                    inputs=(2, None)),
}
