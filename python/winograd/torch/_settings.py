#===- _settings.py - The options of the backend ---------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Any, Mapping

import torch

from .._compile import compile
from .._records import Error

WEIGHTS = ("constants", "arguments")
# What a graph decides itself, or what does not fit it.
_NOT_OPTIONS = ("module", "entry", "pipeline", "on_remark")
# What is wrong with the options is wrong of this, too.
_SMALLEST = "func.func @main(%x: tensor<2xf32>) -> tensor<2xf32> { return %x : tensor<2xf32> }"


@dataclass(frozen=True)
class Settings:
    """What `options` of torch.compile says."""

    weights: str
    """How parameters and buffers reach a function: one of WEIGHTS."""
    compile: Mapping[str, Any]
    """Arguments of `winograd.compile`."""

    @staticmethod
    def parse(options: Mapping[str, Any] | None) -> Settings:
        """Raises ValueError for options that there are not."""
        known = [name for name in inspect.signature(compile).parameters if name not in _NOT_OPTIONS]
        given = dict(options or {})
        weights = given.pop("weights", WEIGHTS[0])
        if weights not in WEIGHTS:
            raise ValueError(
                f"expected the option 'weights' to be {' or '.join(WEIGHTS)}, but got {weights!r}"
            )
        for name in given:
            if name not in known:
                raise ValueError(
                    f"expected options among weights, {', '.join(known)}, but got {name!r}"
                )
        given.setdefault("threads", torch.get_num_threads())
        try:
            compile(_SMALLEST, "main", **{**given, "cache": False})
        except Error as error:
            said = [each.message for each in error.diagnostics if each.severity == "error"]
            raise ValueError("\n".join(said) or str(error)) from error
        return Settings(weights, given)
