#!/usr/bin/env python3
#===- choices.py - What the planner takes, beside the best there is ------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Compares the planner's choice with the fastest of all plans and tiles that keep its error bound, over random convolutions.

    choices.py [--target=vulkan|cuda] [--count=40] [--seed=1] [--within=1.1] [--tiles=2,3,4,5,6]
               [--shapes=NxCxKxHxW@RxS,...] [--min-time=SECONDS] [--wino-bench=FILE] [--json=FILE]

On a GPU; `wino-bench choose` is for CPUs. Shapes have a batch of 1, f32, NCHW, 3x3 or 5x5 filters, and 1 to 400 MFLOP. Each plan is timed with each tile; then the choice
and what came within a quarter of the best are timed again, by turns, and the least time of each counts: other programs
only add to it. Prints a table as Markdown, and how many choices are within a factor of the best; --json=FILE gets all times. On llvmpipe, set
LP_NUM_THREADS=1, so that threads of a driver do not compete with others for the cores.
"""
import argparse
import json
import math
import pathlib
import random
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CHANNELS = [3, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512]
SIZES = [6, 7, 8, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 96, 112]
ROUNDS = 3
MAX_ERROR = 10  # the planner's default, for the plans that are asked for too
PLANS = ["four-buffer", "three-buffer", "blocked", "single-kernel"]
# A plan that was slower by this with one tile is not tried with others.
HOPELESS = 4


def random_shapes(count, seed):
    """`count` of (NxCxKxHxW, RxS)."""
    generator = random.Random(seed)
    shapes = []
    while len(shapes) < count:
        channels, filters = generator.choice(CHANNELS), generator.choice(CHANNELS[1:])
        rows, columns = generator.choice(SIZES), generator.choice(SIZES)
        taps = generator.choice([3, 3, 3, 5])
        operations = 2 * taps * taps * channels * filters * rows * columns
        if 1e6 <= operations <= 4e8 and rows <= 2 * columns and columns <= 2 * rows:
            shapes.append((f"1x{channels}x{filters}x{rows}x{columns}", f"{taps}x{taps}"))
    return shapes


class Bench:
    """Runs wino-bench."""

    def __init__(self, program, target, seconds):
        self.command = [program, "conv", f"--target={target}", "--csv", f"--min-time={seconds}",
                        f"--pipeline-options=max-error={MAX_ERROR}"]

    def time(self, shape, plan, tile):
        """Milliseconds; infinite for what is refused."""
        command = self.command + [f"--shapes={shape[0]}", f"--filter={shape[1]}", f"--plan={plan}"]
        if tile:
            command.append(f"--tile={tile}")
        result = subprocess.run(command, capture_output=True, text=True)
        if "cannot have the plan" in result.stderr:
            return math.inf
        if result.returncode != 0:
            sys.exit(f"choices.py: error: {' '.join(command)}: {result.stderr.strip()}")
        return float(result.stdout.split(",")[3])


def measure(bench, shape, tiles):
    """Times by (plan, tile); the choice is ("auto", None)."""
    times = {(plan, None): bench.time(shape, plan, None) for plan in ["auto", "direct"]}
    plans = list(PLANS)
    for tile in tiles:
        for plan in list(plans):
            times[plan, tile] = bench.time(shape, plan, tile)
            if math.isfinite(times[plan, tile]) and times[plan, tile] > HOPELESS * min(times.values()):
                plans.remove(plan)
    limit = 1.25 * min(times.values())
    finalists = [key for key in times if times[key] <= limit or key[0] == "auto"]
    for _ in range(ROUNDS):
        for plan, tile in finalists:
            times[plan, tile] = min(times[plan, tile], bench.time(shape, plan, tile))
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", default="vulkan", choices=["vulkan", "cuda"])
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--within", type=float, default=1.1)
    parser.add_argument("--tiles", default="2,3,4,5,6")
    parser.add_argument("--shapes")
    parser.add_argument("--json")
    parser.add_argument("--min-time", type=float, default=0.1)
    parser.add_argument("--wino-bench", default=str(ROOT / "build/bin/wino-bench"))
    options = parser.parse_args()
    if options.shapes:
        shapes = [tuple(shape.split("@")) if "@" in shape else (shape, "3x3") for shape in options.shapes.split(",")]
    else:
        shapes = random_shapes(options.count, options.seed)
    bench = Bench(options.wino_bench, options.target, options.min_time)
    tiles = [int(tile) for tile in options.tiles.split(",")]
    print("| shape | choice, ms | best, ms | best plan | ratio |\n|---|---|---|---|---|", flush=True)
    good, records = 0, []
    for shape in shapes:
        times = measure(bench, shape, tiles)
        records.append({"shape": shape[0], "filter": shape[1],
                        "times": {f"{plan} {tile or ''}".strip(): time for (plan, tile), time in times.items()}})
        if options.json:
            pathlib.Path(options.json).write_text(json.dumps(records, indent=1))
        choice = times.pop(("auto", None))
        plan, tile = min(times, key=times.get)
        best = min(times[plan, tile], choice)
        good += choice <= options.within * best
        print(f"| {shape[0]}, {shape[1]} | {choice:.3f} | {best:.3f} | {plan}{f' F({tile})' if tile else ''} "
              f"| {choice / best:.2f} |", flush=True)
    print(f"\n{good} of {len(shapes)} choices are within {options.within} times the best.")


if __name__ == "__main__":
    main()
