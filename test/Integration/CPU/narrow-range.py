#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""X^ and G^ in f16, of images that fill its range, through wino-run.

    narrow-range.py --wino-run=TOOL [--target=cpu|vulkan]

The values of the image are the largest ones that f16 has, with random signs, and
the filters so small that results fit again. Nothing may overflow on the way: what
is stored in f16 (narrow-transforms) are two roundings of each product, and
anything else is f32. Exit code 1 if a value is farther from float64.
"""

import argparse
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "..", "Python"))
import wino_run
from convolution_problem import Problem
from convolution_reference import TYPES

LARGEST = 65504.0
ROUNDOFF, SUBNORMAL = 2.0**-11, 2.0**-25
CHANNELS = 4


def make_problem(filter_kind, rng):
    problem = Problem("conv_2d_nhwc_hwcf", "f16", "f16", 1, CHANNELS, 8, [20, 20],
                      [3, 3], [(1, 1), (1, 1)], filter_kind=filter_kind)
    problem.arrays["x"] = rng.choice([-LARGEST, LARGEST], problem.shape(0))
    problem.arrays["g"] = TYPES["f16"].round(
        rng.uniform(-1, 1, problem.shape(1)) / (9 * CHANNELS))
    return problem


def judge(options, problem, m):
    """What is wrong, or None."""
    (y,) = wino_run.run(options.wino_run, problem, [
        f"--target={options.target}", "--plan=four-buffer", f"--tile={m}",
        "--pipeline-options=narrow-transforms=true"])
    y = y.astype(np.float64)
    if not np.isfinite(y).all():
        return f"{np.count_nonzero(~np.isfinite(y))} values are not finite"
    exact = problem.exact()
    algorithms = problem.algorithms(m)
    # Sums of f32 add little to two roundings by 2^-11; a factor of G^ may be
    # subnormal, and is off by 2^-25, times at most 65504 and the row of A^T.
    terms = problem.steps(algorithms, absolute=True)["output"]
    rows = [np.abs(a.matrices()[2]).sum(axis=1).max() for a in algorithms]
    bound = (2.1 * ROUNDOFF * terms + ROUNDOFF * np.abs(exact)
             + SUBNORMAL * LARGEST * CHANNELS * 16 * np.prod(rows))
    wrong = np.abs(y - exact) > bound
    return f"{np.count_nonzero(wrong)} values are wrong" if wrong.any() else None


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--wino-run", default="wino-run")
    parser.add_argument("--target", choices=("cpu", "vulkan"), default="cpu")
    options = parser.parse_args()
    failures = 0
    for filter_kind in ("argument", "dense"):
        for m in (2, 3, 4, 6):
            message = judge(options, make_problem(
                filter_kind, np.random.default_rng(2016)), m)
            if message:
                failures += 1
                print(f"F({m}, 3), filter {filter_kind}: {message}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
