#===- peer_ncnn.py - ncnn's convolutions and networks --------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""ncnn, f32. Its contenders for a convolution:

    ncnn             the algorithm that ncnn chooses
    ncnn-F23 ...     with only this variant of Winograd's switched on (ncnn may still take another)
    ncnn-direct      without Winograd
    ncnn+reorders    the first, from and to NCHW

On Vulkan, and of a network (a .param with its .bin beside it), only the first and the third, from and to NCHW.

ncnn stores images in blocks of channels. Except for the last one, inputs are in that form before the clock starts, and
outputs stay in it, so that the convolution alone is timed. Times contain the call from Python, some microseconds.
"""
import importlib.util
import os
import pathlib
import shutil
import struct
import subprocess

import ncnn
import numpy as np

import data
import peer

VARIANTS = ("winograd23", "winograd43", "winograd63")


def block_sizes():
    """The numbers of channels in a block that ncnn's code for this processor may use, the preferred first."""
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
        flags = set(file.read().split())
    return [16] * ("avx512f" in flags) + [8] * ("avx" in flags) + [4]


def make_exact_net(request, winograd):
    """An empty network, with everything switched off that would calculate in less than f32."""
    net = ncnn.Net()
    net.opt.num_threads = request["threads"]
    on_vulkan = request["target"] == "vulkan"
    if on_vulkan and ncnn.get_gpu_count() == 0:
        raise peer.CannotDo("ncnn finds no device for Vulkan")
    net.opt.use_vulkan_compute = on_vulkan
    for option in ("use_fp16_packed", "use_fp16_storage", "use_fp16_arithmetic", "use_bf16_storage", "use_int8_inference"):
        setattr(net.opt, option, False)
    net.opt.use_winograd_convolution = winograd
    return net


def load(net, param, weights):
    if net.load_param(str(param)) or net.load_model(str(weights)):
        raise peer.CannotDo(f"ncnn could not load {param} and {weights}")


def make_net(request, filters, only=None, winograd=True):
    """A network of one convolution, its algorithms restricted to one of VARIANTS if `only` is given."""
    _, _, k, _, _ = data.sizes(request["shape"])
    net = make_exact_net(request, winograd)
    for variant in VARIANTS:
        if only:
            setattr(net.opt, f"use_{variant}_convolution", variant == only)
    param, weights = (os.path.join(request["folder"], f"ncnn.{ending}") for ending in ("param", "bin"))
    with open(param, "w", encoding="ascii") as file:
        file.write(f"7767517\n2 2\nInput x 0 1 x\nConvolution y 1 1 x y 0={k} 1=3 4=1 6={filters.size}\n")
    with open(weights, "wb") as file:
        file.write(struct.pack("<I", 0) + filters.tobytes())  # 0: the weights are f32
    load(net, param, weights)
    return net


def run_once(net, images, kind):
    """0: outputs as NCHW; 1: as they are."""
    extractor = net.create_extractor()
    for name, image in zip(net.input_names(), images, strict=True):
        extractor.input(name, image)
    return [extractor.extract(name, kind)[1] for name in net.output_names()]


def make_contender(name, net, inputs, is_blocked=False):
    """Of arrays of a batch of 1."""
    plain = [ncnn.Mat(array[0]).clone() for array in inputs]
    images = plain
    if is_blocked:
        size = next((size for size in block_sizes() if inputs[0].shape[1] % size == 0), 1)
        images = [ncnn.Mat()]
        ncnn.convert_packing(plain[0], images[0], size, net.opt)
    return peer.Contender(name, lambda: run_once(net, images, int(is_blocked)),
                          lambda: [np.array(mat)[None] for mat in run_once(net, images, 0)],
                          layout="blocks of channels" if is_blocked else "nchw")


def prepare_convolution(request):
    image, filters = data.load(request["folder"], request["shape"])

    def ways():
        if request["target"] == "vulkan":
            return [("ncnn-vulkan", {}, False), ("ncnn-vulkan-direct", {"winograd": False}, False)]
        return [("ncnn", {}, True), *((f"ncnn-F{variant[-2:]}", {"only": variant}, True) for variant in VARIANTS),
                ("ncnn-direct", {"winograd": False}, True), ("ncnn+reorders", {}, False)]

    for name, settings, is_blocked in ways():
        if image.shape[0] != 1:
            yield peer.Failed(name, "ncnn has no batches")
            continue
        yield peer.attempt(name, lambda name=name, settings=settings, is_blocked=is_blocked: make_contender(
            name, make_net(request, filters, **settings), [image], is_blocked))


def convert(file, request):
    """The .param that pnnx makes of an .onnx."""
    found = importlib.util.find_spec("pnnx")
    if not found:
        raise peer.CannotDo("needs the network as .param and .bin, or PyPI's pnnx to convert it")
    copy = pathlib.Path(request["folder"]) / "pnnx.onnx"
    shutil.copyfile(file, copy)
    sizes = ",".join("[" + ",".join(map(str, array.shape)) + "]" for array in peer.load_inputs(request))
    program = pathlib.Path(found.submodule_search_locations[0]) / "pnnx"
    done = subprocess.run([program, copy, f"inputshape={sizes}", "fp16=0"], cwd=request["folder"], capture_output=True, text=True,
                          check=False)
    param = copy.with_suffix(".ncnn.param")
    if done.returncode or not param.exists():
        raise peer.CannotDo(f"pnnx could not convert {file}")
    return param


def prepare_network(request):
    networks = request["networks"]
    for name, winograd in (("ncnn", True), ("ncnn-direct", False)):
        if "param" not in networks and "onnx" not in networks:
            yield peer.Failed(name, "needs the network as .param and .bin, or as .onnx")
            continue

        def make(name=name, winograd=winograd):
            param = pathlib.Path(networks["param"]) if "param" in networks else convert(networks["onnx"], request)
            net = make_exact_net(request, winograd)
            load(net, param, param.with_suffix(".bin"))
            return make_contender(name, net, peer.load_inputs(request))

        yield peer.attempt(name, make)


def prepare(request):
    return prepare_convolution(request) if "shape" in request else prepare_network(request)


if __name__ == "__main__":
    peer.serve(ncnn.__version__, prepare)
