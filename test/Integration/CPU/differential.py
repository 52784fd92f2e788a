#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random convolutions through wino-run, against float64 NumPy.

    differential.py --wino-run=TOOL [--target=vulkan] [--seed=S] [--count=N]
                    [--first=I] [--layout=NAME] [--save=FOLDER] [--long]
                    [--cpu=NAME]

Case I of seed S is always the same, whatever the other options are; but on a GPU
what its validation finds is a failure, too, and a plan that is named may be
refused, since the device cannot hold it: for a quarter of the cases at most. A
result is wrong if one value is farther from float64 than the proven error bound of its
algorithm (test/Python/convolution_reference.py). The largest error is printed as
a share of that bound, per type of the result; in f16 and bf16 it is near 1, for
rounding the result is most of the bound. A failing case is written to the folder, with the
command that runs it again. Exit code 1 if any fails.
"""

import argparse
import collections
import os
import re
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "..", "Python"))
import wino_run
from convolution_problem import Problem
from convolution_reference import LAYOUTS, TYPES, rank_of

# The largest extent of an output, by rank; larger with --long.
EXTENT = {1: 40, 2: 14, 3: 6}
LONG_EXTENT = {1: 300, 2: 40, 3: 12}
ELEMENTS = [("f32", "f32")] * 8 + [("f64", "f64")] * 3 + [
    ("f16", "f16"), ("bf16", "bf16"), ("f16", "f32"), ("f32", "f64")]
PLANS = ("blocked", "three-buffer", "four-buffer")
# What the cost model chooses m + r - 1 from, the same in all dimensions.
CHOSEN_ALPHAS = (4, 6, 8)


def draw_problem(rng, layout, extents):
    rank = rank_of(layout)
    taps = [1] * rank
    while max(taps) == 1:
        taps = [int(t) for t in rng.choice([1, 2, 3, 3, 3, 4, 5, 6, 7], rank)]
    output = [int(rng.integers(1, extents[rank] + 1)) for _ in taps]
    pads = [(0, 0)] * rank
    if rng.random() < 0.6:
        pads = [(int(rng.integers(0, r + 1)), int(rng.integers(0, r + 1)))
                for r in taps]
    image = [max(o + r - 1 - sum(p), 1, r - sum(p))
             for o, r, p in zip(output, taps, pads)]
    pick = lambda values: values[int(rng.integers(len(values)))]
    source, result = pick(ELEMENTS)
    axes = "ncf" + "012"[:rank]
    dynamic = "".join(a for a in axes if rng.random() < 0.5) \
        if rng.random() < 0.3 else ""
    problem = Problem(
        layout, source, result, int(rng.integers(1, 4)),
        int(rng.integers(1, 18)), int(rng.integers(1, 18)), image, taps, pads,
        pad_value=1.5 if rng.random() < 0.1 else 0.0,
        filter_kind=pick(["argument", "argument", "dense", "resource", "splat"]),
        init_kind=pick(["zero", "zero", "argument", "bias"]), dynamic=dynamic,
        generic=rng.random() < 0.15)
    if problem.filter_kind != "argument":
        problem.dynamic = "".join(a for a in dynamic if a not in "cf")
    problem.fill(rng)
    return problem


def planned(index, problem):
    """The plan and the threads of a case, by turns."""
    # Blocks hold all channels, of which there must be a known number.
    plans = PLANS if not set(problem.dynamic) & set("cf") else PLANS[-1:]
    return [f"--plan={plans[index % len(plans)]}",
            f"--threads={1 if index % 4 else 2}"]


def draw_path(rng, problem, index, sums_in_result_type):
    """(kind, options, bounds of what may have been computed)."""
    kind = rng.choice(["tile", "cost model", "auto", "plan direct", "direct"],
                      p=[0.6, 0.1, 0.1, 0.1, 0.1])
    if kind == "tile":
        m = int(rng.integers(1, 7))
        return kind, [*planned(index, problem), f"--tile={m}"], [
            lambda: problem.winograd_bound(m)]
    bounds = [lambda alpha=alpha: problem.bound_of(problem.algorithms_of_size(alpha))
              for alpha in CHOSEN_ALPHAS if alpha > max(problem.taps)]
    if kind == "cost model":
        return kind, planned(index, problem), bounds
    direct_bound = lambda: problem.direct_bound(sums_in_result_type)
    if kind == "auto":
        return kind, [], bounds + [direct_bound]
    options = (["--direct"] if kind == "direct"
               else ["--plan=direct", f"--tile={int(rng.integers(1, 7))}"])
    return kind, options, [direct_bound]


def draw(seed, index, layout, extents, sums_in_result_type):
    rng = np.random.default_rng([seed, index])
    drawn = list(LAYOUTS)[int(rng.integers(len(LAYOUTS)))]
    problem = draw_problem(rng, layout or drawn, extents)
    return problem, *draw_path(rng, problem, index, sums_in_result_type)


def move(target, options):
    """The options of a case on a GPU."""
    return [o for o in options if not o.startswith("--threads")] + [
        f"--target={target}", "--validate"]


def judge(tool, problem, options, bounds):
    """(used share of the bound, None) or (None, what is wrong)."""
    try:
        (output,) = wino_run.run(tool, problem, options)
    except wino_run.RunFailed as error:
        return None, str(error)
    return judge_output(problem, output, bounds)


def judge_output(problem, output, bounds):
    exact = problem.exact()
    if output.shape != exact.shape:
        return None, f"expected the shape {exact.shape}, but got {output.shape}"
    error = np.abs(TYPES[problem.result].decode(output) - exact)
    bound = np.max([bound() for bound in bounds], axis=0)
    # 0 of 0, where all of the window is padding, is right.
    share = np.divide(error, bound, out=np.zeros_like(error),
                      where=(error != 0) | (bound != 0))
    worst = np.unravel_index(np.argmax(share), share.shape)  # a NaN is largest
    if share[worst] <= 1:
        return float(share[worst]), None
    wrong = np.count_nonzero(~(share <= 1))
    return None, (f"{wrong} of {share.size} values are wrong; at "
                  f"{[int(i) for i in worst]} expected {exact[worst]:.9g}, but "
                  f"got {TYPES[problem.result].decode(output)[worst]:.9g}")


def describe(problem, options):
    parts = [problem.layout, f"{problem.source}->{problem.result}",
             f"n={problem.batch} c={problem.inputs} f={problem.outputs}",
             f"image={problem.image} taps={problem.taps} pads={problem.pads}",
             f"filter={problem.filter_kind} init={problem.init_kind}"]
    if problem.pad_value:
        parts.append(f"pad value {problem.pad_value}")
    if problem.dynamic:
        parts.append(f"dynamic={problem.dynamic}")
    if problem.generic:
        parts.append("generic")
    return " ".join(parts + options)


def kinds(problem, path, options):
    """What the case counts for in the summary."""
    yield "layout", problem.layout
    yield "elements", (problem.source if problem.source == problem.result
                       else f"{problem.source}->{problem.result}")
    yield "path", str(path)
    plan = [o for o in options if o.startswith(("--plan", "--threads"))]
    yield "plan", " ".join(plan) or "auto"
    yield "filter", problem.filter_kind
    yield "init", problem.init_kind
    yield "shapes", "dynamic" if problem.dynamic else "static"
    yield "padding", ("nonzero" if problem.pad_value else "zero") if any(
        map(any, problem.pads)) else "none"
    yield "operation", "generic" if problem.generic else "named"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--wino-run", default="wino-run")
    parser.add_argument("--target", default="cpu",
                        choices=("cpu", "vulkan", "cuda"))
    parser.add_argument("--cpu", help="compile for this processor; if the "
                        "machine cannot run its code, that is said, and all is well")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=25)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--layout", choices=LAYOUTS)
    parser.add_argument("--save", default="differential-failures")
    parser.add_argument("--long", action="store_true",
                        help="larger convolutions")
    args = parser.parse_args()
    counts = collections.defaultdict(collections.Counter)
    failures, refused, largest = 0, 0, collections.Counter()
    for index in range(args.first, args.first + args.count):
        problem, path, options, bounds = draw(
            args.seed, index, args.layout, LONG_EXTENT if args.long else EXTENT,
            sums_in_result_type=args.target != "cpu")
        if args.target != "cpu":
            options = move(args.target, options)
        if args.cpu:
            options = [*options, f"--cpu={args.cpu}"]
        share, message = judge(args.wino_run, problem, options, bounds)
        if "a processor whose code runs on this machine" in (message or ""):
            print(f"SKIPPED: {message}")
            return 0
        refusal = re.search(r"cannot have the plan .*, more than \d+", message or "")
        if refusal and args.target != "cpu":
            refused += 1
            print(f"case {index}: refused: {refusal[0]}")
            continue
        for kind, value in kinds(problem, path, options):
            counts[kind][value] += 1
        if message is None:
            largest[problem.result] = max(largest[problem.result], share)
            continue
        failures += 1
        folder = os.path.join(args.save, f"seed{args.seed}-case{index}")
        repeat = wino_run.save(args.wino_run, problem, options, folder)
        print(f"case {index} of seed {args.seed} failed: "
              f"{describe(problem, options)}\n  {message}\n  {repeat}",
              flush=True)
    for kind, values in counts.items():
        print(f"{kind}: " + ", ".join(f"{v} {n}" for v, n in
                                      sorted(values.items())))
    print("largest error, as a share of its bound: " + ", ".join(
        f"{kind} {share:.2g}" for kind, share in sorted(largest.items())))
    print(f"{args.count} cases, {refused} refused, {failures} "
          "failures")
    return 1 if failures or not args.count or refused > args.count // 4 else 0


if __name__ == "__main__":
    sys.exit(main())
