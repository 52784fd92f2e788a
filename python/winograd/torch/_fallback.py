#===- _fallback.py - What runs in PyTorch, and why ------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
from __future__ import annotations

import os
import re
import warnings
from typing import Mapping

import torch
from torch.fx import Node

_PYTORCH = os.path.dirname(torch.__file__) + os.sep


class FallbackWarning(UserWarning):
    """Something runs in PyTorch, and not compiled by this package."""


class NotCompiled(Exception):
    """A graph could not be compiled; the message says why, in one line."""


def warn(what: str, reason: str) -> None:
    """Says that `what` runs in PyTorch."""
    warnings.warn(f"winograd: {what} runs in PyTorch: {reason}", FallbackWarning, stacklevel=2)


def warn_of_nodes(refused: Mapping[Node, str]) -> None:
    """One warning for each operation and reason, with the places that use it."""
    places: dict[tuple[str, str], dict[str, None]] = {}
    for node, reason in refused.items():
        places.setdefault((name_of(node), reason), {}).update(dict.fromkeys(_place_of(node)))
    for (name, reason), lines in places.items():
        warn(f"{name} ({', '.join(lines)})" if lines else name, reason)


def name_of(node: Node) -> str:
    """An operation's name, as `aten.sort.stable`."""
    if isinstance(node.target, torch._ops.OpOverload):
        return str(node.target)
    return getattr(node.target, "__name__", str(node.target))


def _place_of(node: Node) -> list[str]:
    """`FILE:LINE` of the program that is compiled, if that is known: not of PyTorch's modules."""
    frames = re.findall(r'File "([^"]+)", line (\d+)', node.meta.get("stack_trace") or "")
    theirs = [frame for frame in frames if not frame[0].startswith(_PYTORCH)]
    return [":".join(theirs[-1])] if theirs else []


def first_line(text: str) -> str:
    """What is said of an error in a warning."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0][:300] if lines else "no reason was given"
