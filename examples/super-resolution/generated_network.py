#===- generated_network.py - A network with the real one's shape ----------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Makes SRVGGNetCompact, the shape of realesr-animevideov3-x4, with random weights, as ncnn's two files.

It stands in for the trained network where that cannot be had: the same layers and sizes, so the same work, but it
enlarges a picture no better than nearest neighbour, whose result it disturbs a little.
"""
import numpy as np

from winograd_ncnn.params import MAGIC
from winograd_ncnn.weights import TAG_F16


def generate(seed, features=64, body=16, scale=4):
    """The text of a .param and the bytes of a .bin file: a 3x3 convolution 3 -> features, `body` from features to
    features, one to 3 * scale * scale, PReLU between them, pixel shuffle, and the enlarged input added."""
    rng = np.random.default_rng(seed)
    layers, weights, blob = ["Input in 0 1 data", "Split split 1 2 data data_0 data_1"], [], "data_0"
    channels = [3] + [features] * (body + 1) + [3 * scale * scale]
    for i, (c, k) in enumerate(zip(channels, channels[1:])):
        layers.append(f"Convolution conv_{i} 1 1 {blob} conv_{i} 0={k} 1=3 4=1 5=1 6={k * c * 9}")
        last = i == body + 1
        # Variance-preserving, except that the last layer's output is small beside the picture.
        weights += [_f16(rng.normal(0, (0.05 if last else 1.0) * np.sqrt(2 / (9 * c)), k * c * 9)),
                    rng.normal(0, 0.01, k).astype("<f4").tobytes()]
        blob = f"conv_{i}"
        if not last:
            layers.append(f"PReLU prelu_{i} 1 1 {blob} prelu_{i} 0={k}")
            weights.append(rng.uniform(0, 0.3, k).astype("<f4").tobytes())
            blob = f"prelu_{i}"
    layers += [f"PixelShuffle shuffle 1 1 {blob} shuffle 0={scale}",
               f"Interp enlarge 1 1 data_1 enlarge 0=1 1={scale}.0 2={scale}.0",
               "BinaryOp add 2 1 shuffle enlarge output"]
    blobs = sum(int(layer.split()[3]) for layer in layers)
    return "\n".join([MAGIC, f"{len(layers)} {blobs}", *layers, ""]), b"".join(weights)


def _f16(values):
    data = TAG_F16.to_bytes(4, "little") + values.astype("<f2").tobytes()
    return data + bytes(-len(data) % 4)
