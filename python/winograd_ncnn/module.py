#===- module.py - A network as a module of MLIR ---------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Writes a network as a module of linalg operations on tensors.

The module holds one function, `main`. Its arguments are the network's inputs, its results the blobs
that nothing reads, in the file's order, with a batch of 1 in front. Weights follow in the file's
`dialect_resources` section, as f32: each is a string of hexadecimal digits, the first eight of
which say how the blob is aligned (little endian), and the rest of which are the values' bytes.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass
from typing import Mapping, Optional

import numpy as np

from .builder import Builder, Shape, Value, printable
from .kinds import ModelError
from .layers import KINDS
from .layers.sources import declared_shape
from .model import Layer, Model

ALIGNMENT = 64
# What does not change an image's channels, on the way from an input to the first filter.
TRANSPARENT = {
    "AbsVal", "BatchNorm", "Bias", "BinaryOp", "Clip", "Dropout", "ELU", "Exp", "GELU",
    "HardSigmoid", "HardSwish", "InstanceNorm", "Interp", "Log", "Mish", "Noop", "Pooling", "Power",
    "PReLU", "ReLU", "Scale", "Sigmoid", "Softplus", "Split", "Swish", "TanH", "UnaryOp",
}


@dataclass
class Module:
    """The module's text, and the shapes of `main`'s arguments and results by their blobs."""

    text: str
    inputs: dict[str, Shape]
    outputs: dict[str, Shape]

    def write(self, path: str | os.PathLike[str]) -> None:
        """Writes the text, so that the file is there whole or not at all."""
        folder, name = os.path.split(os.path.abspath(path))
        handle, temporary = tempfile.mkstemp(dir=folder, prefix="." + name)
        try:
            with open(handle, "w", encoding="utf-8") as file:
                file.write(self.text)
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise


def import_model(
    model: Model, height: Optional[int] = None, width: Optional[int] = None,
    shapes: Optional[Mapping[str, Shape]] = None,
) -> Module:
    """The network as a module, for inputs of these shapes.

    An input's shape, (w,), (h, w) or (c, h, w), is that of `shapes`, or else what its layer
    declares, with `height` and `width` instead of its rows and columns where they are given. Where
    the file declares none, the channels are those that the first convolution expects.

    Raises ModelError if a shape is missing, or where the layers' shapes don't fit together.
    """
    given = dict(shapes or {})
    for blob in given:
        if blob not in model.inputs:
            raise ModelError(f"expected a shape of an input, {', '.join(model.inputs)}, "
                             f"but got one of '{blob}'")
    builder = Builder()
    values: dict[str, Value] = {}
    for layer in model.layers:
        if layer.kind == "Input":
            shape = _find_shape(model, layer, given.get(layer.outputs[0]), height, width)
            number = model.inputs.index(layer.outputs[0])
            name = "%x" if len(model.inputs) == 1 else f"%x{number}"
            values[layer.outputs[0]] = Value(name, (1, *shape))
            continue
        made = KINDS[layer.kind].emit(builder, layer, *[values[blob] for blob in layer.inputs])
        values.update(zip(layer.outputs, [made] if isinstance(made, Value) else made))
    inputs, outputs = ([values[blob] for blob in blobs] for blobs in (model.inputs, model.outputs))
    text = _module_text(builder, model, inputs, outputs)
    return Module(text, {blob: values[blob].shape for blob in model.inputs},
                  {blob: values[blob].shape for blob in model.outputs})


def _find_shape(model: Model, layer: Layer, given: Optional[Shape], height: Optional[int],
                width: Optional[int]) -> Shape:
    shape = list(given or declared_shape(layer))
    if not shape:
        if height is None or width is None:
            raise layer.error("it declares no shape: expected a height and a width, or a shape")
        shape = [_find_channels(model, layer), height, width]
    if given is None:
        for axis, size in ((-1, width), (-2, height)):
            if size is not None and len(shape) >= -axis:
                shape[axis] = size
    if len(shape) > 3 or min(shape) < 1:
        raise layer.error(f"expected a shape of 1 to 3 sizes of at least 1, "
                          f"but got {'x'.join(map(str, shape))}")
    return tuple(shape)


def _find_channels(model: Model, layer: Layer) -> int:
    """Those of the first filter on the way of an input."""
    blobs = set(layer.outputs)
    for reader in model.layers:
        if blobs.isdisjoint(reader.inputs):
            continue
        if reader.kind in TRANSPARENT:
            blobs.update(reader.outputs)
        elif reader.kind.startswith(("Convolution", "Deconvolution")):
            return reader.weights["weight"].shape[1] * reader.params.get("group", 1)
    raise layer.error("it declares no shape, and no convolution says how many channels it has: "
                      "expected a shape")


def _module_text(builder: Builder, model: Model, inputs: list[Value], outputs: list[Value]) -> str:
    arguments = ", ".join(f"{value.name}: {value.type}" for value in inputs)
    types = ", ".join(value.type for value in outputs)
    names = [", ".join(map(printable, blobs)) for blobs in (model.inputs, model.outputs)]
    header = ALIGNMENT.to_bytes(4, "little").hex()
    blobs = [f'      {key}: "0x{header}{np.ascontiguousarray(value, "<f4").tobytes().hex()}"'
             for key, value in builder.resources.items()]
    resources = ["{-#", "  dialect_resources: {", "    builtin: {", ",\n".join(blobs), "    }",
                 "  }", "#-}"] if blobs else []
    return "\n".join([
        "module {", f"  // From {names[0]} to {names[1]}.",
        f"  func.func @main({arguments}) -> {types if len(outputs) == 1 else f'({types})'} {{",
        *builder.lines,
        f"    return {', '.join(value.name for value in outputs)} : {types}", "  }", "}", "",
        *resources, ""])
