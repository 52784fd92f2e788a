#===- reference.py - What the network's output should be ------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""ncnn's own answer to compare with.

Where ncnn is missing, winograd_ncnn.reference evaluates a network by its definition, in float64 with NumPy.
"""
import numpy as np


def run_ncnn(param_path, bin_path, picture, input, output, threads=1):
    """ncnn's output, with everything switched off that would calculate in less than f32.

    Takes and returns a picture as an array [channels, rows, columns] of values from 0 to 1.
    """
    import ncnn
    net = ncnn.Net()
    net.opt.num_threads = threads
    net.opt.use_vulkan_compute = False
    for option in ("use_fp16_packed", "use_fp16_storage", "use_fp16_arithmetic", "use_bf16_storage", "use_int8_inference"):
        setattr(net.opt, option, False)
    if net.load_param(str(param_path)) or net.load_model(str(bin_path)):
        raise RuntimeError(f"ncnn could not load {param_path} and {bin_path}")
    extractor = net.create_extractor()
    extractor.input(input, ncnn.Mat(np.ascontiguousarray(picture, np.float32)))
    status, result = extractor.extract(output)
    if status:
        raise RuntimeError(f"ncnn could not calculate the blob '{output}'")
    return np.array(result)
