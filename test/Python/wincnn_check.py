#!/usr/bin/env python3
"""Compares the matrices with those of wincnn, A. Lavin's own generator (PyPI).

usage: wincnn_check.py PATH_TO_winograd-matrices

For each (m, r, points): wincnn's matrices satisfy the exact identity
  sum_i AT[o][i] G[i][k] BT[i][d] = (d == o + k),
and ours are wincnn's with column i of A^T and row i of G and of B^T scaled by
factors of product 1.
"""

import random
import subprocess
import sys
from fractions import Fraction

import sympy
import wincnn

SEQUENCE = "0 1 -1 2 -2 1/2 -1/2 4 -4 1/4 -1/4".split()
CHOSEN = [
    (4, 3, "0 2/3 -2/3 3/2 -3/2".split()),
    (2, 5, "0 2/3 -2/3 3/2 -3/2".split()),
    (4, 3, "0 1 -1 1/2 -2".split()),
    (6, 3, "0 5/6 -5/6 7/6 -7/6 3/5 -3/5".split()),
    (3, 3, "3/8 -3/8 5/4 -5/4".split()),
    (5, 3, "1/4 -1/4 7/8 -7/8 7/4 -7/4".split()),
    (7, 3, "1/4 -1/4 2/3 -2/3 9/8 -9/8 9/4 -9/4".split()),
    (8, 3, "0 2/5 -2/5 4/5 -4/5 5/4 -5/4 5/2 -5/2".split()),
]


# wincnn 2.0.1 raises an AttributeError for fewer than two finite points.
FEWEST_POINTS = 2


def random_cases(count):
    rng = random.Random(2016)  # fixed: the same points every time
    candidates = sorted({Fraction(n, d) for n in range(-7, 8)
                         for d in range(1, 6)})
    for _ in range(count):
        m, r = rng.randint(1, 5), rng.randint(1, 4)
        if m + r - 2 >= FEWEST_POINTS:
            yield m, r, [str(p) for p in rng.sample(candidates, m + r - 2)]


def cases():
    for m in range(1, 9):
        for r in range(1, 6):
            if FEWEST_POINTS <= m + r - 2 <= len(SEQUENCE):
                yield m, r, SEQUENCE[:m + r - 2]
    yield from CHOSEN
    yield from random_cases(60)


def ours(tool, m, r, points):
    """A^T, G and B^T of `winograd-matrices`, as lists of rows of Fractions."""
    output = subprocess.run([tool, str(m), str(r), *points], check=True,
                            capture_output=True, text=True).stdout
    matrices = {}
    for line in output.splitlines():
        if line in ("AT", "G", "BT"):
            rows = matrices.setdefault(line, [])
        else:
            rows.append([Fraction(x) for x in line.split()])
    return matrices["AT"], matrices["G"], matrices["BT"]


def theirs(m, r, points):
    at, g, bt, _ = wincnn.cookToomFilter(
        [sympy.Rational(p) for p in points], m, r)
    return tuple([[Fraction(int(x.p), int(x.q)) for x in matrix.row(i)]
                  for i in range(matrix.rows)] for matrix in (at, g, bt))


def broken_identity(at, g, bt, m, r):
    """A sentence about the first entry that is wrong, or None."""
    a = m + r - 1
    for o in range(m):
        for k in range(r):
            for d in range(a):
                y = sum(at[o][i] * g[i][k] * bt[i][d] for i in range(a))
                if y != (d == o + k):
                    return f"identity is {y} at o={o} k={k} d={d}"
    return None


def factor(left, right):
    """f with left = f * right, or None; both are non-zero vectors."""
    if len(left) != len(right) or not any(right):
        return None
    first = next(i for i, x in enumerate(right) if x)
    f = left[first] / right[first]
    return f if f and left == [f * x for x in right] else None


def difference(left, right):
    """A sentence about the first row that is not a scaled one, or None."""
    # Column i of A^T, row i of G and row i of B^T.
    rows = [list(zip(map(list, zip(*at)), g, bt, strict=True))
            for at, g, bt in (left, right)]
    for i, (mine, other) in enumerate(zip(*rows, strict=True)):
        factors = [factor(x, y) for x, y in zip(mine, other)]
        if None in factors:
            return f"row {i} is not a multiple: {mine} and {other}"
        if factors[0] * factors[1] * factors[2] != 1:
            return f"row {i} has factors {factors} of product other than 1"
    return None


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    compared = mismatches = 0
    for m, r, points in cases():
        reference = theirs(m, r, points)
        message = broken_identity(*reference, m, r)
        message = (f"wincnn's {message}" if message else
                   difference(ours(sys.argv[1], m, r, points), reference))
        compared += 1
        if message:
            mismatches += 1
            print(f"F({m}, {r}) at {' '.join(points)}: {message}")
    print(f"compared {compared} algorithms with wincnn, "
          f"{mismatches} mismatches")
    return 1 if mismatches or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
