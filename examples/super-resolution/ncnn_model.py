#===- ncnn_model.py - Reads ncnn's .param and .bin files ------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Reads a network in ncnn's two files: NAME.param and NAME.bin.

NAME.param is text. Blobs are the values that flow between the layers.

    7767517                                          the magic number
    40 41                                            how many layers, how many blobs
    Convolution Conv_0 1 1 a b 0=64 1=3 4=1 5=1      kind, name, number of inputs, number of
                                                     outputs, inputs, outputs, ID=VALUE ...

NAME.bin is the layers' weights in the order of the layers, with nothing in between (little endian):

    Convolution   a 4-byte tag, the weights [output][input][row][column], and f32 biases if bias_term is 1;
                  tag 0x01306B47: the weights are f16, followed by zeroes up to a multiple of 4 bytes,
                  tag 0x00000000: the weights are f32
    PReLU         one f32 slope for each channel, no tag

LAYERS lists the layers and parameters that this reader understands. Whatever else a file contains is refused by name.
"""
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

MAGIC = "7767517"
TAG_F16 = 0x01306B47
TAG_F32 = 0x00000000


class ModelError(Exception):
    """A file that is damaged, or that holds something that this importer does not know."""


class Param(NamedTuple):
    """A layer's parameter: its name, its value when the file omits it (a string: the same as that other parameter;
    None: it must be given) and, if the importer knows only one value, that value."""
    name: str
    default: object = 0
    only: object = None
    type: type = int


LAYERS = {
    "Input": {},
    "Split": {},
    "Convolution": {
        0: Param("num_output", None), 1: Param("kernel_w", None), 11: Param("kernel_h", "kernel_w"),
        2: Param("dilation_w", 1, only=1), 12: Param("dilation_h", "dilation_w", only=1),
        3: Param("stride_w", 1, only=1), 13: Param("stride_h", "stride_w", only=1),
        4: Param("pad_left"), 14: Param("pad_top", "pad_left"),
        15: Param("pad_right", "pad_left"), 16: Param("pad_bottom", "pad_top"),
        18: Param("pad_value", 0.0, only=0.0, type=float), 5: Param("bias_term"), 6: Param("weight_data_size", None),
        8: Param("int8_scale_term", only=0), 9: Param("activation_type", only=0), 19: Param("dynamic_weight", only=0),
    },
    "PReLU": {0: Param("num_slope", None)},
    "PixelShuffle": {0: Param("upscale_factor", 1), 1: Param("mode", only=0)},
    "Interp": {
        0: Param("resize_type", None, only=1), 1: Param("height_scale", 1.0, type=float),
        2: Param("width_scale", 1.0, type=float), 3: Param("output_height", only=0),
        4: Param("output_width", only=0), 6: Param("align_corner", only=0),
    },
    "BinaryOp": {0: Param("op_type", only=0), 1: Param("with_scalar", only=0)},
}

# How many blobs a layer reads and writes; None: any number above zero.
ARITY = {"Input": (0, 1), "Split": (1, None), "BinaryOp": (2, 1)}


@dataclass
class Layer:
    """One layer: what it is, the blobs it reads and writes, its parameters by name and its weights as f32."""
    kind: str
    name: str
    inputs: list
    outputs: list
    params: dict
    weights: dict = field(default_factory=dict)

    def error(self, text):
        return ModelError(f"layer '{self.name}' ({self.kind}): {text}")


@dataclass
class Model:
    """A network: its layers in order of execution, the blob that is fed, and the blob that nothing else reads."""
    layers: list
    input: str
    output: str

    @property
    def output_channels(self):
        """The layers that hold most of the arithmetic."""
        return [l.params["num_output"] for l in self.layers if l.kind == "Convolution"]


def read_model(param_path, bin_path):
    """Reads both files; raises ModelError, or OSError if a file cannot be read."""
    with open(param_path, "rb") as file:
        text = file.read()
    if b"\0" in text:
        raise ModelError("the .param file is not text; ncnn's binary form (.param.bin) is not supported")
    with open(bin_path, "rb") as file:
        return parse_model(text.decode("utf-8", "replace"), file.read())


def parse_model(param_text, bin_bytes):
    """The network in the text of a .param file and the bytes of a .bin file."""
    layers = parse_param(param_text)
    reader = WeightReader(bin_bytes)
    for layer in layers:
        _read_weights(layer, reader)
    reader.expect_end()
    return Model(layers, *_input_and_output(layers))


def parse_param(text):
    """The layers of a .param file, still without weights."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    if not lines or lines[0] != [MAGIC]:
        raise ModelError(f"expected the .param file to begin with {MAGIC}, but got '{' '.join(lines[0]) if lines else ''}'")
    if len(lines) < 2 or len(lines[1]) != 2 or not all(word.isdecimal() for word in lines[1]):
        raise ModelError("expected the second line of the .param file to hold the number of layers and of blobs")
    layers = [_parse_layer(words) for words in lines[2:]]
    written = [blob for layer in layers for blob in layer.outputs]
    for what, announced, found in (("layers", lines[1][0], len(layers)), ("blobs", lines[1][1], len(written))):
        if int(announced) != found:
            raise ModelError(f"expected {announced} {what}, as the .param file announces, but got {found}")
    return layers


def _parse_layer(words):
    kind, name = words[0], words[1] if len(words) > 1 else ""
    if kind not in LAYERS:
        raise ModelError(f"layer '{name}': unknown kind '{kind}'; known: {', '.join(LAYERS)}")
    if len(words) < 4 or not (words[2].isdecimal() and words[3].isdecimal()):
        raise ModelError(f"layer '{name}' ({kind}): expected its name and its numbers of inputs and outputs")
    reads, writes = int(words[2]), int(words[3])
    blobs, rest = words[4:4 + reads + writes], words[4 + reads + writes:]
    layer = Layer(kind, name, blobs[:reads], blobs[reads:], {})
    if len(blobs) != reads + writes or any("=" in blob for blob in blobs):
        raise layer.error(f"expected {reads} inputs and {writes} outputs, but the line ends early")
    for what, got, expected in zip(("inputs", "outputs"), (reads, writes), ARITY.get(kind, (1, 1))):
        if got == 0 and expected is None or expected not in (None, got):
            raise layer.error(f"expected {'some' if expected is None else expected} {what}, but got {got}")
    layer.params = _parse_params(layer, rest)
    return layer


def _parse_params(layer, words):
    known, given = LAYERS[layer.kind], {}
    for word in words:
        key, _, text = word.partition("=")
        param = known.get(int(key)) if key.lstrip("-").isdecimal() else None
        if param is None:
            raise layer.error(f"unknown parameter '{word}'")
        if param.name in given:
            raise layer.error(f"parameter '{word}' ({param.name}) is given twice")
        try:
            given[param.name] = param.type(text)
        except ValueError:
            kind = "an integer" if param.type is int else "a number"
            raise layer.error(f"expected parameter '{word}' ({param.name}) to be {kind}") from None
    values = {}
    for key, param in known.items():
        value = given.get(param.name, values[param.default] if isinstance(param.default, str) else param.default)
        if value is None:
            raise layer.error(f"parameter {key} ({param.name}) is missing")
        if param.only is not None and value != param.only:
            raise layer.error(f"expected parameter {key} ({param.name}) to be {param.only}, but got {value}")
        values[param.name] = value
    return values


class WeightReader:
    """Takes weights from a .bin file, one after another."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, layer, size):
        if self.at + size > len(self.data):
            raise layer.error(f"expected {size} bytes at {self.at} in the .bin file, but it has {len(self.data)}")
        self.at += size
        return self.data[self.at - size:self.at]

    def raw(self, layer, count):
        """f32 values without a tag."""
        return np.frombuffer(self.take(layer, 4 * count), "<f4").astype(np.float32)

    def tagged(self, layer, count):
        """Values whose type a tag in front of them tells."""
        tag = int.from_bytes(self.take(layer, 4), "little")
        if tag == TAG_F32:
            return self.raw(layer, count)
        if tag != TAG_F16:
            raise layer.error(f"expected the weights' tag to be 0x{TAG_F16:08X} (f16) or 0 (f32), but got 0x{tag:08X}")
        padded = self.take(layer, (2 * count + 3) // 4 * 4)
        return np.frombuffer(padded, "<f2", count).astype(np.float32)

    def expect_end(self):
        if self.at != len(self.data):
            raise ModelError(f"{len(self.data) - self.at} bytes are left over in the .bin file after the last layer")


def _read_weights(layer, reader):
    p = layer.params
    if layer.kind == "PReLU":
        _expect_positive(layer, "num_slope")
        layer.weights["slope"] = reader.raw(layer, p["num_slope"])
    if layer.kind != "Convolution":
        return
    _expect_positive(layer, "num_output", "kernel_w", "kernel_h", "weight_data_size")
    for side in ("pad_left", "pad_top", "pad_right", "pad_bottom"):
        if p[side] < 0:  # ncnn: -233 and -234 ask for TensorFlow's SAME padding.
            raise layer.error(f"expected {side} to be at least 0, but got {p[side]}")
    if p["bias_term"] not in (0, 1):
        raise layer.error(f"expected parameter 5 (bias_term) to be 0 or 1, but got {p['bias_term']}")
    per_input = p["num_output"] * p["kernel_h"] * p["kernel_w"]
    if p["weight_data_size"] % per_input:
        raise layer.error(f"expected weight_data_size to be a multiple of {per_input}, but got {p['weight_data_size']}")
    weight = reader.tagged(layer, p["weight_data_size"])
    layer.weights["weight"] = weight.reshape(p["num_output"], -1, p["kernel_h"], p["kernel_w"])
    if p["bias_term"]:
        layer.weights["bias"] = reader.raw(layer, p["num_output"])


def _expect_positive(layer, *names):
    for name in names:
        if layer.params[name] < 1:
            raise layer.error(f"expected {name} to be at least 1, but got {layer.params[name]}")


def _input_and_output(layers):
    """Checks that every blob is written once and before it is read; returns the one fed and the one left unread."""
    unread, written = [], set()
    for layer in layers:
        for blob in layer.inputs:
            if blob not in written:
                raise layer.error(f"reads blob '{blob}', which no layer before it writes")
            if blob not in unread:
                raise layer.error(f"reads blob '{blob}', which another layer has read: a Split is missing")
            unread.remove(blob)
        for blob in layer.outputs:
            if blob in written:
                raise layer.error(f"writes blob '{blob}', which has been written before")
            written.add(blob)
            unread.append(blob)
    inputs = [layer.outputs[0] for layer in layers if layer.kind == "Input"]
    if len(inputs) != 1:
        raise ModelError(f"expected one Input layer, but got {len(inputs)}")
    if len(unread) != 1:
        raise ModelError(f"expected one blob to be left as the output, but got {len(unread)}: {', '.join(unread)}")
    return inputs[0], unread[0]
