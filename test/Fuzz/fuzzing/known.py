# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Crashes that are upstream's alone: known-upstream.txt lists them, each with the
command that shows it with the distribution's own tools."""

import functools
import os
import re

_LIST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..",
                     "known-upstream.txt")


@functools.lru_cache
def patterns():
    with open(_LIST, encoding="utf-8") as file:
        return [re.compile(line[9:].strip()) for line in file
                if line.startswith("pattern: ")]


def is_upstream(result):
    return any(p.search(result.signature) for p in patterns())
