#===- _convolutions.py - Convolutions in their plainest form --------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""torch-mlir takes ConvTranspose with equal pads on both sides and one group, and no depthwise
Conv of three dimensions. The standard defines what `auto_pad` and `output_shape` stand for,
what more is padded on one side is cut off, and groups are operations side by side."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Sequence

import numpy
import onnx
from onnx import helper, numpy_helper

from .. import Error


class _Graph:
    """A graph whose nodes are written anew, in order, and what is known of its values."""

    def __init__(self, graph: onnx.GraphProto) -> None:
        self.graph = graph
        self.nodes: list[onnx.NodeProto] = []
        self.constants = {constant.name: constant for constant in graph.initializer}
        self.infos = {
            info.name: info for info in (*graph.input, *graph.value_info, *graph.output)
        }
        self.parts: set[str] = set()

    def get_sizes(self, name: str) -> list[int] | None:
        """The sizes of a value, or None unless all are known."""
        if name in self.constants:
            return list(self.constants[name].dims)
        if name not in self.infos:
            return None
        dimensions = self.infos[name].type.tensor_type.shape.dim
        if not dimensions or not all(size.HasField("dim_value") for size in dimensions):
            return None
        return [size.dim_value for size in dimensions]

    def add_node(self, kind: str, inputs: Sequence[str], outputs: Sequence[str], name: str,
                 **attributes: Any) -> None:
        self.nodes.append(helper.make_node(kind, inputs, outputs, name, **attributes))

    def add_integers(self, name: str, values: Sequence[int]) -> str:
        array = numpy.array(values, numpy.int64)
        self.graph.initializer.append(numpy_helper.from_array(array, name))
        return name

    def split(self, name: str, axis: int, size: int, parts: int) -> list[str]:
        """The names of equal parts of a value; those of a constant are constants."""
        names = [f"{name}_axis_{axis}_part_{part}_of_{parts}" for part in range(parts)]
        if names[0] in self.parts:
            return names  # others have asked for them
        self.parts.add(names[0])
        if name in self.constants:
            values = numpy.split(numpy_helper.to_array(self.constants[name]), parts, axis)
            self.graph.initializer.extend(
                numpy_helper.from_array(numpy.ascontiguousarray(value), part)
                for part, value in zip(names, values)
            )
            return names
        lengths = self.add_integers(f"{names[0]}_length", [size // parts] * parts)
        self.add_node("Split", [name, lengths], names, f"{names[0]}_split", axis=axis)
        return names

    def write(self) -> None:
        del self.graph.node[:]
        self.graph.node.extend(self.nodes)


@dataclass
class _Window:
    """How a transposed convolution moves along its spatial dimensions."""

    strides: list[int]
    extra: list[int]
    """`output_padding`: elements behind the last one."""
    begins: list[int]
    ends: list[int]
    """The pads: elements that are cut off in front, and behind."""
    reaches: list[int]
    """How far the last tap is from the first."""

    @classmethod
    def of(cls, given: dict[str, Any], taps: Sequence[int]) -> _Window:
        rank = len(taps)
        pads = list(given.get("pads", [0] * 2 * rank))
        dilations = given.get("dilations", [1] * rank)
        return cls(
            list(given.get("strides", [1] * rank)), list(given.get("output_padding", [0] * rank)),
            pads[:rank], pads[rank:], [d * (k - 1) for d, k in zip(dilations, taps)])

    def fit(self, sizes: Sequence[int], wanted: Sequence[int] | None, more_in_front: bool) -> None:
        """Chooses the pads for results of the wanted sizes, or those of stride times n.

        Of an image of size n there are (n - 1) stride + reach + 1 elements, and the extra
        ones; what is missing comes behind them.
        """
        for i, n in enumerate(sizes):
            size = wanted[i] if wanted else n * self.strides[i]
            whole = (n - 1) * self.strides[i] + self.reaches[i] + 1 + self.extra[i]
            self.extra[i] += max(size - whole, 0)
            cut = max(whole - size, 0)
            less, more = cut // 2, cut - cut // 2
            self.begins[i], self.ends[i] = (more, less) if more_in_front else (less, more)


def _get_attributes(node: onnx.NodeProto) -> dict[str, Any]:
    return {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}


def _spell_out_pads(node: onnx.NodeProto, given: dict[str, Any], graph: _Graph) -> _Window | None:
    """Takes `auto_pad` and `output_shape` from the attributes, and gives what they stand for.

    None where nothing stands for them and the rank is not known.
    """
    auto = given.pop("auto_pad", b"NOTSET").decode()
    shape = given.pop("output_shape", None)
    image, weights = graph.get_sizes(node.input[0]), graph.get_sizes(node.input[1])
    if shape is None and auto in ("NOTSET", "VALID"):
        taps = given.get("kernel_shape") or (weights[2:] if weights else None)
        return _Window.of(given, taps) if taps else None
    if image is None or weights is None:
        raise Error(
            f"expected the sizes of what ConvTranspose '{node.name}' reads to be known, since "
            f"it has {'output_shape' if shape else f'auto_pad={auto}'}; shapes of the inputs "
            "can make them so"
        )
    rank = len(image) - 2
    window = _Window.of(given, weights[2:])
    window.fit(image[2:], list(shape)[-rank:] if shape else None, auto != "SAME_UPPER")
    return window


def _add_conv(graph: _Graph, node: onnx.NodeProto, output: str, given: dict[str, Any]) -> None:
    """A convolution without groups, or one for each, and what puts their results together."""
    weights = graph.get_sizes(node.input[1])
    groups = given.pop("group", 1)
    if groups == 1 or weights is None:
        graph.add_node(node.op_type, node.input, [output], node.name, group=groups, **given)
        return
    # Filters are [C, K / groups, …] of ConvTranspose, and [K, C / groups, …] of Conv.
    channels, filters = weights[0], weights[1] * groups
    if node.op_type == "Conv":
        channels, filters = filters, channels
    inputs = [graph.split(node.input[0], 1, channels, groups),
              graph.split(node.input[1], 0, weights[0], groups)]
    if len(node.input) == 3 and node.input[2]:
        inputs.append(graph.split(node.input[2], 0, filters, groups))
    results = [f"{output}_group_{group}" for group in range(groups)]
    for group, (result, operands) in enumerate(zip(results, zip(*inputs))):
        graph.add_node(node.op_type, operands, [result], f"{node.name}_group_{group}", **given)
    graph.add_node("Concat", results, [output], f"{node.name}_groups", axis=1)


def _add_conv_transpose(graph: _Graph, node: onnx.NodeProto) -> None:
    given = _get_attributes(node)
    window = _spell_out_pads(node, given, graph)
    if window is None:
        graph.nodes.append(node)
        return
    # torch-mlir reads outside of the image for pads that are larger than the reach.
    both = [min(pads) for pads in zip(window.begins, window.ends, window.reaches)]
    given.update(pads=both + both, output_padding=window.extra)
    output = node.output[0]
    if window.begins == window.ends == both:
        _add_conv(graph, node, output, given)
        return
    _add_conv(graph, node, f"{output}_uncut", given)
    starts = [begin - cut for begin, cut in zip(window.begins, both)]
    # From behind; the largest number is the end.
    stops = [cut - end or numpy.iinfo(numpy.int64).max for end, cut in zip(window.ends, both)]
    rank = len(both)
    graph.add_node("Slice", [
        f"{output}_uncut",
        graph.add_integers(f"{output}_starts", starts),
        graph.add_integers(f"{output}_stops", stops),
        graph.add_integers(f"{output}_axes", range(2, 2 + rank)),
    ], [output], f"{node.name}_cut")


def _is_depthwise_in_space(node: onnx.NodeProto, graph: _Graph) -> bool:
    """Whether a Conv has three dimensions, and one filter for each channel."""
    weights = graph.get_sizes(node.input[1])
    groups = _get_attributes(node).get("group", 1)
    return weights is not None and len(weights) == 5 and weights[:2] == [groups, 1] != [1, 1]


def spell_out(model: onnx.ModelProto) -> None:
    """Writes convolutions that torch-mlir refuses in a form that it takes.

    Types and sizes have to be inferred, and those of new values anew; nodes have names.
    """
    graph = _Graph(model.graph)
    for node in model.graph.node:
        is_standard = node.domain in ("", "ai.onnx")
        if is_standard and node.op_type == "ConvTranspose":
            _add_conv_transpose(graph, node)
        elif is_standard and node.op_type == "Conv" and _is_depthwise_in_space(node, graph):
            _add_conv(graph, node, node.output[0], _get_attributes(node))
        else:
            graph.nodes.append(node)
    graph.write()
