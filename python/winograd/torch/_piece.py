#===- _piece.py - A part of a graph as a compiled function ----------------===#
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
from torch.fx import GraphModule, Node

from .. import _compile
from .._records import Error
from ._arrays import get_value, to_array, to_tensor
from ._export import export
from ._fallback import NotCompiled, first_line
from ._settings import Settings
from ._weights import Snapshot

# After so many changes of the weights they are arguments, and nothing is folded any more.
MOST_FOLDS = 3


def build(
    graph: GraphModule, constants: dict[Node, torch.Tensor], settings: Settings
) -> _compile.Function:
    """Compiles a graph, of which `constants` are inputs that have these values.

    Raises NotCompiled.
    """
    module = export(graph, constants)
    try:
        return _compile.compile(module, "main", **settings.compile)
    except Error as error:
        said = [each.message for each in error.diagnostics if each.severity == "error"]
        reason = first_line(said[0] if said else str(error))
        raise NotCompiled(f"winograd says: {reason}") from error


class Piece(torch.nn.Module):
    """A part of a graph. It is compiled when it is first called, with the weights as they are
    then, and again when they have changed.

    `refine` makes something else of a graph that cannot be compiled; it is given the graph,
    which inputs are weights, and what was said.
    """

    def __init__(
        self,
        graph: GraphModule,
        is_weight: Sequence[bool],
        settings: Settings,
        refine: Callable[[GraphModule, Sequence[bool], NotCompiled], Callable[..., Any]],
    ) -> None:
        super().__init__()
        self._graph = graph
        self._is_weight = list(is_weight)
        self._settings = settings
        self._refine = refine
        self._lock = threading.Lock()
        self._folds = 0
        self._current: _Bound | None = None
        self._refined: Callable[..., Any] | None = None

    def forward(self, *arguments: Any) -> Any:
        current = self._current
        if self._refined is None and (current is None or not current.fits(arguments)):
            current = self._update(arguments)
        return self._refined(*arguments) if self._refined is not None else current(arguments)

    def _update(self, arguments: Sequence[Any]) -> _Bound | None:
        """Compiles the graph, unless another thread has done so meanwhile."""
        with self._lock:
            current = self._current
            if self._refined is None and (current is None or not current.fits(arguments)):
                current = self._bind(arguments)
            return current

    def _bind(self, arguments: Sequence[Any]) -> _Bound | None:
        self._folds += 1
        if self._folds > MOST_FOLDS:
            self._is_weight = [False] * len(self._is_weight)
        try:
            self._current = _Bound(self._graph, self._is_weight, arguments, self._settings)
        except NotCompiled as error:
            self._refined = self._refine(self._graph, self._is_weight, error)
        return self._current


class _Bound:
    """A function that was compiled with some weights, and how tensors get in and out."""

    def __init__(
        self,
        graph: GraphModule,
        is_weight: Sequence[bool],
        arguments: Sequence[Any],
        settings: Settings,
    ) -> None:
        inputs = list(graph.graph.find_nodes(op="placeholder"))
        self._weights = [i for i, weight in enumerate(is_weight) if weight]
        self._others = [i for i, weight in enumerate(is_weight) if not weight]
        # Before it is compiled: what another thread writes meanwhile is a change.
        self._snapshot = Snapshot([arguments[i] for i in self._weights])
        constants = {inputs[i]: arguments[i] for i in self._weights}
        self._function = build(graph, constants, settings)
        results = graph.graph.output_node().args[0]
        self._is_tuple = isinstance(results, (tuple, list))
        self._results = [get_value(node) for node in (results if self._is_tuple else [results])]

    def fits(self, arguments: Sequence[Any]) -> bool:
        """Whether the weights are still those that are in the code."""
        return self._snapshot.find_changed([arguments[i] for i in self._weights]) is None

    def __call__(self, arguments: Sequence[Any]) -> Any:
        arrays = self._function(*(to_array(arguments[i]) for i in self._others))
        if len(self._results) == 1:
            arrays = (arrays,)
        tensors = [to_tensor(array, like) for array, like in zip(arrays, self._results)]
        return tuple(tensors) if self._is_tuple else tensors[0]
