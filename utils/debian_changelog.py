#!/usr/bin/env python3
#===- debian_changelog.py - CHANGELOG.md for Debian's packages -------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Writes changelog.Debian.gz and changelog.gz from CHANGELOG.md.

    debian_changelog.py CHANGELOG.md --output=FOLDER --maintainer="NAME <MAIL>"

Each version, `## [1.2.3] - 2026-12-31` or `- unreleased`, is an entry, each point of it a change.
An unreleased one has the time of $SOURCE_DATE_EPOCH, or that of the file.
"""

from __future__ import annotations

import argparse
import datetime
import email.utils
import gzip
import os
import re
import sys
import textwrap
from pathlib import Path
from typing import NamedTuple

VERSION = re.compile(r"## \[(?P<version>\d[\w.~+]*)\] - (?P<date>unreleased|\d{4}-\d\d-\d\d)")


class Entry(NamedTuple):
    """One version, and what changed in it."""

    version: str
    date: str
    changes: list[str]


class BadChangelog(Exception):
    """A changelog that is not in the expected form."""


def read_entries(text: str) -> list[Entry]:
    """The versions in `text`, in its order; raises BadChangelog."""
    entries: list[Entry] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("## "):
            found = VERSION.fullmatch(line.strip())
            if not found:
                raise BadChangelog(f"{number}: expected '## [VERSION] - DATE', but got '{line}'")
            entries.append(Entry(found["version"], found["date"], []))
        elif line.startswith("- ") and entries:
            entries[-1].changes.append(line[2:].strip())
        elif line.startswith("  ") and entries and entries[-1].changes:
            entries[-1].changes[-1] += " " + line.strip()
    empty = next((entry for entry in entries if not entry.changes), None)
    if not entries or empty:
        where = f"version {empty.version}" if empty else "the file"
        raise BadChangelog(f"expected changes in {where}, but got none")
    return entries


def format_entry(entry: Entry, release: str, maintainer: str, now: float) -> str:
    """An entry as dpkg-parsechangelog reads it."""
    released = entry.date != "unreleased"
    when = datetime.datetime.fromisoformat(f"{entry.date}T12:00:00+00:00") if released \
        else datetime.datetime.fromtimestamp(now, datetime.timezone.utc)
    changes = "\n".join(
        textwrap.fill(change, width=78, initial_indent="  * ", subsequent_indent="    ")
        for change in entry.changes)
    suite = "unstable" if released else "UNRELEASED"
    return (f"winograd ({entry.version}-{release}) {suite}; urgency=medium\n\n{changes}\n\n"
            f" -- {maintainer}  {email.utils.format_datetime(when)}\n")


def compress(path: Path, text: str) -> None:
    """Writes `text` as gzip -9n does: the same bytes each time."""
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(text.encode())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("changelog", type=Path)
    parser.add_argument("--output", type=Path, required=True, help="the folder of the files")
    parser.add_argument("--maintainer", required=True, help="NAME <MAIL>")
    parser.add_argument("--release", default="1", help="the package's part of the version (1)")
    arguments = parser.parse_args()
    try:
        text = arguments.changelog.read_text()
        entries = read_entries(text)
    except (OSError, BadChangelog) as error:
        print(f"debian_changelog.py: error: {arguments.changelog}: {error}", file=sys.stderr)
        return 1
    now = float(os.environ.get("SOURCE_DATE_EPOCH") or arguments.changelog.stat().st_mtime)
    arguments.output.mkdir(parents=True, exist_ok=True)
    compress(arguments.output / "changelog.gz", text)
    compress(arguments.output / "changelog.Debian.gz", "\n".join(
        format_entry(entry, arguments.release, arguments.maintainer, now) for entry in entries))
    return 0


if __name__ == "__main__":
    sys.exit(main())
