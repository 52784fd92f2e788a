#===- _opt.py - Passes on the text of a module ----------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
from __future__ import annotations

from typing import Callable

from . import _winograd as _extension
from ._records import Remark, to_remarks, warn


def opt(
    module: str | bytes,
    pipeline: str,
    *,
    on_remark: Callable[[Remark], object] | None = None,
) -> str:
    """Runs a pipeline of passes on a module, as wino-opt does.

    `module` is MLIR's text or bytecode, `pipeline` such as
    "winograd-plan{tile=4},convert-linalg-to-winograd", with or without builtin.module( ).
    All passes of this project and of MLIR are known. `on_remark` is called with each
    remark of the passes, after they have run.

    The result is the module's text. Raises `Error` if the module is none, or a pass fails;
    warnings are `CompilationWarning`s.
    """
    text, messages, remarks = _extension.opt(module, pipeline, on_remark is not None)
    warn(messages, stacklevel=2)
    if on_remark is not None:
        for remark in to_remarks(remarks):
            on_remark(remark)
    return text
