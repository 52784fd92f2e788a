#===- _records.py - Diagnostics and remarks -------------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Place:
    """Where something is in the source of a module."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Diagnostic:
    """What the compiler has to say of a module."""

    severity: str
    """`error`, `warning`, `remark` or `note`."""
    message: str
    place: Place | None
    notes: tuple[Diagnostic, ...] = ()

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        lines = [f"{place}{self.severity}: {self.message}", *map(str, self.notes)]
        return "\n".join(lines)


@dataclass(frozen=True)
class Remark:
    """What a pass did, or did not do, and why: MLIR's optimization remarks."""

    kind: str
    """`passed`, `missed`, `failure` or `analysis`."""
    category: str
    """The pass."""
    name: str
    """What the remark is about, such as `plan`."""
    function: str
    """The function; empty if the pass does not say."""
    message: str
    arguments: tuple[tuple[str, str], ...]
    """Names and values, in order; the message is one of them."""
    place: Place | None

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        return f"{place}{self.category}: {self.message}"


class Error(RuntimeError):
    """A module, a pipeline or an option that the compiler refuses, or a call that fails."""

    diagnostics: tuple[Diagnostic, ...] = ()
    """What the compiler says of the module; empty if it is not about one."""

    @classmethod
    def _of(cls, text: str, messages: Any) -> Error:
        # The library below speaks of the options of its tools.
        text = re.sub(
            r"--([a-z]+(?:-[a-z]+)*)", lambda option: f"'{option[1].replace('-', '_')}'", text
        )
        diagnostics = to_diagnostics(messages)
        errors = [str(d) for d in diagnostics if d.severity == "error"]
        error = cls("\n".join([text, *errors]))
        error.diagnostics = diagnostics
        return error


class CompilationWarning(UserWarning):
    """What the compiler warns of."""


def _to_place(place: tuple[str, int, int]) -> Place | None:
    return Place(*place) if place[1] else None


def to_diagnostics(messages: Any) -> tuple[Diagnostic, ...]:
    """Diagnostics of what the extension gives."""
    return tuple(
        Diagnostic(severity, text, _to_place(place), to_diagnostics(notes))
        for severity, text, place, notes in messages
    )


def to_remarks(remarks: Any) -> tuple[Remark, ...]:
    """Remarks of what the extension gives."""
    return tuple(
        Remark(kind, category, name, function, text, arguments, _to_place(place))
        for kind, category, name, function, text, arguments, place in remarks
    )


def warn(messages: Any, stacklevel: int) -> None:
    """Passes the compiler's warnings on to Python's."""
    for diagnostic in to_diagnostics(messages):
        if diagnostic.severity == "warning":
            warnings.warn(str(diagnostic), CompilationWarning, stacklevel=stacklevel + 1)
