#===- reference.py - What the network's output should be ------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Two independent answers to compare with: ncnn's own, in f32, and a plain evaluation in float64 with NumPy.

Both take and return a picture as an array [channels, rows, columns] of values from 0 to 1.
"""
import numpy as np


def run_ncnn(param_path, bin_path, picture, input, output, threads=1):
    """ncnn's output, with everything switched off that would calculate in less than f32."""
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


def run_numpy(model, picture):
    """The definition of each layer, in float64; `model` comes from ncnn_model."""
    values = {model.input: np.asarray(picture, np.float64)}
    for layer in model.layers:
        arguments = [values[blob] for blob in layer.inputs]
        if layer.kind != "Input":
            for blob in layer.outputs:
                values[blob] = _EVALUATE[layer.kind](layer, *arguments)
    return values[model.output]


def _convolution(layer, x):
    p, weight = layer.params, layer.weights["weight"].astype(np.float64)
    x = np.pad(x, ((0, 0), (p["pad_top"], p["pad_bottom"]), (p["pad_left"], p["pad_right"])))
    rows, columns = x.shape[1] - weight.shape[2] + 1, x.shape[2] - weight.shape[3] + 1
    y = np.zeros((weight.shape[0], rows, columns)) + layer.weights.get("bias", np.zeros(1)).reshape(-1, 1, 1)
    for i, j in np.ndindex(weight.shape[2:]):
        y += np.tensordot(weight[:, :, i, j], x[:, i:i + rows, j:j + columns], axes=1)
    return y


def _pixel_shuffle(layer, x):
    r, (c, h, w) = layer.params["upscale_factor"], x.shape
    return x.reshape(c // (r * r), r, r, h, w).transpose(0, 3, 1, 4, 2).reshape(c // (r * r), h * r, w * r)


def _interp(layer, x):
    return x.repeat(int(layer.params["height_scale"]), axis=1).repeat(int(layer.params["width_scale"]), axis=2)


_EVALUATE = {
    "Split": lambda layer, x: x,
    "Convolution": _convolution,
    "PReLU": lambda layer, x: np.where(x < 0, x * layer.weights["slope"].astype(np.float64).reshape(-1, 1, 1), x),
    "PixelShuffle": _pixel_shuffle,
    "Interp": _interp,
    "BinaryOp": lambda layer, a, b: a + b,
}
