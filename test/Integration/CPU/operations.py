#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The operations around convolutions through wino-run, against NumPy.

    operations.py [--wino-run=TOOL] [--options=TEXT] [--save=FOLDER] [NAME...]

What networks are made of beside convolutions, in the forms that exporters of
linalg emit them (operation_cases.py), on tensors whose sizes no vector divides.
Operations of one group are compiled together, as results of one function; if that
fails, one by one, so that it says which. A value is wrong if it is farther from
float64 than the case allows. Exit code 1 if any is.
"""

import argparse
import os
import shlex
import subprocess
import sys
import tempfile

import numpy as np

from operation_cases import all_cases, array_of

GROUP = 12
TIMEOUT = 300  # seconds, which only what hangs needs


def module_of(cases):
    """One function that returns the results of all cases, and its arguments."""
    lines, parameters, arrays, results, types = [], [], [], [], []
    for index, case in enumerate(cases):
        names = {}
        for number, (array, kind) in enumerate(case.inputs):
            names[f"%a{number}"] = f"%c{index}a{number}"
            parameters.append(f"%c{index}a{number}: {kind}")
            arrays.append(array)
        text = case.text.replace("%", f"%c{index}")
        lines.append(text)
        results += [f"%c{index}{name[1:]}" for name in case.results]
        types += case.result_types
    maps = "\n".join(sorted({line for case in cases for line in case.aliases}))
    return (f"{maps}\nfunc.func @main({', '.join(parameters)}) -> ({', '.join(types)}) {{\n"
            + "\n".join(lines)
            + f"\nreturn {', '.join(results)} : {', '.join(types)}\n}}\n"), arrays


def command(tool, cases, options, folder):
    os.makedirs(folder, exist_ok=True)
    text, arrays = module_of(cases)
    path = os.path.join(folder, "module.mlir")
    with open(path, "w") as file:
        file.write(text)
    line = [tool, path, "--entry=main", *options]
    for index, array in enumerate(arrays):
        name = os.path.join(folder, f"in{index}.npy")
        np.save(name, array)
        line.append(f"--input={name}")
    for index in range(sum(len(case.results) for case in cases)):
        line.append(f"--output={os.path.join(folder, f'out{index}.npy')}")
    return line


def run(tool, cases, options):
    """The message for each case that is wrong; all of them if it does not run."""
    with tempfile.TemporaryDirectory() as folder:
        line = command(tool, cases, options, folder)
        try:
            done = subprocess.run(line, capture_output=True, text=True,
                                  timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            return {case.name: "no end" for case in cases}
        if done.returncode:
            message = (done.stdout + done.stderr).strip()[:1500]
            return {case.name: f"exit code {done.returncode}: {message}"
                    for case in cases}
        wrong, index = {}, 0
        for case in cases:
            for wanted in case.wanted:
                got = array_of(np.load(os.path.join(folder, f"out{index}.npy")),
                               wanted)
                index += 1
                message = compare(got, wanted, case.tolerance)
                if message:
                    wrong.setdefault(case.name, message)
        return wrong


def compare(got, wanted, tolerance):
    if got.shape != wanted.shape:
        return f"expected the shape {wanted.shape}, but got {got.shape}"
    if not got.size:
        return None
    exact, value = wanted.astype(np.float64), got.astype(np.float64)
    with np.errstate(all="ignore"):
        same = (value == exact) | (np.isnan(value) & np.isnan(exact))
        error = np.where(same, 0, np.abs(value - exact))
        bad = ~(error <= tolerance * (1 + np.abs(exact)))
    if not bad.any():
        return None
    where = tuple(int(i) for i in np.argwhere(bad)[0])
    return (f"{bad.sum()} of {bad.size} values are wrong; at {list(where)} "
            f"expected {exact[where]:.9g}, but got {value[where]:.9g}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--wino-run", default="wino-run")
    parser.add_argument("--options", default="")
    parser.add_argument("--save", default="operation-failures")
    parser.add_argument("names", nargs="*", help="parts of the cases' names")
    args = parser.parse_args()
    options = shlex.split(args.options)
    cases = [case for case in all_cases() if not args.names or any(
        part in case.name for part in args.names)]
    failures = 0
    for first in range(0, len(cases), GROUP):
        group = cases[first:first + GROUP]
        if not run(args.wino_run, group, options):
            continue
        for case in group:
            wrong = run(args.wino_run, [case], options)
            if not wrong:
                continue
            failures += 1
            folder = os.path.join(args.save, case.name)
            repeat = shlex.join(command(args.wino_run, [case], options, folder))
            print(f"{case.name}: {wrong[case.name]}\n  {repeat}", flush=True)
        # Together they may be wrong where one by one they are not.
        if not failures:
            failures += 1
            print(f"only together: {[case.name for case in group]}: "
                  f"{run(args.wino_run, group, options)}")
    print(f"{len(cases)} operations, {failures} failures")
    return 1 if failures or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
