#===- params.py - Reads ncnn's .param files -------------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Reads a .param file, which is text:

    7767517                                          the magic number
    40 41                                            how many layers, how many blobs
    Convolution Conv_0 1 1 a b 0=64 1=3 4=1 5=1      kind, name, number of inputs, number of
                                                     outputs, inputs, outputs, ID=VALUE ...

A list is ID=VALUE,VALUE (one value: ID=VALUE,) or, as older files have it, with an ID of two
digits, -233ID=COUNT,VALUE,VALUE. IDs 30 and 31 are the sizes of the blobs and what ncnn shall not
use for this layer; they say nothing about results.
"""

from __future__ import annotations

import math
import re
from typing import Any

from .kinds import ModelError, Param
from .layers import KINDS
from .model import Layer

MAGIC = "7767517"
FIRST_LIST = -23300
IGNORED = (30, 31)
INTEGER = re.compile(r"[+-]?[0-9]{1,18}")


def parse_param(text: str, file: str) -> list[Layer]:
    """The layers of a .param file, still without weights."""
    lines = [(number, line.split()) for number, line in enumerate(text.splitlines(), 1)
             if line.strip()]
    first = " ".join(lines[0][1]) if lines else ""
    if first != MAGIC:
        raise ModelError(f"{file}: expected the file to begin with {MAGIC}, but got '{first}'")
    counts = lines[1][1] if len(lines) > 1 else []
    if len(counts) != 2 or not all(word.isascii() and word.isdecimal() for word in counts):
        raise ModelError(
            f"{file}: expected the second line to hold the number of layers and of blobs")
    layers = [_parse_layer(words, f"{file}:{number}") for number, words in lines[2:]]
    blobs = sum(len(layer.outputs) for layer in layers)
    for what, announced, found in (("layers", counts[0], len(layers)), ("blobs", counts[1], blobs)):
        if int(announced) != found:
            raise ModelError(f"{file}: expected {announced} {what}, as the file announces, "
                             f"but got {found}")
    return layers


def _parse_layer(words: list[str], place: str) -> Layer:
    layer = Layer(words[0], words[1] if len(words) > 1 else "", [], [], place)
    if layer.kind not in KINDS:
        raise ModelError(f"{place}: layer '{layer.name}': unknown kind '{layer.kind}'; "
                         f"known: {', '.join(sorted(KINDS))}")
    if len(words) < 4 or not all(word.isascii() and word.isdecimal() for word in words[2:4]):
        raise layer.error("expected its name and its numbers of inputs and outputs")
    reads, writes = int(words[2]), int(words[3])
    blobs, rest = words[4:4 + reads + writes], words[4 + reads + writes:]
    if len(blobs) != reads + writes or any("=" in blob for blob in blobs):
        raise layer.error(f"expected {reads} inputs and {writes} outputs, but the line ends early")
    layer.inputs, layer.outputs = blobs[:reads], blobs[reads:]
    kind = KINDS[layer.kind]
    for what, got, (least, most) in (("inputs", reads, kind.inputs),
                                     ("outputs", writes, kind.outputs)):
        if got < least or most is not None and got > most:
            expected = f"at least {least}" if most is None else " or ".join(
                map(str, range(least, most + 1)))
            raise layer.error(f"expected {expected} {what}, but got {got}")
    layer.params = _parse_params(layer, rest, kind.params)
    return layer


def _parse_params(layer: Layer, words: list[str], known: dict[int, Param]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for word in words:
        key, text, is_counted = _split_param(layer, word)
        if key in IGNORED:
            continue
        param = known.get(key)
        if param is None:
            raise layer.error(f"unknown parameter '{word}'")
        if param.name in given:
            raise layer.error(f"parameter '{word}' ({param.name}) is given twice")
        given[param.name] = _parse_value(layer, word, param, text, is_counted)
    values: dict[str, Any] = {}
    for key, param in known.items():
        default = values[param.default] if isinstance(param.default, str) else param.default
        value = given.get(param.name, default)
        if value is None:
            raise layer.error(f"parameter {key} ({param.name}) is missing")
        if param.only is not None and value not in param.only:
            raise layer.error(
                f"expected parameter {key} ({param.name}) to be "
                f"{' or '.join(map(str, param.only))}, but got {value}"
                + (f": {param.why}" if param.why else ""))
        values[param.name] = value
    return values


def _split_param(layer: Layer, word: str) -> tuple[int, str, bool]:
    """ID, what stands behind '=', and whether that begins with a count."""
    key, equals, text = word.partition("=")
    if not equals or not INTEGER.fullmatch(key):
        raise layer.error(f"expected parameters such as 0=1, but got '{word}'")
    number = int(key)
    return (FIRST_LIST - number, text, True) if number <= FIRST_LIST else (number, text, False)


def _parse_value(layer: Layer, word: str, param: Param, text: str, is_counted: bool) -> Any:
    parts = text.split(",")
    if is_counted:
        if not INTEGER.fullmatch(parts[0]) or int(parts[0]) != len(parts) - 1:
            raise layer.error(f"expected parameter '{word}' ({param.name}) to have as many values "
                              f"as its first number says, but got {len(parts) - 1}")
        parts = parts[1:]
    elif param.many:
        if len(parts) == 1:
            raise layer.error(f"expected parameter '{word}' ({param.name}) to be a list; "
                              "that of one value ends with a comma")
        parts = parts[:-1] if parts[-1] == "" else parts
    values = [_parse_number(layer, word, param, part) for part in parts]
    if param.many:
        return values
    if is_counted or len(values) != 1:
        raise layer.error(f"expected parameter '{word}' ({param.name}) to be one value")
    return values[0]


def _parse_number(layer: Layer, word: str, param: Param, text: str) -> int | float:
    if param.type is int:
        if INTEGER.fullmatch(text) and -2**31 <= int(text) < 2**31:
            return int(text)
        raise layer.error(f"expected parameter '{word}' ({param.name}) to be an integer of 32 bits")
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise layer.error(f"expected parameter '{word}' ({param.name}) to be a number")
    return value
