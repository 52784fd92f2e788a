#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints and reads every module of the tests, as text and as bytecode.

    round_trip.py FILE FOLDER...

The modules of all .mlir files below the folders go into FILE, and wino-opt over it, with
--verify-roundtrip and without: that must make no difference, whatever else it has to
say. Prints how many modules there are.
"""

import re
import subprocess
import sys
from pathlib import Path

MARK = re.compile(r"^// -----.*$", re.MULTILINE)


def _errors(file: Path, *options: str) -> list[str]:
    """What wino-opt says of the modules."""
    said = subprocess.run(
        ["wino-opt", str(file), "--split-input-file", "--allow-unregistered-dialect",
         "-o", "/dev/null", *options],
        capture_output=True, text=True, errors="replace", check=False,
    )
    if said.returncode < 0 or "Stack dump" in said.stderr:
        sys.exit(f"wino-opt crashed:\n{said.stderr[-4000:]}")
    return [line for line in said.stderr.splitlines() if "error:" in line]


def main() -> None:
    file = Path(sys.argv[1])
    modules: list[str] = []
    for path in sorted(p for f in sys.argv[2:] for p in Path(f).rglob("*.mlir")):
        parts = MARK.split(path.read_text(encoding="utf-8"))
        modules += [part for part in parts if "expected-error" not in part]
    # (Their remarks are those of passes.)
    text = "\n// -----\n".join(modules).replace("expected-", "expected ")
    file.write_text(text, encoding="utf-8")
    plain, trip = _errors(file), _errors(file, "--verify-roundtrip")
    if plain != trip:
        sys.exit("\n".join(line for line in trip if line not in plain))
    print(f"{len(modules) - len(plain)} modules")


if __name__ == "__main__":
    main()
