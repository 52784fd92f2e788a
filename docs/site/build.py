#!/usr/bin/env python3
#===- build.py - Make the documentation's site -----------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Makes the site: pages of HTML that need no server and no network.

    build.py --root=SOURCES --reference=BUILD/docs --output=FOLDER --version=1.2.3

The documents, and what mlir-tblgen wrote, are staged beside FOLDER, and Sphinx makes pages of
them. A warning of Sphinx's, such as a link that leads nowhere, is an error.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from staging import BadLink, Stage


def run_sphinx(pages: Path, output: Path, version: str) -> int:
    """Sphinx's exit status: not 0 if it had anything to say."""
    command = [
        sys.executable, "-m", "sphinx", "-b", "html", "-q", "-W", "--keep-going", "-j", "auto",
        "-c", str(Path(__file__).parent), "-d", str(pages.parent / ".doctrees"),
        "-D", f"version={version}", "-D", f"release={version}",
        "-D", f"html_title=Winograd {version}", str(pages), str(output),
    ]
    return subprocess.run(command, check=False).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, required=True, help="the sources")
    parser.add_argument("--reference", type=Path, required=True,
                        help="the folder of what mlir-tblgen wrote")
    parser.add_argument("--output", type=Path, required=True, help="the folder of the site")
    parser.add_argument("--version", required=True, help="the version that the pages name")
    arguments = parser.parse_args()
    output = arguments.output.resolve()
    work = output.parent / f"{output.name}.work"
    shutil.rmtree(work, ignore_errors=True)
    try:
        Stage(arguments.root.resolve(), arguments.reference.resolve(), work / "pages").write()
    except (OSError, BadLink) as error:
        print(f"build.py: error: {error}", file=sys.stderr)
        return 1
    shutil.rmtree(output, ignore_errors=True)
    if run_sphinx(work / "pages", output, arguments.version):
        print("build.py: error: Sphinx found what is above", file=sys.stderr)
        return 1
    (output / ".buildinfo").unlink(missing_ok=True)  # what Sphinx keeps for itself
    shutil.rmtree(work)
    print(f"build.py: {len(list(output.rglob('*.html')))} pages in {output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
