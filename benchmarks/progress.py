#===- progress.py - What a command is doing ------------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""A line on standard error that is written over, if that is a terminal; otherwise one for each problem."""
import shutil
import sys


class Progress:
    """Of so many problems."""

    def __init__(self, count):
        self.count, self.number, self.is_terminal = count, 0, sys.stderr.isatty()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.clear()

    def clear(self):
        if self.is_terminal:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def note(self, text):
        """What is done now."""
        if self.is_terminal:
            width = shutil.get_terminal_size().columns - 1
            print("\r\033[K" + f"[{self.number}/{self.count}] {text}"[:width], end="", file=sys.stderr, flush=True)

    def say(self, text):
        """What should stay."""
        self.clear()
        print(text, file=sys.stderr, flush=True)

    def begin(self, name):
        self.number += 1
        if not self.is_terminal:
            self.say(f"[{self.number}/{self.count}] {name}")
