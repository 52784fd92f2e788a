#===- windows.py - Results that combine elements at given places ----------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Results that combine elements at places that constants give: resizing, reflections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional, Sequence

import numpy as np

from ..builder import Builder, Operand, Value

if TYPE_CHECKING:
    from ..model import Layer


def combine_taps(builder: Builder, layer: Layer, x: Value, axis: int, taps: Sequence[Sequence[int]],
                 weights: Optional[Sequence[Sequence[float]]]) -> Value:
    """Element i of `axis` becomes sum_k weights[k][i] * x[taps[k][i]], or, without weights, the
    largest of these elements."""
    count = len(taps[0])
    shape = (*x.shape[:axis], count, *x.shape[axis + 1:])
    operands = [Operand(builder.indices(tap), [axis]) for tap in taps]
    if weights is not None:
        operands += [Operand(builder.weight(layer, f"tap{k}", np.array(weight, np.float32)), [axis])
                     for k, weight in enumerate(weights)]

    def body(*scalars: str) -> str:
        position = [builder.op("linalg.index", attributes=str(i), type="index")
                    for i in range(len(shape))]
        elements = []
        for place in scalars[:len(taps)]:
            position[axis] = builder.op("arith.index_cast", place, type="i32 to index")
            elements.append(builder.op(f"tensor.extract {x.name}[{', '.join(position)}]",
                                       type=x.type))
        if weights is not None:
            elements = [builder.op("arith.mulf", element, weight)
                        for element, weight in zip(elements, scalars[len(taps):])]
        combine = "arith.maximumf" if weights is None else "arith.addf"
        result = elements[0]
        for element in elements[1:]:
            result = builder.op(combine, result, element)
        return result

    return builder.loops(shape, operands, body)


def take(builder: Builder, layer: Layer, x: Value, axis: int, places: Sequence[int]) -> Value:
    """Element i of `axis` becomes x[places[i]]."""
    if list(places) == list(range(x.shape[axis])):
        return x
    return combine_taps(builder, layer, x, axis, [places], None)
