#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs wino-run on several ranks."""

import os
import subprocess
from dataclasses import dataclass

TIMEOUT = 100


@dataclass
class Launcher:
    """An mpirun, with its options."""

    command: list[str]

    def get_command(self, *ranks: tuple[int, list[str]]) -> list[str]:
        """The command that runs so many ranks of wino-run with these arguments, and so on."""
        command = list(self.command)
        for index, (count, arguments) in enumerate(ranks):
            command += [":"] * (index > 0) + ["-n", str(count), "wino-run", *arguments]
        return command

    def run(
        self, *ranks: tuple[int, list[str]], **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Runs the command."""
        return subprocess.run(
            self.get_command(*ranks), capture_output=True, text=True, timeout=TIMEOUT,
            env={**os.environ, **environment},
        )

    def succeed(self, ranks: int, *arguments: str) -> str:
        """Standard output of a run without errors."""
        result = self.run((ranks, list(arguments)))
        assert result.returncode == 0, result.stderr
        assert "error" not in result.stderr, result.stderr
        return result.stdout
