#!/usr/bin/env python3
"""Measures what the scale of the rows does: a table of docs/Accuracy.md.

usage: accuracy.py PATH_TO_winograd-matrices

The same algorithms with their rows scaled in other ways, which wino-points does
not have. A 2-D convolution of 64 channels, inputs N(0, 1) and filters
N(0, 1 / (64 r r)), so outputs about N(0, 1), once with every operation rounded to
f32, and once with the transformed input and filter stored in f16 besides. The reference is float64;
errors are root mean squares, for f32 as a multiple of the error of a direct
f32 convolution of the same data.
"""

import itertools
import math
import subprocess
import sys
from fractions import Fraction

import numpy as np

CHANNELS, FILTERS, TILES = 64, 16, 16


def matrices(tool, m, r, points=()):
    """A^T, G and B^T as winograd-matrices prints them."""
    output = subprocess.run(
        [tool, str(m), str(r), *map(str, points)],
        check=True, capture_output=True, text=True).stdout
    result = {}
    for line in output.splitlines():
        if line in ("AT", "G", "BT"):
            rows = result.setdefault(line, [])
        else:
            rows.append([Fraction(x) for x in line.split()])
    return result["AT"], result["G"], result["BT"]


# --- Normal forms ------------------------------------------------------------
# Each gives the factors (of column i of A^T, of row i of B^T) that lead to it
# from the shipped form; the row of G takes the inverse of both.

def power_near(norm):
    """The power of two that brings `norm` nearest to 1."""
    return Fraction(2) ** -round(math.log2(norm))


def largest(values):
    """The power of two that brings the largest magnitude into [1, 2)."""
    return Fraction(2) ** -math.floor(math.log2(max(map(abs, values))))


def norm(values):
    return math.sqrt(sum(float(x) ** 2 for x in values))


def shipped(a, g, b):
    """The project's: dyadic, largest entry of A^T and of B^T in [1, 2)."""
    return Fraction(1), Fraction(1)


def textbook(a, g, b):
    """A^T[0, i] = 1 and B^T monic; all of the N_i in G."""
    first = next(x for x in a if x != 0)
    return 1 / first, 1 / abs(next(x for x in reversed(b) if x != 0))


def unit_gain(a, g, b):
    """Rows of B^T and of G of a 2-norm near 1; A^T takes the rest."""
    input_factor, filter_factor = power_near(norm(b)), power_near(norm(g))
    return 1 / (input_factor * filter_factor), input_factor


def even(a, g, b):
    """Largest entry of A^T in [1, 2); rows of B^T and G of like 2-norm."""
    output_factor = largest(a)
    g = [x / output_factor for x in g]
    return output_factor, power_near(math.sqrt(norm(b) / norm(g)))


FORMS = (shipped, textbook, unit_gain, even)


def rescale(algorithm, form):
    at, g, bt = algorithm
    columns = list(zip(*at))
    at_columns, new_g, new_bt = [], [], []
    for column, g_row, bt_row in zip(columns, g, bt):
        output_factor, input_factor = form(column, g_row, bt_row)
        at_columns.append([x * output_factor for x in column])
        new_bt.append([x * input_factor for x in bt_row])
        new_g.append([x / (output_factor * input_factor) for x in g_row])
    return [list(row) for row in zip(*at_columns)], new_g, new_bt


# --- The error ---------------------------------------------------------------

def apply(matrix, x, axis):
    """The matrix along an axis, one rounding to f32 per operation."""
    x = np.moveaxis(x, axis, 0).astype(np.float32)
    rows = []
    for row in matrix:
        total = np.zeros(x.shape[1:], np.float32)
        for coefficient, value in zip(row, x):
            if coefficient != 0:
                total = total + np.float32(float(coefficient)) * value
        rows.append(total)
    return np.moveaxis(np.stack(rows), 0, axis)


class Problem:
    """The data of one (m, r), its exact answer and the direct one's error."""

    def __init__(self, m, r):
        self.m, self.r, a = m, r, m + r - 1
        rng = np.random.default_rng(0)
        # Data that f16 holds, so that its error is the transforms' alone.
        # Every filter has tiles of its own.
        self.d = rng.standard_normal((CHANNELS, FILTERS, TILES, a, a)).astype(
            np.float16).astype(np.float32)
        self.g = (rng.standard_normal((CHANNELS, FILTERS, 1, r, r)) /
                  math.sqrt(CHANNELS * r * r)).astype(
                      np.float16).astype(np.float32)
        self.exact = self.direct(np.float64)
        self.direct_error = self.rms(self.direct(np.float32))

    def direct(self, dtype):
        y = np.zeros((FILTERS, TILES, self.m, self.m), dtype)
        for c in range(CHANNELS):
            for i, j in itertools.product(range(self.r), repeat=2):
                window = self.d[c, ..., i:i + self.m, j:j + self.m]
                tap = self.g[c, ..., i, j].astype(dtype)[..., None, None]
                y = y + window.astype(dtype) * tap
        return y

    def rms(self, y):
        return float(np.sqrt(np.mean((y - self.exact) ** 2)))

    def error(self, algorithm, storage):
        at, g, bt = algorithm
        with np.errstate(all="ignore"):
            u = apply(g, apply(g, self.g, -2), -1).astype(storage)
            v = apply(bt, apply(bt, self.d, -2), -1).astype(storage)
            product = np.zeros(v.shape[1:], np.float32)
            for c in range(CHANNELS):
                product = product + (u[c].astype(np.float32) *
                                     v[c].astype(np.float32))
            return self.rms(apply(at, apply(at, product, -2), -1))

    def errors(self, algorithm):
        """(f32 as a multiple of direct, f16 storage)."""
        return (self.error(algorithm, np.float32) / self.direct_error,
                self.error(algorithm, np.float16))


# --- The table --------------------------------------------------------------

def gains(algorithm):
    """What the 2-D transforms do to magnitudes: of X the largest possible, of
    G and M (= G X) the smallest and the largest root mean square."""
    _, g, bt = algorithm
    most = max(float(sum(map(abs, row))) ** 2 for row in bt)
    filters = [norm(row) ** 2 for row in g]
    products = [f * norm(row) ** 2 for f, row in zip(filters, bt)]
    return (f"{most:.3g} | {min(filters):.2g} .. {max(filters):.2g} | "
            f"{min(products):.2g} .. {max(products):.2g}")


def table_forms(tool):
    print("| F(m, r) | form | f32, x direct | f16 storage | X at most | G | M |")
    print("|---|---|---|---|---|---|---|")
    usual = "0 1 -1 2 -2"
    for m, r, points in ((2, 3, ""), (4, 3, ""), (4, 3, usual), (6, 3, ""),
                         (2, 5, ""), (4, 5, "")):
        problem = Problem(m, r)
        algorithm = matrices(tool, m, r, points.split())
        name = f"F({m}, {r})" + (f" at {points}" if points else "")
        for form in FORMS:
            scaled = rescale(algorithm, form)
            f32, f16 = problem.errors(scaled)
            print(f"| {name} | {form.__name__} | {f32:.2f} | {f16:.2e} "
                  f"| {gains(scaled)} |", flush=True)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    table_forms(sys.argv[1])


if __name__ == "__main__":
    main()
