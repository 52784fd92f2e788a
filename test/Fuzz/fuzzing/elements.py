# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Element types, and arrays with a bound of their error.

A `Number` is what a tensor should hold, in float64 (int64 for integers, 0 and 1
for i1), and for each element how far a right program may be from it. An integer
or truth value whose error is not zero is one that rounding may have changed, as
the comparison of two values that are nearly equal.
"""

import os
import sys
from dataclasses import dataclass

import numpy as np

_HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(_HERE, "..", "..", "Python"))
from convolution_reference import TYPES as FLOATS  # noqa: E402

INTEGERS = {"i1": np.bool_, "i8": np.int8, "i16": np.int16, "i32": np.int32,
            "i64": np.int64}
LARGEST = {"f16": 2.0e4, "bf16": 1e30, "f32": 1e30, "f64": 1e200}


def is_float(kind):
    return kind in FLOATS


def width(kind):
    return {"bf16": 16}.get(kind) or int(kind[1:])


def wrap(values, kind):
    """int64 values in two's complement of the type's width."""
    if kind == "i1":
        return values & 1
    return values.astype(INTEGERS[kind]).astype(np.int64)


def accumulator(kind):
    """The type in which sums are formed."""
    return "f32" if kind in ("f16", "bf16") else kind


@dataclass
class Number:
    value: np.ndarray
    error: np.ndarray

    @property
    def shape(self):
        return self.value.shape

    def map(self, function):
        """Moves values and errors alike."""
        return Number(function(self.value), function(self.error))


def exact(value):
    return Number(value, np.zeros(np.shape(value)))


def rounded(value, error, kind, times=1):
    """After `times` roundings to the type, of errors that are known."""
    if not is_float(kind):
        return Number(wrap(value, kind), error)
    u, tiny = FLOATS[kind].roundoff, FLOATS[kind].tiny
    with np.errstate(all="ignore"):
        # The reference is rounded, too: that counts where the type is f64.
        size = np.where(np.isfinite(value), np.abs(value), 0) + error
    return Number(value, error + 4 * times * u * size + 2 * times * tiny)


def encode(value, kind):
    """The array of an .npy file."""
    if is_float(kind):
        return FLOATS[kind].encode(value)
    return np.asarray(value).astype(INTEGERS[kind])


def decode(array, kind):
    if is_float(kind):
        return FLOATS[kind].decode(array)
    return array.astype(np.int64)


def draw(rng, shape, kind, scale=1.0):
    """Random elements, exact in their type."""
    if is_float(kind):
        return FLOATS[kind].round(rng.standard_normal(shape) * scale)
    if kind == "i1":
        return rng.integers(0, 2, shape)
    most = 100 if kind == "i8" and rng.random() < 0.3 else 9
    return np.asarray(rng.integers(-most, most + 1, shape), np.int64)


def is_usable(number, kind):
    """Whether the value fits its type, and its bound says something."""
    if not is_float(kind):
        return True
    finite = np.isfinite(number.value)
    if np.isnan(number.value).any():
        return False
    size = np.where(finite, np.abs(number.value), 0)
    largest = size.max(initial=0)
    return (largest <= LARGEST[kind]
            and number.error.max(initial=0) <= 0.3 * max(largest, 1e-30) + 1e-6)


def literal(value, kind):
    """A constant of this type, as MLIR reads it."""
    if kind == "i1":
        return "true" if value else "false"
    if not is_float(kind):
        return str(int(value))
    if np.isfinite(value):
        short = f"{value:e}"
        return short if float(short) == value else f"{value:.17e}"
    bits = FLOATS[kind].encode(value)
    if kind != "bf16":
        bits = np.asarray(bits).view({2: np.uint16, 4: np.uint32, 8: np.uint64}[
            np.asarray(bits).itemsize])
    return f"0x{int(bits):0{width(kind) // 4}X}"


def compare(found, number, kind):
    """What is wrong with a decoded result; None if nothing is."""
    if found.shape != number.shape:
        return f"expected the shape {number.shape}, but got {found.shape}"
    with np.errstate(all="ignore"):
        wrong = ~((np.abs(found - number.value) <= number.error)
                  | (found == number.value))
    if not wrong.any():
        return None
    worst = np.unravel_index(np.argmax(wrong), wrong.shape)
    return (f"{np.count_nonzero(wrong)} of {wrong.size} values are wrong; at "
            f"{[int(i) for i in worst]} expected {number.value[worst]:.9g}, but got "
            f"{found[worst]:.9g} (bound {number.error[worst]:.3g})")
