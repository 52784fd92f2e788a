#===- __main__.py - From .param and .bin to .mlir -------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Writes a network in ncnn's format as linalg on tensors; docs/Ncnn.md explains it."""

from __future__ import annotations

import argparse
import sys
from typing import Optional, Sequence

from .model import ModelError, read_model
from .module import import_model


def parse_shape(text: str) -> tuple[str, tuple[int, ...]]:
    """NAME=CxHxW, NAME=HxW or NAME=W."""
    name, _, sizes = text.rpartition("=")
    parts = sizes.split("x")
    if not name or not all(part.isascii() and part.isdecimal() for part in parts):
        raise argparse.ArgumentTypeError(
            f"expected a shape such as data=3x256x256, but got '{text}'")
    return name, tuple(map(int, parts))


def describe(shapes: dict[str, tuple[int, ...]]) -> str:
    return ", ".join(f"{name}: {'x'.join(map(str, shape))}" for name, shape in shapes.items())


def fail(text: str) -> int:
    print(f"winograd_ncnn: error: {text}", file=sys.stderr)
    return 1


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(prog="winograd_ncnn", description=__doc__, allow_abbrev=False)
    parser.add_argument("param", help="the .param file")
    parser.add_argument("bin", help="the .bin file")
    parser.add_argument("--output", required=True, metavar="FILE", help="the .mlir file to write")
    parser.add_argument("--height", type=int, metavar="N",
                        help="the inputs' rows (what the .param file declares)")
    parser.add_argument("--width", type=int, metavar="N",
                        help="the inputs' columns (what the .param file declares)")
    parser.add_argument("--shape", type=parse_shape, action="append", default=[],
                        metavar="NAME=CxHxW", help="the shape of one input; can be repeated")
    options = parser.parse_args(arguments)
    try:
        module = import_model(read_model(options.param, options.bin), options.height, options.width,
                              dict(options.shape))
        module.write(options.output)
    except (ModelError, OSError) as error:
        return fail(str(error))
    except MemoryError:
        return fail("the network needs more memory than there is")
    print(f"{options.output}: main({describe(module.inputs)}) -> {describe(module.outputs)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
