#!/usr/bin/env python3
#===- cudnn.py - cuDNN's algorithms, one by one -------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Calls cuDNN's forward convolution with a chosen algorithm, in f32 without TF32: PyTorch only offers the fastest."""
import ctypes
import glob
import os

import torch

# cudnnConvolutionFwdAlgo_t
ALGORITHMS = {
    "implicit-gemm": 0,
    "implicit-precomp-gemm": 1,
    "gemm": 2,
    "fft": 4,
    "fft-tiling": 5,
    "winograd": 6,
    "winograd-nonfused": 7,
}
CROSS_CORRELATION, FLOAT, NCHW, FMA_MATH = 1, 0, 0, 3


class CudnnError(Exception):
    """cuDNN refused; the text says what."""


def open_library():
    """The cuDNN that PyTorch has brought, or the system's."""
    near = os.path.join(os.path.dirname(os.path.dirname(torch.__file__)), "nvidia", "cudnn", "lib", "libcudnn.so.*")
    for path in sorted(glob.glob(near)) + ["libcudnn.so.9", "libcudnn.so.8"]:
        try:
            return ctypes.CDLL(path)
        except OSError:
            continue
    raise CudnnError("expected cuDNN beside PyTorch or on the system, but found none")


class Convolution:
    """y = conv(x, w), 3x3, padding 1, with one algorithm."""

    def __init__(self, x, w, y, algorithm):
        self.library = open_library()
        self.x, self.w, self.y = x, w, y
        self.algorithm = ALGORITHMS[algorithm]
        self.handle = self.create("cudnnCreate")
        self.call("cudnnSetStream", self.handle, ctypes.c_void_p(torch.cuda.current_stream().cuda_stream))
        self.descriptors = {}
        for name, tensor in (("x", x), ("y", y)):
            self.descriptors[name] = self.create("cudnnCreateTensorDescriptor")
            self.call("cudnnSetTensor4dDescriptor", self.descriptors[name], NCHW, FLOAT, *tensor.shape)
        self.filter = self.create("cudnnCreateFilterDescriptor")
        self.call("cudnnSetFilter4dDescriptor", self.filter, FLOAT, NCHW, *w.shape)
        self.convolution = self.create("cudnnCreateConvolutionDescriptor")
        self.call("cudnnSetConvolution2dDescriptor", self.convolution, 1, 1, 1, 1, 1, 1, CROSS_CORRELATION, FLOAT)
        self.call("cudnnSetConvolutionMathType", self.convolution, FMA_MATH)
        size = ctypes.c_size_t()
        self.call(
            "cudnnGetConvolutionForwardWorkspaceSize",
            self.handle, self.descriptors["x"], self.filter, self.convolution, self.descriptors["y"], self.algorithm,
            ctypes.byref(size),
        )
        self.workspace = torch.empty(max(size.value, 1), dtype=torch.uint8, device="cuda")

    def create(self, function):
        handle = ctypes.c_void_p()
        self.call(function, ctypes.byref(handle))
        return handle

    def call(self, function, *arguments):
        if not hasattr(self.library, function):
            raise CudnnError(f"{function} is not in this version")
        status = getattr(self.library, function)(*arguments)
        if status != 0:
            self.library.cudnnGetErrorString.restype = ctypes.c_char_p
            raise CudnnError(f"{function}: {self.library.cudnnGetErrorString(status).decode()}")

    def run(self):
        one, zero = ctypes.c_float(1), ctypes.c_float(0)
        pointer = lambda tensor: ctypes.c_void_p(tensor.data_ptr())
        self.call("cudnnSetStream", self.handle, ctypes.c_void_p(torch.cuda.current_stream().cuda_stream))
        self.call(
            "cudnnConvolutionForward",
            self.handle, ctypes.byref(one), self.descriptors["x"], pointer(self.x), self.filter, pointer(self.w),
            self.convolution, self.algorithm, pointer(self.workspace), ctypes.c_size_t(self.workspace.numel()),
            ctypes.byref(zero), self.descriptors["y"], pointer(self.y),
        )
