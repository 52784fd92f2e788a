# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Builds a program, node by node, from random choices. Every node is evaluated as
soon as it is added; one whose values overflow, or whose error bound says nothing,
is left out."""

from dataclasses import dataclass

import numpy as np

from fuzzing.elements import draw, exact, is_float, is_usable
from fuzzing.program import Constant, Context, Node, Program, Value
from fuzzing.shapes import Cast, Fill

LARGEST = 3000  # elements of a tensor


@dataclass
class Taste:
    """What a program is made of, chosen once for each."""
    kind: str = "f32"
    mixed: float = 0.0  # how often a type differs
    dynamic: float = 0.0  # how often a size is not known
    unit: float = 0.2  # how often a size is 1
    zero: float = 0.0  # and 0
    constants: float = 0.5  # how often a filter is one

    @staticmethod
    def draw(rng):
        kind = str(rng.choice(["f32"] * 9 + ["f64"] * 2 + ["f16"] * 2 + ["bf16"] * 3
                              + ["i32", "i8", "i16", "i64"]))
        often = lambda p, *values: float(rng.choice(values)) if rng.random() < p else 0.0
        return Taste(kind, often(0.3, 0.2, 0.5), often(0.3, 0.2, 0.5, 1.0),
                     float(rng.choice([0.05, 0.2, 0.5])), often(0.05, 0.1, 0.3),
                     float(rng.choice([0.0, 0.5, 1.0])))


class Builder:
    def __init__(self, rng, taste=None, parent=None):
        self.rng = rng
        self.taste = taste or Taste.draw(rng)
        self.program, self.values = Program(), []
        self.context = Context(math=100, winograd=4000)
        self.depth = parent.depth + 1 if parent else 0

    #===--- Choices ----------------------------------------------------------===#

    def chance(self, p):
        return bool(self.rng.random() < p)

    def pick(self, values):
        values = list(values)
        return values[int(self.rng.integers(len(values)))]

    def number(self, low, high):
        """From low to high, both included."""
        return int(self.rng.integers(low, high + 1))

    def size(self, choices):
        if self.chance(self.taste.zero):
            return 0
        return 1 if self.chance(self.taste.unit) else self.pick(choices)

    def kind(self):
        """An element type, most often the program's."""
        if not self.chance(self.taste.mixed):
            return self.taste.kind
        return self.pick(["f32", "f32", "f64", "f16", "bf16", "i32", "i8", "i64", "i1"])

    def dynamic(self, rank):
        return tuple(self.chance(self.taste.dynamic) for _ in range(rank))

    def any(self, accept=lambda value: True):
        """Some value, the later the more often; or None."""
        found = [v for v in self.values if accept(v)]
        if not found:
            return None
        back = int(self.rng.integers(len(found)) ** 2 // len(found))
        return found[-1 - back]

    #===--- Values -----------------------------------------------------------===#

    def argument(self, shape, kind=None, dynamic=None, scale=1.0):
        kind = kind or self.kind()
        value = Value(kind, exact(draw(self.rng, tuple(shape), kind, scale)),
                      self.dynamic(len(shape)) if dynamic is None else dynamic)
        self.program.arguments.append(value)
        self.values.append(value)
        return value

    def constant(self, shape, kind, scale=1.0):
        form = self.pick(["dense", "dense", "resource", "splat"])
        array = draw(self.rng, tuple(shape), kind, scale)
        if form == "splat" and array.size:
            array = np.full(array.shape, array.flat[0])
        return self.add(Constant(form, exact(array)), [], kind, hidden=True)

    def operand(self, shape, kind, scale=1.0):
        """A constant or an argument, as the taste says."""
        if self.depth or self.chance(self.taste.constants):
            return self.constant(shape, kind, scale)
        return self.argument(shape, kind, scale=scale)

    def filled(self, shape, kind, value, like, dynamic=None):
        """A fill; what is dynamic gets its size from the values `like`."""
        if not any(any(v.dynamic) for v in like):
            dynamic = None
        inputs = [v for v in like if any(v.dynamic)] if dynamic and any(dynamic) else []
        op = Fill(float(value) if is_float(kind) else int(value), kind, tuple(shape))
        return self.add(op, inputs, kind, dynamic, hidden=True)

    def cast(self, value, dynamic):
        if value is None or value.dynamic == tuple(dynamic):
            return value
        return self.add(Cast(), [value], value.kind, dynamic)

    #===--- Nodes ------------------------------------------------------------===#

    def add(self, op, inputs, kind, dynamic=None, hidden=False):
        """The value of a node; None if it cannot be used."""
        found = self.add_all(op, inputs, [kind], [dynamic], hidden)
        return found and found[0]

    def add_all(self, op, inputs, kinds, dynamics, hidden=False):
        if any(v is None for v in inputs):
            return None
        with np.errstate(all="ignore"):
            numbers = op.evaluate([v.number for v in inputs], self.context)
        for number, kind in zip(numbers, kinds, strict=True):
            if number.value.size > LARGEST or not is_usable(number, kind):
                return None
        outputs = [Value(k, n, d or ()) for n, k, d in zip(numbers, kinds, dynamics)]
        self.program.nodes.append(Node(op, list(inputs), outputs))
        if not hidden:
            self.values += outputs
        return outputs

    def inner(self, inputs):
        """A builder of a nested program, with arguments like these values."""
        builder = Builder(self.rng, self.taste, self)
        for v in inputs:
            value = Value(v.kind, v.number, v.dynamic)
            builder.program.arguments.append(value)
            builder.values.append(value)
        return builder
