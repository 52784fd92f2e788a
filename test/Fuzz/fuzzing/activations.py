# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random bodies of elementwise operations: activations as frameworks export them,
arithmetic, casts, comparisons."""

from fuzzing.elements import FLOATS, is_float, width
from fuzzing.scalars import Instruction


class Body:
    """Collects instructions over operands of these kinds."""

    def __init__(self, kinds):
        self.kinds, self.instructions = list(kinds), []

    def add(self, op, *args, kind=None, value=None):
        kind = kind or self.kinds[args[0]]
        self.instructions.append(Instruction(op, args, kind, value))
        self.kinds.append(kind)
        return len(self.kinds) - 1

    def constant(self, value, kind):
        if is_float(kind):
            value = float(FLOATS[kind].round(value))
        return self.add("constant", kind=kind, value=value)

    def kind(self):
        return self.kinds[-1]


def relu(b, x, k, rng):
    zero = b.constant(0.0, k)
    if rng.random() < 0.5:
        return b.add(rng.choice(["arith.maximumf", "arith.maxnumf"]), x, zero)
    chosen = b.add("arith.cmpf", x, zero, kind="i1",
                   value=str(rng.choice(["ugt", "ogt", "oge", "uge"])))
    return b.add("arith.select", chosen, x, zero, kind=k)


def relu6(b, x, k, rng):
    x = b.add("arith.maximumf", x, b.constant(0.0, k))
    return b.add("arith.minimumf", x, b.constant(6.0, k))


def leaky(b, x, k, rng):
    scaled = b.add("arith.mulf", x, b.constant(0.1, k))
    chosen = b.add("arith.cmpf", x, b.constant(0.0, k), kind="i1", value="olt")
    return b.add("arith.select", chosen, scaled, x, kind=k)


def sigmoid(b, x, k, rng):
    one = b.constant(1.0, k)
    e = b.add("math.exp", b.add("arith.negf", x))
    return b.add("arith.divf", one, b.add("arith.addf", e, one))


def silu(b, x, k, rng):
    return b.add("arith.mulf", x, sigmoid(b, x, k, rng))


def tanh(b, x, k, rng):
    return b.add("math.tanh", x)


def gelu(b, x, k, rng):
    e = b.add("math.erf", b.add("arith.mulf", x, b.constant(0.70710678, k)))
    half = b.add("arith.mulf", x, b.constant(0.5, k))
    return b.add("arith.mulf", half, b.add("arith.addf", e, b.constant(1.0, k)))


def gelu_tanh(b, x, k, rng):
    n = b.add("constant", kind=str(rng.choice(["i32", "i64"])), value=3)
    cube = b.add("math.fpowi", x, n, kind=k)
    inner = b.add("arith.addf", x,
                  b.add("arith.mulf", cube, b.constant(0.044715, k)))
    t = b.add("math.tanh", b.add("arith.mulf", inner, b.constant(0.79788456, k)))
    half = b.add("arith.mulf", x, b.constant(0.5, k))
    return b.add("arith.mulf", half, b.add("arith.addf", t, b.constant(1.0, k)))


def hardswish(b, x, k, rng):
    y = b.add("arith.addf", x, b.constant(3.0, k))
    y = b.add("arith.minimumf", b.add("arith.maximumf", y, b.constant(0.0, k)),
              b.constant(6.0, k))
    return b.add("arith.divf", b.add("arith.mulf", x, y), b.constant(6.0, k))


def softplus(b, x, k, rng):
    return b.add("math.log1p", b.add("math.exp", x))


def square(b, x, k, rng):
    if rng.random() < 0.5:
        return b.add("arith.mulf", x, x)
    n = b.add("constant", kind=str(rng.choice(["i32", "i64"])), value=2)
    return b.add("math.fpowi", x, n, kind=k)


def norm(b, x, k, rng):
    more = b.add("arith.addf", b.add("arith.mulf", x, x), b.constant(1.0, k))
    return b.add("arith.mulf", x, b.add("math.rsqrt", more))


def root(b, x, k, rng):
    return b.add("math.sqrt", b.add("arith.addf", b.add("math.absf", x),
                                    b.constant(1.0, k)))


def simple(b, x, k, rng):
    return b.add(str(rng.choice(["arith.negf", "math.absf", "math.sin", "math.cos",
                                 "math.atan", "math.floor", "math.ceil",
                                 "math.roundeven"])), x)


def affine(b, x, k, rng):
    scaled = b.add("arith.mulf", x, b.constant(float(rng.normal()), k))
    return b.add("arith.addf", scaled, b.constant(float(rng.normal()), k))


def to_narrow_and_back(b, x, k, rng):
    other = {"f64": "f32", "f32": str(rng.choice(["f16", "bf16"]))}.get(k)
    if not other:
        return b.add("arith.truncf", b.add("arith.extf", x, kind="f32"), kind=k)
    return b.add("arith.extf", b.add("arith.truncf", x, kind=other), kind=k)


UNARY = (relu, relu, relu6, leaky, sigmoid, silu, tanh, gelu, gelu_tanh, hardswish,
         softplus, square, norm, root, simple, simple, affine, to_narrow_and_back)


def unary(b, x, rng):
    """Some function of a register; may change its type."""
    k = b.kinds[x]
    if is_float(k):
        return UNARY[rng.integers(len(UNARY))](b, x, k, rng)
    if k == "i1":
        return b.add("arith.xori", x, b.add("constant", kind="i1", value=1))
    op = str(rng.choice(["arith.addi", "arith.muli", "arith.maxsi", "arith.minsi",
                         "arith.xori", "arith.andi"]))
    return b.add(op, x, b.add("constant", kind=k, value=int(rng.integers(-5, 6))))


def binary(b, x, y, rng):
    """Of two registers of the same kind."""
    k = b.kinds[x]
    if k == "i1":
        return b.add(str(rng.choice(["arith.andi", "arith.ori", "arith.xori"])), x, y)
    if not is_float(k):
        return b.add(str(rng.choice(["arith.addi", "arith.subi", "arith.muli",
                                     "arith.maxsi", "arith.minsi", "arith.xori"])),
                     x, y)
    how = rng.random()
    if how < 0.75:
        return b.add(str(rng.choice(["arith.addf", "arith.addf", "arith.subf",
                                     "arith.mulf", "arith.maximumf",
                                     "arith.minimumf"])), x, y)
    if how < 0.85:  # a quotient, of a denominator that is at least 1
        down = b.add("arith.addf", b.add("math.absf", y), b.constant(1.0, k))
        return b.add("arith.divf", x, down)
    chosen = b.add("arith.cmpf", x, y, kind="i1", value=str(rng.choice(["olt", "ogt"])))
    return b.add("arith.select", chosen, y, x, kind=k)


def cast(b, x, kind):
    """To another element type."""
    k = b.kinds[x]
    if k == kind:
        return x
    if is_float(k) and is_float(kind):
        if width(k) == width(kind):
            return cast(b, b.add("arith.extf", x, kind="f32"), kind)
        return b.add("arith.extf" if width(k) < width(kind) else "arith.truncf", x,
                     kind=kind)
    if is_float(kind):
        return b.add("arith.uitofp" if k == "i1" else "arith.sitofp", x, kind=kind)
    if is_float(k):
        if kind == "i1":
            return b.add("arith.cmpf", x, b.constant(0.0, k), kind="i1", value="ogt")
        low = b.add("arith.maximumf", x, b.constant(-100.0, k))
        return b.add("arith.fptosi", b.add("arith.minimumf", low, b.constant(100.0, k)),
                     kind=kind)
    if kind == "i1":
        zero = b.add("constant", kind=k, value=0)
        return b.add("arith.cmpi", x, zero, kind="i1", value="sgt")
    if width(k) < width(kind):
        return b.add("arith.extui" if k == "i1" else "arith.extsi", x, kind=kind)
    return b.add("arith.trunci", x, kind=kind)
