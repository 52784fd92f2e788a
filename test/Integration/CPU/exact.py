#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Convolutions of small integers through wino-run, with equality.

    exact.py --wino-run=TOOL [--save=FOLDER]

exact: the filter is a constant and a multiple of D per transformed dimension, D
the least common denominator of G. G^ is integral then, B^T and A^T are integers
over powers of two, and every value fits the 53 bits of float64 (each case checks
both before it claims it): y must equal the integers' convolution, bit for bit.

rounded: the filter is any small integers, and an argument, so that G^ has
denominators and is rounded at run time: y must equal the integers' convolution
after rounding to the nearest integer, within the error bound.

Exit code 1 if a value differs.
"""

import argparse
import math
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "..", "Python"))
import wino_run
from convolution_problem import Problem
from convolution_reference import LAYOUTS, apply_along, canonical, rank_of
from cook_toom import Algorithm

ALGORITHMS = [(2, 3), (4, 3), (6, 3), (2, 5), (4, 5)]
# Ragged outputs: no tile divides them; the second is smaller than most tiles.
EXTENTS = [13, 3, 5]
# All taps of a 3-D F(4, 3) would need more than 53 bits.
EXACT_TAPS = {1: "r", 2: "rr", 3: "r1r"}


def make_problem(layout, m, r, taps, filter_kind, scale, rng):
    taps = [r if t == "r" else 1 for t in taps]
    pads = [(1, 2) if t > 1 else (0, 0) for t in taps]
    image = [e + t - 1 - sum(p) for e, t, p in zip(EXTENTS, taps, pads)]
    image = [max(i, 1) for i in image]
    problem = Problem(layout, "f64", "f64", 2, 3, 4, image, taps, pads,
                      filter_kind=filter_kind,
                      init_kind="argument" if m == 4 else "zero")
    integers = lambda shape: rng.integers(-4, 5, shape).astype(np.float64)
    problem.arrays = {"x": integers(problem.shape(0)),
                      "g": integers(problem.shape(1)) * scale,
                      "init": integers(problem.shape(2))}
    return problem


def integral_filter(problem, m):
    """Whether G^ is integral as the compiler computes it: every product with an
    entry of G, rounded to float64, and every sum."""
    _, g = canonical(problem.layout, problem.arrays["x"], problem.arrays["g"])
    for axis, algorithm in enumerate(problem.algorithms(m), 2):
        if algorithm is None:
            continue
        scaled = g / algorithm.filter_denominator()
        numerators = [[int(x * algorithm.filter_denominator()) for x in row]
                      for row in algorithm.g]
        exact = apply_along(np.array(numerators, np.float64), scaled, axis)
        matrix = algorithm.matrices()[1]
        taps = [g.take(k, axis) for k in range(algorithm.r)]
        rows = []
        for row in matrix:
            total = np.zeros_like(taps[0])
            for factor, tap in zip(row, taps):
                total = total + factor * tap
            rows.append(total)
        g = np.stack(rows, axis)
        if not np.array_equal(g, exact):
            return False
    return True


def bits(problem, m):
    """How many a value of the computation may need."""
    algorithms = problem.algorithms(m)
    largest = problem.steps(algorithms, absolute=True)["output"].max()
    return (math.log2(largest + 8)
            + sum(a.fraction_bits() for a in algorithms if a))


def cases():
    """(name, problem, m, is exact)."""
    rng = np.random.default_rng(2016)
    for layout in LAYOUTS:
        for m, r in ALGORITHMS:
            taps = EXACT_TAPS[rank_of(layout)]
            if (m, r) == (2, 3):
                taps = "r" * rank_of(layout)
            scale = Algorithm(m, r).filter_denominator() ** taps.count("r")
            yield layout, make_problem(layout, m, r, taps, "dense", scale,
                                       rng), m, True
    for layout in ("conv_1d_nwc_wcf", "conv_2d_nchw_fchw", "conv_3d_ncdhw_fcdhw"):
        for m, r in ALGORITHMS:
            yield layout, make_problem(layout, m, r, "r" * rank_of(layout),
                                       "argument", 1, rng), m, False


def judge(tool, problem, m, is_exact):
    """What is wrong, or None."""
    if is_exact and not integral_filter(problem, m):
        return "the transformed filter of this case is not integral in float64"
    if is_exact and bits(problem, m) > 53:
        return f"this case may need {bits(problem, m):.1f} bits"
    options = ["--plan=four-buffer", f"--tile={m}"]
    try:
        (output,) = wino_run.run(tool, problem, options)
    except wino_run.RunFailed as error:
        return str(error)
    exact = problem.exact()
    assert np.array_equal(exact, np.rint(exact)) and np.any(exact)
    if output.shape != exact.shape:
        return f"expected the shape {exact.shape}, but got {output.shape}"
    found = output if is_exact else np.rint(output)
    wrong = found != exact
    if not is_exact:
        bound = problem.winograd_bound(m)
        if bound.max() >= 0.5:
            return f"the error bound of this case is {bound.max()}"
        wrong |= np.abs(output - exact) > bound
    if not wrong.any():
        return None
    at = tuple(np.argwhere(wrong)[0])
    return (f"{np.count_nonzero(wrong)} of {wrong.size} values differ; at "
            f"{[int(i) for i in at]} expected {exact[at]:.17g}, but got "
            f"{output[at]:.17g}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--wino-run", default="wino-run")
    parser.add_argument("--save", default="exact-failures")
    args = parser.parse_args()
    counts, failures = {True: 0, False: 0}, 0
    for layout, problem, m, is_exact in cases():
        counts[is_exact] += 1
        message = judge(args.wino_run, problem, m, is_exact)
        if message is None:
            continue
        failures += 1
        name = f"{layout}, F({m}, {problem.taps}), {problem.filter_kind} filter"
        repeat = wino_run.save(args.wino_run, problem,
                               ["--plan=four-buffer", f"--tile={m}"],
                               os.path.join(args.save, f"case{sum(counts.values())}"))
        print(f"{name}: {message}\n  {repeat}", flush=True)
    print(f"{counts[True]} exact cases, {counts[False]} rounded cases, "
          f"{failures} failures")
    return 1 if failures or not all(counts.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
