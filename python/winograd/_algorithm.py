#===- _algorithm.py - F(m, r) in exact numbers ----------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Sequence, Tuple, Union

from . import _winograd as _extension

Matrix = Tuple[Tuple[Fraction, ...], ...]
Rational = Union[int, float, str, Fraction]


@dataclass(frozen=True)
class Algorithm:
    """F(m, r): m outputs of a filter of r taps from alpha = m + r - 1 inputs.

    With Bᵀ, G and Aᵀ, the outputs of a tile d and a filter g are Aᵀ [(G g) · (Bᵀ d)].
    """

    m: int
    """The number of outputs."""
    r: int
    """The number of taps."""
    points: tuple[Fraction, ...]
    """The m + r - 2 finite points; infinity is always the last one."""
    input_matrix: Matrix
    """Bᵀ, alpha x alpha."""
    filter_matrix: Matrix
    """G, alpha x r."""
    output_matrix: Matrix
    """Aᵀ, m x alpha."""

    @property
    def alpha(self) -> int:
        """The inputs, and the multiplications, of a tile."""
        return self.m + self.r - 1

    def __str__(self) -> str:
        """The attribute of MLIR."""
        points = ", ".join(str(point) for point in self.points)
        return f"#winograd.algorithm<F({self.m}, {self.r}), points = [{points}]>"


def _exact(point: Rational) -> str:
    return str(Fraction(point))


def algorithm(m: int, r: int, points: Sequence[Rational] | None = None) -> Algorithm:
    """F(m, r) at m + r - 2 distinct finite points, or at the compiler's.

    Points are numbers, taken exactly, or text such as "-2/3". `ValueError` says why there
    is no such algorithm, which includes numbers that do not fit the compiler's 128 bits.
    """
    texts = None if points is None else [_exact(point) for point in points]
    found, inputs, filters, outputs = _extension.algorithm(m, r, texts)

    def exact(rows: tuple[tuple[str, ...], ...]) -> Matrix:
        return tuple(tuple(Fraction(entry) for entry in row) for row in rows)

    return Algorithm(
        m, r, tuple(Fraction(point) for point in found), exact(inputs), exact(filters),
        exact(outputs)
    )
