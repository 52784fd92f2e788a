#===- backend.py - The interface of ONNX's backends -----------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""A backend as `onnx.backend.base` has it, for programs and tests that know these.

>>> import winograd.onnx.backend as backend
>>> y, = backend.prepare(onnx.load("network.onnx"), plan="blocked").run([x])
"""
from __future__ import annotations

from typing import Any, Sequence

import numpy
import onnx
from onnx.backend.base import Backend, BackendRep, Device, DeviceType

from .. import Error
from ._arrays import check
from ._network import load


class Prepared(BackendRep):
    """A network that is compiled for the sizes that it is first run with, and for others then."""

    def __init__(self, model: onnx.ModelProto, options: dict[str, Any]) -> None:
        self._model = model
        self._options = options
        self._functions: dict[tuple[tuple[int, ...], ...], Any] = {}

    def run(self, inputs: Any, **kwargs: Any) -> tuple[Any, ...]:
        """The outputs; the inputs are arrays in the network's order, or one of them."""
        arrays = [numpy.asarray(each) for each in
                  (inputs if isinstance(inputs, (list, tuple)) else [inputs])]
        sizes = tuple(array.shape for array in arrays)
        if sizes not in self._functions:
            self._functions[sizes] = self._compile(arrays)
        network, function = self._functions[sizes]
        results = function(*(check(value, array, "the array")
                             for value, array in zip(network.inputs, arrays)))
        return results if isinstance(results, tuple) else (results,)

    def _compile(self, arrays: Sequence[Any]) -> Any:
        from ._prepare import get_inputs

        inputs = get_inputs(self._model)
        if len(arrays) != len(inputs):
            raise Error(f"expected {len(inputs)} arrays, but got {len(arrays)}")
        network = load(self._model, shapes={
            value.name: array.shape for value, array in zip(inputs, arrays)})
        return network, network.compile(**self._options)


class WinogradBackend(Backend):
    """Runs networks on this machine's processor; options are those of `winograd.compile`."""

    @classmethod
    def prepare(cls, model: onnx.ModelProto, device: str = "CPU", **kwargs: Any) -> Prepared:
        if not cls.supports_device(device):
            raise Error(f"expected the device CPU, but got '{device}'")
        onnx.checker.check_model(model)
        return Prepared(model, kwargs)

    @classmethod
    def run_model(cls, model: onnx.ModelProto, inputs: Any, device: str = "CPU",
                  **kwargs: Any) -> tuple[Any, ...]:
        return cls.prepare(model, device, **kwargs).run(inputs)

    @classmethod
    def supports_device(cls, device: str) -> bool:
        return Device(device).type == DeviceType.CPU


prepare = WinogradBackend.prepare
run_model = WinogradBackend.run_model
supports_device = WinogradBackend.supports_device
