# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Loops, conditions and calls, with programs in them."""

from dataclasses import dataclass

import numpy as np

from fuzzing.elements import Number
from fuzzing.program import Op, Program


@dataclass
class Loop(Op):
    """scf.for. Operands: the carried values, then those that the body uses
    beside them; its program has all as arguments and returns the carried ones."""
    program: Program
    times: int
    carried: int

    def programs(self):
        return [self.program]

    def evaluate(self, inputs, context):
        values = list(inputs[:self.carried])
        for _ in range(self.times):
            values = self.program.evaluate(context, values + inputs[self.carried:])
        return values

    def emit(self, w, names, node):
        low, high, step = w.index(0), w.index(self.times), w.index(1)
        result, inner = w.fresh(), w.nested()
        inside = [f"{result}_{i}" for i in range(self.carried)]
        types = ", ".join(v.type for v in node.outputs)
        pairs = ", ".join(f"{a} = {b}" for a, b in zip(inside, names))
        head = f"{result}:{self.carried}" if self.carried > 1 else result
        w.line(f"{head} = scf.for {result}i = {low} to {high} step {step} "
               f"iter_args({pairs}) -> ({types}) {{")
        found = inner.nodes(self.program, inside + names[self.carried:])
        inner.line(f"scf.yield {', '.join(found)} : {types}")
        w.include(inner)
        w.line("}")
        return ([f"{result}#{i}" for i in range(self.carried)] if self.carried > 1
                else [result])


@dataclass
class Condition(Op):
    """scf.if. Operands: what decides (i1, of rank 0), then those of both programs,
    of one result each."""
    then: Program
    otherwise: Program

    def programs(self):
        return [self.then, self.otherwise]

    def evaluate(self, inputs, context):
        a, b = (p.evaluate(context, inputs[1:])[0]
                for p in (self.then, self.otherwise))
        taken = a if inputs[0].value else b
        if not inputs[0].error:
            return [taken]
        return [Number(taken.value, np.maximum(a.error, b.error)
                       + np.abs(a.value - b.value))]

    def emit(self, w, names, node):
        truth, name, out = w.fresh(), w.fresh(), node.output
        w.line(f"{truth} = tensor.extract {names[0]}[] : {node.inputs[0].type}")
        w.line(f"{name} = scf.if {truth} -> ({out.type}) {{")
        for number, program in enumerate(self.programs()):
            inner = w.nested()
            found = inner.nodes(program, names[1:])[0]
            inner.line(f"scf.yield {found} : {out.type}")
            w.include(inner)
            w.line("}" if number else "} else {")
        return [name]


@dataclass
class Call(Op):
    """func.call of a function of this program."""
    program: Program

    def programs(self):
        return [self.program]

    def evaluate(self, inputs, context):
        return self.program.evaluate(context, inputs)

    def emit(self, w, names, node):
        function = w.module.private(self.program)
        name = w.fresh()
        inputs = ", ".join(v.type for v in node.inputs)
        w.line(f"{name} = func.call @{function}({', '.join(names)}) : ({inputs}) -> "
               f"{node.output.type}")
        return [name]
