#===- peer_iree.py - IREE's convolutions and networks --------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""IREE's llvm-cpu, from and to NCHW, in its runtime's Python binding: `iree`, and of a convolution `iree-winograd`, with
every convolution rewritten by its own Winograd pass.

Times contain the call from Python, some ten microseconds. Arguments and results stay in buffers of the device.
"""
import importlib.metadata
import os
import subprocess
import sys
import time

import iree.runtime
import numpy as np

import data
import peer

WINOGRAD = ("--iree-preprocessing-pass-pipeline=builtin.module(util.func("
            "iree-linalg-ext-convert-conv2d-to-winograd{replace-all-convs=true}))")

MODULE = """func.func @main(%x: tensor<{n}x{c}x{h}x{w}xf32>) -> tensor<{n}x{k}x{h}x{w}xf32> {{
  %filter = arith.constant dense_resource<filter> : tensor<{k}x{c}x3x3xf32>
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {{
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  }} : tensor<{n}x{c}x{h}x{w}xf32> to tensor<{n}x{c}x{h2}x{w2}xf32>
  %empty = tensor.empty() : tensor<{n}x{k}x{h}x{w}xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<{n}x{k}x{h}x{w}xf32>) -> tensor<{n}x{k}x{h}x{w}xf32>
  %y = linalg.conv_2d_nchw_fchw {{dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>}}
    ins(%padded, %filter : tensor<{n}x{c}x{h2}x{w2}xf32>, tensor<{k}x{c}x3x3xf32>)
    outs(%init : tensor<{n}x{k}x{h}x{w}xf32>) -> tensor<{n}x{k}x{h}x{w}xf32>
  return %y : tensor<{n}x{k}x{h}x{w}xf32>
}}
{{-#
  dialect_resources: {{ builtin: {{ filter: "0x04000000{bytes}" }} }}
#-}}
"""


def write_convolution(request):
    """The module with the filters, and the image."""
    image, filters = data.load(request["folder"], request["shape"])
    n, c, k, h, w = data.sizes(request["shape"])
    file = os.path.join(request["folder"], "iree.mlir")
    with open(file, "w", encoding="ascii") as stream:
        stream.write(MODULE.format(n=n, c=c, k=k, h=h, w=w, h2=h + 2, w2=w + 2, bytes=filters.tobytes().hex().upper()))
    return file, [image]


def make(name, options, file, inputs, request):
    compiled = os.path.join(request["folder"], f"{name}.vmfb")
    program = os.path.join(os.path.dirname(sys.executable), "iree-compile")
    start = time.perf_counter()
    done = subprocess.run([program, file, "-o", compiled, "--iree-hal-target-device=local",
                           "--iree-hal-local-target-device-backends=llvm-cpu", "--iree-llvmcpu-target-cpu=host",
                           "--iree-opt-level=O3", *options], capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise peer.CannotDo("iree-compile: " + (done.stderr.strip().splitlines() or ["failed"])[0])
    # On one thread it is that of the call.
    iree.runtime.flags.parse_flags(f"--task_topology_group_count={request['threads']}")
    device = iree.runtime.get_device("local-sync" if request["threads"] == 1 else "local-task")
    config = iree.runtime.Config(device=device)
    module = iree.runtime.load_vm_module(iree.runtime.VmModule.mmap(config.vm_instance, compiled), config)
    function = module[request.get("entry", "main")]
    arguments = [iree.runtime.asdevicearray(device, array) for array in inputs]

    def results():
        values = function(*arguments)
        return [np.array(value.to_host()) for value in (values if isinstance(values, tuple) else (values,))]

    return peer.Contender(name, lambda: function(*arguments), results, seconds, layout="nchw")


def prepare(request):
    ways = [("iree", [])]
    if "shape" in request:
        file, inputs = write_convolution(request)
        ways.append(("iree-winograd", [WINOGRAD]))
    elif "mlir" in request["networks"]:
        file, inputs = request["networks"]["mlir"], peer.load_inputs(request)
    else:
        yield peer.Failed("iree", "needs the network as .mlir, or torch-mlir to import it")
        return
    for name, options in ways:
        yield peer.attempt(name, lambda name=name, options=options: make(name, options, file, inputs, request))


if __name__ == "__main__":
    peer.serve(importlib.metadata.version("iree-base-runtime"), prepare)
