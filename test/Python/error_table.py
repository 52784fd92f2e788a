#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The table of docs/Accuracy.md of the compiled code's errors.

    error_table.py [--wino-run=TOOL]

Runs convolutions in f32 on N(0, 1) inputs with filters N(0, 1 / (C r^d)), so that
the outputs are about N(0, 1), and compares with float64 NumPy: the Winograd path
(four-buffer, constant filter) and the direct path on the same data.
"""

import argparse
import math
import os
import sys

import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import wino_run
from convolution_problem import Problem
from convolution_reference import rank_of

# layout, channels in and out, image, [(m, r)]
CASES = [
    ("conv_2d_nchw_fchw", 64, 64, 56, [(2, 3), (4, 3), (6, 3), (2, 5), (4, 5)]),
    ("conv_1d_ncw_fcw", 64, 64, 1024, [(2, 3), (4, 3), (6, 3), (4, 5)]),
    ("conv_3d_ncdhw_fcdhw", 16, 16, 20, [(2, 3), (4, 3)]),
]


def make_problem(layout, inputs, outputs, image, r):
    rank = rank_of(layout)
    problem = Problem(layout, "f32", "f32", 1, inputs, outputs, [image] * rank,
                      [r] * rank, [(r // 2, r // 2)] * rank,
                      filter_kind="resource")
    problem.fill(np.random.default_rng(2016))
    scaled = problem.arrays["g"] / math.sqrt(inputs * r**rank)
    problem.arrays["g"] = scaled.astype(np.float32).astype(np.float64)
    return problem


def errors(tool, problem, options, exact):
    (output,) = wino_run.run(tool, problem, options)
    error = np.abs(output.astype(np.float64) - exact)
    return error.max(), math.sqrt(np.mean(error**2))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--wino-run", default="wino-run")
    tool = parser.parse_args().wino_run
    print("| convolution | algorithm | max error | rms error | direct: max | "
          "rms | rms, x direct |\n|---|---|---|---|---|---|---|")
    for layout, inputs, outputs, image, algorithms in CASES:
        rank = rank_of(layout)
        for m, r in algorithms:
            problem = make_problem(layout, inputs, outputs, image, r)
            exact = problem.exact()
            largest, rms = errors(
                tool, problem, ["--plan=four-buffer", f"--tile={m}"], exact)
            of_direct = errors(tool, problem, ["--direct"], exact)
            print(f"| {rank}-D, {inputs} to {outputs}, "
                  f"{' x '.join([str(image)] * rank)} | F({m}, {r}) "
                  f"| {largest:.1e} | {rms:.1e} | {of_direct[0]:.1e} "
                  f"| {of_direct[1]:.1e} | {rms / of_direct[1]:.2f} |", flush=True)


if __name__ == "__main__":
    main()
