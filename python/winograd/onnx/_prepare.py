#===- _prepare.py - Networks as the importer takes them --------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""What torch-mlir is not told by a file, but can be by ONNX's own tools: the types and sizes
of all values, newer forms of old operations, and what attributes stand for."""
from __future__ import annotations

import os
from typing import Mapping, Sequence

import onnx
import onnx.inliner
import onnx.version_converter
from google.protobuf.message import DecodeError, EncodeError

from .. import Error
from ._convolutions import spell_out
from ._network import Value

# From here on some operators have other attributes; importers know both.
OPSET = 17


def read(model: str | os.PathLike[str] | onnx.ModelProto) -> onnx.ModelProto:
    """A copy of the network, or that of a file, with the weights that lie in other files."""
    if isinstance(model, onnx.ModelProto):
        copy = onnx.ModelProto()
        copy.CopyFrom(model)
        return copy
    path = os.fspath(model)
    try:
        loaded = onnx.load(path)
        if not loaded.HasField("graph"):
            raise ValueError("no graph")
        return loaded
    except OSError as error:
        reason = error.strerror or str(error)
        raise Error(f"expected '{path}' to be a readable file, but got: {reason}") from error
    except (DecodeError, ValueError, onnx.checker.ValidationError) as error:
        raise Error(f"expected '{path}' to be a network of ONNX, but got: {error}") from error


def _to_value(info: onnx.ValueInfoProto) -> Value:
    tensor = info.type.tensor_type
    if not info.type.HasField("tensor_type") or not tensor.HasField("shape"):
        raise Error(f"expected '{info.name}' to be a tensor of known rank")
    if tensor.elem_type == onnx.TensorProto.BFLOAT16:
        dtype = "bfloat16"
    else:
        dtype = str(onnx.helper.tensor_dtype_to_np_dtype(tensor.elem_type))
    shape = [
        size.dim_value if size.HasField("dim_value") else size.dim_param or None
        for size in tensor.shape.dim
    ]
    return Value(info.name, dtype, tuple(shape))


def _get_input_infos(model: onnx.ModelProto) -> list[onnx.ValueInfoProto]:
    """What a caller gives: old networks have their weights among the inputs, too."""
    constants = {constant.name for constant in model.graph.initializer}
    return [info for info in model.graph.input if info.name not in constants]


def get_inputs(model: onnx.ModelProto) -> tuple[Value, ...]:
    return tuple(_to_value(info) for info in _get_input_infos(model))


def get_outputs(model: onnx.ModelProto) -> tuple[Value, ...]:
    return tuple(_to_value(info) for info in model.graph.output)


def _set_sizes(model: onnx.ModelProto, shapes: Mapping[str, Sequence[int]]) -> None:
    """Gives inputs their sizes, and each size's name its value everywhere."""
    inputs = {info.name: info for info in _get_input_infos(model)}
    named: dict[str, int] = {}
    for name, shape in shapes.items():
        if name not in inputs:
            raise Error(f"expected a shape of one of {', '.join(inputs)}, but got '{name}'")
        value = _to_value(inputs[name])
        fits = len(shape) == len(value.shape) and all(
            not isinstance(declared, int) or declared == size
            for declared, size in zip(value.shape, shape)
        )
        if not fits:
            got = "x".join(map(str, shape))
            raise Error(f"expected '{name}' to be {value}, but got sizes of {got}")
        for dimension, size in zip(inputs[name].type.tensor_type.shape.dim, shape):
            symbol = dimension.dim_param
            if symbol and named.setdefault(symbol, size) != size:
                raise Error(
                    f"expected the size '{symbol}' to be the same for all inputs, but got "
                    f"{named[symbol]} and {size}"
                )
            dimension.dim_value = size
    for info in (*model.graph.input, *model.graph.output):
        for dimension in info.type.tensor_type.shape.dim:
            if dimension.dim_param in named:
                dimension.dim_value = named[dimension.dim_param]


def _name_nodes(model: onnx.ModelProto) -> None:
    """Gives each node a name, by which the importer speaks of it."""
    taken: set[str] = set()
    for index, node in enumerate(model.graph.node):
        if not node.name or node.name in taken:
            node.name = f"{node.name or node.op_type}_{index}"
        taken.add(node.name)


def _make_raw(model: onnx.ModelProto) -> None:
    """Stores all constants in one way, since there are some that the importer does not know."""
    attributes = [attribute for node in model.graph.node if node.op_type == "Constant"
                  for attribute in node.attribute if attribute.HasField("t")]
    for tensor in (*model.graph.initializer, *(attribute.t for attribute in attributes)):
        if not tensor.HasField("raw_data") and tensor.data_type != onnx.TensorProto.STRING:
            array = onnx.numpy_helper.to_array(tensor)
            tensor.CopyFrom(onnx.numpy_helper.from_array(array, tensor.name))


def _complete(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same with all types, sizes and names."""
    _name_nodes(model)
    _make_raw(model)
    del model.graph.value_info[:]
    # What is inferred wrong of an operation's old form is no reason to refuse it.
    model = onnx.shape_inference.infer_shapes(model, data_prop=True)
    spell_out(model)
    del model.graph.value_info[:]
    return onnx.shape_inference.infer_shapes(model, strict_mode=True, data_prop=True)


def prepare(model: onnx.ModelProto, shapes: Mapping[str, Sequence[int]]) -> onnx.ModelProto:
    """The network as the importer takes it, with inputs of these sizes."""
    try:
        onnx.checker.check_model(model)
        versions = [entry.version for entry in model.opset_import
                    if entry.domain in ("", "ai.onnx")]
        if versions and max(versions) < OPSET:
            model = onnx.version_converter.convert_version(model, OPSET)
        if model.functions:
            model = onnx.inliner.inline_local_functions(model)
        _set_sizes(model, shapes)
        return _complete(model)
    except (onnx.checker.ValidationError, onnx.shape_inference.InferenceError) as error:
        raise Error(f"expected a valid network, but got: {_first_line(error)}") from error
    except (RuntimeError, ValueError, EncodeError) as error:
        if isinstance(error, Error):
            raise
        # Protocol buffers end at 2 GiB, and the converter has not all old operations.
        raise Error(f"expected a network that ONNX's tools can read whole and convert to "
                    f"operators of version {OPSET}, but got: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
