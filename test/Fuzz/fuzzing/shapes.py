# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Operations that move elements: pads, slices, reshapes, transposes, and so on."""

from dataclasses import dataclass

import numpy as np

from fuzzing.elements import Number
from fuzzing.program import Op, listing


@dataclass
class Pad(Op):
    """Widths of any sign; one that is negative crops."""
    low: tuple
    high: tuple
    value: object
    kind: str

    def evaluate(self, inputs, context):
        more = [(max(a, 0), max(b, 0)) for a, b in zip(self.low, self.high)]

        def moved(array, value):
            array = np.pad(array, more, constant_values=value)
            return array[tuple(slice(max(-a, 0), s - max(-b, 0)) for a, b, s in
                               zip(self.low, self.high, array.shape))]
        return [Number(moved(inputs[0].value, self.value), moved(inputs[0].error, 0))]

    def emit(self, w, names, node):
        value, name = w.scalar(self.value, self.kind), w.fresh()
        indices = ", ".join(f"%i{d}: index" for d in range(len(self.low)))
        w.line(f"{name} = tensor.pad {names[0]} low{listing(self.low)} "
               f"high{listing(self.high)} {{")
        w.line(f"^bb0({indices}):")
        w.line(f"  tensor.yield {value} : {self.kind}")
        w.line(f"}} : {node.inputs[0].type} to {node.output.type}")
        return [name]


@dataclass
class Slice(Op):
    offsets: tuple
    sizes: tuple
    strides: tuple
    dropped: tuple  # axes of size 1 that the result does not have

    def part(self):
        return tuple(slice(o, o + (s - 1) * t + 1 if s else o, t) for o, s, t in
                     zip(self.offsets, self.sizes, self.strides))

    def evaluate(self, inputs, context):
        return [inputs[0].map(lambda a: np.squeeze(a[self.part()], self.dropped))]

    def emit(self, w, names, node):
        name, x, out = w.fresh(), node.inputs[0], node.output
        kept = [d for d in range(x.rank) if d not in self.dropped]
        sizes = list(map(str, self.sizes))
        dynamic = w.sizes(out, names, node.inputs)
        for axis, is_dynamic in zip(kept, out.dynamic):
            if is_dynamic:
                sizes[axis] = dynamic.pop(0)
        w.line(f"{name} = tensor.extract_slice {names[0]}{listing(self.offsets)} "
               f"{listing(sizes)} {listing(self.strides)} : {x.type} to {out.type}")
        return [name]


@dataclass
class Insert(Op):
    """Operands: a part, and what it goes into."""
    offsets: tuple
    strides: tuple

    def evaluate(self, inputs, context):
        part, into = inputs

        def place(p, i):
            i = i.copy()
            i[tuple(slice(o, o + (s - 1) * t + 1 if s else o, t) for o, s, t in
                    zip(self.offsets, p.shape, self.strides))] = p
            return i
        return [Number(place(part.value, into.value), place(part.error, into.error))]

    def emit(self, w, names, node):
        name, part = w.fresh(), node.inputs[0]
        sizes = [w.dim(names[0], part, d) if dynamic else part.shape[d]
                 for d, dynamic in enumerate(part.dynamic)]
        w.line(f"{name} = tensor.insert_slice {names[0]} into {names[1]}"
               f"{listing(self.offsets)} {listing(sizes)} {listing(self.strides)} : "
               f"{part.type} into {node.output.type}")
        return [name]


@dataclass
class Concat(Op):
    axis: int

    def evaluate(self, inputs, context):
        return [Number(np.concatenate([n.value for n in inputs], self.axis),
                       np.concatenate([n.error for n in inputs], self.axis))]

    def emit(self, w, names, node):
        name = w.fresh()
        w.line(f"{name} = tensor.concat dim({self.axis}) {', '.join(names)} : "
               f"({', '.join(v.type for v in node.inputs)}) -> {node.output.type}")
        return [name]


@dataclass
class Reshape(Op):
    """tensor.expand_shape or tensor.collapse_shape."""
    groups: tuple  # of axes of the longer shape
    shape: tuple
    expands: bool

    def evaluate(self, inputs, context):
        return [inputs[0].map(lambda a: a.reshape(self.shape))]

    def emit(self, w, names, node):
        name, x, out = w.fresh(), node.inputs[0], node.output
        groups = listing([listing(g) for g in self.groups])
        if not self.expands:
            w.line(f"{name} = tensor.collapse_shape {names[0]} {groups} : {x.type} "
                   f"into {out.type}")
            return [name]
        sizes = list(map(str, self.shape))
        dynamic = w.sizes(out, names, node.inputs)
        for axis, is_dynamic in enumerate(out.dynamic):
            if is_dynamic:
                sizes[axis] = dynamic.pop(0)
        w.line(f"{name} = tensor.expand_shape {names[0]} {groups} output_shape "
               f"{listing(sizes)} : {x.type} into {out.type}")
        return [name]


@dataclass
class Transpose(Op):
    order: tuple

    def evaluate(self, inputs, context):
        return [inputs[0].map(lambda a: a.transpose(self.order))]

    def emit(self, w, names, node):
        empty, name = w.empty(node.output, names, node.inputs), w.fresh()
        w.line(f"{name} = linalg.transpose ins({names[0]} : {node.inputs[0].type}) "
               f"outs({empty} : {node.output.type}) permutation = "
               f"{listing(self.order)}")
        return [name]


@dataclass
class Broadcast(Op):
    axes: tuple  # that are new
    shape: tuple

    def evaluate(self, inputs, context):
        return [inputs[0].map(lambda a: np.array(np.broadcast_to(
            np.expand_dims(a, self.axes), self.shape)))]

    def emit(self, w, names, node):
        empty, name = w.empty(node.output, names, node.inputs), w.fresh()
        w.line(f"{name} = linalg.broadcast ins({names[0]} : {node.inputs[0].type}) "
               f"outs({empty} : {node.output.type}) dimensions = {listing(self.axes)}")
        return [name]


@dataclass
class Cast(Op):
    """Between known and unknown sizes."""

    def evaluate(self, inputs, context):
        return [inputs[0]]

    def emit(self, w, names, node):
        name = w.fresh()
        w.line(f"{name} = tensor.cast {names[0]} : {node.inputs[0].type} to "
               f"{node.output.type}")
        return [name]


@dataclass
class Fill(Op):
    """Of the shape of its operand, whose values are not read."""
    value: object
    kind: str
    shape: tuple

    def evaluate(self, inputs, context):
        kind = float if isinstance(self.value, float) else np.int64
        return [Number(np.full(self.shape, self.value, kind), np.zeros(self.shape))]

    def emit(self, w, names, node):
        return [w.filled(node.output, self.value, names, node.inputs)]
