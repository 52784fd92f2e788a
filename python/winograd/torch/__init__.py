#===- __init__.py - A backend of torch.compile ----------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""A backend of torch.compile.

>>> import torch, winograd.torch
>>> fast = torch.compile(model.eval(), backend="winograd")
>>> with torch.no_grad():
...     y = fast(x)

It is for inference on the CPU. What it cannot compile runs in PyTorch, and a
`FallbackWarning` names each such operation and says why. It needs PyTorch and torch-mlir.
"""

from importlib.util import find_spec

for _module, _package in (("torch", "torch"), ("torch_mlir", "torch-mlir")):
    if find_spec(_module) is None:
        raise ImportError(
            f"winograd.torch needs the package {_package} (pip install {_package})", name=_module
        )

import torch

from ._backend import backend
from ._fallback import FallbackWarning

# An installed package is found by its entry point, which must not be registered twice.
if "winograd" not in torch._dynamo.list_backends(exclude_tags=()):
    torch._dynamo.register_backend(backend, name="winograd")

__all__ = ["FallbackWarning", "backend"]
