# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Modules to damage: the tests' own, random programs, and what phases make of
those, in the generic form, too."""

import functools
import os
import re

from fuzzing import options
from fuzzing.compile import MARK
from fuzzing.run import execute

_TESTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
LONGEST = 5000


@functools.lru_cache
def of_tests():
    """The modules of the tests, split, without those that are long."""
    found = []
    for folder, _, names in sorted(os.walk(_TESTS)):
        if os.path.basename(folder) == "upstream":  # what crashes upstream itself
            continue
        for name in sorted(names):
            if name.endswith(".mlir"):
                with open(os.path.join(folder, name), encoding="utf-8",
                          errors="replace") as file:
                    found += file.read().split("// -----")
    # Without comments: mlir-opt looks for "expected-error" in them.
    found = [re.sub(r"//[^\n]*", "", text).strip() + "\n" for text in found]
    # A cast that was there may stay; one that a pipeline leaves is a failure.
    return [text for text in found if 20 < len(text) < LONGEST
            and "unrealized_conversion_cast" not in text]


def after_phases(rng, texts, tools, folder):
    """What some passes in order make of modules; those that they refuse are left
    out."""
    order = options.IN_ORDER if rng.random() < 0.7 else options.GPU_ORDER
    last = int(rng.integers(1, len(order) + 1))
    passes = [options.one_pass(rng, n) for n in order[:last]]
    form = ["--mlir-print-op-generic"] if rng.random() < 0.5 else []
    source = os.path.join(folder, "corpus.mlir")
    with open(source, "w", encoding="utf-8") as file:
        file.write(MARK.join(texts))
    target = os.path.join(folder, "corpus-out.mlir")
    execute([tools["wino-opt"], source, "-split-input-file",
             *options.arguments(passes), *form, "-o",
             target])
    try:
        with open(target, encoding="utf-8") as file:
            found = file.read().split(MARK)
    except OSError:
        return []
    # A cast that was there may stay; one that a pipeline leaves is a failure.
    return [text for text in found if 20 < len(text) < LONGEST
            and "unrealized_conversion_cast" not in text]
