#===- kinds.py - What describes a kind of layer ---------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""What describes a kind of layer: its parameters, its weights, and how it becomes operations."""

from __future__ import annotations

from typing import Any, Callable, NamedTuple, Optional


class ModelError(Exception):
    """A file that is damaged, or that holds something that this importer does not know."""


class Param(NamedTuple):
    """A layer's parameter.

    `default` is its value where the file omits it (a string: the same as that other parameter;
    None: it must be given). `only` holds the values that the importer knows, if it does not know
    all, and `why` what the others ask for. `type` is int or float, `many` says that it is a list
    of these.
    """

    name: str
    default: Any = 0
    only: Optional[tuple] = None
    type: type = int
    many: bool = False
    why: str = ""


class Kind(NamedTuple):
    """A kind of layer.

    `emit(builder, layer, *values)` appends the operations to the function and returns the value,
    or the values, that the layer writes. `read_weights(layer, reader)` takes the layer's weights
    from the .bin file. `inputs` and `outputs` are the least and the largest number of blobs that
    it reads and writes (None: any number).
    """

    emit: Callable[..., Any]
    params: dict[int, Param] = {}
    inputs: tuple[int, Optional[int]] = (1, 1)
    outputs: tuple[int, Optional[int]] = (1, 1)
    read_weights: Optional[Callable[..., None]] = None


BOOLEAN = (0, 1)
# What ncnn's -233 means depends on the parameter: all that there is, or none.
UNSET = -233


# Rows, columns or channels that are listed one by one: more are a mistake, and would take minutes.
MOST_PLACES = 2**16


def require(layer: Any, holds: bool, text: str) -> None:
    """Raises the layer's error unless the condition holds."""
    if not holds:
        raise layer.error(text)


def require_positive(layer: Any, *names: str) -> None:
    """Checks that these parameters are 1 or more."""
    for name in names:
        require(layer, layer.params[name] >= 1,
                f"expected {name} to be at least 1, but got {layer.params[name]}")


def require_few(layer: Any, what: str, count: int) -> None:
    """Checks what is going to be listed one by one."""
    require(layer, count <= MOST_PLACES, f"expected at most {MOST_PLACES} {what}, but got {count}")
