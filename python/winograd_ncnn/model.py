#===- model.py - A network of ncnn ----------------------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""A network in ncnn's two files.

NAME.param is text (params.py), NAME.bin is the layers' weights, one after another (weights.py).
Blobs are the values that flow between the layers.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .kinds import ModelError


@dataclass
class Layer:
    """One layer: what it is, the blobs it reads and writes, its parameters and weights by name.

    `place` is its line in the .param file, as FILE:LINE. Weights are f32.
    """

    kind: str
    name: str
    inputs: list[str]
    outputs: list[str]
    place: str
    params: dict[str, Any] = field(default_factory=dict)
    weights: dict[str, np.ndarray] = field(default_factory=dict)

    def error(self, text: str) -> ModelError:
        return ModelError(f"{self.place}: layer '{self.name}' ({self.kind}): {text}")


@dataclass
class Model:
    """A network: its layers in order of execution, the blobs that are fed, and those that nothing
    reads, which are its results."""

    layers: list[Layer]
    inputs: list[str]
    outputs: list[str]


def read_model(param_path: str | os.PathLike[str], bin_path: str | os.PathLike[str]) -> Model:
    """Reads both files; raises ModelError, or OSError if a file cannot be read."""
    with open(param_path, "rb") as file:
        text = file.read()
    if b"\0" in text:
        raise ModelError(f"{param_path}: expected text, but got ncnn's binary form (.param.bin), "
                         "which is not supported")
    with open(bin_path, "rb") as file:
        weights = file.read()
    return parse_model(text.decode("utf-8", "replace"), weights, str(param_path), str(bin_path))


def parse_model(
    param_text: str, bin_bytes: bytes, param_name: str = "param", bin_name: str = "bin"
) -> Model:
    """The network in the text of a .param file and the bytes of a .bin file.

    The names are those that errors begin with.
    """
    from .layers import KINDS
    from .params import parse_param
    from .weights import WeightReader

    layers = parse_param(param_text, param_name)
    inputs, outputs = _find_ends(layers, param_name)
    reader = WeightReader(bin_bytes, bin_name)
    for layer in layers:
        read_weights = KINDS[layer.kind].read_weights
        if read_weights:
            read_weights(layer, reader)
    reader.expect_end()
    return Model(layers, inputs, outputs)


def _find_ends(layers: list[Layer], file: str) -> tuple[list[str], list[str]]:
    """The blobs that are fed, and those left unread.

    Checks that every blob is written once, before it is read, and read once, so that there is
    no cycle.
    """
    unread: list[str] = []
    written: set[str] = set()
    everything = {blob for layer in layers for blob in layer.outputs}
    for layer in layers:
        for blob in layer.inputs:
            if blob not in written:
                raise layer.error(f"reads blob '{blob}', which " + (
                    "only a later layer writes" if blob in everything else "no layer writes"))
            if blob not in unread:
                raise layer.error(
                    f"reads blob '{blob}', which another layer has read: a Split is missing")
            unread.remove(blob)
        for blob in layer.outputs:
            if blob in written:
                raise layer.error(f"writes blob '{blob}', which has been written before")
            written.add(blob)
            unread.append(blob)
    inputs = [layer.outputs[0] for layer in layers if layer.kind == "Input"]
    if not inputs:
        raise ModelError(f"{file}: expected an Input layer, but got none")
    return inputs, unread
