# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Networks in ncnn's format, made for tests: the text of .param files, and bytes of .bin files."""

import struct
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "python"), str(ROOT / "examples" / "super-resolution")]

from winograd_ncnn.layers import KINDS  # noqa: E402
from winograd_ncnn.params import parse_param  # noqa: E402

F16, F32 = struct.pack("<I", 0x01306B47), bytes(4)


def f32(*values):
    return struct.pack(f"<{len(values)}f", *values)


def f16(*values):
    data = struct.pack(f"<{len(values)}e", *values)
    return F16 + data + bytes(-len(data) % 4)


def param(*layers, blobs=None):
    """The text of a .param file: an Input that writes 'x', then the given layers."""
    return whole_param("Input in 0 1 x", *layers, blobs=blobs)


def whole_param(*layers, blobs=None):
    if blobs is None:
        blobs = sum(int(layer.split()[3]) for layer in layers)
    return "\n".join(["7767517", f"{len(layers)} {blobs}", *layers, ""])


class RandomWeights:
    """Gives layers the weights that they ask for, and keeps their bytes."""

    def __init__(self, seed):
        self.rng, self.data, self.count = np.random.default_rng(seed), b"", 0

    def raw(self, layer, count):
        low = 0.1 if layer.kind == "BatchNorm" else -1.0  # it takes roots
        values = self.rng.uniform(low, 1.0, count).astype(np.float32)
        self.data += values.tobytes()
        return values

    def tagged(self, layer, count):
        """f16 and f32 by turns."""
        self.count += 1
        values = self.rng.uniform(-1.0, 1.0, count)
        self.data += f16(*values) if self.count % 2 else F32 + f32(*values)
        return values


def side_by_side(inputs, cases, seed=0):
    """One network of many layers that have nothing to do with each other, so that one run does for
    all: the text, the bytes and the arrays of its inputs.

    `inputs` are the shapes of the blobs that the layers read, `cases` (KIND, inputs, number of
    outputs, parameters).
    """
    uses = {name: [] for name in inputs}
    layers = []
    for i, (kind, reads, writes, params) in enumerate(cases):
        blobs = [f"{name}_{i}_{j}" for j, name in enumerate(reads)]
        for name, blob in zip(reads, blobs):
            uses[name].append(blob)
        results = [f"y{i}_{j}" for j in range(writes)]
        layers.append(" ".join([kind, f"layer{i}", str(len(blobs)), str(writes), *blobs, *results,
                                params]))
    heads = [f"Input {name} 0 1 {name}" + "".join(
        f" {key}={size}" for key, size in zip((0, 1, 2), reversed(shape)))
        for name, shape in inputs.items()]
    heads += [f"Split s_{name} 1 {len(blobs)} {name} {' '.join(blobs)}"
              for name, blobs in uses.items() if blobs]
    text = whole_param(*heads, *layers)
    weights = RandomWeights(seed)
    for layer in parse_param(text, "param"):
        read = KINDS[layer.kind].read_weights
        if read:
            read(layer, weights)
    # Positive, for roots and logarithms; functions of all of R have cases of their own.
    arrays = {name: weights.rng.uniform(0.05, 0.95, shape).astype(np.float32)
              for name, shape in inputs.items()}
    return text, weights.data, arrays
