#===- __init__.py - The layers that are known -----------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""The layers that are known, each family in a module of its own."""

from __future__ import annotations

from ..kinds import Kind
from . import (binary, convolution, deconvolution, dense, pointwise, pooling, resize, shapes,
               sources)

KINDS: dict[str, Kind] = {}
for _family in (binary, convolution, deconvolution, dense, pointwise, pooling, resize, shapes,
                sources):
    KINDS.update(_family.KINDS)
