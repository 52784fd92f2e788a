# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Winograd's algorithm from exact rationals, without the compiler.

F(m, r) at the points that docs/Accuracy.md documents. G and A^T are Vandermonde
matrices; B^T is the inverse of the Vandermonde matrix of all a = m + r - 1 points,
found by elimination (the compiler expands products of Lagrange's instead), so the
two constructions share the points and nothing else.
"""

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

# By alpha, each for itself and its negative; an even number of points, from 4 on,
# is without 0.
MAGNITUDES = {5: "3/8 5/4", 6: "2/3 3/2", 7: "1/4 7/8 7/4", 8: "1 2 1/2",
              9: "1/4 2/3 9/8 9/4", 10: "2/5 4/5 5/4 5/2",
              11: "1/5 4/7 1 4/3 5/2", 12: "3/8 2/3 1 3/2 8/3",
              13: "1/8 1/2 3/4 1 3/2 3", 14: "1/3 5/8 7/8 8/7 8/5 3",
              15: "1/6 2/5 2/3 1 6/5 5/3 3",
              16: "1/4 1/2 5/6 1 5/4 5/3 4"}


def default_points(alpha):
    if alpha <= 4:
        return [Fraction(p) for p in (0, 1, -1)[:alpha - 1]]
    pairs = [sign * Fraction(p) for p in MAGNITUDES[alpha].split()
             for sign in (1, -1)]
    return [Fraction(0)] * (1 - alpha % 2) + pairs


def invert(matrix):
    """The inverse of a square matrix of Fractions, by Gauss-Jordan."""
    size = len(matrix)
    rows = [list(row) + [Fraction(int(i == j)) for j in range(size)]
            for i, row in enumerate(matrix)]
    for column in range(size):
        pivot = next(i for i in range(column, size) if rows[i][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [x / rows[column][column] for x in rows[column]]
        for i in range(size):
            if i != column and rows[i][column]:
                rows[i] = [x - rows[i][column] * y
                           for x, y in zip(rows[i], rows[column])]
    return [row[size:] for row in rows]


def dyadic_factor(values):
    """Positive f that makes the values integers without a common divisor, times
    the power of two that puts the largest magnitude into [1, 2)."""
    denominator = math.lcm(*(v.denominator for v in values))
    divisor = math.gcd(*(int(v * denominator) for v in values))
    factor = Fraction(denominator, divisor)
    while max(abs(v * factor) for v in values) >= 2:
        factor /= 2
    return factor


@dataclass
class Algorithm:
    """F(m, r) with A^T, G and B^T as lists of rows of Fractions."""
    m: int
    r: int

    def __post_init__(self):
        alpha, points = self.alpha, default_points(self.alpha)

        def vandermonde(size):  # [exponent][point], infinity last
            return [[p**e for p in points] + [Fraction(int(e == size - 1))]
                    for e in range(size)]

        self.bt = invert(vandermonde(alpha))
        self.at = vandermonde(self.m)
        self.g = [list(row) for row in zip(*vandermonde(self.r))]
        for i in range(alpha):
            output = dyadic_factor([row[i] for row in self.at])
            rows = dyadic_factor(self.bt[i])
            self.bt[i] = [x * rows for x in self.bt[i]]
            self.g[i] = [x / (rows * output) for x in self.g[i]]
            for row in self.at:
                row[i] *= output

    @property
    def alpha(self):
        return self.m + self.r - 1

    def matrices(self):
        """(B^T, G, A^T) in float64."""
        return tuple(np.array([[float(x) for x in row] for row in matrix])
                     for matrix in (self.bt, self.g, self.at))

    def filter_denominator(self):
        """The smallest D for which D * G is integral."""
        return math.lcm(*(x.denominator for row in self.g for x in row))

    def fraction_bits(self):
        """Binary digits behind the point of M^ times A^T, on integral x and G^."""
        bits = lambda values: max(x.denominator.bit_length() - 1 for x in values)
        return max(bits(self.bt[i]) + bits([row[i] for row in self.at])
                   for i in range(self.alpha))
