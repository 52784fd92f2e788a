#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The values of each step, --stop-after=..., against float64 NumPy.

    steps.py --wino-run=TOOL [--save=FOLDER]

The steps are evaluated from the exact matrices; each value must be within the
error bound of its step (test/Python/convolution_reference.py). Exit code 1 if
any is not.
"""

import argparse
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "..", "Python"))
import wino_run
from convolution_problem import Problem
from convolution_reference import (TYPES, arithmetic_type, gamma,
                                   winograd_roundings)

STEPS = {"input": ["input"], "filter": ["input", "filter"],
         "product": ["product"], "reduce": ["reduce"], "output": ["output"]}

# Ragged tiles, a dimension without a transform, every rank, constant filters,
# and an initial value that no step may contain.
CASES = [
    (4, Problem("conv_1d_ncw_fcw", "f32", "f32", 2, 5, 3, [21], [3], [(1, 2)])),
    (6, Problem("conv_1d_nwc_wcf", "f64", "f64", 1, 17, 2, [9], [5], [(0, 0)],
                filter_kind="dense")),
    (2, Problem("conv_2d_nchw_fchw", "f32", "f32", 2, 3, 5, [7, 6], [3, 3],
                [(1, 1), (0, 2)], init_kind="argument")),
    (4, Problem("conv_2d_nhwc_hwcf", "f32", "f32", 1, 4, 17, [5, 8], [1, 3],
                [(0, 0), (1, 1)], init_kind="bias")),
    (3, Problem("conv_2d_nhwc_fhwc", "f16", "f16", 1, 3, 2, [9, 4], [2, 4],
                [(0, 1), (2, 1)], filter_kind="resource")),
    (2, Problem("conv_3d_ncdhw_fcdhw", "f32", "f32", 1, 2, 3, [4, 5, 3],
                [3, 2, 1], [(0, 0), (1, 0), (0, 0)], dynamic="n1")),
    (4, Problem("conv_3d_ndhwc_dhwcf", "f64", "f64", 2, 1, 2, [6, 3, 5],
                [3, 3, 2], [(1, 1), (1, 1), (0, 0)])),
]


def bounds(problem, m):
    """The error bound of every step's value."""
    algorithms = problem.algorithms(m)
    exact = problem.steps(algorithms)
    magnitude = problem.steps(algorithms, absolute=True)
    result = TYPES[problem.result]
    arithmetic = arithmetic_type(TYPES[problem.source], result)
    for step, count in winograd_roundings(algorithms, problem.inputs).items():
        bound = gamma(count, arithmetic.roundoff) * magnitude[step]
        # Only y may have a narrower type. With an initial value to come even y
        # is kept in the arithmetic's; the bound of a rounding more holds too.
        if step == "output":
            bound = (bound * (1 + result.roundoff) + result.tiny
                     + result.roundoff * np.abs(exact[step]))
        yield step, exact[step], bound


def decode(array, arithmetic, problem, step):
    if step == "output" and problem.init_kind == "zero":
        return TYPES[problem.result].decode(array)
    return arithmetic.decode(array)


def check(tool, m, problem, step, save):
    """How many values are wrong, after printing the first."""
    options = ["--plan=four-buffer", f"--tile={m}", f"--stop-after={step}"]
    names = STEPS[step]
    folder = os.path.join(save, f"{problem.layout}-{step}")
    try:
        outputs = wino_run.run(tool, problem, options, len(names))
    except wino_run.RunFailed as error:
        repeat = wino_run.save(tool, problem, options, folder, len(names))
        print(f"{problem.layout}, {step}: {error}\n  {repeat}")
        return 1
    arithmetic = arithmetic_type(TYPES[problem.source], TYPES[problem.result])
    expected = {name: rest for name, *rest in bounds(problem, m)}
    wrong = 0
    for name, output in zip(names, outputs):
        exact, bound = expected[name]
        if output.shape != exact.shape:
            message = f"expected the shape {exact.shape}, but got {output.shape}"
        else:
            error = np.abs(decode(output, arithmetic, problem, name) - exact)
            bad = np.argwhere(~(error <= bound))
            if not len(bad):
                print(f"{problem.layout}, F({m}, {problem.taps}), {step}: {name} "
                      f"{list(exact.shape)}, largest error {error.max():.2g} of "
                      f"{np.abs(exact).max():.2g}")
                continue
            at = tuple(bad[0])
            message = (f"{len(bad)} of {error.size} values are wrong; at "
                       f"{[int(i) for i in at]} expected {exact[at]:.9g}, but got "
                       f"{output[at]:.9g}")
        wrong += 1
        repeat = wino_run.save(tool, problem, options, folder, len(names))
        print(f"{problem.layout}, {step}: {name}: {message}\n  {repeat}")
    return wrong


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--wino-run", default="wino-run")
    parser.add_argument("--save", default="steps-failures")
    args = parser.parse_args()
    wrong = checked = 0
    for number, (m, problem) in enumerate(CASES):
        problem.fill(np.random.default_rng(number))
        for step in STEPS:
            wrong += check(args.wino_run, m, problem, step, args.save)
            checked += 1
    print(f"{checked} runs, {wrong} wrong values")
    return 1 if wrong or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
