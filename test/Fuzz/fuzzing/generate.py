# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random programs."""

import math

from fuzzing import generate_convolutions, generate_elementwise
from fuzzing.builder import Builder
from fuzzing.control import Call, Condition, Loop
from fuzzing.elements import is_float
from fuzzing.generate_shapes import MOVES
from fuzzing.reductions import MATMULS, Matmul, Reduce, Softmax
from fuzzing.shapes import Pad, Slice


def reduce(b):
    x = b.any(lambda v: v.rank and v.kind != "i1")
    if x is None:
        return None
    axes = tuple(d for d in range(x.rank) if b.chance(0.5)) or (x.rank - 1,)
    kept = [d for d in range(x.rank) if d not in axes]
    how = b.pick(["sum", "sum", "max", "min"])
    low = {"sum": 0.0, "max": -math.inf, "min": math.inf}[how]
    if not is_float(x.kind):
        low = {"sum": 0, "max": -100, "min": 100}[how]
    init = b.filled([x.shape[d] for d in kept], x.kind, low, [x],
                    [x.dynamic[d] for d in kept])
    op = Reduce(how, axes, x.kind, b.pick(["reduce", "generic"]),
                tuple(map(int, b.rng.permutation(x.rank))))
    return init and b.add(op, [x, init], x.kind, init.dynamic)


def matmul(b):
    name = b.pick(MATMULS)
    generic = b.chance(0.4)
    op = Matmul(name, (), not generic and name in ("matmul", "batch_matmul")
                and b.chance(0.3))
    axes = op.axes()
    x = b.any(lambda v: v.rank == len(axes[0]) and v.kind != "i1")
    if x is None:
        return None
    sizes = dict(zip(axes[0], x.shape))
    for a in axes[1]:
        sizes.setdefault(a, b.size([2, 3, 5, 8, 16]))
    kinds = generate_convolutions.kinds_of(b, x)
    scale = 1 / math.sqrt(max(sizes["k"], 1)) if is_float(x.kind) else 1.0
    y = b.operand([sizes[a] for a in axes[1]], kinds[0], scale)
    if y is None:
        return None
    known = {**dict(zip(axes[1], y.dynamic)), **dict(zip(axes[0], x.dynamic))}
    init = b.filled([sizes[a] for a in axes[2]], kinds[1], 0, [x, y],
                    [known[a] for a in axes[2]])
    if init is None:
        return None
    op.kinds = (x.kind, *kinds)
    if generic:
        op.generic = "".join(map(str, b.rng.permutation(list(sizes))))
    return b.add(op, [x, y, init], kinds[1], init.dynamic)


def softmax(b):
    x = b.any(lambda v: v.rank and is_float(v.kind) and v.number.value.size)
    if x is None:
        return None
    return b.add(Softmax(b.number(0, x.rank - 1), x.kind), [x], x.kind, x.dynamic)


#===--- Control flow ---------------------------------------------------------===#


def _restore(b, x, like):
    """x with the type of another value; None if it cannot have it."""
    if x is None or x.kind != like.kind or x.rank != like.rank:
        return None
    if x.shape != like.shape:
        more = [max(a - s, 0) for s, a in zip(x.shape, like.shape)]
        if any(more):
            zero = 0.0 if is_float(x.kind) else 0
            x = b.add(Pad((0,) * x.rank, tuple(more), zero, x.kind), [x], x.kind,
                      x.dynamic)
        if x is not None and x.shape != like.shape:
            if not min(x.shape, default=1):
                return None
            x = b.add(Slice((0,) * x.rank, like.shape, (1,) * x.rank, ()), [x],
                      x.kind, x.dynamic)
    return b.cast(x, like.dynamic)


def _inner(b, inputs, like, steps):
    """A nested program over some values, of one result like `like`."""
    inner = b.inner(inputs)
    for _ in range(steps):
        b.pick(INNER)(inner)
    for value in reversed(inner.values):
        found = _restore(inner, value, like)
        if found is not None:
            inner.program.results = [found]
            return inner.program
    inner.program.results = [inner.program.arguments[0]]
    return inner.program


def _captured(b, x):
    return [x] + [v for v in [b.any()] if v is not x and b.chance(0.5)]


def loop(b):
    x = b.any()
    if x is None or b.depth > 1:
        return None
    inputs = _captured(b, x)
    program = _inner(b, inputs, x, b.pick([1, 2, 3]))
    carried = 1
    same = len(inputs) > 1 and (inputs[1].type, inputs[1].shape) == (x.type, x.shape)
    if same and b.chance(0.6):  # the second is carried, too: swapped
        program.results.append(program.arguments[0])
        carried = 2
    op = Loop(program, b.pick([0, 1, 2, 3]), carried)
    return b.add_all(op, inputs, [x.kind] * carried, [x.dynamic] * carried)


def condition(b):
    x = b.any()
    if x is None or b.depth > 1:
        return None
    truth = b.any(lambda v: v.kind == "i1" and v.rank == 0 and not
                  v.number.error.any())
    if truth is None:
        truth = b.operand((), "i1")
    inputs = _captured(b, x)
    op = Condition(_inner(b, inputs, x, b.pick([1, 2])),
                   _inner(b, inputs, x, b.pick([0, 1])))
    return b.add(op, [truth, *inputs], x.kind, x.dynamic)


def call(b):
    x = b.any()
    if x is None or b.depth > 1:
        return None
    inputs = _captured(b, x)
    op = Call(_inner(b, inputs, x, b.pick([1, 2])))
    found = b.add(op, inputs, x.kind, x.dynamic)
    if found is not None and b.chance(0.5):  # twice
        return b.add(op, [found, *inputs[1:]], x.kind, x.dynamic)
    return found


CONVOLVE = [generate_convolutions.convolution]
ELEMENTWISE = [generate_elementwise.unary, generate_elementwise.unary,
               generate_elementwise.binary, generate_elementwise.projected]
INNER = CONVOLVE * 4 + ELEMENTWISE * 2 + [*MOVES, reduce]
ALL = (CONVOLVE * 14 + ELEMENTWISE * 3 + [*MOVES]
       + [generate_convolutions.pooling] * 2
       + [reduce, reduce, matmul, softmax, loop, loop, condition, call])


def program(rng, steps=None):
    """A random program; its values are evaluated."""
    b = Builder(rng)
    if b.chance(0.85):
        generate_convolutions.convolution(b)
    else:
        b.argument([b.size([2, 3, 5, 8, 9]) for _ in range(b.number(0, 4))])
    for _ in range(steps if steps is not None else b.pick([0, 1, 2, 3, 5, 8])):
        b.pick(ALL)(b)
    made = [v for node in b.program.nodes for v in node.outputs if v in b.values]
    candidates = made or b.values
    if not candidates:
        return program(rng, steps)
    results = [candidates[-1]] + [v for v in candidates[:-1] if b.chance(0.15)]
    b.program.results = results[:3]
    return b.program.prune()
