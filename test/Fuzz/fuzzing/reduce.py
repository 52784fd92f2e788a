# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes a failing case small, as long as it fails in the same way: structurally,
where it is a program, otherwise line by line."""

import copy
import tempfile
import time

from fuzzing.compile import CompileCase, texts_of
from fuzzing.program import Value

RUNS = 120


def same(result, wanted):
    by_signal = wanted.verdict == "crash" and wanted.detail.startswith("SIG")
    if wanted.verdict in ("wrong", "hang", "memory") or by_signal:
        return result.verdict == wanted.verdict
    if wanted.verdict == "unclear":
        return (result.verdict, result.detail) == ("refused", wanted.detail)
    return result.signature == wanted.signature


class _Reducer:
    def __init__(self, case, wanted, tools, seconds):
        self.case, self.wanted, self.tools = case, wanted, tools
        self.runs, self.end = RUNS, time.monotonic() + seconds

    def has_time(self):
        return self.runs > 0 and time.monotonic() < self.end

    def accept(self, case):
        """Takes a smaller case if it fails like the first one."""
        if not self.has_time():
            return False
        self.runs -= 1
        with tempfile.TemporaryDirectory() as folder:
            try:
                result = case.run(self.tools, folder)
            except Exception:  # no longer a program: not a smaller case
                return False
        if result is None or not same(result, self.wanted):
            return False
        self.case = case
        return True


#===--- Programs -------------------------------------------------------------===#


def _positions(program):
    return [(i, j) for i, node in enumerate(program.nodes)
            for j in range(len(node.outputs))]


def _cut(program, i, j):
    """The j-th value of node i is an argument; what only made it is gone."""
    program = copy.deepcopy(program)
    old = program.nodes[i].outputs[j]
    new = Value(old.kind, old.number, old.dynamic)
    for node in program.nodes:
        node.inputs = [new if v is old else v for v in node.inputs]
    program.results = [new if v is old else v for v in program.results]
    program.arguments.append(new)
    return program.prune()


def _only(program, value_at):
    """Only this value is a result."""
    program = copy.deepcopy(program)
    i, j = value_at
    program.results = [program.nodes[i].outputs[j]]
    return program.prune()


def _bypass(program, i):
    """Node i's result is the operand that has its type."""
    program = copy.deepcopy(program)
    node = program.nodes[i]
    out = node.output
    new = next((v for v in node.inputs if (v.type, v.shape) == (out.type, out.shape)),
               None)
    if new is None or len(node.outputs) > 1:
        return None
    for other in program.nodes:
        other.inputs = [new if v is node.output else v for v in other.inputs]
    program.results = [new if v is node.output else v for v in program.results]
    return program.prune()


def _inline(program, i):
    """Instead of a loop, condition or call: its first program, once."""
    program = copy.deepcopy(program)
    node = program.nodes[i]
    if not node.op.programs():
        return None
    inner = copy.deepcopy(node.op.programs()[0])
    inputs = node.inputs[len(node.inputs) - len(inner.arguments):]
    known = dict(zip(map(id, inner.arguments), inputs, strict=True))
    for step in inner.nodes:
        step.inputs = [known.get(id(v), v) for v in step.inputs]
    new = [known.get(id(v), v) for v in inner.results]
    known = dict(zip(map(id, node.outputs), new))
    program.nodes[i:i + 1] = inner.nodes
    for other in program.nodes:
        other.inputs = [known.get(id(v), v) for v in other.inputs]
    program.results = [known.get(id(v), v) for v in program.results]
    return program


def _static(program):
    program = copy.deepcopy(program)

    def visit(part):
        values = part.arguments + [v for n in part.nodes for v in n.outputs]
        for value in values:
            value.dynamic = (False,) * value.rank
        for node in part.nodes:
            for inner in node.op.programs():
                visit(inner)
    visit(program)
    return program


def _with(case, program):
    new = copy.copy(case)
    new.programs = [program]
    if isinstance(case, CompileCase):
        new.texts = texts_of([program])
    return new


def _reduce_program(r):
    attempt = lambda p: p is not None and r.accept(_with(r.case, p))
    current = lambda: r.case.programs[0]
    if len(current().results) > 1:
        for position in reversed(_positions(current())):
            value = current().nodes[position[0]].outputs[position[1]]
            if value in current().results and attempt(_only(current(), position)):
                break
    changed = True
    while changed and r.has_time():
        changed = False
        for i in range(len(current().nodes)):
            if attempt(_only(current(), (i, 0))):
                changed = True
                break
        for change in (_inline, _bypass):
            i = 0
            while i < len(current().nodes) and r.has_time():
                if attempt(change(current(), i)):
                    changed = True
                i += 1
        for position in reversed(_positions(current())):
            if position[0] < len(current().nodes) and len(current().nodes) > 1 and \
                    position[1] < len(current().nodes[position[0]].outputs) and \
                    attempt(_cut(current(), *position)):
                changed = True
    if any(any(v.dynamic) for v in current().arguments):
        attempt(_static(current()))


#===--- Texts and options ----------------------------------------------------===#


def _reduce_text(r):
    lines = r.case.texts[0].split("\n")
    size = max(len(lines) // 2, 1)
    while size and r.has_time():
        i = 0
        while i < len(lines) and r.has_time():
            fewer = lines[:i] + lines[i + size:]
            new = copy.copy(r.case)
            new.texts = ["\n".join(fewer)]
            if r.accept(new):
                lines = fewer
            else:
                i += size
        size //= 2


def _reduce_options(r):
    for name in list(getattr(r.case, "options", {})):
        new = copy.copy(r.case)
        new.options = {k: v for k, v in r.case.options.items() if k != name}
        r.accept(new)
    i = 0
    while i < len(getattr(r.case, "passes", [])) > 1:
        new = copy.copy(r.case)
        new.passes = r.case.passes[:i] + r.case.passes[i + 1:]
        if not r.accept(new):
            i += 1


def reduce(case, result, tools, seconds):
    """A smaller case that fails like this one, or the case itself."""
    r = _Reducer(case, result, tools, seconds)
    _reduce_options(r)
    if getattr(case, "programs", None):
        _reduce_program(r)
    elif hasattr(case, "texts"):
        _reduce_text(r)
    return r.case
