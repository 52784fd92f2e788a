#===- _compile.py - Functions on arrays -----------------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Callable, Sequence

import numpy

from . import _winograd as _extension
from ._records import Remark, to_remarks, warn


@dataclass(frozen=True)
class TensorType:
    """What a function takes or gives."""

    dtype: str
    """NumPy's name of the elements' type, or `bfloat16`."""
    shape: tuple[int | None, ...]
    """The sizes; None is any."""


class Function:
    """A compiled function; `compile` makes it. Several threads can call it at once."""

    def __init__(self, function: _extension.Function) -> None:
        self._function = function

    @property
    def name(self) -> str:
        """The name in the module."""
        return self._function.name

    @property
    def inputs(self) -> tuple[TensorType, ...]:
        """What a call takes."""
        return tuple(TensorType(*each) for each in self._function.inputs)

    @property
    def results(self) -> tuple[TensorType, ...]:
        """What a call gives."""
        return tuple(TensorType(*each) for each in self._function.results)

    @property
    def plans(self) -> tuple[str, ...]:
        """How each convolution is computed. Empty if the code was in the cache."""
        return self._function.plans

    @property
    def is_cached(self) -> bool:
        """Whether the code was in the cache."""
        return self._function.is_cached

    def __call__(self, *arrays: Any) -> Any:
        """Calls the function on arrays of NumPy, or others with `__dlpack__`.

        They are read where they are, and not written. They must be in the CPU's memory, in
        C order, with the element types and sizes that `inputs` says, or the call raises
        `TypeError` or `ValueError`; `Error` where sizes do not fit each other. bfloat16 comes
        from DLPack or ml_dtypes, or as its bits, in uint16.

        Gives a NumPy array, a tuple of several, or None if the function has no result.
        bfloat16 is given as its bits. Other threads of Python run meanwhile.
        """
        arrays = tuple(_bits_of_bfloat16(array) for array in arrays)
        try:
            results = self._function.call(*arrays)
        except TypeError as error:
            _explain(error, arrays)
            raise
        return results[0] if len(results) == 1 else results or None

    def __repr__(self) -> str:
        return f"<winograd.Function {self.name!r}: {self.inputs} -> {self.results}>"


def _bits_of_bfloat16(array: Any) -> Any:
    """NumPy gives others no access to the types of ml_dtypes."""
    if isinstance(array, numpy.ndarray) and array.dtype.name == "bfloat16":
        return array.view(numpy.uint16)
    return array


def _explain(error: TypeError, arrays: tuple[Any, ...]) -> None:
    """Raises `error` anew if an array does not let others read it, with its reason."""
    for array in arrays:
        if isinstance(array, numpy.ndarray) or not hasattr(array, "__dlpack__"):
            continue
        try:
            array.__dlpack__()
        except Exception as reason:
            raise TypeError(f"{error}: {reason}") from reason


def compile(
    module: str | bytes,
    entry: str | None = None,
    *,
    plan: str | None = None,
    tile: int | None = None,
    threads: int | None = None,
    direct: bool = False,
    pipeline: str | None = None,
    pipeline_options: str = "",
    cpu: str = "",
    target_description: str | os.PathLike[str] = "",
    shared_libs: Sequence[str | os.PathLike[str]] = (),
    cache: bool = True,
    cache_dir: str | os.PathLike[str] | None = None,
    on_remark: Callable[[Remark], object] | None = None,
) -> Function:
    """Compiles a function of a module of linalg on tensors for this machine's processor.

    `module` is MLIR's text or bytecode; `entry` can be left out if there is one public
    function. The other arguments are the options of wino-run:

    - `plan`: "auto" (the default), "blocked", "three-buffer", "four-buffer" or "direct";
      `tile`: m of F(m, r); `threads`: that share the work; `direct`: leave Winograd out.
      `pipeline_options` has more, such as "max-error=20".
    - `pipeline`: instead of all that, passes that end in the LLVM dialect. They must not
      make the function write into its arguments; One-Shot Bufferize does not.
    - `cpu`: a processor other than this machine's; `target_description`: a file that
      `wino-bench calibrate` has written; `shared_libs`: where the code finds functions.
    - `cache`: keep compiled code on disk for the next time, in `cache_dir` or the user's
      folder, unless the environment has WINOGRAD_NO_CACHE. Not with `on_remark`, which
      is called with each remark of the passes, after they have run.

    Raises `Error` for a module, or options, that cannot be compiled.
    """
    given: dict[str, Any] = {
        "plan": plan,
        "tile": tile,
        "threads": threads,
        "direct": direct,
        "pipeline": pipeline,
        "pipeline_options": pipeline_options,
        "cpu": cpu,
        "target_description": os.fspath(target_description),
        "shared_libs": [os.fspath(library) for library in shared_libs],
        "cache": cache and on_remark is None,
        "cache_dir": None if cache_dir is None else os.fspath(cache_dir),
    }
    options = {name: value for name, value in given.items() if value is not None}
    function = _extension.compile(module, entry or "", options, on_remark is not None)
    warn(function.messages, stacklevel=2)
    if on_remark is not None:
        for remark in to_remarks(function.remarks):
            on_remark(remark)
    return Function(function)
