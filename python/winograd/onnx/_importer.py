#===- _importer.py - torch-mlir, and why it refuses ------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
from __future__ import annotations

import json
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass

import onnx

from .. import Error

_PROGRAM = pathlib.Path(__file__).with_name("_torch_mlir.py")


@dataclass(frozen=True)
class _Reason:
    """What torch-mlir has against a node, if it says which."""

    node: str
    operation: str
    message: str

    def __str__(self) -> str:
        if not self.operation:
            return self.message
        return f"{self.operation} (node '{self.node}'): {self.message}"


class _Refusal(Exception):
    def __init__(self, reasons: list[_Reason]) -> None:
        super().__init__("; ".join(dict.fromkeys(map(str, reasons))))
        self.operations = {reason.operation for reason in reasons if reason.operation}


def _shorten(message: str) -> str:
    """The sentence, without the operation in MLIR that stands behind it."""
    return re.split(r": %\d|: \"|\n", message)[0].strip()


def _explain(lines: str, model: onnx.ModelProto) -> _Refusal:
    operations = {node.name: node.op_type for node in model.graph.node}
    reasons = []
    for reason in json.loads(lines):
        named = re.search(r'"onnx\.(\w+)"', reason["message"])
        operation = operations.get(reason["node"]) or (named[1] if named else "")
        reasons.append(_Reason(reason["node"], operation, _shorten(reason["message"])))
    return _Refusal(reasons)


def _run(model: onnx.ModelProto, entry: str, replaced: set[str]) -> str:
    """What the importer makes of the network; raises `_Refusal`.

    Operations named in `replaced` become those that ONNX defines them by.
    """
    with tempfile.TemporaryDirectory(prefix="winograd-onnx-") as folder:
        source, target = (pathlib.Path(folder) / name for name in ("in.onnx", "out.mlir"))
        onnx.save(model, source)
        done = subprocess.run(
            [sys.executable, "-W", "ignore", _PROGRAM, source, target, entry,
             *sorted(replaced)],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )
        if done.returncode == 0:
            return target.read_text(encoding="utf-8")
        if done.returncode == 1 and done.stdout.startswith("["):
            raise _explain(done.stdout.splitlines()[0], model)
        how = (f"it ends with {signal.Signals(-done.returncode).name}" if done.returncode < 0
               else "it fails")
        said = "".join(f": {line}" for line in done.stderr.strip().splitlines()[-1:])
        raise Error(f"expected torch-mlir to import the network, but {how}{said}")


def _has_function(operation: str) -> bool:
    """Whether ONNX defines an operation of its own by others."""
    if not onnx.defs.has(operation):
        return False
    schema = onnx.defs.get_schema(operation)
    return schema.has_function or schema.has_context_dependent_function


def import_text(model: onnx.ModelProto, entry: str) -> str:
    """The module of a network that is prepared. Raises `Error` with what is refused."""
    replaced: set[str] = set()
    while True:
        try:
            return _run(model, entry, replaced)
        except _Refusal as refusal:
            others = {name for name in refusal.operations - replaced if _has_function(name)}
            if not others:
                what = "" if refusal.operations else "the network: "
                raise Error(
                    f"expected operations that torch-mlir imports, but it refuses {what}{refusal}"
                ) from None
            replaced |= others
