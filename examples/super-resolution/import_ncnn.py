#!/usr/bin/env python3
#===- import_ncnn.py - ncnn network to linalg-on-tensors IR ---------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Writes a network in ncnn's format (see ncnn_model.py) as linalg-on-tensors MLIR.

    import_ncnn.py NAME.param NAME.bin --output=network.mlir --height=256 --width=256
    import_ncnn.py --random-weights=SEED --output=network.mlir --height=256 --width=256

The module holds one function, `func.func @main(%x: tensor<1xCxHxWxf32>) -> tensor<1xC'xH'xW'xf32>`, of these operations:

    Convolution   tensor.pad with constant zero, linalg.conv_2d_nchw_fchw whose outs is the broadcast bias
    PReLU         linalg.generic: y = x < 0 ? slope[c] * x : x
    PixelShuffle  y[c, r*h + i, r*w + j] = x[c*r*r + i*r + j, h, w]: tensor.expand_shape, linalg.transpose,
                  tensor.collapse_shape
    Interp        nearest neighbour: linalg.broadcast along two new dimensions, tensor.collapse_shape
    BinaryOp      linalg.add

The weights follow in the file's `dialect_resources` section, as f32: each is a string of hexadecimal digits, the first
eight of which say how the blob is aligned (little endian), and the rest of which are the values' bytes.
"""
import argparse
import contextlib
import os
import sys
import tempfile

import numpy as np

import generated_network
from ncnn_model import ModelError, parse_model, read_model

ALIGNMENT = 64


def tensor(shape):
    return f"tensor<{'x'.join(map(str, shape))}xf32>"


class Writer:
    """Builds the function's text, layer by layer; knows the SSA name and the shape of each blob."""

    def __init__(self, model, height, width):
        self.model, self.lines, self.resources, self.next = model, [], {}, 0
        channels = next((l.weights["weight"].shape[1] for l in model.layers if l.kind == "Convolution"), 3)
        self.values = {model.input: ("%x", (1, channels, height, width))}
        self.input_shape = self.values[model.input][1]

    def emit(self, text, *comment):
        """Appends one operation with one result and returns the result's name."""
        name, self.next = f"%{self.next}", self.next + 1
        self.lines += [f"    // {line}" for line in comment] + [f"    {name} = {text}"]
        return name

    def empty(self, shape):
        return self.emit(f"tensor.empty() : {tensor(shape)}")

    def constant(self, layer, what):
        """A layer's weight as a resource; returns its SSA name and type."""
        key = "".join(c if c.isalnum() else "_" for c in f"{layer.name}_{what}")
        while key in self.resources or not key[0].isalpha():
            key = "w_" + key
        self.resources[key] = values = layer.weights[what]
        return self.emit(f"arith.constant dense_resource<{key}> : {tensor(values.shape)}"), tensor(values.shape)

    def function(self):
        for layer in self.model.layers:
            getattr(self, "_" + layer.kind)(layer)
        result, shape = self.values[self.model.output]
        signature = f"@main(%x: {tensor(self.input_shape)}) -> {tensor(shape)}"
        return [f"  func.func {signature} {{", *self.lines, f"    return {result} : {tensor(shape)}", "  }"]

    def _Input(self, layer):
        pass  # main's argument

    def _Split(self, layer):
        for blob in layer.outputs:
            self.values[blob] = self.values[layer.inputs[0]]

    def _Convolution(self, layer):
        x, (n, c, h, w) = self.values[layer.inputs[0]]
        p, filters = layer.params, layer.weights["weight"]
        if filters.shape[1] != c:
            raise layer.error(f"expected weights for {c} input channels, but got {filters.shape[1]}")
        top, left, bottom, right = (p["pad_" + side] for side in ("top", "left", "bottom", "right"))
        padded = (n, c, h + top + bottom, w + left + right)
        shape = (n, filters.shape[0], padded[2] - filters.shape[2] + 1, padded[3] - filters.shape[3] + 1)
        if min(shape) < 1:
            raise layer.error(f"the filter is larger than the padded input, {padded[2]}x{padded[3]}")
        name = "".join(ch if ch.isprintable() and ch not in '"\\' else "_" for ch in layer.name)
        weight, weight_type = self.constant(layer, "weight")
        init = self._initial_value(layer, shape)
        if padded != (n, c, h, w):
            zero = self.emit("arith.constant 0.0 : f32")
            x = self.emit(f"tensor.pad {x} low[0, 0, {top}, {left}] high[0, 0, {bottom}, {right}] {{\n"
                          f"    ^bb0(%n: index, %c: index, %h: index, %w: index):\n      tensor.yield {zero} : f32\n"
                          f"    }} : {tensor((n, c, h, w))} to {tensor(padded)}")
        y = self.emit(f"linalg.conv_2d_nchw_fchw {{dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>}}\n"
                      f"        ins({x}, {weight} : {tensor(padded)}, {weight_type})\n"
                      f"        outs({init} : {tensor(shape)}) -> {tensor(shape)} loc(\"{name}\")")
        self.values[layer.outputs[0]] = y, shape

    def _initial_value(self, layer, shape):
        """The bias of each output channel, or zero, in the shape of the convolution's result."""
        if "bias" in layer.weights:
            bias, bias_type = self.constant(layer, "bias")
            return self.emit(f"linalg.broadcast ins({bias} : {bias_type}) outs({self.empty(shape)} : {tensor(shape)}) "
                             f"dimensions = [0, 2, 3]")
        zero = self.emit("arith.constant 0.0 : f32")
        return self.emit(f"linalg.fill ins({zero} : f32) outs({self.empty(shape)} : {tensor(shape)}) -> {tensor(shape)}")

    def _PReLU(self, layer):
        x, shape = self.values[layer.inputs[0]]
        if layer.weights["slope"].shape != (shape[1],):
            raise layer.error(f"expected num_slope to be {shape[1]}, but got {layer.params['num_slope']}")
        slope, slope_type = self.constant(layer, "slope")
        zero = self.emit("arith.constant 0.0 : f32")
        y = self.emit(f"linalg.generic {{indexing_maps = [#nchw, #channel, #nchw],\n"
                      f'        iterator_types = ["parallel", "parallel", "parallel", "parallel"]}}\n'
                      f"        ins({x}, {slope} : {tensor(shape)}, {slope_type}) outs({self.empty(shape)} : {tensor(shape)}) {{\n"
                      f"    ^bb0(%v: f32, %s: f32, %unused: f32):\n"
                      f"      %negative = arith.cmpf olt, %v, {zero} : f32\n"
                      f"      %scaled = arith.mulf %v, %s : f32\n"
                      f"      %r = arith.select %negative, %scaled, %v : f32\n"
                      f"      linalg.yield %r : f32\n    }} -> {tensor(shape)}")
        self.values[layer.outputs[0]] = y, shape

    def _PixelShuffle(self, layer):
        x, (n, c, h, w) = self.values[layer.inputs[0]]
        r = layer.params["upscale_factor"]
        if r < 1 or c % (r * r):
            raise layer.error(f"expected a factor whose square divides the {c} channels, but got {r}")
        split, interleaved, result = (n, c // (r * r), r, r, h, w), (n, c // (r * r), h, r, w, r), (n, c // (r * r), h * r, w * r)
        x = self.emit(f"tensor.expand_shape {x} [[0], [1, 2, 3], [4], [5]] output_shape [{', '.join(map(str, split))}]\n"
                      f"        : {tensor((n, c, h, w))} into {tensor(split)}")
        x = self.emit(f"linalg.transpose ins({x} : {tensor(split)}) outs({self.empty(interleaved)} : {tensor(interleaved)}) "
                      f"permutation = [0, 1, 4, 2, 5, 3]")
        self.values[layer.outputs[0]] = self._collapse(x, interleaved, result), result

    def _Interp(self, layer):
        x, (n, c, h, w) = self.values[layer.inputs[0]]
        scales = layer.params["height_scale"], layer.params["width_scale"]
        if not all(s >= 1 and s.is_integer() for s in scales):
            raise layer.error(f"expected integer scales, at least 1, but got {scales[0]} and {scales[1]}")
        sh, sw = map(int, scales)
        repeated, result = (n, c, h, sh, w, sw), (n, c, h * sh, w * sw)
        x = self.emit(f"linalg.broadcast ins({x} : {tensor((n, c, h, w))}) "
                      f"outs({self.empty(repeated)} : {tensor(repeated)}) dimensions = [3, 5]")
        self.values[layer.outputs[0]] = self._collapse(x, repeated, result), result

    def _collapse(self, x, shape, result):
        return self.emit(f"tensor.collapse_shape {x} [[0], [1], [2, 3], [4, 5]] : {tensor(shape)} into {tensor(result)}")

    def _BinaryOp(self, layer):
        (a, shape), (b, other) = (self.values[blob] for blob in layer.inputs)
        if shape != other:
            raise layer.error(f"expected inputs of one shape, but got {tensor(shape)} and {tensor(other)}")
        y = self.emit(f"linalg.add ins({a}, {b} : {tensor(shape)}, {tensor(shape)}) "
                      f"outs({self.empty(shape)} : {tensor(shape)}) -> {tensor(shape)}")
        self.values[layer.outputs[0]] = y, shape


def module_text(model, height, width):
    """The whole module, weights included; raises ModelError where the layers' shapes don't fit together."""
    if height < 1 or width < 1:
        raise ModelError(f"expected a height and a width of at least 1, but got {height} and {width}")
    writer = Writer(model, height, width)
    function = writer.function()
    header = ALIGNMENT.to_bytes(4, "little").hex()
    blobs = [f'      {key}: "0x{header}{np.ascontiguousarray(value, "<f4").tobytes().hex()}"'
             for key, value in writer.resources.items()]
    return "\n".join(["#nchw = affine_map<(n, c, h, w) -> (n, c, h, w)>", "#channel = affine_map<(n, c, h, w) -> (c)>",
                      "module {", *function, "}", "", "{-#", "  dialect_resources: {", "    builtin: {",
                      ",\n".join(blobs), "    }", "  }", "#-}", ""])


def write_whole(path, text):
    """Writes a file so that it is there whole or not at all."""
    folder, name = os.path.split(os.path.abspath(path))
    handle, temporary = tempfile.mkstemp(dir=folder, prefix="." + name)
    try:
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Writes a network in ncnn's format as linalg-on-tensors MLIR.")
    parser.add_argument("param", nargs="?", help="the .param file")
    parser.add_argument("bin", nargs="?", help="the .bin file")
    parser.add_argument("--output", required=True, help="the .mlir file to write")
    parser.add_argument("--height", type=int, default=256, help="the picture's height (256)")
    parser.add_argument("--width", type=int, default=256, help="the picture's width (256)")
    parser.add_argument("--random-weights", type=int, metavar="SEED",
                        help="instead of reading files, generate realesr-animevideov3-x4's layers with random weights")
    options = parser.parse_args(arguments)
    if (options.bin is None) == (options.random_weights is None) or options.random_weights is not None and options.param:
        parser.error("expected a .param and a .bin file, or --random-weights")
    try:
        if options.random_weights is None:
            model = read_model(options.param, options.bin)
        else:
            model = parse_model(*generated_network.generate(options.random_weights))
        write_whole(options.output, module_text(model, options.height, options.width))
    except (ModelError, OSError) as error:
        print(f"import_ncnn.py: error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
