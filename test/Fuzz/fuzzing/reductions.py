# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Reductions, products of matrices, and softmax."""

from dataclasses import dataclass

import numpy as np

from fuzzing.elements import FLOATS, Number, is_float, rounded, wrap
from fuzzing.program import Op, listing

REDUCERS = {"sum": ("arith.addf", "arith.addi"), "max": ("arith.maximumf",
                                                         "arith.maxsi"),
            "min": ("arith.minimumf", "arith.minsi")}


@dataclass
class Reduce(Op):
    """Operands: input, initial value. `form`: reduce (linalg.reduce) or generic,
    whose loops are in the order `order`."""
    how: str
    axes: tuple
    kind: str
    form: str
    order: tuple = ()

    def evaluate(self, inputs, context):
        x, init = inputs
        if self.how != "sum":
            pick = np.max if self.how == "max" else np.min
            low = -np.inf if self.how == "max" else np.inf
            if not is_float(self.kind):
                low = np.iinfo(np.int64).min if self.how == "max" else \
                    np.iinfo(np.int64).max
            both = np.maximum if self.how == "max" else np.minimum
            value = both(pick(x.value, self.axes, initial=low), init.value)
            error = np.maximum(np.max(x.error, self.axes, initial=0), init.error)
            if is_float(self.kind):
                error = np.where(np.isfinite(value), error, 0)
            return [Number(value, error)]
        value = np.sum(x.value, self.axes) + init.value
        error = np.sum(x.error, self.axes) + init.error
        if is_float(self.kind):
            count = x.value.size // max(value.size, 1) + 2
            size = np.sum(np.abs(x.value), self.axes) + np.abs(init.value) + error
            error = error + 4 * count * FLOATS[self.kind].roundoff * size
        return [rounded(value, error, self.kind)]

    def emit(self, w, names, node):
        name, (x, init) = w.fresh(), node.inputs
        op = REDUCERS[self.how][0 if is_float(self.kind) else 1]
        if self.form == "reduce":
            w.line(f"{name} = linalg.reduce ins({names[0]} : {x.type}) "
                   f"outs({names[1]} : {init.type}) dimensions = {listing(self.axes)}")
            w.line(f"  (%e0: {self.kind}, %e1: {self.kind}) {{")
        else:
            loops = ", ".join(f"d{d}" for d in self.order)
            kept = ", ".join(f"d{d}" for d in range(x.rank) if d not in self.axes)
            every = ", ".join(f"d{d}" for d in range(x.rank))
            kinds = listing(['"reduction"' if d in self.axes else '"parallel"'
                             for d in self.order])
            w.line(f"{name} = linalg.generic {{indexing_maps = [affine_map<({loops}) -> "
                   f"({every})>, affine_map<({loops}) -> ({kept})>], iterator_types = "
                   f"{kinds}}} ins({names[0]} : {x.type}) outs({names[1]} : "
                   f"{init.type}) {{")
            w.line(f"^bb0(%e0: {self.kind}, %e1: {self.kind}):")
        w.line(f"  %s = {op} %e0, %e1 : {self.kind}")
        w.line(f"  linalg.yield %s : {self.kind}")
        w.line("}" if self.form == "reduce" else f"}} -> {init.type}")
        return [name]


# name: the operands' and the result's axes
MATMULS = {"matmul": ("mk", "kn", "mn"), "batch_matmul": ("bmk", "bkn", "bmn"),
           "matvec": ("mk", "k", "m"), "vecmat": ("k", "kn", "n"), "dot": ("k", "k", ""),
           "batch_matvec": ("bmk", "bk", "bm"), "mmt4d": ("ikmc", "jknc", "ijmn")}


@dataclass
class Matmul(Op):
    """Operands: two matrices, initial value. `transposed`: matmul's second operand
    is; `generic`: the loops, in their order, for linalg.generic."""
    name: str
    kinds: tuple
    transposed: bool = False
    generic: str = ""

    def axes(self):
        a, b, y = MATMULS[self.name]
        return a, b[:-2] + b[-2:][::-1] if self.transposed else b, y

    def evaluate(self, inputs, context):
        a, b, init = inputs
        text = "{},{}->{}".format(*self.axes())
        value = np.einsum(text, a.value, b.value) + init.value
        if not is_float(self.kinds[2]):
            unsure = np.einsum(text, a.error, np.ones(b.shape)) + np.einsum(
                text, np.ones(a.shape), b.error)
            return [Number(wrap(value, self.kinds[2]), init.error + 1e6 * unsure)]
        size = np.einsum(text, np.abs(a.value), np.abs(b.value))
        error = np.einsum(text, np.abs(a.value) + a.error, np.abs(b.value) + b.error)
        error = error - size + init.error
        count = a.value.size + 2
        u = FLOATS[self.kinds[2]].roundoff
        return [rounded(value, error + 4 * count * u * (size + np.abs(init.value)),
                        self.kinds[2])]

    def emit(self, w, names, node):
        name, types = w.fresh(), [v.type for v in node.inputs]
        ins = (f"ins({names[0]}, {names[1]} : {types[0]}, {types[1]}) "
               f"outs({names[2]} : {types[2]})")
        if self.generic:
            self._generic(w, name, ins, types[2])
            return [name]
        attributes = ""
        if self.transposed:
            loops = "(b, m, n, k)" if self.name == "batch_matmul" else "(m, n, k)"
            maps = [f"affine_map<{loops} -> ({', '.join(axes)})>"
                    for axes in self.axes()]
            attributes = f" indexing_maps = {listing(maps)}"
        w.line(f"{name} = linalg.{self.name}{attributes} {ins} -> {types[2]}")
        return [name]

    def _generic(self, w, name, ins, out):
        maps = [f"affine_map<({', '.join(self.generic)}) -> ({', '.join(axes)})>"
                for axes in self.axes()]
        y = self.axes()[2]
        iterators = ['"parallel"' if a in y else '"reduction"' for a in self.generic]
        w.line(f"{name} = linalg.generic {{indexing_maps = {listing(maps)}, "
               f"iterator_types = {listing(iterators)}}} {ins} {{")
        w.line("^bb0(%a: {}, %b: {}, %c: {}):".format(*self.kinds))
        operands = []
        for operand, kind in zip(("%a", "%b"), self.kinds):
            if kind != self.kinds[2]:
                cast = "arith.extf" if is_float(kind) else "arith.extsi"
                w.line(f"  {operand}x = {cast} {operand} : {kind} to {self.kinds[2]}")
                operand += "x"
            operands.append(operand)
        suffix = "f" if is_float(self.kinds[2]) else "i"
        w.line(f"  %p = arith.mul{suffix} {', '.join(operands)} : {self.kinds[2]}")
        w.line(f"  %s = arith.add{suffix} %c, %p : {self.kinds[2]}")
        w.line(f"  linalg.yield %s : {self.kinds[2]}")
        w.line(f"}} -> {out}")


@dataclass
class Softmax(Op):
    axis: int
    kind: str

    def evaluate(self, inputs, context):
        x = inputs[0]
        if x.value.size == 0:
            return [x]
        e = np.exp(x.value - x.value.max(self.axis, keepdims=True))
        value = e / e.sum(self.axis, keepdims=True)
        spread = 2 * x.error.max(self.axis, keepdims=True)
        error = value * np.expm1(np.minimum(2 * spread, 50))
        count = x.shape[self.axis] + 2 * context.math + 4
        # Differences from the largest are rounded before exp is.
        u = FLOATS[self.kind].roundoff
        error = error + 4 * u * (np.ptp(x.value, self.axis, keepdims=True) + count) \
            * value
        return [rounded(value, error, self.kind)]

    def emit(self, w, names, node):
        empty, name, out = (w.empty(node.output, names, node.inputs), w.fresh(),
                            node.output)
        w.line(f"{name} = linalg.softmax dimension({self.axis}) ins({names[0]} : "
               f"{node.inputs[0].type}) outs({empty} : {out.type}) -> {out.type}")
        return [name]
