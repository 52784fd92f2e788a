# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Straight-line scalar code: instructions with their text, value and error, and
what networks are made of: activations, casts, comparisons with selections."""

import math
from dataclasses import dataclass

import numpy as np

from fuzzing.elements import Number, exact, is_float, literal, rounded, width, wrap

_erf = np.vectorize(math.erf, otypes=[float])


@dataclass(frozen=True)
class Instruction:
    op: str  # with its dialect, or "constant"
    args: tuple  # registers: the operands first, then results in order
    kind: str  # of the result
    value: object = None  # of a constant; of cmpf and cmpi: the predicate


def _sum(a, b, v):
    return Number(v, a.error + b.error)


def _product(a, b):
    with np.errstate(all="ignore"):
        error = (np.abs(a.value) * b.error + np.abs(b.value) * a.error
                 + a.error * b.error)
    return Number(a.value * b.value, error)


def _quotient(a, b):
    least = np.maximum(np.abs(b.value) - b.error, 1e-30)
    value = a.value / b.value
    return Number(value, (a.error + np.abs(value) * b.error) / least)


def _larger(a, b, pick):
    return Number(pick(a.value, b.value), np.maximum(a.error, b.error))


def _smooth(function, slope):
    """A function whose slope is bounded."""
    return lambda a: Number(function(a.value), slope * a.error)


def _exp(a):
    value = np.exp(a.value)
    return Number(value, value * np.expm1(np.minimum(a.error, 50)))


def _sqrt(a):
    value = np.sqrt(np.maximum(a.value, 0))
    return Number(value, np.minimum(np.sqrt(a.error),
                                    a.error / np.maximum(value, 1e-30)))


def _rsqrt(a):  # of at least 1
    return Number(1 / np.sqrt(a.value), a.error)


def _powi(a, n):
    size = np.abs(a.value) + a.error
    return Number(a.value**n, size**n - np.abs(a.value)**n)


def _step(function):
    """A function with steps at integers and half integers."""
    def evaluate(a):
        value = function(a.value)
        other = np.maximum(np.abs(function(a.value + a.error) - value),
                           np.abs(function(a.value - a.error) - value))
        return Number(value, other)
    return evaluate


# name -> value and error before rounding; the last column: a function of math.h
FLOAT_OPS = {
    "arith.addf": lambda a, b: _sum(a, b, a.value + b.value),
    "arith.subf": lambda a, b: _sum(a, b, a.value - b.value),
    "arith.mulf": _product,
    "arith.divf": _quotient,
    "arith.negf": lambda a: Number(-a.value, a.error),
    "arith.maximumf": lambda a, b: _larger(a, b, np.maximum),
    "arith.minimumf": lambda a, b: _larger(a, b, np.minimum),
    "arith.maxnumf": lambda a, b: _larger(a, b, np.fmax),
    "arith.minnumf": lambda a, b: _larger(a, b, np.fmin),
    "math.absf": lambda a: Number(np.abs(a.value), a.error),
    "math.exp": _exp,
    "math.tanh": _smooth(np.tanh, 1.0),
    "math.erf": _smooth(_erf, 1.13),
    "math.sqrt": _sqrt,
    "math.rsqrt": _rsqrt,
    "math.log1p": _smooth(np.log1p, 1.0),  # of what is not negative
    "math.sin": _smooth(np.sin, 1.0),
    "math.cos": _smooth(np.cos, 1.0),
    "math.atan": _smooth(np.arctan, 1.0),
    "math.floor": _step(np.floor),
    "math.ceil": _step(np.ceil),
    "math.roundeven": _step(np.round),
    "math.fma": lambda a, b, c: _sum(_product(a, b), c, a.value * b.value + c.value),
}
EXACT = {"arith.negf", "math.absf", "arith.maximumf", "arith.minimumf",
         "arith.maxnumf", "arith.minnumf", "math.floor", "math.ceil",
         "math.roundeven"}
INTEGER_OPS = {
    "arith.addi": np.add, "arith.subi": np.subtract, "arith.muli": np.multiply,
    "arith.maxsi": np.maximum, "arith.minsi": np.minimum,
    "arith.andi": np.bitwise_and, "arith.ori": np.bitwise_or,
    "arith.xori": np.bitwise_xor,
}
PREDICATES = {"eq": np.equal, "ne": np.not_equal, "lt": np.less, "le": np.less_equal,
              "gt": np.greater, "ge": np.greater_equal}


def _compare(i, a, b):
    close = np.abs(a.value - b.value) <= a.error + b.error
    is_unsure = close & ((a.error > 0) | (b.error > 0))
    return Number(PREDICATES[i.value[-2:]](a.value, b.value).astype(np.int64),
                  is_unsure.astype(float))


def _select(c, a, b):
    value = np.where(c.value != 0, a.value, b.value)
    error = np.where(c.value != 0, a.error, b.error)
    with np.errstate(all="ignore"):
        apart = np.maximum(a.error, b.error) + np.abs(a.value - b.value)
    return Number(value, np.where(c.error > 0, np.nan_to_num(apart, nan=0.0), error))


def _cast(i, a, source):
    if i.op in ("arith.extf", "arith.truncf"):
        return rounded(a.value, a.error, i.kind)
    if i.op == "arith.sitofp":
        signed = -a.value if source == "i1" else a.value
        return rounded(signed.astype(float), a.error, i.kind)
    if i.op == "arith.uitofp":
        bits = a.value & ((1 << width(source)) - 1) if source != "i64" else a.value
        return rounded(bits.astype(float), a.error, i.kind)
    if i.op == "arith.fptosi":
        number = _step(np.trunc)(a)
        return Number(number.value.astype(np.int64), number.error)
    if i.op == "arith.extui":
        return Number(a.value & ((1 << width(source)) - 1), a.error)
    if i.op == "arith.extsi" and source == "i1":
        return Number(-a.value, a.error)
    return Number(wrap(a.value, i.kind), a.error)


def step(i, args, kinds, context):
    """The Number of an instruction's result."""
    if i.op == "constant":
        return exact(np.asarray(i.value, float if is_float(i.kind) else np.int64))
    if i.op in ("arith.cmpf", "arith.cmpi"):
        return _compare(i, *args)
    if i.op == "arith.select":
        return _select(*args)
    if i.op in INTEGER_OPS:
        return Number(wrap(INTEGER_OPS[i.op](*(a.value for a in args)), i.kind),
                      1e6 * sum(a.error for a in args))
    if i.op == "math.fpowi":
        found, times = _powi(args[0], int(args[1].value.flat[0])), 4
    elif i.op in FLOAT_OPS:
        found, times = FLOAT_OPS[i.op](*args), 1
    else:
        return _cast(i, args[0], kinds[0])
    if i.op in EXACT:
        return found
    if i.op.startswith("math.") or i.op == "arith.divf":
        times = times * (1 + context.math)
    result = rounded(found.value, found.error, i.kind, times)
    if i.op in ("math.sin", "math.cos") and context.math > 100:
        result.error = result.error + 2.0**-10
    return result


def evaluate(body, inputs, kinds, context):
    """Runs a body on Numbers that broadcast against each other."""
    numbers, kinds = list(inputs), list(kinds)
    with np.errstate(all="ignore"):
        for i in body:
            numbers.append(step(i, [numbers[a] for a in i.args],
                                [kinds[a] for a in i.args], context))
            kinds.append(i.kind)
    return numbers[-1]


def text(i, result, names, types, out):
    """The line of an instruction; `out` maps an element type to a type."""
    operands = ", ".join(names[a] for a in i.args)
    if i.op == "constant":
        value = literal(i.value, i.kind)
        whole = value if out(i.kind) == i.kind else f"dense<{value}>"
        suffix = "" if out(i.kind) == i.kind == "i1" else f" : {out(i.kind)}"
        return f"{result} = arith.constant {whole}{suffix}"
    kinds = [types[a] for a in i.args]
    if i.op in ("arith.cmpf", "arith.cmpi"):
        return f"{result} = {i.op} {i.value}, {operands} : {out(kinds[0])}"
    if i.op == "arith.select" and out("i1") != "i1":
        return f"{result} = {i.op} {operands} : {out('i1')}, {out(i.kind)}"
    if i.op == "math.fpowi":
        return f"{result} = {i.op} {operands} : {out(kinds[0])}, {out(kinds[1])}"
    if i.op.startswith("arith.") and (i.op[6:9] in ("ext", "tru") or "tofp" in i.op
                                      or "fpto" in i.op):
        return f"{result} = {i.op} {operands} : {out(kinds[0])} to {out(i.kind)}"
    return f"{result} = {i.op} {operands} : {out(i.kind)}"
