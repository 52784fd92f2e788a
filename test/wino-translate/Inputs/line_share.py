#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Of which lines the code of a file is: reads what `llvm-dwarfdump --debug-line`
prints, and prints the share of bytes of each line, largest first, in per cent."""

import re
import sys
from collections import Counter

ROW = re.compile(r"0x([0-9a-f]{16}) +(\d+) .*?(end_sequence)?$")


def main() -> None:
    sizes: Counter[int] = Counter()
    before = None
    for row in map(ROW.match, sys.stdin):
        if row is None:
            continue
        address, line, is_end = int(row[1], 16), int(row[2]), bool(row[3])
        if before is not None:
            sizes[before[1]] += address - before[0]
        before = None if is_end else (address, line)
    for line, size in sizes.most_common():
        print(f"line {line}: {100 * size // sizes.total()}")


if __name__ == "__main__":
    main()
