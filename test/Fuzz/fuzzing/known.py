# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Two lists: crashes that are upstream's alone (known-upstream.txt), and messages by
which right programs may be refused (refusals.txt)."""

import functools
import os
import re

_FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")


@functools.lru_cache
def _patterns(name, start):
    with open(os.path.join(_FOLDER, name), encoding="utf-8") as file:
        return [re.compile(line[len(start):].strip()) for line in file
                if line.startswith(start)]


def is_upstream(result):
    return any(p.search(result.signature)
               for p in _patterns("known-upstream.txt", "pattern: "))


def is_refusal(result):
    return any(p.search(result.detail) for p in _patterns("refusals.txt", "  "))
