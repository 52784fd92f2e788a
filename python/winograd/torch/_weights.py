#===- _weights.py - Whether weights are still those that were folded ------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
from __future__ import annotations

import weakref
from typing import Sequence

import numpy
import torch

_SAMPLES = 64


class Snapshot:
    """Parameters and buffers as they were when a function was compiled with them.

    PyTorch counts what is written into a tensor (`_version`), except by way of `.data` or of
    an array that shares its memory. So some of its values, at equal distances, are compared,
    too: of a tensor of up to 64 values these are all.
    """

    def __init__(self, tensors: Sequence[torch.Tensor]) -> None:
        self._seen = [_Seen(tensor) for tensor in tensors]

    def find_changed(self, tensors: Sequence[torch.Tensor]) -> int | None:
        """The index of a tensor that is another, or has other values; None if there is none."""
        for index, (seen, tensor) in enumerate(zip(self._seen, tensors)):
            if not seen.is_still(tensor):
                return index
        return None


class _Seen:
    __slots__ = ("_reference", "_version", "_pointer", "_view", "_sample")

    def __init__(self, tensor: torch.Tensor) -> None:
        self._reference = weakref.ref(tensor)
        self._version = _version_of(tensor)
        self._pointer = tensor.data_ptr()
        self._view = _sample(tensor)
        self._sample = self._view.tobytes()

    def is_still(self, tensor: torch.Tensor) -> bool:
        # The view keeps the memory, so that what is at this address is the tensor's.
        return (
            self._reference() is tensor
            and self._version == _version_of(tensor)
            and self._pointer == tensor.data_ptr()
            and self._view.tobytes() == self._sample
        )


def _version_of(tensor: torch.Tensor) -> int:
    # Tensors that were made in inference mode do not count.
    return -1 if tensor.is_inference() else tensor._version


def _sample(tensor: torch.Tensor) -> numpy.ndarray:
    """A view of values at equal distances in each dimension."""
    per_dimension = max(1, int(_SAMPLES ** (1 / max(1, tensor.dim()))))
    steps = [max(1, -(-size // per_dimension)) for size in tensor.shape]
    if tensor.numel() <= _SAMPLES:
        steps = [1] * tensor.dim()
    view = tensor.detach()[tuple(slice(None, None, step) for step in steps)]
    if view.dtype == torch.bfloat16:
        view = view.view(torch.uint16)
    return view.numpy()
