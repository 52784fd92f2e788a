# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Programs as data: values, the operations that make them, and their text.

A `Program` has arguments, nodes in order, and results. A node's operation (`Op`)
can write itself as IR and evaluate itself with NumPy, so that nodes can be removed
from a program, and values be made arguments, and the program still has a
reference. Sizes that the IR does not know are known here: a size that the text
has to compute is written as that of an operand plus a constant.
"""

from dataclasses import dataclass, field

import numpy as np

from fuzzing.elements import Number, encode, exact, literal


@dataclass(eq=False)
class Value:
    kind: str  # the element type
    number: Number
    dynamic: tuple = ()

    def __post_init__(self):
        self.dynamic = tuple(self.dynamic) or (False,) * len(self.shape)

    @property
    def shape(self):
        return tuple(int(s) for s in self.number.shape)

    @property
    def rank(self):
        return len(self.shape)

    @property
    def type(self):
        return type_of(self.shape, self.kind, self.dynamic)


def type_of(shape, kind, dynamic=()):
    dynamic = dynamic or (False,) * len(shape)
    sizes = ["?" if d else str(s) for s, d in zip(shape, dynamic, strict=True)]
    return f"tensor<{'x'.join([*sizes, kind])}>"


def listing(values):
    return f"[{', '.join(map(str, values))}]"


@dataclass
class Context:
    """What error bounds depend on."""
    winograd: float = 2000.0  # roundings by which Winograd multiplies an error
    math: float = 8.0  # units in the last place of functions
    narrow: bool = False  # transformed values keep their narrow type


class Op:
    """An operation. Subclasses: `emit` writes lines and returns the names of
    the results; `evaluate` returns their Numbers."""

    def emit(self, writer, names, node):
        raise NotImplementedError

    def evaluate(self, inputs, context):
        raise NotImplementedError

    def programs(self):
        """Those nested in the operation."""
        return []


@dataclass(eq=False)
class Node:
    op: Op
    inputs: list
    outputs: list

    @property
    def output(self):
        return self.outputs[0]


@dataclass(eq=False)
class Program:
    arguments: list = field(default_factory=list)
    nodes: list = field(default_factory=list)
    results: list = field(default_factory=list)

    def evaluate(self, context, arguments=None):
        """The Numbers of the results; those of all values are kept in them when
        the arguments are the program's own."""
        numbers = dict(zip(map(id, self.arguments), arguments
                           or [v.number for v in self.arguments], strict=True))
        for node in self.nodes:
            found = node.op.evaluate([numbers[id(v)] for v in node.inputs], context)
            for value, number in zip(node.outputs, found, strict=True):
                numbers[id(value)] = number
                if arguments is None:
                    value.number = number
        return [numbers[id(v)] for v in self.results]

    def prune(self):
        """Drops what no result needs."""
        needed, nodes = {id(v) for v in self.results}, []
        for node in reversed(self.nodes):
            if any(id(v) in needed for v in node.outputs):
                nodes.insert(0, node)
                needed |= {id(v) for v in node.inputs}
        self.nodes = nodes
        self.arguments = [v for v in self.arguments if id(v) in needed]
        return self


@dataclass
class Constant(Op):
    form: str  # dense, splat, resource

    number: Number

    def evaluate(self, inputs, context):
        return [self.number]

    def emit(self, w, names, node):
        out, name = node.output, w.fresh()
        array = np.array(encode(self.number.value, out.kind), order="C")
        if self.form == "splat" or array.size == 0:
            text = literal(self.number.value.flat[0], out.kind) if array.size else ""
        elif out.kind == "i1":
            text = str(array.tolist()).lower()
        else:
            text = f'"0x{array.tobytes().hex().upper()}"'
        if self.form == "resource" and array.size > 1 and out.kind != "i1":
            body = f"dense_resource<{w.resource(array)}>"
        else:
            body = f"dense<{text}>"
        w.line(f"{name} = arith.constant {body} : {out.type}")
        return [name]


class Writer:
    """Lines of a function, and what they need beside it."""

    def __init__(self, module, indent="  "):
        self.module, self.lines, self.indent = module, [], indent
        self.counter = 0

    def fresh(self):
        self.counter += 1
        return f"%v{self.counter}"

    def line(self, text):
        self.lines.append(self.indent + text)

    def nested(self):
        """A writer of a region: the same names, more indented."""
        inner = Writer(self.module, self.indent + "  ")
        inner.counter = self.counter + 1000
        return inner

    def include(self, inner):
        self.lines += inner.lines
        self.counter = max(self.counter, inner.counter)

    def resource(self, array):
        self.module.resources.append(array)
        return f"w{len(self.module.resources) - 1}"

    def index(self, number):
        name = self.fresh()
        self.line(f"{name} = arith.constant {number} : index")
        return name

    def scalar(self, value, kind):
        name = self.fresh()
        self.line(f"{name} = arith.constant {literal(value, kind)}"
                  + (f" : {kind}" if kind != "i1" else ""))
        return name

    def dim(self, name, value, axis):
        position, result = self.index(axis), self.fresh()
        self.line(f"{result} = tensor.dim {name}, {position} : {value.type}")
        return result

    def sizes(self, out, names, inputs):
        """SSA values of the dynamic sizes of `out`, from those of operands."""
        result = []
        for axis, is_dynamic in enumerate(out.dynamic):
            if is_dynamic:
                result.append(self._size(out.shape[axis], axis, names, inputs))
        return result

    def _size(self, size, axis, names, inputs):
        candidates = [(v.shape[a] != size, a != axis, n, v, a)
                      for n, v in zip(names, inputs)
                      for a in range(v.rank) if v.dynamic[a]]
        _, _, name, value, a = min(candidates, key=lambda c: c[:2])
        found = self.dim(name, value, a)
        if value.shape[a] == size:
            return found
        more, result = self.index(size - value.shape[a]), self.fresh()
        self.line(f"{result} = arith.addi {found}, {more} : index")
        return result

    def empty(self, out, names, inputs):
        sizes, name = ", ".join(self.sizes(out, names, inputs)), self.fresh()
        self.line(f"{name} = tensor.empty({sizes}) : {out.type}")
        return name

    def filled(self, out, number, names, inputs):
        value = self.scalar(number, out.kind)
        empty, name = self.empty(out, names, inputs), self.fresh()
        self.line(f"{name} = linalg.fill ins({value} : {out.kind}) "
                  f"outs({empty} : {out.type}) -> {out.type}")
        return name

    def nodes(self, program, names):
        """Writes a program's nodes; the names of its results."""
        known = dict(zip(map(id, program.arguments), names, strict=True))
        for node in program.nodes:
            found = node.op.emit(self, [known[id(v)] for v in node.inputs], node)
            known.update(zip(map(id, node.outputs), found, strict=True))
        return [known[id(v)] for v in program.results]


class Module:
    """Functions and resources."""

    def __init__(self, prefix=""):
        self.functions, self.resources = [], []
        self.prefix, self.names = prefix, {}

    def private(self, program):
        """The name of a private function that is the program."""
        if id(program) not in self.names:
            self.names[id(program)] = f"{self.prefix}callee{len(self.names)}"
            self.function(self.names[id(program)], program, "private ")
        return self.names[id(program)]

    def function(self, name, program, visibility=""):
        w = Writer(self)
        names = [f"%arg{i}" for i in range(len(program.arguments))]
        results = w.nodes(program, names)
        arguments = ", ".join(f"{n}: {v.type}" for n, v in
                              zip(names, program.arguments))
        types = ", ".join(v.type for v in program.results)
        self.functions.append(
            f"func.func {visibility}@{name}({arguments}) -> ({types}) {{\n"
            + "\n".join(w.lines)
            + f"\n  return {', '.join(results)} : {types}\n}}\n")

    def text(self):
        text = "".join(self.functions)
        if self.resources:
            lines = [f'      w{i}: "0x08000000{a.tobytes().hex().upper()}"'
                     for i, a in enumerate(self.resources)]
            text += ("{-#\n  dialect_resources: {\n    builtin: {\n"
                     + ",\n".join(lines) + "\n    }\n  }\n#-}\n")
        return text


def argument(value, kind, dynamic=()):
    return Value(kind, exact(value), dynamic)
