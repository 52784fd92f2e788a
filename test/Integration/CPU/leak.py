#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Memory does not grow with the number of runs.

    leak.py --wino-run=TOOL

Runs a convolution a few times and many times in one process, and compares the
two processes' largest resident sets: a buffer that is not freed, even only y, would
show. Exit code 1 if it does.
"""

import argparse
import os
import subprocess
import sys
import tempfile

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "..", "Python"))
import wino_run
from convolution_problem import Problem

FEW, MANY = 3, 103
# y has 256 KiB. Half of the leak of a y
# per run is allowed for whatever else differs between the processes.
SIZE = 64 * 1024 * 4
ALLOWED = (MANY - FEW) * SIZE // 2

OPTIONS = {"four-buffer": ["--plan=four-buffer", "--tile=4"],
           "plan direct": ["--plan=direct"], "direct": ["--direct"]}


def largest_resident_set(line):
    """Of the process, in bytes."""
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"exit code {process.returncode}: {' '.join(line)}")
    return usage.ru_maxrss * 1024  # Linux: KiB


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--wino-run", default="wino-run")
    tool = parser.parse_args().wino_run
    failures = 0
    for dynamic in ("", "n01"):
        problem = Problem("conv_2d_nchw_fchw", "f32", "f32", 1, 16, 64, [32, 32],
                          [3, 3], [(1, 1), (1, 1)], init_kind="bias",
                          dynamic=dynamic)
        problem.fill(np.random.default_rng(0))
        for plan, options in OPTIONS.items():
            with tempfile.TemporaryDirectory() as folder:
                line = [tool, *wino_run.prepare(problem, folder), *options]
                few, many = (largest_resident_set([*line, f"--time={runs}"])
                             for runs in (FEW, MANY))
            grown = many - few
            failures += grown > ALLOWED
            print(f"{plan}, {'dynamic' if dynamic else 'static'} shapes: "
                  f"{few >> 10} KiB after {FEW} runs, {many >> 10} KiB after "
                  f"{MANY}; {ALLOWED >> 10} KiB more are allowed"
                  + (": LEAK" if grown > ALLOWED else ""))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
