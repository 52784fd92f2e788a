#===- _export.py - Graphs of PyTorch in linalg, by torch-mlir -------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
from __future__ import annotations

from typing import Any, Mapping

import torch
from torch.fx import Graph, GraphModule, Node

from ._arrays import to_array
from ._fallback import NotCompiled, first_line

_PIPELINE = (
    "builtin.module(torchdynamo-export-to-torch-backend-pipeline{extra-library=},"
    "torch-backend-to-linalg-on-tensors-backend-pipeline{allow-non-finites=true})"
)


def decompositions() -> dict[Any, Any]:
    """How AOTAutograd has to write a graph for torch-mlir."""
    from torch_mlir.extras.fx_decomp_util import get_decomposition_table

    return get_decomposition_table()


def export(graph: GraphModule, constants: Mapping[Node, torch.Tensor]) -> str:
    """The module, whose function `main` takes the graph's inputs but for `constants`.

    Raises NotCompiled if torch-mlir cannot import or lower the graph.
    """
    from torch_mlir import ir
    from torch_mlir.dialects import torch as torch_dialect
    from torch_mlir.extras.fx_importer import FxImporter
    from torch_mlir.passmanager import PassManager

    context = ir.Context()
    torch_dialect.register_dialect(context)
    errors: list[str] = []
    context.attach_diagnostic_handler(lambda diagnostic: _note(diagnostic, errors))
    # A pass may emit an error and go on.
    context.emit_error_diagnostics = True
    try:
        importer = FxImporter(context=context, hooks=_make_hooks())
        importer.import_graph_module(_bind(graph, constants), func_name="main")
        with context:
            PassManager.parse(_PIPELINE).run(importer.module.operation)
    except Exception as error:  # the importer raises anything, also of Python's own
        raise NotCompiled(_reason(errors, error)) from error
    if errors:
        raise NotCompiled(_reason(errors, None))
    return str(importer.module)


def _note(diagnostic: Any, errors: list[str]) -> bool:
    if diagnostic.severity.name == "ERROR":
        errors.append(diagnostic.message)
    return True


def _reason(errors: list[str], error: Exception | None) -> str:
    text = errors[0] if errors else f"{type(error).__name__}: {error}"
    return f"torch-mlir says: {first_line(text)}"


def _bind(graph: GraphModule, constants: Mapping[Node, torch.Tensor]) -> GraphModule:
    """A copy of the graph in which inputs that are constants are attributes.

    The importer takes an attribute only once, so that each use has a node of its own.
    """
    copy, values = Graph(), {}
    attributes: dict[str, Any] = {}

    def use(argument: Node) -> Node:
        if argument in values:
            return values[argument]
        name = argument.name if argument in constants else str(argument.target)
        node = copy.get_attr(name)
        node.meta = dict(argument.meta)
        return node

    for node in graph.graph.nodes:
        if node in constants:
            attributes[node.name] = constants[node].detach()
        elif node.op == "get_attr":
            attributes[str(node.target)] = getattr(graph, str(node.target))
        else:
            values[node] = copy.node_copy(node, use)
    return GraphModule(attributes, copy)


def _make_hooks() -> Any:
    """Constants of torch-mlir by their memory, where its own way is by lists of numbers."""
    from torch_mlir.extras.fx_importer import FxImporterHooks, create_mlir_tensor_type
    from torch_mlir.ir import DenseResourceElementsAttr, Operation

    class Hooks(FxImporterHooks):
        def __init__(self) -> None:
            self._values: dict[int, Any] = {}

        def resolve_literal(self, gni: Any, literal: Any, info: Any) -> Any:
            # One number is a splat, which a resource cannot be.
            if not isinstance(literal, torch.Tensor) or literal.numel() < 2:
                return None
            if id(literal) not in self._values:
                attribute = DenseResourceElementsAttr.get_from_buffer(
                    to_array(literal), "constant", create_mlir_tensor_type(literal)
                )
                self._values[id(literal)] = Operation.create(
                    "torch.vtensor.literal",
                    results=[gni.fx_importer._cc.tensor_to_vtensor_type(literal)],
                    attributes={"value": attribute},
                ).result
            return self._values[id(literal)]

    return Hooks()
