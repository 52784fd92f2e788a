# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random convolutions and pooling."""

import math

from fuzzing.convolutions import (NAMED, POOLING, QUANTIZED, Convolution, Pooling,
                                  spatial)
from fuzzing.elements import is_float, width
from fuzzing.generate_shapes import broadcast

EXTENTS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13]
CHANNELS = [2, 3, 4, 5, 8]
OUTPUTS = [2, 3, 4, 7, 8, 9, 16, 17]
TAPS = [1, 2, 3, 3, 3, 3, 4, 5, 7]


def generic_axes(b):
    """The operands' axes of a convolution in any form."""
    digits = "012"[:b.pick([1, 2, 2, 2, 3])]
    shared = ("n" if b.chance(0.7) else "") + ("g" if b.chance(0.2) else "")
    depthwise = b.chance(0.2)
    c, f = ("c" if b.chance(0.85) else ""), ("f" if b.chance(0.85) else "")
    x = digits + shared + c
    g = digits + shared.replace("n", "") + c + f
    y = digits + shared + f + (c if depthwise else "")
    shuffled = lambda axes: "".join(map(str, b.rng.permutation(list(axes))))
    if b.chance(0.3):
        return x, g, y
    return shuffled(x), shuffled(g), shuffled(y)


def kinds_of(b, x):
    """(filter's, result's) for an input of this type; None if there are none."""
    if x.kind == "i1":
        return None
    if not is_float(x.kind):
        wider = [k for k in ("i8", "i16", "i32", "i64") if width(k) >= width(x.kind)]
        return x.kind, b.pick(wider[-3:])
    if not b.chance(b.taste.mixed):
        return x.kind, x.kind
    wider = [k for k in ("f32", "f64") if width(k) > width(x.kind)]
    result = b.pick([x.kind, *wider])
    filters = [k for k in ("f16", "bf16", "f32", "f64")
               if k == result or width(k) < width(result)]
    return b.pick([x.kind, b.pick(filters)]), result


def window(b, extents):
    """(taps, strides, dilations, output sizes) for an image."""
    result = []
    common = b.pick([1, 1, 1, 1, 2, 2, 3])
    for extent in extents:
        taps = min(b.pick(TAPS), max(extent, 1))
        stride = common if b.chance(0.8) else b.pick([1, 2, 3])
        dilation = 1 if b.chance(0.8) or taps == 1 else b.pick([1, 2, 3])
        if (taps - 1) * dilation + 1 > extent:
            dilation = 1
        out = max((extent - (taps - 1) * dilation - 1) // stride + 1, 0)
        if out > 1 and b.chance(0.08):  # an image larger than the window needs
            out -= b.pick([1, out - 1])
        result.append((taps, stride, dilation, out))
    return tuple(zip(*result))


def image(b, axes):
    """An input with these axes: some value, or an argument."""
    x = b.any(lambda v: v.rank == len(axes) and v.kind != "i1")
    if x is not None and b.chance(0.8) or b.depth:
        return x
    many = len(spatial(axes)) == 3
    sizes = {"n": b.size([1, 2, 3]), "g": b.size([2, 3]), "c": b.size(CHANNELS)}
    sizes.update({a: b.size(EXTENTS[:6] if many else EXTENTS) for a in spatial(axes)})
    kind = b.kind()
    return b.argument([sizes[a] for a in axes], "f32" if kind == "i1" else kind)


def initial(b, shape, kind, dynamic, like, f_axis):
    """The destination's value."""
    how = b.rng.random()
    if how < 0.15:
        found = b.any(lambda v: v.shape == shape and v.kind == kind)
        if found is not None:
            return found
    if how < 0.3 and not b.depth:
        return b.argument(shape, kind, dynamic=dynamic)
    if how < 0.5 and f_axis >= 0:
        bias = b.operand([shape[f_axis]], kind)
        return broadcast(b, bias, shape, (f_axis,), dynamic)
    value = 0 if b.chance(0.85) else b.pick([1, -2])
    return b.filled(shape, kind, value, like, dynamic)


def convolution(b):
    name = b.pick(NAMED) if b.chance(0.55) else ""
    axes = NAMED[name] if name else generic_axes(b)
    x = image(b, axes[0])
    kinds = x and kinds_of(b, x)
    if not kinds:
        return None
    digits = spatial(axes[0])
    extents = [x.shape[axes[0].index(a)] for a in digits]
    taps, strides, dilations, out = window(b, extents)
    plain = name in ("conv_1d", "conv_2d", "conv_3d")
    if plain:
        strides = dilations = (1,) * len(taps)
        out = tuple(max(e - t + 1, 0) for e, t in zip(extents, taps))
    sizes = {a: x.shape[axes[0].index(a)] for a in axes[0] if not a.isdigit()}
    sizes.update(f=b.size(OUTPUTS), m=b.size([2, 3]))
    shape = lambda axes, spatial: tuple(spatial[int(a)] if a.isdigit() else sizes[a]
                                        for a in axes)
    terms = max(math.prod(taps) * sizes.get("c", 1), 1)
    g = b.operand(shape(axes[1], taps), kinds[0],
                  1 / math.sqrt(terms) if is_float(kinds[0]) else 1.0)
    if g is None:
        return None
    known = dict(zip(axes[0], x.dynamic))
    known.update({a: d for a, d in zip(axes[1], g.dynamic) if a in "fm"})
    dynamic = tuple(known.get(a, False) for a in axes[2])
    y_shape = shape(axes[2], out)
    init = initial(b, y_shape, kinds[1], dynamic, [x, g],
                   axes[2].find("f") if "f" in axes[2] else axes[2].find("c"))
    if init is None:
        return None
    op = Convolution(axes, strides, dilations, out, (x.kind, *kinds), name, taps=taps)
    if name in QUANTIZED and kinds == ("i8", "i32"):
        op.zero_points = (b.number(-5, 5), b.number(-5, 5))
    if not name:
        free = "".join(sorted(set(a for part in axes for a in part
                                  if not a.isdigit())))
        loops = free + "".join(digits) + "ABC"[:len(taps)]
        op.loops = "".join(map(str, b.rng.permutation(list(loops))))
        op.swapped = b.chance(0.2)
        op.reverse = "".join(a for a in digits if b.chance(0.1))
    return b.add(op, [x, g, init], kinds[1], init.dynamic)


def pooling(b):
    layout = b.pick(POOLING)
    axes, how = POOLING[layout][0], b.pick(POOLING[layout][1])
    x = b.any(lambda v: v.rank == len(axes) and v.kind != "i1")
    if x is None or "unsigned" in how:
        return None
    extents = [x.shape[axes.index(a)] for a in spatial(axes)]
    taps, strides, dilations, out = window(b, extents)
    shape = tuple(out[int(a)] if a.isdigit() else s for a, s in zip(axes, x.shape))
    low = {"max": -1, "min": 1, "sum": 0}[how]
    if is_float(x.kind):
        start = low * b.pick([math.inf, 60000.0]) if low else 0.0
    else:
        start = low * ((1 << (width(x.kind) - 1)) - 1)
    init = b.filled(shape, x.kind, start, [x], x.dynamic)
    if init is None:
        return None
    return b.add(Pooling(layout, how, taps, strides, dilations, out, x.kind),
                 [x, init], x.kind, init.dynamic)
