#!/usr/bin/env python3
#===- report.py - Measurements as a table and as bars --------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Lines of measurements as a table of GFLOP/s, and as bars.

    report.py RESULTS.csv [--plot=FILE.png] [--title=TEXT]

A line is `name,shape,threads,milliseconds,GFLOP/s,error`. What is measured twice, ours in the beginning and in the end,
counts with its mean; how far the machine drifted between the two is printed. Names that begin with `winograd` are ours;
a library's name is what precedes the first `-` or `+`.
"""
import argparse
import math
import re
import sys

OURS = "winograd"
WIDTH = 17  # of a column


class Failure(Exception):
    """There is nothing to report; the text says why."""


def library(name):
    """onednn of onednn-nchw and of onednn+reorders."""
    return re.split("[-+]", name)[0]


def read(path):
    """{name: {shape: [GFLOP/s, ...]}} and the largest error, in the order of the file."""
    results, errors = {}, []
    with open(path, encoding="utf-8") as file:
        for number, text in enumerate(file, 1):
            fields = text.strip().split(",")
            try:
                name, shape, _, _, gigaflops, error = fields
                results.setdefault(name, {}).setdefault(shape, []).append(float(gigaflops))
                errors.append((float(error), name, shape))
            except ValueError:
                raise Failure(f"{path}:{number}: expected name,shape,threads,ms,GFLOP/s,error, but got '{text.strip()}'") from None
    if not results:
        raise Failure(f"expected measurements in '{path}', but got none")
    # A NaN is larger than everything.
    return results, max(errors, key=lambda entry: (math.isnan(entry[0]), entry[0]))


def mean(values):
    return sum(values) / len(values)


def geometric_mean(values):
    return math.exp(mean([math.log(value) for value in values]))


def best_of(results, shape, wanted):
    """The best of the names that `wanted` accepts; 0 if there is none."""
    return max((mean(shapes[shape]) for name, shapes in results.items() if shape in shapes and wanted(name)), default=0)


def print_table(results, shapes):
    """A line for each name, then the comparison."""
    def print_line(name, cells):
        print(f"{name:26}" + "".join(f"{cell:>{WIDTH}}" for cell in cells))

    def ours(name):
        return library(name) == OURS

    print_line("GFLOP/s", shapes)
    for name, values in results.items():
        print_line(name, [f"{mean(values[shape]):.1f}" if shape in values else "-" for shape in shapes])
    own = [best_of(results, shape, ours) for shape in shapes]
    peer = [best_of(results, shape, lambda name: not ours(name)) for shape in shapes]
    ratios = [a / b for a, b in zip(own, peer) if a and b]
    if not ratios:
        return
    print_line("best peer", [f"{value:.1f}" if value else "-" for value in peer])
    print_line("ours / best peer", [f"{a / b:.2f}" if a and b else "-" for a, b in zip(own, peer)])
    print(f"ours / best peer, geometric mean of {len(ratios)}: {geometric_mean(ratios):.3f}")


def print_drift(results):
    """How the last measurement compares with the first, where there are several."""
    ratios = [values[-1] / values[0] for shapes in results.values() for values in shapes.values()
              if len(values) > 1 and values[0] > 0]
    if ratios:
        print(f"drift: what was measured twice was {geometric_mean(ratios):.3f} times as fast in the end "
              f"({min(ratios):.2f} to {max(ratios):.2f})")


def plot(results, shapes, title, path):
    """Bars: for each shape, the best of each library."""
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot
    libraries = sorted({library(name) for name in results}, key=lambda name: (name != OURS, name))
    figure, axes = pyplot.subplots(figsize=(max(5, 1.6 * len(shapes)), 4.5))
    width = 0.8 / len(libraries)
    for index, name in enumerate(libraries):
        values = [best_of(results, shape, lambda other, name=name: library(other) == name) for shape in shapes]
        places = [place + (index - (len(libraries) - 1) / 2) * width for place in range(len(shapes))]
        bars = axes.bar(places, values, width, label=name)
        axes.bar_label(bars, [f"{value:.0f}" if value else "" for value in values], fontsize=6)
    axes.set_xticks(range(len(shapes)), shapes, rotation=20, ha="right")
    axes.set_ylabel("GFLOP/s (operations of a direct convolution)")
    axes.set_title(title)
    axes.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=150)
    print(f"plot: {path}")


def main():
    parser = argparse.ArgumentParser(description="Lines of measurements as a table and as bars.")
    parser.add_argument("results", help="lines name,shape,threads,ms,GFLOP/s,error")
    parser.add_argument("--plot", metavar="FILE.png", help="draw bars")
    parser.add_argument("--title", default="f32, one core", help="of the plot")
    options = parser.parse_args()
    try:
        results, (error, name, shape) = read(options.results)
    except (OSError, Failure) as failure:
        sys.exit(f"report.py: error: {failure}")
    shapes = list(dict.fromkeys(shape for values in results.values() for shape in values))
    print_table(results, shapes)
    print_drift(results)
    print(f"largest error: {error:.2e} ({name}, {shape})")
    if options.plot:
        plot(results, shapes, options.title, options.plot)


if __name__ == "__main__":
    main()
