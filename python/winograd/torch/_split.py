#===- _split.py - Graphs as compiled pieces and what is between them ------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
from __future__ import annotations

from typing import Any, Callable, Mapping, Sequence

import torch
from torch.fx import GraphModule, Node
from torch.fx.passes.infra.partitioner import CapabilityBasedPartitioner
from torch.fx.passes.operator_support import OperatorSupportBase

from . import _fallback
from ._export import export
from ._fallback import NotCompiled
from ._piece import Piece, build
from ._refusals import is_view, probe, refuse
from ._settings import Settings


class _Support(OperatorSupportBase):
    def __init__(self, refused: Mapping[Node, str]) -> None:
        self.refused = dict(refused)

    def is_node_supported(self, submodules: Any, node: Node) -> bool:
        if node in self.refused:
            return False
        reason = refuse(node)
        if reason is not None and node.op == "call_function":
            self.refused[node] = reason
        return reason is None


def split(graph: GraphModule, is_weight: Sequence[bool], settings: Settings) -> GraphModule:
    """The graph with pieces that are compiled, in place of what they compute.

    `is_weight` says of each input whether it is a parameter or buffer that a call reads and
    the graph does not write.
    """

    def refine(
        piece: GraphModule, weights: Sequence[bool], error: NotCompiled
    ) -> Callable[..., Any]:
        refused = _find_refused(piece, settings)
        if not refused:
            return _leave(piece, error)
        return _cut(piece, weights, settings, refused, lambda rest, _, said: _leave(rest, said))

    return _cut(graph, is_weight, settings, {}, refine)


def _find_refused(graph: GraphModule, settings: Settings) -> dict[Node, str]:
    """What of a graph cannot be imported; if all can, what cannot be compiled."""
    quick = Settings(settings.weights, {"direct": True, "cache": False})
    return probe(graph, lambda alone: export(alone, {})) or probe(
        graph, lambda alone: build(alone, {}, quick)
    )


def _leave(graph: GraphModule, error: NotCompiled) -> GraphModule:
    """Leaves a whole graph to PyTorch, of which nothing alone is to blame."""
    nodes = [node for node in graph.graph.nodes if node.op == "call_function"]
    names = dict.fromkeys(_fallback.name_of(node) for node in nodes if not is_view(node))
    _fallback.warn(f"a graph of {', '.join(names)}", str(error))
    return graph


def _cut(
    graph: GraphModule,
    is_weight: Sequence[bool],
    settings: Settings,
    refused: Mapping[Node, str],
    refine: Callable[[GraphModule, Sequence[bool], NotCompiled], Callable[..., Any]],
) -> GraphModule:
    support = _Support(refused)
    partitioner = CapabilityBasedPartitioner(graph, support, allows_single_node_partition=True)
    partitions = [
        partition
        for partition in partitioner.propose_partitions()
        if not all(is_view(node) for node in partition.nodes)
    ]
    _fallback.warn_of_nodes({n: r for n, r in support.refused.items() if not is_view(n)})
    fused = partitioner.fuse_partitions(partitions, prefix="winograd_piece_")
    # Its nodes are new ones.
    inputs = fused.graph.find_nodes(op="placeholder")
    weights = {node for node, weight in zip(inputs, is_weight) if weight}
    for node in fused.graph.find_nodes(op="call_module", target=None):
        _replace(fused, node, weights, settings, refine)
    return fused


def _replace(
    fused: GraphModule, node: Node, weights: set[Node], settings: Settings, refine: Any
) -> None:
    """Makes a piece of one submodule of a graph."""
    piece = fused.get_submodule(str(node.target))
    assert isinstance(piece, GraphModule)
    is_weight = [
        settings.weights == "constants"
        and (argument in weights or _is_tensor(fused, argument))
        for argument in node.args
    ]
    setattr(fused, str(node.target), Piece(piece, is_weight, settings, refine))


def _is_tensor(graph: GraphModule, argument: Any) -> bool:
    """Whether this is a tensor that the graph itself holds."""
    return argument.op == "get_attr" and isinstance(
        getattr(graph, argument.target, None), torch.Tensor
    )
