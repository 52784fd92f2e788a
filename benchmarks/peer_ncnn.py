#===- peer_ncnn.py - ncnn's convolutions ---------------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""ncnn, f32. Prints a line for each shape in SHAPES and each of these:

    ncnn             the algorithm that ncnn chooses
    ncnn-F23 ...     with only this variant of Winograd's switched on (ncnn may still take another)
    ncnn-direct      without Winograd
    ncnn+reorders    the first, from and to NCHW

With TARGET=vulkan, on a GPU, only these two, which copy the image there and the result back:

    ncnn-vulkan         the algorithm that ncnn chooses
    ncnn-vulkan-direct  without Winograd

ncnn stores images in blocks of channels. Except for the last one, inputs are in that form before the clock starts, and
outputs stay in it, so that the convolution alone is timed. Times contain the call from Python, some microseconds.
"""
import os
import struct
import tempfile

import ncnn
import numpy as np

import data

VARIANTS = ("winograd23", "winograd43", "winograd63")


def block_sizes():
    """The numbers of channels in a block that ncnn's code for this processor may use, the preferred first."""
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
        flags = set(file.read().split())
    return [16] * ("avx512f" in flags) + [8] * ("avx" in flags) + [4]


def make_exact_net(winograd):
    """An empty network, with everything switched off that would calculate in less than f32."""
    net = ncnn.Net()
    net.opt.num_threads = data.threads()
    if data.on_vulkan() and ncnn.get_gpu_count() == 0:
        raise SystemExit("peer_ncnn.py: error: expected a device for Vulkan, but ncnn finds none")
    net.opt.use_vulkan_compute = data.on_vulkan()
    for option in ("use_fp16_packed", "use_fp16_storage", "use_fp16_arithmetic", "use_bf16_storage", "use_int8_inference"):
        setattr(net.opt, option, False)
    net.opt.use_winograd_convolution = winograd
    return net


def make_net(shape, filters, only=None, winograd=True):
    """A network of one convolution, its algorithms restricted to one of VARIANTS if `only` is given."""
    n, c, k, h, w = data.sizes(shape)
    net = make_exact_net(winograd)
    for variant in VARIANTS:
        if only:
            setattr(net.opt, f"use_{variant}_convolution", variant == only)
    with tempfile.TemporaryDirectory() as folder:
        param, weights = os.path.join(folder, "net.param"), os.path.join(folder, "net.bin")
        with open(param, "w", encoding="ascii") as file:
            file.write(f"7767517\n2 2\nInput x 0 1 x\nConvolution y 1 1 x y 0={k} 1=3 4=1 6={filters.size}\n")
        with open(weights, "wb") as file:
            file.write(struct.pack("<I", 0) + filters.tobytes())  # 0: the weights are f32
        if net.load_param(param) or net.load_model(weights):
            raise RuntimeError(f"ncnn could not load the convolution {shape}")
    return net


def measure(name, shape, net, image, expected, blocked):
    """Checks and times one network."""
    plain = ncnn.Mat(image[0]).clone()
    source = plain
    if blocked:
        size = next((size for size in block_sizes() if image.shape[1] % size == 0), 1)
        source = ncnn.Mat()
        ncnn.convert_packing(plain, source, size, net.opt)

    def run(kind=int(blocked)):  # 0: the output as NCHW; 1: as it is
        extractor = net.create_extractor()
        extractor.input("x", source)
        return extractor.extract("y", kind)[1]

    error = data.largest_error(np.array(run(0)), expected)
    data.line(name, shape, data.median_seconds(run), data.flops(shape), error)


def main():
    for shape in data.shapes():
        image, filters, expected = data.load(shape)
        if image.shape[0] != 1:
            continue  # ncnn has no batches
        if data.on_vulkan():
            measure("ncnn-vulkan", shape, make_net(shape, filters), image, expected, False)
            measure("ncnn-vulkan-direct", shape, make_net(shape, filters, winograd=False), image, expected, False)
            continue
        measure("ncnn", shape, make_net(shape, filters), image, expected, True)
        for variant in VARIANTS:
            measure("ncnn-F" + variant[-2:], shape, make_net(shape, filters, only=variant), image, expected, True)
        measure("ncnn-direct", shape, make_net(shape, filters, winograd=False), image, expected, True)
        measure("ncnn+reorders", shape, make_net(shape, filters), image, expected, False)


if __name__ == "__main__":
    main()
