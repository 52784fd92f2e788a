#===- builder.py - Writes operations of MLIR ------------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Writes a function's operations as text.

All values are tensors of f32 whose first dimension is a batch of 1, in front of ncnn's dimensions:
(1, w), (1, h, w) or (1, c, h, w).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Callable, NamedTuple, Optional, Sequence

import numpy as np

if TYPE_CHECKING:
    from .model import Layer

Shape = tuple[int, ...]


class Value(NamedTuple):
    """An SSA name, and the shape and the elements of its tensor."""

    name: str
    shape: Shape
    element: str = "f32"

    @property
    def type(self) -> str:
        return tensor(self.shape, self.element)


class Operand(NamedTuple):
    """What a loop nest reads: a value, and the loop that each of its dimensions belongs to."""

    value: Value
    loops: Sequence[int]


# Computes the result of one iteration from names of scalars.
Body = Callable[..., str]


def tensor(shape: Sequence[int], element: str = "f32") -> str:
    return f"tensor<{'x'.join([*map(str, shape), element])}>"


def number(value: float) -> str:
    """An f32 as MLIR reads it."""
    single = np.float32(value)
    if not np.isfinite(single):
        return f"0x{int(single.view(np.uint32)):08X}"
    text = str(single)
    return text.replace("e", ".0e") if "e" in text and "." not in text else text


def listing(values: Sequence[int]) -> str:
    return f"[{', '.join(map(str, values))}]"


def pair(values: Sequence[int]) -> str:
    """Strides or dilations of rows and columns."""
    values = list(values)
    return f"dense<{values[0] if values[0] == values[1] else values}> : vector<2xi64>"


def printable(name: str) -> str:
    """A name that can stand between quotes and in a comment."""
    return "".join(c if c.isprintable() and c not in '"\\' else "_" for c in name)


def affine_map(loops: int, results: Sequence[int]) -> str:
    names = [f"d{i}" for i in range(loops)]
    return f"affine_map<({', '.join(names)}) -> ({', '.join(names[i] for i in results)})>"


class Builder:
    """The operations of a function, and the constants that they refer to."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.resources: dict[str, np.ndarray] = {}
        self._scalars: dict[str, str] = {}
        self._next = 0

    def new_name(self) -> str:
        self._next += 1
        return f"%{self._next - 1}"

    def emit(self, text: str, shape: Shape) -> Value:
        """Appends an operation with one result."""
        name = self.new_name()
        self.lines.append(f"    {name} = {text}")
        return Value(name, shape)

    # Constants

    def scalar(self, value: float) -> str:
        """A constant f32."""
        text = number(value)
        if text not in self._scalars:
            self._scalars[text] = self.emit(f"arith.constant {text} : f32", ()).name
        return self._scalars[text]


    def weight(self, layer: Layer, what: str, values: np.ndarray) -> Value:
        """A constant tensor, as a resource that is called after the layer."""
        key = "".join(c if c.isascii() and c.isalnum() else "_" for c in f"{layer.name}_{what}")
        while key in self.resources or not key[0].isalpha():
            key = "w_" + key
        self.resources[key] = values
        shape = tuple(values.shape)
        return self.emit(f"arith.constant dense_resource<{key}> : {tensor(shape)}", shape)

    def indices(self, values: Sequence[int]) -> Value:
        """A constant tensor of i32, which every target has."""
        shape = (len(values),)
        name = self.emit(f"arith.constant dense<{listing(values)}> : {tensor(shape, 'i32')}",
                         shape).name
        return Value(name, shape, "i32")

    def empty(self, shape: Shape) -> Value:
        return self.emit(f"tensor.empty() : {tensor(shape)}", shape)

    def fill(self, shape: Shape, value: float) -> Value:
        scalar, empty = self.scalar(value), self.empty(shape)
        return self.emit(f"linalg.fill ins({scalar} : f32) outs({empty.name} : {empty.type}) "
                         f"-> {empty.type}", shape)

    def broadcast(self, value: Value, shape: Shape, added: Sequence[int]) -> Value:
        """The value repeated along the dimensions `added` of the result."""
        empty = self.empty(shape)
        return self.emit(f"linalg.broadcast ins({value.name} : {value.type}) outs({empty.name} : "
                         f"{empty.type}) dimensions = {listing(added)}", shape)

    # Moves

    def reshape(self, value: Value, shape: Shape) -> Value:
        """The same values in the same order; the result has at least one dimension."""
        assert math.prod(value.shape) == math.prod(shape)
        if value.shape == shape:
            return value
        groups = _group(value.shape, shape)
        if groups is not None:
            return self._collapse(value, groups, shape)
        groups = _group(shape, value.shape)
        if groups is not None:
            return self._expand(value, groups, shape)
        flat = (math.prod(shape),)
        value = self._collapse(value, [list(range(len(value.shape)))], flat)
        return self._expand(value, [list(range(len(shape)))], shape)

    def _collapse(self, value: Value, groups: list[list[int]], shape: Shape) -> Value:
        return self.emit(f"tensor.collapse_shape {value.name} {groups} : {value.type} into "
                         f"{tensor(shape)}", shape)

    def _expand(self, value: Value, groups: list[list[int]], shape: Shape) -> Value:
        return self.emit(f"tensor.expand_shape {value.name} {groups} output_shape {listing(shape)}"
                         f" : {value.type} into {tensor(shape)}", shape)

    def transpose(self, value: Value, order: Sequence[int]) -> Value:
        """Dimension i of the result is dimension order[i] of the value."""
        if list(order) == list(range(len(order))):
            return value
        shape = tuple(value.shape[i] for i in order)
        empty = self.empty(shape)
        return self.emit(f"linalg.transpose ins({value.name} : {value.type}) outs({empty.name} : "
                         f"{empty.type}) permutation = {listing(order)}", shape)

    def slice(self, value: Value, offsets: Sequence[int], sizes: Shape) -> Value:
        if sizes == value.shape:
            return value
        return self.emit(f"tensor.extract_slice {value.name}{listing(offsets)} {listing(sizes)} "
                         f"{listing([1] * len(sizes))} : {value.type} to {tensor(sizes)}", sizes)

    def insert(self, value: Value, into: Value, offsets: Sequence[int],
               strides: Optional[Sequence[int]] = None) -> Value:
        """`into` with the value in it, at offsets, its elements `strides` apart."""
        steps = [1] * len(value.shape) if strides is None else strides
        return self.emit(f"tensor.insert_slice {value.name} into {into.name}{listing(offsets)} "
                         f"{listing(value.shape)} {listing(steps)} : {value.type} into "
                         f"{into.type}", into.shape)

    def pad(self, value: Value, low: Sequence[int], high: Sequence[int], with_: float) -> Value:
        """The value with `low` and `high` elements more in each dimension, all `with_`."""
        if not any(low) and not any(high):
            return value
        shape = tuple(a + b + c for a, b, c in zip(low, value.shape, high))
        scalar = self.scalar(with_)
        indices = ", ".join(f"%d{i}: index" for i in range(len(shape)))
        return self.emit(f"tensor.pad {value.name} low{listing(low)} high{listing(high)} {{\n"
                         f"    ^bb0({indices}):\n      tensor.yield {scalar} : f32\n"
                         f"    }} : {value.type} to {tensor(shape)}", shape)

    def concat(self, values: Sequence[Value], axis: int) -> Value:
        shape = list(values[0].shape)
        shape[axis] = sum(value.shape[axis] for value in values)
        return self.emit(f"tensor.concat dim({axis}) {', '.join(v.name for v in values)} : "
                         f"({', '.join(v.type for v in values)}) -> {tensor(shape)}", tuple(shape))

    # Loops

    def op(self, name: str, *operands: str, attributes: str = "", type: str = "f32") -> str:
        """An operation on scalars, in the body of a loop nest that is being written."""
        result = self.new_name()
        values = f" {attributes}{', '.join(operands)}".rstrip()
        self.lines.append(f"      {result} = {name}{values} : {type}")
        return result

    def loops(self, shape: Shape, operands: Sequence[Operand], body: Body,
              over: Optional[Sequence[int]] = None, initial: float = 0.0) -> Value:
        """A linalg.generic: `body` gets one scalar of each operand.

        Without `over` there is a loop for each dimension of the result. With it, the sizes of
        all loops, the result's first, the others reduce: the body gets what it has yielded before
        as its last argument, at first `initial`.
        """
        count = len(shape) if over is None else len(over)
        init = self.empty(shape) if over is None else self.fill(shape, initial)
        kinds = ['"parallel"'] * len(shape) + ['"reduction"'] * (count - len(shape))
        maps = [affine_map(count, operand.loops) for operand in operands]
        maps.append(affine_map(count, range(len(shape))))
        outer, self.lines = self.lines, []
        names = [self.new_name() for _ in operands]
        before = self.new_name()
        result = body(*names, *([before] if over is not None else []))
        inner, self.lines = self.lines, outer
        # Constants stand in front of the loops, so that later ones can use them.
        self.lines += [line for line in inner if " = arith.constant " in line]
        inputs = ""
        if operands:
            inputs = (f"ins({', '.join(o.value.name for o in operands)} : "
                      f"{', '.join(o.value.type for o in operands)}) ")
        arguments = [f"{name}: {o.value.element}" for name, o in zip(names, operands)]
        text = [f"linalg.generic {{indexing_maps = [{', '.join(maps)}],",
                f"        iterator_types = [{', '.join(kinds)}]}}",
                f"        {inputs}outs({init.name} : {init.type}) {{",
                f"    ^bb0({', '.join([*arguments, f'{before}: f32'])}):",
                *[line for line in inner if " = arith.constant " not in line],
                f"      linalg.yield {result} : f32", f"    }} -> {tensor(shape)}"]
        return self.emit("\n".join(text), shape)

    def pointwise(self, body: Body, *values: Value) -> Value:
        """Element by element; the values have one shape."""
        shape = values[0].shape
        return self.loops(shape, [Operand(value, range(len(shape))) for value in values], body)


def _group(fine: Shape, coarse: Shape) -> Optional[list[list[int]]]:
    """Which dimensions of `fine` make one of `coarse`, if each is made of whole ones."""
    groups: list[list[int]] = []
    at = 0
    for i, size in enumerate(coarse):
        group: list[int] = []
        product = 1
        while at < len(fine) and (product < size or not group):
            product *= fine[at]
            group.append(at)
            at += 1
        if product != size or not group:
            return None
        # Dimensions of 1 at the end belong to the last group; before it, to the next one.
        while i == len(coarse) - 1 and at < len(fine) and fine[at] == 1:
            group.append(at)
            at += 1
        groups.append(group)
    return groups if at == len(fine) else None
