#!/usr/bin/env python3
#===- sharding.py - A program on more and more ranks -----------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Prints what a program costs on ranks: what winograd-shard predicts for any number of them, and, with --run,
what wino-run measures and counts on as many as this machine can start. The model is not a measurement:
computing at --gflops a rank, --gbytes a second and --microseconds a message between ranks, halos before
computing, no contention."""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys

BUILT = pathlib.Path(__file__).resolve().parent.parent / "build" / "bin"


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("module", help="the program, linalg on tensors")
    parser.add_argument("--entry", default="main", help="its function (main)")
    parser.add_argument("--cuts", default="auto", help="auto, or one cut as height or height:R,width:C (auto)")
    parser.add_argument("--ranks", type=int, nargs="+", default=[1, 2, 4, 8, 16, 64, 256, 1024])
    parser.add_argument("--run", type=int, nargs="*", default=[], metavar="RANKS", help="run on so many, and compare")
    parser.add_argument("--mpirun", default="mpirun", help="the command that starts ranks (mpirun)")
    parser.add_argument("--repeat", type=int, default=5, help="runs, of which the median counts (5)")
    parser.add_argument("--gflops", type=float, default=100.0, help="of a rank's direct convolution (100)")
    parser.add_argument("--gbytes", type=float, default=1.0, help="a second, of a rank (1)")
    parser.add_argument("--microseconds", type=float, default=10.0, help="of a message (10)")
    return parser.parse_args()


def fail(message):
    sys.exit(f"sharding.py: error: {message}")


def find_tool(name):
    """The one on the path, or else of the build's folder."""
    tool = shutil.which(name) or shutil.which(name, path=BUILT)
    return tool or fail(f"expected {name} on the path or in {BUILT}")


def predict(options, ranks):
    """{grid: figures} of every grid that can be, and the name of the cheapest one."""
    result = subprocess.run(
        [find_tool("wino-opt"), options.module, f"--winograd-shard=shards=auto ranks={ranks} gflops={options.gflops} "
         f"gbytes={options.gbytes} microseconds={options.microseconds}", "--remark-format=emitRemark",
         "--remarks-filter=winograd-shard", "-o", "/dev/null"], capture_output=True, text=True, check=False)
    best = re.search(r'"\d+ ranks: ([^"]*)"', result.stderr)
    if result.returncode or not best:
        fail(f"wino-opt failed: {result.stderr.strip()}")
    figures = {}
    for grid, text in re.findall(r'[ ,]([a-z:,\d-]+)="(bytes[^"]*)"', result.stderr):
        figures[grid] = {name: float(value) for name, value in
                         (item.rsplit(" ", 1) for item in text.split(", "))}
    return figures, best[1]


def measure(options, grid, ranks):
    """(seconds, bytes) of a run."""
    result = subprocess.run(
        [*options.mpirun.split(), "-n", str(ranks), find_tool("wino-run"), options.module, f"--entry={options.entry}",
         f"--shard={grid}", "--random-inputs=1", f"--time={options.repeat}"],
        capture_output=True, text=True, check=False)
    time = re.search(r"run ([\d.]+) (s|ms|us)", result.stdout)
    count = re.search(r"messages of (\d+) bytes, \d+ reductions of (\d+) bytes", result.stdout)
    if result.returncode or not time or not count:
        fail(f"{ranks} ranks: {result.stderr.strip() or result.stdout.strip()}")
    seconds = float(time[1]) * {"s": 1, "ms": 1e-3, "us": 1e-6}[time[2]]
    return seconds, int(count[1]) + int(count[2])


def choose(figures, best, cut, ranks):
    """The grid that is meant, of those that can be."""
    if cut == "auto":
        return best
    named = [grid for grid in figures if re.sub(r":\d+", "", grid) == re.sub(r":\d+", "", cut)]
    if cut in figures:
        return cut
    if not named:
        fail(f"{ranks} ranks: {cut} cannot be; there are: {', '.join(figures)}")
    return min(named, key=lambda grid: figures[grid]["microseconds"])


def main():
    options = parse_arguments()
    alone = predict(options, 1)[0]
    alone = min(figure["microseconds"] for figure in alone.values())
    first = None
    print(f"{'ranks':>5}  {'grid':24} {'bytes':>12} {'messages':>8} {'imbalance':>9} {'model':>7} {'speedup':>7}"
          "   measured, counted")
    for ranks in sorted({*options.ranks, *options.run}):
        figures, best = predict(options, ranks)
        grid = choose(figures, best, options.cuts, ranks)
        figure = figures[grid]
        line = (f"{ranks:5}  {grid:24} {int(figure['bytes']):12} {int(figure['messages']):8} "
                f"{figure['imbalance']:9.2f} {figure['microseconds'] / 1e3:5.1f}ms "
                f"{alone / figure['microseconds']:6.2f}x")
        if ranks in options.run:
            seconds, counted = measure(options, grid, ranks)
            first = first or (seconds * ranks if ranks == 1 else None)
            line += f"   {seconds * 1e3:.1f} ms"
            line += f" ({first / seconds:.2f}x)" if first else ""
            line += f", {counted} bytes"
            if counted != figure["bytes"]:
                fail(f"{ranks} ranks: {counted} bytes were counted, but {int(figure['bytes'])} predicted")
        print(line, flush=True)


if __name__ == "__main__":
    main()
