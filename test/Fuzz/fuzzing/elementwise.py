# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Elementwise operations: `linalg.generic` with any projection of its loops,
named operations, `linalg.map`, and arith and math on whole tensors."""

from dataclasses import dataclass

import numpy as np

from fuzzing import scalars
from fuzzing.elements import Number, exact
from fuzzing.program import Op, listing, type_of

NAMED = {"arith.addf": "add", "arith.addi": "add", "arith.subf": "sub",
         "arith.subi": "sub", "arith.mulf": "mul", "arith.muli": "mul",
         "arith.divf": "div", "arith.maximumf": "max", "arith.maxsi": "max",
         "arith.minimumf": "min", "arith.minsi": "min", "math.exp": "exp",
         "math.absf": "abs", "arith.negf": "negf", "math.tanh": "tanh",
         "math.erf": "erf", "math.sqrt": "sqrt", "math.rsqrt": "rsqrt",
         "math.floor": "floor", "math.ceil": "ceil", "arith.select": "select"}


@dataclass
class Access:
    """How an operand is read: per axis a loop, optionally backwards, divided or
    modulo a number; or the constant 0."""
    axes: tuple  # (loop or None, "", or "reverse", "div" or "mod", a number)

    def text(self):
        def one(loop, how, n):
            if loop is None:
                return "0"
            return {"": f"d{loop}", "reverse": f"{n - 1} - d{loop}",
                    "div": f"d{loop} floordiv {n}", "mod": f"d{loop} mod {n}"}[how]
        return ", ".join(one(*axis) for axis in self.axes)

    def read(self, array, sizes):
        """The array over all loops (as a view that broadcasts)."""
        indices = []
        for loop, how, n in self.axes:
            if loop is None:
                indices.append(np.zeros([1] * len(sizes), np.int64))
                continue
            i = np.arange(sizes[loop])
            i = {"": i, "reverse": n - 1 - i, "div": i // n if how == "div" else i,
                 "mod": i % n if how == "mod" else i}[how]
            indices.append(i.reshape([-1 if d == loop else 1
                                      for d in range(len(sizes))]))
        return np.asarray(array[tuple(indices)] if indices else array)


def parallel(loops):
    return listing(['"parallel"'] * loops)


def identity(rank):
    return Access(tuple((d, "", 0) for d in range(rank)))


@dataclass
class Elementwise(Op):
    """A body over loops that are the result's axes in the order `order`. `index`:
    a loop whose index, as a number, is a further operand of the body."""
    body: list
    accesses: list
    order: tuple  # the result's axis d is loop order[d]
    form: str = "generic"  # or named, map, arith
    index: int = -1
    reuse: int = -1  # the operand that is the destination, read by nothing

    def evaluate(self, inputs, context, kinds=None):
        sizes = self.loops
        parts = [Number(a.read(n.value, sizes), a.read(n.error, sizes))
                 for a, n in zip(self.accesses, inputs)]
        if self.index >= 0:
            i = np.arange(sizes[self.index]).reshape(
                [-1 if d == self.index else 1 for d in range(len(sizes))])
            parts.append(exact(i))
        found = scalars.evaluate(self.body, parts, self.kinds, context)
        back = lambda a: np.array(
            np.transpose(np.broadcast_to(a, sizes), self.order), order="C")
        return [found.map(back)]

    # Set by the builder: the loops' sizes and the operands' kinds.
    loops: tuple = ()
    kinds: tuple = ()

    def emit(self, w, names, node):
        out = node.output
        if self.form == "arith":
            return [self._tensor_lines(w, names, node)]
        if self.reuse >= 0:
            destination = names[self.reuse]
        else:
            destination = w.empty(out, names, node.inputs)
        ins = (f"ins({', '.join(names)} : {', '.join(v.type for v in node.inputs)}) "
               if names else "")
        if self.form == "named":
            name = w.fresh()
            w.line(f"{name} = linalg.{NAMED[self.body[-1].op]} {ins}"
                   f"outs({destination} : {out.type}) -> {out.type}")
            return [name]
        name = w.fresh()
        kinds = [v.kind for v in node.inputs]
        if self.form == "map":
            block = ", ".join(f"%e{i}: {k}" for i, k in enumerate([*kinds, out.kind]))
            w.line(f"{name} = linalg.map {ins}outs({destination} : {out.type}) "
                   f"({block}) {{")
        else:
            self._open_generic(w, name, ins, destination, node)
        last = self._body_lines(w, kinds)
        w.line(f"  linalg.yield {last} : {out.kind}")
        w.line("}" if self.form == "map" else f"}} -> {out.type}")
        return [name]

    def _open_generic(self, w, name, ins, destination, node):
        loops = ", ".join(f"d{d}" for d in range(len(self.loops)))
        maps = [f"affine_map<({loops}) -> ({a.text()})>" for a in self.accesses]
        maps.append(f"affine_map<({loops}) -> "
                    f"({', '.join(f'd{d}' for d in self.order)})>")
        kinds = [v.kind for v in node.inputs] + [node.output.kind]
        w.line(f"{name} = linalg.generic {{indexing_maps = {listing(maps)}, "
               f"iterator_types = {parallel(len(self.loops))}}} "
               f"{ins}outs({destination} : {node.output.type}) {{")
        w.line(f"^bb0({', '.join(f'%e{i}: {k}' for i, k in enumerate(kinds))}):")

    def _body_lines(self, w, kinds):
        names, types = [f"%e{i}" for i in range(len(kinds))], list(kinds)
        if self.index >= 0:
            w.line(f"  %i = linalg.index {self.index} : index")
            w.line("  %j = arith.index_cast %i : index to i32")
            names.append("%j")
            types.append("i32")
        for n, i in enumerate(self.body):
            w.line("  " + scalars.text(i, f"%t{n}", names, types, lambda kind: kind))
            names.append(f"%t{n}")
            types.append(i.kind)
        return names[-1]

    def _tensor_lines(self, w, names, node):
        names, types = list(names), [v.kind for v in node.inputs]
        shape, dynamic = node.output.shape, node.output.dynamic
        for i in self.body:
            name = w.fresh()
            w.line(scalars.text(i, name, names, types,
                                lambda kind: type_of(shape, kind, dynamic)))
            names.append(name)
            types.append(i.kind)
        return names[-1]


@dataclass
class Gather(Op):
    """Reads along an axis at |index + offset|, or what the size allows, by
    `linalg.index` and `tensor.extract`: reflected and repeated borders."""
    axis: int
    offset: int
    size: int
    reflect: bool

    def indices(self, extent):
        i = np.arange(self.size) + self.offset
        i = np.abs(i) if self.reflect else np.maximum(i, 0)
        return np.minimum(i, extent - 1)

    def evaluate(self, inputs, context):
        x = inputs[0]
        i = self.indices(x.shape[self.axis])
        return [x.map(lambda a: a.take(i, self.axis))]

    def emit(self, w, names, node):
        x, out = node.inputs[0], node.output
        destination, name = w.empty(out, names, node.inputs), w.fresh()
        loops = ", ".join(f"d{d}" for d in range(out.rank))
        most = w.index(x.shape[self.axis] - 1)
        w.line(f"{name} = linalg.generic {{indexing_maps = [affine_map<({loops}) -> "
               f"({loops})>], iterator_types = {parallel(out.rank)}}} "
               f"outs({destination} : {out.type}) {{")
        w.line(f"^bb0(%o: {out.kind}):")
        for d in range(out.rank):
            w.line(f"  %i{d} = linalg.index {d} : index")
        a = self.axis
        w.line(f"  %offset = arith.constant {self.offset} : index")
        w.line(f"  %zero = arith.constant 0 : index")
        w.line(f"  %s = arith.addi %i{a}, %offset : index")
        if self.reflect:
            w.line("  %m = arith.subi %zero, %s : index")
            w.line("  %p = arith.maxsi %s, %m : index")
        else:
            w.line("  %p = arith.maxsi %s, %zero : index")
        w.line(f"  %c = arith.minsi %p, {most} : index")
        at = ", ".join("%c" if d == a else f"%i{d}" for d in range(out.rank))
        w.line(f"  %x = tensor.extract {names[0]}[{at}] : {x.type}")
        w.line(f"  linalg.yield %x : {out.kind}")
        w.line(f"}} -> {out.type}")
        return [name]
