#===- _refusals.py - Operations that are left to PyTorch ------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
from __future__ import annotations

import operator
from typing import Any, Callable, Iterator

import torch
from torch.fx import Graph, GraphModule, Node

from ._arrays import get_value
from ._fallback import NotCompiled, first_line

# What NumPy and MLIR have, and the compiler takes.
_DTYPES = (
    torch.float16, torch.bfloat16, torch.float32, torch.float64, torch.bool,
    torch.int8, torch.int16, torch.int32, torch.int64,
)


def refuse(node: Node) -> str | None:
    """Why an operation is left to PyTorch, as far as it can be seen without compiling it."""
    if node.op == "get_attr":
        attribute = getattr(node.graph.owning_module, str(node.target), None)
        return None if isinstance(attribute, torch.Tensor) else "it is no tensor"
    if node.op != "call_function":
        return "it is no operation"
    if node.target is not operator.getitem:
        if not isinstance(node.target, torch._ops.OpOverload):
            return "it is no operation of a tensor library"
        if torch.Tag.nondeterministic_seeded in node.target.tags:
            return "its random numbers are PyTorch's"
    for value in (*_values(node), *(v for n in node.all_input_nodes for v in _values(n))):
        reason = _refuse_value(value)
        if reason:
            return reason
    return None


def _values(node: Node) -> Iterator[Any]:
    """The results of a node; of an attribute, which has no description, none."""
    value = get_value(node)
    if isinstance(value, (tuple, list)):
        yield from value
    elif value is not None or node.op == "call_function":
        yield value


def _refuse_value(value: Any) -> str | None:
    if value is None:  # a result that nobody asked for
        return None
    if not isinstance(value, torch.Tensor):
        return f"it has a {type(value).__name__}, which is no tensor"
    if value.device.type != "cpu":
        return f"it has a tensor on {value.device}, and this package compiles for the CPU"
    if value.layout != torch.strided:
        return f"it has a tensor with the layout {value.layout}"
    if value.dtype not in _DTYPES:
        return f"it has a tensor of {value.dtype}"
    if not all(isinstance(size, int) for size in value.shape):
        return "its sizes depend on data"
    return None


def is_view(node: Node) -> bool:
    """Whether nothing is computed: a view, an item of a tuple, or an attribute."""
    if node.op == "get_attr" or node.target is operator.getitem:
        return True
    schema = getattr(node.target, "_schema", None)
    return schema is not None and any(
        result.alias_info is not None and not result.alias_info.is_write
        for result in schema.returns
    )


def probe(graph: GraphModule, build: Callable[[GraphModule], object]) -> dict[Node, str]:
    """The operations that `build` cannot compile alone, and why."""
    known: dict[Any, str | None] = {}
    refused = {}
    for node in graph.graph.nodes:
        if node.op != "call_function" or node.target is operator.getitem:
            continue
        key = _key(node)
        if key not in known:
            known[key] = _try(_isolate(graph, node), build)
        if known[key] is not None:
            refused[node] = known[key]
    return refused


def _try(graph: GraphModule, build: Callable[[GraphModule], object]) -> str | None:
    try:
        build(graph)
    except NotCompiled as error:
        return first_line(str(error))
    return None


def _key(node: Node) -> str:
    """The same for operations that are compiled alike."""

    def describe(argument: Node) -> Any:
        value = get_value(argument)
        return f"{getattr(value, 'dtype', type(value))} {list(getattr(value, 'shape', ()))}"

    arguments = torch.fx.map_arg((node.args, node.kwargs), lambda n: f"<{describe(n)}>")
    return f"{node.target} {arguments}"


def _isolate(graph: GraphModule, node: Node) -> GraphModule:
    """The graph of one operation, with the items that are taken from its result."""
    alone, values = Graph(), {}
    for argument in node.all_input_nodes:
        values[argument] = alone.placeholder(argument.name)
        values[argument].meta = dict(argument.meta)
        if argument.op == "get_attr":
            with_value = getattr(graph, str(argument.target))
            values[argument].meta.setdefault("val", with_value)
    copy = alone.node_copy(node, lambda argument: values[argument])
    items = [user for user in node.users if user.target is operator.getitem]
    results = [alone.node_copy(item, lambda _: copy) for item in items]
    alone.output(tuple(results) or copy)
    return GraphModule({}, alone)
