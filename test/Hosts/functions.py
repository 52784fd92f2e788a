#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints a module of many functions, each a convolution of some form and what stands
around it, drawn from a seed.

    functions.py COUNT SEED

They are the fuzzer's programs, of f32 and static sizes, which every target takes.
"""

import os
import sys
from typing import Any

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../Fuzz"))
from fuzzing.generate import program  # noqa: E402
from fuzzing.program import Module  # noqa: E402


def _is_plain(drawn: Any) -> bool:
    """Whether every target can compute the program."""
    values = [*drawn.arguments, *(v for node in drawn.nodes for v in node.outputs)]
    return not any(node.op.programs() for node in drawn.nodes) and all(
        v.kind == "f32" and v.rank and v.number.value.size and not any(v.dynamic)
        for v in values
    )


def main() -> None:
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    rng = np.random.default_rng(seed)
    module = Module()
    with np.errstate(all="ignore"):
        while len(module.functions) < count:
            drawn = program(rng, int(rng.integers(0, 3)))
            if _is_plain(drawn):
                module.function(f"f{len(module.functions)}", drawn)
    print(module.text(), end="")


if __name__ == "__main__":
    main()
