#===- weights.py - Reads ncnn's .bin files --------------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Reads a .bin file: the layers' weights in the order of the layers, with nothing in between.

All is little endian. Filters begin with a tag of four bytes, which says what follows:

    0x00000000, 0x0002C056    f32
    0x01306B47                f16, and zeros up to a multiple of four bytes

Biases, slopes and the like are f32 without a tag.
"""

from __future__ import annotations

import numpy as np

from .kinds import ModelError
from .model import Layer

TAG_F16 = 0x01306B47
TAG_F32 = 0x00000000
TAG_F32_SCALED = 0x0002C056
TAG_INT8 = 0x000D4B38


class WeightReader:
    """Takes weights from a .bin file, one after another."""

    def __init__(self, data: bytes, file: str):
        self.data, self.file, self.at = data, file, 0

    def raw(self, layer: Layer, count: int) -> np.ndarray:
        """f32 values without a tag."""
        return np.frombuffer(self._take(layer, 4 * count), "<f4").astype(np.float32)

    def tagged(self, layer: Layer, count: int) -> np.ndarray:
        """Values whose type a tag in front of them tells, as f32."""
        tag = int.from_bytes(self._take(layer, 4), "little")
        if tag in (TAG_F32, TAG_F32_SCALED):
            return self.raw(layer, count)
        if tag == TAG_INT8:
            raise layer.error(f"its weights in {self.file} are int8, which is not supported")
        if tag != TAG_F16:
            raise layer.error(
                f"expected the weights' tag in {self.file} to be 0x{TAG_F16:08X} (f16) or 0 (f32), "
                f"but got 0x{tag:08X}")
        padded = self._take(layer, (2 * count + 3) // 4 * 4)
        return np.frombuffer(padded, "<f2", count).astype(np.float32)

    def expect_end(self) -> None:
        left = len(self.data) - self.at
        if left:
            raise ModelError(f"{self.file}: {left} bytes are left over after the last layer")

    def _take(self, layer: Layer, size: int) -> bytes:
        if self.at + size > len(self.data):
            raise layer.error(f"expected {size} bytes at {self.at} in {self.file}, "
                              f"but it has {len(self.data)}")
        self.at += size
        return self.data[self.at - size:self.at]
