#!/usr/bin/env python3
#===- errors.py - Rounding errors side by side ---------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""The rounding errors of a comparison as a table in Markdown, by F(m, r), and where ours are not the smallest.

    errors.py FILE.csv [--error=rms|max]

The file is what `wino-bench compare --report=FILE.html` leaves beside it: lines with the columns `problem`, `name`,
`rms_error` and `max_error`, absolute errors against float64. The table is in units of 1e-7, the smallest of each F(m, r)
bold. A library that was asked for one F(m, r) may take another one: a name whose errors are the very same as those of
another algorithm of that library is left out. Libraries that were not measured are named.
"""
import argparse
import csv
import sys

# Whose contender is which algorithm. oneDNN says so with DNNL_VERBOSE=1 (jit_fp32_wino_2x3), IREE and tinygrad have one.
ALGORITHMS = {
    "F(2, 3)": ("winograd-F2", "onednn-winograd", "ncnn-F23"),
    "F(3, 3)": ("winograd-F3",),
    "F(4, 3)": ("winograd-F4", "ncnn-F43", "tinygrad-wino"),
    "F(5, 3)": ("winograd-F5",),
    "F(6, 3)": ("winograd-F6", "ncnn-F63", "iree-winograd"),
    "direct": ("winograd-direct", "onednn", "onednn-nchw", "ncnn-direct", "onnxruntime", "torch", "iree", "tinygrad"),
}
OURS = "winograd-"
TITLES = {"winograd": "ours", "onednn": "oneDNN", "onnxruntime": "ONNX Runtime", "torch": "PyTorch", "iree": "IREE"}
PEERS = ("onednn", "ncnn", "iree", "tinygrad")
UNIT = 1e-7


class Failure(Exception):
    """There is no table; the text says why."""


def read(path):
    """{problem: {name: {"rms": ..., "max": ...}}}, in the order of the file."""
    errors = {}
    try:
        with open(path, encoding="utf-8", newline="") as file:
            for number, line in enumerate(csv.DictReader(file), 2):
                try:
                    if not line["rms_error"]:
                        continue  # It could not be measured.
                    errors.setdefault(line["problem"], {})[line["name"]] = {
                        "rms": float(line["rms_error"]), "max": float(line["max_error"])}
                except (KeyError, TypeError, ValueError):
                    raise Failure(f"{path}:{number}: expected problem, name, rms_error and max_error") from None
    except OSError as error:
        raise Failure(f"expected '{path}' to be a readable file, but got: {error.strerror}") from None
    if not errors:
        raise Failure(f"expected errors in '{path}', but got none")
    return errors


def library(name):
    """ncnn of ncnn-F43."""
    return name.split("-")[0]


def get_title(name):
    """oneDNN of onednn, and its layout if that makes the difference."""
    return TITLES.get(library(name), library(name)) + (", NCHW" if name.endswith("-nchw") else "")


def drop_others(found):
    """Without what took another algorithm than its name says: the one with the smaller tiles is the true one."""
    order = ["direct", *(algorithm for algorithm in ALGORITHMS if algorithm != "direct")]
    kept = {}
    for algorithm in order:
        for name in ALGORITHMS[algorithm]:
            same = [other for other, where in kept.items()
                    if where != algorithm and library(other) == library(name) and found[other] == found.get(name)]
            if name in found and not same:
                kept[name] = algorithm
    return {name: found[name] for name in kept}


def get_rows(errors, kind):
    """(algorithm, name, [value or None for each problem]) of what was measured."""
    kept = [drop_others(found) for found in errors.values()]
    for algorithm, names in ALGORITHMS.items():
        for name in names:
            values = [found[name][kind] if name in found else None for found in kept]
            if any(value is not None for value in values):
                yield algorithm, name, values


def format_table(problems, rows):
    lines = ["| algorithm | by | " + " | ".join(problems) + " |", "|---|---|" + "---|" * len(problems)]
    for algorithm, name, values in rows:
        cells = []
        for index, value in enumerate(values):
            rivals = [other[index] for where, _, other in rows if where == algorithm and other[index] is not None]
            text = "–" if value is None else f"{value / UNIT:.2f}"
            cells.append(f"**{text}**" if len(rivals) > 1 and value == min(rivals) else text)
        lines.append(f"| {algorithm} | {get_title(name)} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def compare(problems, rows):
    """Of each peer's value, whether ours of the same algorithm is smaller: sentences."""
    count, smaller, exceptions = 0, 0, []
    for algorithm, ours, own in rows:
        if not ours.startswith(OURS) or algorithm == "direct":
            continue
        for where, peer, theirs in rows:
            if where != algorithm or peer.startswith(OURS):
                continue
            for problem, mine, other in zip(problems, own, theirs):
                if mine is None or other is None:
                    continue
                count += 1
                smaller += mine < other
                if not mine < other:
                    exceptions.append(f"not in {algorithm} of {problem}: {mine:.3e}, {peer} {other:.3e}")
    return [f"ours of F(m, r) is smaller than a peer's in {smaller} of {count} comparisons", *exceptions]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--error", choices=("rms", "max"), default="rms")
    options = parser.parse_args()
    try:
        errors = read(options.file)
    except Failure as failure:
        sys.exit(f"errors.py: error: {failure}")
    problems, rows = list(errors), list(get_rows(errors, options.error))
    print(format_table(problems, rows), "\n")
    print("\n".join(compare(problems, rows)))
    for peer in PEERS:
        if not any(library(name) == peer for _, name, _ in rows):
            print(f"{peer} was not measured")


if __name__ == "__main__":
    main()
