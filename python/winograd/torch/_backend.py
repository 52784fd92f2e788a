#===- _backend.py - What torch.compile calls ------------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
from __future__ import annotations

from typing import Any, Callable, Mapping, Sequence

import torch
from torch._dynamo.backends.common import aot_autograd
from torch._guards import TracingContext
from torch.fx import GraphModule

from . import _fallback
from ._export import decompositions
from ._settings import Settings
from ._sizes import BySizes, has_symbols
from ._split import split

_NEEDS_GRADIENTS = (
    "gradients of it are wanted, and this backend is for inference; call it in torch.no_grad()"
)


def backend(
    graph: GraphModule,
    inputs: Sequence[Any],
    *,
    options: Mapping[str, Any] | None = None,
    mode: str | None = None,
) -> Callable[..., Any]:
    """Compiles a graph of TorchDynamo; `torch.compile(model, backend="winograd")` calls it.

    `options` of torch.compile are those of `winograd.compile` (`threads` is
    `torch.get_num_threads()` if it is not given), and `weights`:

    - "constants" (the default): parameters and buffers are constants, whose transforms are
      computed when the graph is first called, and again if they have changed, three times at
      most; from then on they are arguments.
    - "arguments": they are arguments, and are transformed at every call.

    There are no modes. Raises ValueError for an option or a mode that there is not.
    """
    settings = Settings.parse(options)
    if mode not in (None, "default"):
        raise ValueError(f"expected no mode of the backend winograd, but got {mode!r}")
    if torch.is_grad_enabled() and any(
        isinstance(value, torch.Tensor) and value.requires_grad for value in inputs
    ):
        _fallback.warn("a graph", _NEEDS_GRADIENTS)
        return graph
    compiler = aot_autograd(
        fw_compiler=_leave_to_pytorch,
        inference_compiler=lambda traced, fakes: _compile(traced, settings),
        decompositions=decompositions(),
    )
    return compiler(graph, inputs)


def _leave_to_pytorch(graph: GraphModule, inputs: Sequence[Any]) -> Callable[..., Any]:
    """A graph that asks for gradients itself, or the graph of gradients."""
    _fallback.warn("a graph", _NEEDS_GRADIENTS)
    return _boxed(graph)


def _compile(graph: GraphModule, settings: Settings) -> Callable[..., Any]:
    is_weight = _find_weights(graph)
    if has_symbols(graph):
        return _boxed(BySizes(graph, is_weight, settings))
    return _boxed(split(graph, is_weight, settings))


def _find_weights(graph: GraphModule) -> list[bool]:
    """Of each input whether it is a parameter or buffer that is not written."""
    metadata = TracingContext.get().fw_metadata
    written = {i for i, info in enumerate(metadata.input_info) if info.mutates_data}
    weights = set(metadata.static_input_indices) - written
    count = len(graph.graph.find_nodes(op="placeholder"))
    return [index in weights for index in range(count)]


def _boxed(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of a list, which it empties: AOTAutograd then keeps no argument alive."""

    def run(arguments: list[Any]) -> Any:
        taken = tuple(arguments)
        arguments.clear()
        return function(*taken)

    run._boxed_call = True  # type: ignore[attr-defined]
    return run
