#===- _sizes.py - Graphs whose sizes are symbols --------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
from __future__ import annotations

import threading
from typing import Any, Callable, Sequence

import torch
from torch.fx import GraphModule
from torch.fx.experimental.proxy_tensor import make_fx

from . import _fallback
from ._arrays import get_value
from ._settings import Settings
from ._split import split


def has_symbols(graph: GraphModule) -> bool:
    """Whether an input has a size that is only known when the graph is called."""
    for node in graph.graph.find_nodes(op="placeholder"):
        value = get_value(node)
        if isinstance(value, (torch.SymInt, torch.SymFloat, torch.SymBool)):
            return True
        if isinstance(value, torch.Tensor) and not all(isinstance(n, int) for n in value.shape):
            return True
    return False


class BySizes:
    """A graph that is compiled for each combination of sizes that it is called with.

    A plan depends on sizes. As many are compiled as PyTorch would compile graphs of one
    function (`torch._dynamo.config.recompile_limit`); others run in PyTorch.
    """

    def __init__(self, graph: GraphModule, is_weight: Sequence[bool], settings: Settings) -> None:
        self._graph = graph
        self._is_weight = list(is_weight)
        self._settings = settings
        self._lock = threading.Lock()
        self._compiled: dict[Any, Callable[..., Any]] = {}

    def __call__(self, *arguments: Any) -> Any:
        key = tuple(
            tuple(each.shape) if isinstance(each, torch.Tensor) else each
            for each, weight in zip(arguments, self._is_weight)
            if not weight
        )
        compiled = self._compiled.get(key)
        if compiled is None:
            with self._lock:
                compiled = self._compiled.get(key)
                if compiled is None:
                    compiled = self._compiled[key] = self._specialize(arguments)
        return compiled(*arguments)

    def _specialize(self, arguments: Sequence[Any]) -> Callable[..., Any]:
        limit = torch._dynamo.config.recompile_limit
        if len(self._compiled) >= limit:
            sizes = [tuple(a.shape) for a, weight in zip(arguments, self._is_weight)
                     if not weight and isinstance(a, torch.Tensor)]
            _fallback.warn(
                f"a graph with inputs of the sizes {', '.join(map(str, sizes))}",
                f"it was compiled for {limit} others (torch._dynamo.config.recompile_limit)",
            )
            return self._graph
        try:
            graph = make_fx(self._graph, tracing_mode="fake", _allow_non_fake_inputs=True)(
                *arguments
            )
        except Exception as error:  # sizes that depend on data
            reason = _fallback.first_line(f"{type(error).__name__}: {error}")
            _fallback.warn("a graph with sizes that only show at run time", reason)
            return self._graph
        return split(graph, self._is_weight, self._settings)
