#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles a module in several ways that must not matter, and compares the results.

    same_bytes.py threads MODULE FOLDER PIPELINE...
    same_bytes.py steps MODULE FOLDER PIPELINE...

A pipeline is an option of wino-opt, without its dashes. `threads`: with threads and
without, what is made, and the remarks; addresses differ from run to run, too.
`steps`: pass by pass, each in a process of its own that reads what the one before has
printed, as text, as operations in the generic form, or as bytecode, by turns; what the
pipeline has made, it takes once more. FOLDER keeps what differs.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# Pass managers that are nested in the module's.
NESTED = re.compile(r"([\w.]+)\((.*)\)$", re.DOTALL)
FORMS = ([], ["--mlir-print-op-generic"], ["--emit-bytecode"])


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """wino-opt, which must succeed; its files are seen as text elsewhere."""
    done = subprocess.run(
        ["wino-opt", *map(str, arguments)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"wino-opt {' '.join(map(str, arguments))}\n{done.stderr[:4000]}")
    return done


def _compare(what: str, one: Path, other: Path) -> None:
    if one.read_bytes() != other.read_bytes():
        sys.exit(f"{what}: {one} and {other} differ")


def compare_threads(module: Path, folder: Path, pipeline: str) -> None:
    """Remarks are compared, too: they come in the order of the program."""
    many, one = folder / "threads.mlir", folder / "one-thread.mlir"
    for made, options in ((many, []), (one, ["--mlir-disable-threading"])):
        said = _run(module, f"--{pipeline}", *options, "--remark-format=emitRemark",
                    "--remarks-filter=winograd.*", "-o", made).stderr
        if "remark:" not in said:
            sys.exit(f"{pipeline}: expected remarks")
        made.with_suffix(".txt").write_text(said, encoding="utf-8")
    _compare(pipeline, many, one)
    _compare(pipeline, many.with_suffix(".txt"), one.with_suffix(".txt"))


def _split(passes: str) -> Iterator[str]:
    """The elements of a list of passes."""
    depth, start = 0, 0
    for position, char in enumerate(passes + ","):
        depth += (char in "({") - (char in ")}")
        if char == "," and depth == 0:
            yield passes[start:position].strip()
            start = position + 1


def _flatten(passes: str, anchors: tuple[str, ...] = ()) -> Iterator[str]:
    """Each pass alone, as a pipeline."""
    for element in _split(passes):
        nested = NESTED.match(element)
        if nested:
            yield from _flatten(nested[2], (*anchors, nested[1]))
        else:
            text = re.sub(r"\s+", " ", element)
            yield "(".join((*anchors, text)) + ")" * len(anchors)


def _passes_of(pipeline: str) -> list[str]:
    empty = subprocess.run(
        ["wino-opt", f"--{pipeline}", "--dump-pass-pipeline", "-"], input="",
        capture_output=True, text=True, check=True,
    ).stderr
    return list(_flatten(empty[empty.index("builtin.module("):].strip()))


def compare_steps(module: Path, folder: Path, pipeline: str) -> None:
    whole, end = folder / "whole.mlir", folder / "steps.mlir"
    _run(module, f"--{pipeline}", "-o", whole)
    passes = _passes_of(pipeline)
    if len(passes) < 10:
        sys.exit(f"{pipeline}: expected many passes, but got {passes}")
    current = module
    for number, element in enumerate(passes):
        following = folder / f"step-{number % 2}"
        _run(current, f"--pass-pipeline={element}", *FORMS[number % len(FORMS)], "-o",
             following)
        current = following
    _run(current, "-o", end)
    _compare(pipeline, whole, end)
    _run(whole, f"--{pipeline}", "-o", end)  # which finds nothing to do


def main() -> None:
    mode, module, folder, *pipelines = sys.argv[1:]
    compare = {"threads": compare_threads, "steps": compare_steps}[mode]
    Path(folder).mkdir(parents=True, exist_ok=True)
    for pipeline in pipelines:
        compare(Path(module), Path(folder), pipeline)


if __name__ == "__main__":
    main()
