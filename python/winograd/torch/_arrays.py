#===- _arrays.py - Tensors of PyTorch as arrays, and back -----------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
from __future__ import annotations

from typing import Any

import numpy
import torch


def to_array(tensor: torch.Tensor) -> numpy.ndarray:
    """The tensor in C order, in its own memory if that is its order. bfloat16 is its bits."""
    tensor = tensor.detach().resolve_neg().contiguous()
    if tensor.dtype == torch.bfloat16:
        tensor = tensor.view(torch.uint16)
    return tensor.numpy()


def to_tensor(array: numpy.ndarray, like: torch.Tensor) -> torch.Tensor:
    """The array in its own memory, unless the strides of `like` are others.

    What follows may depend on strides: a view of a tensor that lies in memory as
    channels-last is none of one that does not.
    """
    tensor = torch.from_numpy(array)
    if like.dtype == torch.bfloat16:
        tensor = tensor.view(torch.bfloat16)
    if like.is_contiguous():
        return tensor
    return torch.empty_strided(like.shape, like.stride(), dtype=like.dtype).copy_(tensor)


def get_value(node: torch.fx.Node) -> Any:
    """What AOTAutograd knows of a value: a fake tensor, a number, or a tuple of these."""
    return node.meta.get("val")
