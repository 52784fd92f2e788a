# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random operations that move elements."""

import math

from fuzzing.elements import is_float
from fuzzing.elementwise import Gather
from fuzzing.shapes import (Broadcast, Concat, Insert, Pad, Reshape, Slice,
                            Transpose)


def pad(b):
    x = b.any(lambda v: v.rank)
    if x is None:
        return None
    few = b.chance(0.7)
    low, high = [], []
    for s in x.shape:
        for side in low, high:
            side.append(0 if few and b.chance(0.5) else
                        b.pick([0, 1, 1, 2, 3]) if b.chance(0.8) else -1)
        while low[-1] + high[-1] + s < 0:
            low[-1] = high[-1] = 0
        if min(low[-1], high[-1]) < -s:
            low[-1] = high[-1] = 0
    if is_float(x.kind):
        value = b.pick([0.0, 0.0, 0.0, 0.0, 1.0, -0.5, -math.inf])
    else:
        value = b.pick([0, 0, 1])
    return b.add(Pad(tuple(low), tuple(high), value, x.kind), [x], x.kind, x.dynamic)


def take(b):
    x = b.any(lambda v: v.rank)
    if x is None:
        return None
    offsets, sizes, strides = [], [], []
    for s in x.shape:
        keep = b.chance(0.5)
        offsets.append(0 if keep else b.number(0, max(s - 1, 0)))
        strides.append(1 if b.chance(0.8) else b.pick([2, 3]))
        most = max(0, -(-(s - offsets[-1]) // strides[-1]))
        if keep:
            strides[-1], most = 1, s
        sizes.append(most if b.chance(0.6) else b.number(min(1, most), most))
    if any(o >= s for o, s in zip(offsets, x.shape)):
        return None  # the verifier refuses slices of what is empty
    dropped = tuple(d for d, s in enumerate(sizes)
                    if s == 1 and not x.dynamic[d] and b.chance(0.4))
    dynamic = [d for i, d in enumerate(x.dynamic) if i not in dropped]
    return b.add(Slice(tuple(offsets), tuple(sizes), tuple(strides), dropped), [x],
                 x.kind, dynamic)


def insert(b):
    part = b.any(lambda v: v.rank)
    if part is None:
        return None
    kind = part.kind
    strides = [b.pick([1, 1, 1, 2]) for _ in part.shape]
    into = b.any(lambda v: v.rank == part.rank and v.kind == kind and v is not part
                 and all(a >= s for a, s in zip(v.shape, part.shape)))
    if into is None or b.chance(0.4):
        shape = [(s - 1) * t + 1 + b.number(0, 2) if s else b.number(0, 2)
                 for s, t in zip(part.shape, strides)]
        into = b.filled(shape, kind, b.pick([0, 1]), [part], part.dynamic)
        if into is None:
            return None
    strides = [t if (s - 1) * t + 1 <= a else 1
               for s, a, t in zip(part.shape, into.shape, strides)]
    offsets = [b.number(0, max(a - ((s - 1) * t + 1 if s else 0), 0))
               for s, a, t in zip(part.shape, into.shape, strides)]
    if any(o >= a for o, a in zip(offsets, into.shape)):
        return None
    return b.add(Insert(tuple(offsets), tuple(strides)), [part, into], kind,
                 into.dynamic)


def concat(b):
    x = b.any(lambda v: v.rank)
    if x is None:
        return None
    axis = b.number(0, x.rank - 1)
    same = lambda v: (v.kind == x.kind and v.rank == x.rank and all(
        d == axis or (v.shape[d] == x.shape[d] and v.dynamic[d] == x.dynamic[d])
        for d in range(x.rank)))
    parts = [x] + [b.any(same) for _ in range(b.pick([1, 1, 2]))]
    dynamic = [any(p.dynamic[d] for p in parts) for d in range(x.rank)]
    return b.add(Concat(axis), parts, x.kind, dynamic)


def collapse(b):
    x = b.any(lambda v: v.rank > 1)
    if x is None:
        return None
    groups, shape, dynamic, axis = [], [], [], 0
    while axis < x.rank:
        count = b.pick([1, 1, 2, 3, x.rank])
        group = tuple(range(axis, min(axis + count, x.rank)))
        groups.append(group)
        shape.append(math.prod(x.shape[a] for a in group))
        dynamic.append(any(x.dynamic[a] for a in group))
        axis += len(group)
    if len(groups) == x.rank:
        return None
    return b.add(Reshape(tuple(groups), tuple(shape), False), [x], x.kind, dynamic)


def expand(b):
    x = b.any(lambda v: 0 < v.rank < 5)
    if x is None:
        return None
    groups, shape, dynamic = [], [], []
    for s, is_dynamic in zip(x.shape, x.dynamic):
        factors = [s]
        if b.chance(0.6):
            divisors = [d for d in range(1, max(s, 1) + 1) if s and s % d == 0] or [1]
            first = b.pick(divisors)
            factors = [first, s // first] if b.chance(0.5) else [s // first, first]
            if b.chance(0.2):
                factors.insert(b.number(0, 2), 1)
        groups.append(tuple(range(len(shape), len(shape) + len(factors))))
        # One size of a group may be unknown, as the input's is.
        where = b.number(0, len(factors) - 1)
        dynamic += [is_dynamic and i == where for i in range(len(factors))]
        shape += factors
    if len(shape) == x.rank:
        return None
    return b.add(Reshape(tuple(groups), tuple(shape), True), [x], x.kind, dynamic)


def transpose(b):
    x = b.any(lambda v: v.rank > 1)
    if x is None:
        return None
    order = tuple(map(int, b.rng.permutation(x.rank)))
    return b.add(Transpose(order), [x], x.kind, [x.dynamic[i] for i in order])


def shuffle(b):
    """Between depth and space: expand, transpose, collapse."""
    if expand(b) is not None and transpose(b) is not None:
        return collapse(b)
    return None


def broadcast(b, x, shape, axes, dynamic):
    """x along `axes` of `shape`."""
    if x is None:
        return None
    new = tuple(d for d in range(len(shape)) if d not in axes)
    # Axes that are x's are as x has them.
    dynamic = tuple(x.dynamic[axes.index(a)] if a in axes else d and any(x.dynamic)
                    for a, d in enumerate(dynamic))
    return b.add(Broadcast(new, tuple(shape)), [x], x.kind, dynamic)


def widen(b):
    x = b.any(lambda v: v.rank < 4)
    if x is None:
        return None
    shape, dynamic, axes = list(x.shape), list(x.dynamic), list(range(x.rank))
    at = b.number(0, x.rank)
    shape.insert(at, b.size([2, 3, 5]))
    dynamic.insert(at, False)
    axes = tuple(d for d in range(x.rank + 1) if d != at)
    return broadcast(b, x, shape, axes, tuple(dynamic))


def gather(b):
    x = b.any(lambda v: v.rank and min(v.shape) > 0)
    if x is None:
        return None
    axis = b.number(0, x.rank - 1)
    size = x.shape[axis] + b.pick([0, 1, 2, 4, -1])
    op = Gather(axis, b.pick([0, -1, -2, 1]), max(size, 1), b.chance(0.6))
    if op.reflect:
        op.offset = max(op.offset, 1 - x.shape[axis])
    return b.add(op, [x], x.kind, x.dynamic)


def cast_sizes(b):
    x = b.any(lambda v: v.rank)
    if x is None:
        return None
    return b.cast(x, b.dynamic(x.rank))


MOVES = (pad, pad, pad, take, take, insert, concat, collapse, expand, transpose,
         shuffle, widen, gather, cast_sizes)
