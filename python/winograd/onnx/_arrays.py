#===- _arrays.py - Arrays in files, by the names of a network --------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""`[NAME=]FILE.npy`: without a name, files are those of the values in their order."""
from __future__ import annotations

import os
import tempfile
from typing import Any, Callable, Sequence, TypeVar

import numpy

from .. import Error
from ._network import Value

T = TypeVar("T")


def assign(
    what: str, given: Sequence[str], values: Sequence[Value], parse: Callable[[str], T]
) -> dict[str, T]:
    """What `[NAME=]TEXT` options give to values, by name."""
    names = [value.name for value in values]
    assigned: dict[str, T] = {}
    for text in given:
        name, separator, rest = text.partition("=")
        if not separator or (name not in names and os.path.exists(text)):
            free = [name for name in names if name not in assigned]
            if not free:
                raise Error(f"expected at most {len(names)} of {what}, but got '{text}' as well")
            name, rest = free[0], text
        elif name not in names:
            raise Error(f"expected {what} for one of {', '.join(names)}, but got '{name}'")
        if name in assigned:
            raise Error(f"expected {what} once for '{name}', but got it twice")
        assigned[name] = parse(rest)
    return assigned


def read(path: str) -> Any:
    """The array in a file."""
    try:
        array = numpy.load(path, allow_pickle=False)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Error(f"expected '{path}' to be a readable file, but got: {reason}") from error
    except (ValueError, EOFError) as error:
        raise Error(f"expected '{path}' to be an array of NumPy, but got: {error}") from error
    if not isinstance(array, numpy.ndarray):
        raise Error(f"expected '{path}' to be one array of NumPy, but got several")
    return array


def check(value: Value, array: Any, source: str) -> Any:
    """The array in C order; raises `Error` unless it is what the network takes."""
    dtype = "uint16" if value.dtype == "bfloat16" else value.dtype
    sizes_fit = array.ndim == len(value.shape) and all(
        not isinstance(declared, int) or declared == size
        for declared, size in zip(value.shape, array.shape)
    )
    if not sizes_fit or array.dtype.name != dtype:
        got = Value(value.name, array.dtype.name, array.shape)
        raise Error(f"expected {source} for '{value.name}' to be {value}, but got {got}")
    return numpy.ascontiguousarray(array).reshape(array.shape)


def make_random(values: Sequence[Value], seed: int) -> dict[str, Any]:
    """Numbers of a normal distribution; 0 and 1 where they are no floats."""
    generator = numpy.random.default_rng(seed)
    arrays: dict[str, Any] = {}
    for value in values:
        sizes = [size for size in value.shape if isinstance(size, int)]
        if len(sizes) != len(value.shape):
            raise Error(f"expected --shape for '{value.name}', since it is {value}")
        if value.dtype == "bfloat16":
            raise Error(f"expected --input for '{value.name}', since it is {value}")
        dtype = numpy.dtype(value.dtype)
        if dtype.kind == "f":
            arrays[value.name] = generator.standard_normal(sizes).astype(dtype)
        else:
            arrays[value.name] = generator.integers(0, 2, sizes).astype(dtype)
    return arrays


def write(path: str, array: Any) -> None:
    """Writes a file, whole or not at all."""
    write_whole(path, lambda file: numpy.save(file, array, allow_pickle=False))


def write_whole(path: str, fill: Callable[[Any], object]) -> None:
    """Calls `fill` with a file that takes the place of `path` when all is written."""
    folder, name = os.path.split(os.path.abspath(path))
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=f".{name}.", delete=False) as file:
            try:
                fill(file)
                os.chmod(file.name, 0o666 & ~_get_umask())
                os.replace(file.name, path)
            except BaseException:
                os.unlink(file.name)
                raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise Error(f"expected '{path}' to be a writable file, but got: {reason}") from error


def _get_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
