#!/usr/bin/env python3
#===- data.py - Shapes, data and timing that all share -------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""What every implementation calculates from, how it is timed, and the line that it prints.

A shape is NxCxKxHxW: batch, input and output channels, rows and columns of a 3x3 convolution of stride 1, padded by 1.
Each has three files in a folder, bare elements in C order, little endian:

    NxCxKxHxW.x  the image, f32, NCHW: N(0, 1)
    NxCxKxHxW.w  the filters, f32, KCRS: N(0, 1 / 9C), so that results have variance 1
    NxCxKxHxW.r  the result, f64, NKHW

A line is `name,NxCxKxHxW,threads,milliseconds,GFLOP/s,largest absolute error`.

    data.py FOLDER NxCxKxHxW...    makes the files that are missing
"""
import os
import pathlib
import sys
import time
import zlib

import numpy as np


def sizes(shape):
    """The five numbers of a shape; ValueError if it is none."""
    numbers = tuple(int(part) for part in shape.split("x"))
    if len(numbers) != 5 or min(numbers) < 1:
        raise ValueError(f"expected a shape NxCxKxHxW of five sizes, but got '{shape}'")
    return numbers


def flops(shape):
    """Multiplications and additions of the definition, those with the zeros around the image too."""
    n, c, k, h, w = sizes(shape)
    return 2 * n * c * k * h * w * 9


def reference(x, w):
    """The definition, in float64: nine products of matrices."""
    n, c, rows, columns = x.shape
    padded = np.pad(x.astype(np.float64), ((0, 0), (0, 0), (1, 1), (1, 1)))
    y = np.zeros((n, w.shape[0], rows * columns))
    for r, s in np.ndindex(3, 3):
        y += w[:, :, r, s].astype(np.float64) @ padded[:, :, r:r + rows, s:s + columns].reshape(n, c, -1)
    return y.reshape(n, -1, rows, columns)


def make(folder, shape):
    """Writes the files of a shape, unless they are there. The seed depends on the shape alone."""
    folder = pathlib.Path(folder)
    if all((folder / f"{shape}.{ending}").exists() for ending in "xwr"):
        return
    n, c, k, h, w = sizes(shape)
    generator = np.random.default_rng(zlib.crc32(shape.encode()))
    image = generator.standard_normal((n, c, h, w)).astype("<f4")
    filters = (generator.standard_normal((k, c, 3, 3)) / np.sqrt(9 * c)).astype("<f4")
    folder.mkdir(parents=True, exist_ok=True)
    for ending, array in (("x", image), ("w", filters), ("r", reference(image, filters))):
        array.tofile(folder / f"{shape}.{ending}")


def load(shape):
    """The image, the filters and the result, from the folder PEERS_DATA."""
    n, c, k, h, w = sizes(shape)
    base = os.path.join(os.environ["PEERS_DATA"], shape)
    return (np.fromfile(base + ".x", "<f4").reshape(n, c, h, w), np.fromfile(base + ".w", "<f4").reshape(k, c, 3, 3),
            np.fromfile(base + ".r", "<f8").reshape(n, k, h, w))


def shapes():
    """The shapes that the environment asks for."""
    return os.environ["SHAPES"].split(",")


def threads():
    """The number of threads that the environment asks for."""
    return int(os.environ.get("T", 1))


def on_vulkan():
    """Whether the environment asks for Vulkan's first device, instead of the processor."""
    return os.environ.get("TARGET", "cpu") == "vulkan"


def median_seconds(run):
    """The median duration: after 0.25 s and 3 calls to warm up, BUDGET (0.5) seconds and 15 calls; after 15 s, 3 will do."""
    budget = float(os.environ.get("BUDGET", 0.5))
    start, runs = time.perf_counter(), 0
    while runs < 3 or time.perf_counter() - start < 0.25:
        run()
        runs += 1
        if time.perf_counter() - start > 5:
            break
    durations, start = [], time.perf_counter()
    while True:
        before = time.perf_counter()
        run()
        now = time.perf_counter()
        durations.append(now - before)
        if now - start >= budget and len(durations) >= 15 or now - start >= 15 and len(durations) >= 3:
            return float(np.median(durations))


def line(name, shape, seconds, operations, error):
    """Prints one measurement."""
    print(f"{name},{shape},{threads()},{seconds * 1e3:.4f},{operations / seconds / 1e9:.1f},{error:.2e}", flush=True)


def largest_error(y, expected):
    """max |y - expected|"""
    return float(np.abs(np.asarray(y, np.float64).reshape(expected.shape) - expected).max())


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__.strip())
    for shape in sys.argv[2:]:
        try:
            make(sys.argv[1], shape)
        except ValueError as error:
            sys.exit(f"data.py: error: {error}")


if __name__ == "__main__":
    main()
