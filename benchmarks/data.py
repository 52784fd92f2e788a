#!/usr/bin/env python3
#===- data.py - Shapes and data that all share ---------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""What every implementation calculates from.

A shape is NxCxKxHxW: batch, input and output channels, rows and columns of a 3x3 convolution of stride 1, padded by 1.
Each has three files in a folder, bare elements in C order, little endian:

    NxCxKxHxW.x  the image, f32, NCHW: N(0, 1)
    NxCxKxHxW.w  the filters, f32, KCRS: N(0, 1 / 9C), so that results have variance 1
    NxCxKxHxW.r  the result, f64, NKHW

    data.py FOLDER NxCxKxHxW...    makes the files that are missing
"""
import os
import pathlib
import sys
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


def count_bytes(shape):
    """Of the image, the filters and the result, in f32."""
    n, c, k, h, w = sizes(shape)
    return 4 * (n * c * h * w + k * c * 9 + n * k * h * w)


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


def load(folder, shape):
    """The image and the filters."""
    n, c, k, h, w = sizes(shape)
    base = os.path.join(folder, shape)
    return (np.fromfile(base + ".x", "<f4").reshape(n, c, h, w), np.fromfile(base + ".w", "<f4").reshape(k, c, 3, 3))


def load_reference(folder, shape):
    """The result."""
    n, _, k, h, w = sizes(shape)
    return np.fromfile(os.path.join(folder, shape) + ".r", "<f8").reshape(n, k, h, w)


def errors(y, expected):
    """(max, root mean square) of y - expected; NaN where a shape or a value is none."""
    y = np.asarray(y, np.float64)
    if y.shape != expected.shape:
        return float("nan"), float("nan")
    difference = np.abs(y - expected)
    return float(difference.max(initial=0)), float(np.sqrt(np.mean(difference * difference)))


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
