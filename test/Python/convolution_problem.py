# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A convolution with its arrays: as IR, and what its result should be."""

import math
from dataclasses import dataclass, field

import numpy as np

from convolution_reference import (LAYOUTS, TYPES, arithmetic_type, direct, gamma,
                                   rank_of, winograd_roundings, winograd_steps)
from cook_toom import Algorithm

def shape_of(axes, sizes, dynamic):
    return "x".join("?" if a in dynamic else str(sizes[a]) for a in axes)


def hex_of(array):
    return "0x" + np.ascontiguousarray(array).tobytes().hex().upper()


@dataclass
class Problem:
    """One convolution: `@conv(x[, g][, init or bias]) -> y`."""
    layout: str
    source: str  # element types
    result: str
    batch: int
    inputs: int  # channels
    outputs: int
    image: list  # the input's extents
    taps: list
    pads: list  # (low, high) per dimension
    pad_value: float = 0.0
    filter_kind: str = "argument"  # argument, dense, resource, splat
    init_kind: str = "zero"  # zero, argument, bias
    dynamic: str = ""  # axes of unknown size, of n, c, f and the digits
    generic: bool = False  # linalg.generic instead of the named operation
    arrays: dict = field(default_factory=dict)  # float64, exact in their types

    def extents(self):
        """The output's."""
        return [i + low + high - r + 1 for i, (low, high), r in
                zip(self.image, self.pads, self.taps)]

    def shape(self, operand):
        """0: input, 1: filter, 2: output."""
        digits = {str(d): s for d, s in enumerate(
            (self.image, self.taps, self.extents())[operand])}
        sizes = {"n": self.batch, "c": self.inputs, "f": self.outputs, **digits}
        return [sizes[a] for a in LAYOUTS[self.layout][operand]]

    def type(self, operand, padded=False):
        axes = LAYOUTS[self.layout][operand]
        shape = self.shape(operand)
        if padded:
            shape = [s + sum(self.pads[int(a)]) if a.isdigit() else s
                     for a, s in zip(axes, shape)]
        dynamic = self.dynamic
        if operand == 1:  # the taps are static
            dynamic = [a for a in dynamic if a in "cf"]
            if self.filter_kind != "argument":
                dynamic = ""
        return "tensor<{}x{}>".format(
            shape_of(axes, dict(zip(axes, shape)), dynamic),
            self.result if operand == 2 else self.source)

    def fill(self, rng, scale=1.0):
        """Random arrays, N(0, scale^2), rounded to their types."""
        source, result = TYPES[self.source], TYPES[self.result]
        normal = lambda shape: rng.standard_normal(shape) * scale
        self.arrays["x"] = source.round(normal(self.shape(0)))
        g = normal(self.shape(1))
        if self.filter_kind == "splat":
            g = np.full(g.shape, g.flat[0])
        self.arrays["g"] = source.round(g)
        if self.init_kind == "argument":
            self.arrays["init"] = result.round(normal(self.shape(2)))
        elif self.init_kind == "bias":
            self.arrays["init"] = result.round(normal([self.outputs]))

    def arguments(self):
        """(array, element type) per argument of the function."""
        used = [("x", self.source)]
        if self.filter_kind == "argument":
            used.append(("g", self.source))
        if self.init_kind != "zero":
            used.append(("init", self.result))
        return [(self.arrays[name], TYPES[kind]) for name, kind in used]

    def initial(self):
        """The initial value, of the output's shape."""
        if self.init_kind == "zero":
            return np.zeros(self.shape(2))
        init = self.arrays["init"]
        if self.init_kind == "bias":
            axis = LAYOUTS[self.layout][2].index("f")
            init = init.reshape([-1 if i == axis else 1
                                 for i in range(len(self.shape(2)))])
        return np.broadcast_to(init, self.shape(2))

    def exact(self):
        """The result in float64."""
        return self.initial() + direct(self.layout, self.arrays["x"],
                                       self.arrays["g"], self.pads,
                                       self.pad_value)

    def steps(self, algorithms, absolute=False):
        return winograd_steps(self.layout, self.arrays["x"], self.arrays["g"],
                              self.pads, algorithms, self.pad_value, absolute)

    def algorithms(self, m):
        """F(m, r) in each transformed dimension."""
        return [Algorithm(m, r) if r > 1 else None for r in self.taps]

    def algorithms_of_size(self, alpha):
        """The algorithms with m + r - 1 = alpha."""
        return [Algorithm(alpha + 1 - r, r) if r > 1 else None
                for r in self.taps]

    def winograd_bound(self, m):
        """Of |computed - exact|, per output, for the tile m."""
        return self.bound_of(self.algorithms(m))

    def bound_of(self, algorithms):
        result = TYPES[self.result]
        arithmetic = arithmetic_type(TYPES[self.source], result)
        count = winograd_roundings(algorithms, self.inputs)["output"] + 1
        magnitude = (self.steps(algorithms, absolute=True)["output"]
                     + np.abs(self.initial()))
        return self._rounded_once(
            gamma(count, arithmetic.roundoff) * magnitude, result)

    def direct_roundings(self):
        return self.inputs * math.prod(self.taps) + 2

    def direct_bound(self, sums_in_result_type=False):
        """The direct convolution is summed as the others are; by kernels that
        sum in the result's type, in that."""
        result, count = TYPES[self.result], self.direct_roundings()
        arithmetic = (result if sums_in_result_type
                      else arithmetic_type(TYPES[self.source], result))
        if count * arithmetic.roundoff >= 0.5:
            return np.full(self.shape(2), np.inf)  # it may be anything
        magnitude = np.abs(self.initial()) + direct(
            self.layout, np.abs(self.arrays["x"]), np.abs(self.arrays["g"]),
            self.pads, abs(self.pad_value))
        return self._rounded_once(
            gamma(count, arithmetic.roundoff) * magnitude
            + count * arithmetic.tiny, result)

    def _rounded_once(self, bound, result):
        return (bound * (1 + result.roundoff)
                + result.roundoff * np.abs(self.exact()) + result.tiny)

    #===--- IR ---------------------------------------------------------------===#

    def ir(self):
        parts = [self._pad(), self._filter(), self._init(), self._convolution()]
        signature = [f"%x: {self.type(0)}"]
        if self.filter_kind == "argument":
            signature.append(f"%g: {self.type(1)}")
        if self.init_kind == "argument":
            signature.append(f"%init: {self.type(2)}")
        elif self.init_kind == "bias":
            size = "?" if "f" in self.dynamic else self.outputs
            signature.append(f"%bias: tensor<{size}x{self.result}>")
        body = "".join(f"  {line}\n" for part in parts for line in part)
        text = (f"func.func @conv({', '.join(signature)}) -> {self.type(2)} {{\n"
                f"{body}  return %y : {self.type(2)}\n}}\n")
        if self.filter_kind == "resource":
            blob = TYPES[self.source].encode(self.arrays["g"])
            text += ("{-#\n  dialect_resources: {\n    builtin: {\n      w: "
                     f'"0x08000000{hex_of(blob)[2:]}"\n    }}\n  }}\n#-}}\n')
        return text

    def _pad(self):
        if not any(map(any, self.pads)):
            return []
        axes = LAYOUTS[self.layout][0]
        low, high = (", ".join(str(self.pads[int(a)][side]) if a.isdigit()
                               else "0" for a in axes) for side in (0, 1))
        indices = ", ".join(f"%i{i}: index" for i in range(len(axes)))
        return [f"%pad = arith.constant {self.pad_value:e} : {self.source}",
                f"%padded = tensor.pad %x low[{low}] high[{high}] {{",
                f"^bb0({indices}):",
                f"  tensor.yield %pad : {self.source}",
                f"}} : {self.type(0)} to {self.type(0, padded=True)}"]

    def _filter(self):
        if self.filter_kind == "argument":
            return []
        if self.filter_kind == "resource":
            value = "dense_resource<w>"
        else:
            g = TYPES[self.source].encode(self.arrays["g"])
            if self.filter_kind == "splat":
                g = g.reshape(-1)[:1]
            value = f'dense<"{hex_of(g)}">'
        return [f"%g = arith.constant {value} : {self.type(1)}"]

    def _init(self):
        if self.init_kind == "argument":
            return []
        lines, sizes = [], []
        for position, axis in enumerate(LAYOUTS[self.layout][2]):
            if axis in self.dynamic:
                lines += self._size(axis)
                sizes.append(f"%size_{axis}")
        lines.append(f"%empty = tensor.empty({', '.join(sizes)}) : {self.type(2)}")
        if self.init_kind == "zero":
            return lines + [
                f"%zero = arith.constant 0.0 : {self.result}",
                f"%init = linalg.fill ins(%zero : {self.result}) "
                f"outs(%empty : {self.type(2)}) -> {self.type(2)}"]
        axes = LAYOUTS[self.layout][2]
        dimensions = ", ".join(str(i) for i, a in enumerate(axes) if a != "f")
        size = "?" if "f" in self.dynamic else self.outputs
        return lines + [
            f"%init = linalg.broadcast ins(%bias : tensor<{size}x{self.result}>) "
            f"outs(%empty : {self.type(2)}) dimensions = [{dimensions}]"]

    def _size(self, axis):
        """%size_<axis>: the output's extent."""
        operand = 1 if axis == "f" else 0
        name = "%g" if axis == "f" else "%x"
        position = LAYOUTS[self.layout][operand].index(axis)
        lines = [f"%position_{axis} = arith.constant {position} : index"]
        result = f"%size_{axis}"
        if not axis.isdigit():
            return lines + [f"{result} = tensor.dim {name}, %position_{axis} : "
                            f"{self.type(operand)}"]
        more = sum(self.pads[int(axis)]) - self.taps[int(axis)] + 1
        return lines + [
            f"%extent_{axis} = tensor.dim {name}, %position_{axis} : "
            f"{self.type(operand)}",
            f"%more_{axis} = arith.constant {more} : index",
            f"{result} = arith.addi %extent_{axis}, %more_{axis} : index"]

    def _convolution(self):
        is_padded = any(map(any, self.pads))
        x, x_type = ("%padded" if is_padded else "%x"), self.type(0, is_padded)
        ins = (f"ins({x}, %g : {x_type}, {self.type(1)}) "
               f"outs(%init : {self.type(2)})")
        if not self.generic:
            return [f"%y = linalg.{self.layout} {ins} -> {self.type(2)}"]
        return self._generic(ins)

    def _generic(self, ins):
        rank = rank_of(self.layout)
        loops = ["n", "f", *(f"o{d}" for d in range(rank)), "c",
                 *(f"k{d}" for d in range(rank))]
        names = [{}, {}, {}]
        for d in range(rank):
            names[0][str(d)], names[1][str(d)] = f"o{d} + k{d}", f"k{d}"
            names[2][str(d)] = f"o{d}"
        maps = ", ".join("affine_map<({}) -> ({})>".format(
            ", ".join(loops), ", ".join(names[i].get(a, a) for a in axes))
            for i, axes in enumerate(LAYOUTS[self.layout]))
        iterators = ", ".join(['"parallel"'] * (2 + rank)
                              + ['"reduction"'] * (1 + rank))
        lines = [f"%y = linalg.generic {{indexing_maps = [{maps}], "
                 f"iterator_types = [{iterators}]}} {ins} {{",
                 f"^bb0(%a: {self.source}, %b: {self.source}, %acc: {self.result}):"]
        a, b = "%a", "%b"
        if self.source != self.result:
            lines += [f"  {v}x = arith.extf {v} : {self.source} to {self.result}"
                      for v in (a, b)]
            a, b = "%ax", "%bx"
        return lines + [f"  %p = arith.mulf {a}, {b} : {self.result}",
                        f"  %s = arith.addf %acc, %p : {self.result}",
                        f"  linalg.yield %s : {self.result}",
                        f"}} -> {self.type(2)}"]
