#===- peer_tinygrad.py - tinygrad's convolutions -------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""tinygrad on its CPU device, captured by TinyJit, from and to NCHW: `tinygrad`, and with WINO=1 `tinygrad-wino`."""
import importlib.metadata
import os

os.environ.setdefault("DEV", "CPU")

from tinygrad import Device, Tensor, TinyJit  # pylint: disable=wrong-import-position
from tinygrad.helpers import Context  # pylint: disable=wrong-import-position

import data  # pylint: disable=wrong-import-position
import peer  # pylint: disable=wrong-import-position

# The first calls of a TinyJit run the kernels one by one, the second one captures them.
CAPTURES = 2


def make(name, winograd, request):
    arrays = data.load(request["folder"], request["shape"])
    with Context(WINO=winograd):
        image, filters = (Tensor(array).realize() for array in arrays)

        @TinyJit
        def convolve(image, filters):
            return image.conv2d(filters, padding=1).realize()

        for _ in range(CAPTURES):
            convolve(image, filters)

        def run():
            convolve(image, filters)
            Device[Device.DEFAULT].synchronize()

    return peer.Contender(name, run, lambda: [convolve(image, filters).numpy()], layout="nchw")


def prepare(request):
    for name, winograd in (("tinygrad", 0), ("tinygrad-wino", 1)):
        if "shape" not in request:
            yield peer.Failed(name, "is compared by single convolutions only")
        elif request["threads"] != 1:
            yield peer.Failed(name, "is compared on one thread only")
        else:
            yield peer.attempt(name, lambda name=name, winograd=winograd: make(name, winograd, request))


if __name__ == "__main__":
    peer.serve(importlib.metadata.version("tinygrad"), prepare)
