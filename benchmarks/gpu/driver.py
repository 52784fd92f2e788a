#!/usr/bin/env python3
#===- driver.py - NVIDIA's driver through ctypes ------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Launches the kernels of a manifest through libcuda, in PyTorch's context and on its current stream."""
import ctypes

import torch


class DriverError(Exception):
    """A call of the driver failed; the text has its name and the error's."""


class Driver:
    """libcuda.so.1; every call is checked."""

    def __init__(self):
        try:
            self.library = ctypes.CDLL("libcuda.so.1")
        except OSError as error:
            raise DriverError(f"expected NVIDIA's driver, but got: {error}") from None

    def call(self, function, *arguments):
        status = getattr(self.library, function)(*arguments)
        if status != 0:
            name = ctypes.c_char_p()
            self.library.cuGetErrorName(status, ctypes.byref(name))
            raise DriverError(f"expected {function} to succeed, but got {(name.value or b'?').decode()}")

    def attribute(self, number):
        """An attribute of PyTorch's current device."""
        value = ctypes.c_int()
        self.call("cuDeviceGetAttribute", ctypes.byref(value), number, torch.cuda.current_device())
        return value.value


class Function:
    """A function of a manifest, with its buffers on the device."""

    def __init__(self, driver, manifest, name):
        self.driver = driver
        function = manifest.functions[name]
        self.buffers = [torch.empty(b["bytes"], dtype=torch.uint8, device="cuda") for b in function["buffers"]]
        for buffer, tensor in zip(function["buffers"], self.buffers):
            if buffer["kind"] == "constant":
                data = bytearray(manifest.constant(buffer))
                tensor.copy_(torch.frombuffer(data, dtype=torch.uint8))
        self.arguments = [self.view(a) for a in function["arguments"]]
        self.results = [self.view(r) for r in function["results"]]
        self.modules = []
        handles = {}
        self.launches = []
        for launch in function["launches"]:
            kernel = launch["kernel"]
            if kernel not in handles:
                handles[kernel] = self.load(manifest.code(kernel), manifest.kernels[kernel]["entry"])
            # The driver takes the addresses of the pointers.
            pointers = [ctypes.c_void_p(self.buffers[b].data_ptr()) for b in launch["buffers"]]
            parameters = (ctypes.c_void_p * len(pointers))(*(ctypes.addressof(p) for p in pointers))
            self.launches.append((handles[kernel], launch["grid"] + launch["block"], pointers, parameters))

    def view(self, tensor):
        types = {"f32": torch.float32, "f16": torch.float16, "bf16": torch.bfloat16, "f64": torch.float64}
        bytes_ = self.buffers[tensor["buffer"]][: tensor["bytes"]]
        return bytes_.view(types[tensor["type"]]).view(tensor["shape"])

    def load(self, ptx, entry):
        module, function = ctypes.c_void_p(), ctypes.c_void_p()
        self.driver.call("cuModuleLoadData", ctypes.byref(module), ctypes.c_char_p(ptx))
        self.modules.append(module)
        self.driver.call("cuModuleGetFunction", ctypes.byref(function), module, ctypes.c_char_p(entry.encode()))
        return function

    def run(self):
        """Adds the launches to PyTorch's current stream."""
        stream = ctypes.c_void_p(torch.cuda.current_stream().cuda_stream)
        for function, sizes, _, parameters in self.launches:
            self.driver.call(
                "cuLaunchKernel", function, *(ctypes.c_uint(size) for size in sizes), ctypes.c_uint(0), stream, parameters, None
            )
