# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles convolutions to Metal text by every plan, runs it on the CPU, and
compares with float64.

    plans.py --folder=DIR --compiler=CLANG++ --plan=NAME [--case=TEXT] [--options=TEXT]

--options are more of winograd-to-kernels.

The shapes are such that neither a tile nor a workgroup divides them. A value is
wrong if it is farther from float64 than rounding can explain.
"""

import argparse
import os
import subprocess
import sys

import numpy as np

_HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(_HERE, "..", "..", "..", "Python"))
from convolution_problem import Problem
from metal_program import MetalFunctions

# (tile, problem)
CASES = {
    "2d": (4, dict(layout="conv_2d_nchw_fchw", inputs=5, outputs=7, image=[15, 17], taps=[3, 3])),
    "padded": (2, dict(layout="conv_2d_nchw_fchw", inputs=19, outputs=33, image=[11, 6], taps=[3, 3],
                       pads=[(1, 1), (1, 1)], init_kind="bias", filter_kind="dense")),
    "batch": (4, dict(layout="conv_2d_nhwc_hwcf", batch=2, inputs=3, outputs=18, image=[9, 13], taps=[3, 3])),
    "half": (2, dict(layout="conv_2d_nchw_fchw", source="f16", result="f16", inputs=8, outputs=12,
                     image=[10, 11], taps=[3, 3], filter_kind="dense")),
    "deep": (4, dict(layout="conv_2d_nchw_fchw", inputs=512, outputs=9, image=[6, 7], taps=[3, 3])),
    "1d": (4, dict(layout="conv_1d_ncw_fcw", inputs=6, outputs=9, image=[43], taps=[3])),
}
DEFAULTS = dict(source="f32", result="f32", batch=1)


def translate(problem, plan, tile, more, folder):
    """Writes the Metal text and the manifest."""
    kernels = os.path.join(folder, "kernels.mlir")
    options = f"plan={plan} {more}" + (f" tile={tile}" if plan != "direct" else "")
    subprocess.run(
        ["wino-opt", "-", f"--winograd-to-kernels={options}", "-o", kernels],
        input=problem.ir(), text=True, check=True,
    )
    subprocess.run(["wino-translate", kernels, "--emit=metal", "-o", folder], check=True)


def run(name, plan, more, folder, compiler):
    tile, options = CASES[name]
    options = {**DEFAULTS, "pads": [(0, 0)] * len(options["taps"]), **options}
    problem = Problem(**options)
    problem.fill(np.random.default_rng(1))
    os.makedirs(folder, exist_ok=True)
    translate(problem, plan, tile, more, folder)
    functions = MetalFunctions(folder, os.path.join(folder, "program"), compiler)
    inputs = [kind.encode(array) for array, kind in problem.arguments()]
    bound = problem.direct_bound() if plan == "direct" else problem.winograd_bound(tile)
    for descending in False, True:
        (y,) = functions.run("conv", inputs, descending)
        # A NaN is no smaller than the bound.
        wrong = ~(np.abs(y.astype(np.float64) - problem.exact()) <= bound)
        if wrong.any():
            first = tuple(int(i) for i in np.argwhere(wrong)[0])
            sys.exit(f"error: {plan} {name}: {wrong.sum()} of {y.size} values are wrong, first "
                     f"{first}: expected {problem.exact()[first]}, but got {y[first]}")
    print(f"{plan} {name}: ok", flush=True)


parser = argparse.ArgumentParser()
parser.add_argument("--folder", required=True)
parser.add_argument("--compiler", required=True)
parser.add_argument("--plan", required=True)
parser.add_argument("--case", default="")
parser.add_argument("--options", default="")
arguments = parser.parse_args()
for case in CASES:
    if arguments.case in case:
        run(case, arguments.plan, arguments.options, os.path.join(arguments.folder, case),
            arguments.compiler)
