#===- _network.py - A network as a module ----------------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
from __future__ import annotations

import importlib.util
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Mapping, Sequence, Union

from .. import Error, Function
from .. import compile as compile_module

if TYPE_CHECKING:
    import onnx


@dataclass(frozen=True)
class Value:
    """An input or an output of a network."""

    name: str
    """Its name in the network."""
    dtype: str
    """NumPy's name of the elements' type, or `bfloat16`."""
    shape: tuple[Union[int, str, None], ...]
    """The sizes; text is a size that the network only has a name for, None any."""

    def __str__(self) -> str:
        sizes = "x".join("?" if size is None else str(size) for size in self.shape)
        return f"{self.dtype} of {sizes}" if self.shape else f"one {self.dtype}"


@dataclass(frozen=True)
class Network:
    """A network of ONNX as a function of linalg on tensors; `load` makes it."""

    text: str
    """The module, which any of the tools reads."""
    entry: str
    """The function's name. It takes `inputs`, and gives `outputs`, in their order."""
    inputs: tuple[Value, ...]
    outputs: tuple[Value, ...]

    def compile(self, **options: Any) -> Function:
        """The network on arrays; the options are those of `winograd.compile`."""
        return compile_module(self.text, self.entry, **options)


def require(packages: Mapping[str, str]) -> None:
    """Raises `Error` with what to do unless the packages are there: {name of pip: of Python}."""
    missing = [pip for pip, name in packages.items() if importlib.util.find_spec(name) is None]
    if missing:
        raise Error(
            f"expected the Python packages {' and '.join(packages)}, but there is no "
            f"{' and no '.join(missing)}; this installs what is missing: "
            f"pip install {' '.join(missing)}"
        )


def read(model: str | os.PathLike[str] | onnx.ModelProto) -> onnx.ModelProto:
    """The network in a file, with weights that lie in other files, or a copy of one in memory."""
    require({"onnx": "onnx", "torch-mlir": "torch_mlir"})
    # It imports onnx, without which the command can still say what is missing.
    from . import _prepare

    return _prepare.read(model)


def get_inputs(model: onnx.ModelProto) -> tuple[Value, ...]:
    """What the network takes, as it says itself."""
    from . import _prepare

    return _prepare.get_inputs(model)


def load(
    model: str | os.PathLike[str] | onnx.ModelProto,
    *,
    shapes: Mapping[str, Sequence[int]] | None = None,
    entry: str = "main",
) -> Network:
    """Imports a network of ONNX, with its weights as constants.

    `model` is a file, or a network in memory. `shapes` has sizes of inputs, by name, and is
    only needed for those that the network itself leaves open; where sizes stay open, the
    code is made for any, which is slower. `entry` is what the function is to be called.

    Raises `Error` for what is no network, and where torch-mlir refuses an operation, which
    is named, with the importer's reason. An operation that ONNX defines by others is
    replaced by those then.
    """
    proto = read(model)
    from . import _importer, _prepare

    proto = _prepare.prepare(proto, shapes or {})
    return Network(
        _importer.import_text(proto, entry),
        entry,
        _prepare.get_inputs(proto),
        _prepare.get_outputs(proto),
    )
