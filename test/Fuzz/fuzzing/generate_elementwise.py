# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random elementwise operations."""

from fuzzing import activations
from fuzzing.activations import Body
from fuzzing.elements import is_float
from fuzzing.elementwise import NAMED, Access, Elementwise, identity


def _finish(b, body, inputs, accesses, loops, order, dynamic, index=-1):
    """The node, in a form that its body allows."""
    op = Elementwise(body.instructions, accesses, order, index=index)
    op.loops, op.kinds = tuple(loops), tuple(v.kind for v in inputs)
    if index >= 0:
        op.kinds += ("i32",)
    kind = body.kind()
    plain = (index < 0 and inputs and order == tuple(range(len(loops)))
             and all(a == identity(len(loops)) for a in accesses))
    same = len({v.dynamic for v in inputs}) <= 1
    instructions = body.instructions
    if plain and same and b.chance(0.5):
        allowed = ["map"]
        if len(instructions) == 1 and instructions[0].op in NAMED and \
                instructions[0].args == tuple(range(len(inputs))) and \
                instructions[0].op != "arith.select":
            allowed.append("named")
        if len(loops) and (not any(inputs[0].dynamic) or not any(
                i.op == "constant" for i in instructions)):
            allowed.append("arith")
        op.form = b.pick(allowed)
    shape_dynamic = [dynamic[d] for d in order]
    if op.form in ("generic", "named") and b.chance(0.1):
        for i, v in enumerate(inputs):
            if (v.kind == kind and plain and v.dynamic == tuple(shape_dynamic)):
                op.reuse = i
    return b.add(op, inputs, kind, shape_dynamic)


def _body(b, kinds, index=False):
    body = Body([*kinds, "i32"] if index else kinds)
    rng = b.rng
    last = 0
    if b.chance(0.15):
        last = activations.cast(body, last, b.kind())
    for other in range(1, len(body.kinds) if index else len(kinds)):
        if body.kinds[other] == "i1" and body.kinds[last] != "i1" and b.chance(0.7):
            kind = body.kinds[last]
            zero = (body.constant(0.0, kind) if is_float(kind)
                    else body.add("constant", kind=kind, value=0))
            last = body.add("arith.select", other, last, zero, kind=kind)
            continue
        right = activations.cast(body, other, body.kinds[last])
        last = activations.binary(body, last, right, rng)
    for _ in range(b.pick([0, 1, 1, 2] if body.instructions else [1, 1, 1, 2])):
        last = activations.unary(body, last, rng)
    if b.chance(0.1):
        last = activations.cast(body, last, b.kind())
    if last != len(body.kinds) - 1 or not body.instructions:
        last = activations.unary(body, last, rng)
    return body


def unary(b):
    x = b.any()
    if x is None:
        return None
    return _finish(b, _body(b, [x.kind]), [x], [identity(x.rank)], x.shape,
                   tuple(range(x.rank)), x.dynamic)


def binary(b):
    """Of values of the same shape: residuals."""
    x = b.any()
    y = b.any(lambda v: x is not None and v.shape == x.shape)
    if y is None:
        return None
    inputs = [x, y]
    if b.chance(0.15):
        inputs.append(b.any(lambda v: v.shape == x.shape))
    return _finish(b, _body(b, [v.kind for v in inputs]), inputs,
                   [identity(x.rank)] * len(inputs), x.shape,
                   tuple(range(x.rank)), x.dynamic)


def projected(b):
    """Operands along some of the loops only, in any order, or backwards."""
    x = b.any(lambda v: v.rank)
    if x is None:
        return None
    loops, dynamic = list(x.shape), list(x.dynamic)
    order = tuple(map(int, b.rng.permutation(x.rank))) if b.chance(0.3) else \
        tuple(range(x.rank))
    first = [(d, "", 0) for d in range(x.rank)]
    if b.chance(0.25) and not any(x.dynamic):
        d = b.number(0, x.rank - 1)
        how = b.pick(["reverse", "div", "mod"])
        n = max(loops[d], 1) if how != "div" else b.pick([1, 2, 3])
        if how != "reverse":
            loops[d] *= n if how == "div" else b.pick([1, 2, 3])
        first[d] = (d, how, n)
    inputs, accesses = [x], [Access(tuple(first))]
    for _ in range(b.pick([0, 1, 1, 2])):
        axes = [d for d in range(x.rank) if b.chance(0.5)]
        access = [(d, "", 0) for d in axes]
        shape = [loops[d] for d in axes]
        if b.chance(0.3):
            at = b.number(0, len(axes))
            access.insert(at, (None, "", 0))
            shape.insert(at, 1)
        known = b.any(lambda v: v.shape == tuple(shape))
        y = known if known is not None and b.chance(0.5) else b.operand(shape, x.kind)
        if y is None:
            return None
        inputs.append(y)
        accesses.append(Access(tuple(access)))
    index = b.number(0, x.rank - 1) if b.chance(0.1) else -1
    body = _body(b, [v.kind for v in inputs], index >= 0)
    return _finish(b, body, inputs, accesses, loops, order, dynamic, index)
