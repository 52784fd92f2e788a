#===- onnx_models.py - Small networks in ONNX ----------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""onnx_models.py FOLDER writes what the tests of the command run, and arrays for it."""
import pathlib
import sys

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

F32 = TensorProto.FLOAT


def make(nodes, inputs, outputs, constants=(), **options):
    """A network; inputs and outputs are (name, sizes)."""
    def declare(values):
        return [helper.make_tensor_value_info(name, F32, sizes) for name, sizes in values]

    graph = helper.make_graph(
        nodes, "net", declare(inputs), declare(outputs),
        [numpy_helper.from_array(array, name) for name, array in constants])
    opsets = [helper.make_opsetid("", options.pop("opset", 17))]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8, **options)


def weights(*sizes):
    return numpy.random.default_rng(0).standard_normal(sizes).astype("float32")


def conv():
    """Two convolutions of an image of any number of pictures, and their sum with another."""
    return make(
        [helper.make_node("Conv", ["x", "w"], ["c"], pads=[1, 1, 1, 1]),
         helper.make_node("Relu", ["c"], ["r"]),
         helper.make_node("Conv", ["r", "v", "b"], ["d"], auto_pad="SAME_UPPER"),
         helper.make_node("Add", ["d", "z"], ["y"])],
        [("x", ["N", 3, 16, 16]), ("z", ["N", 8, 16, 16])],
        [("y", ["N", 8, 16, 16]), ("r", ["N", 4, 16, 16])],
        [("w", weights(4, 3, 3, 3)), ("v", weights(8, 4, 3, 3)), ("b", weights(8))])


def sort():
    """What torch-mlir makes operations of its own of, in the midst of others."""
    return make(
        [helper.make_node("Conv", ["x", "w"], ["c"], pads=[1, 1, 1, 1]),
         helper.make_node("TopK", ["c", "k"], ["t", "i"], axis=2),
         helper.make_node("Relu", ["t"], ["r"]),
         helper.make_node("Add", ["r", "t"], ["a"]),
         helper.make_node("TopK", ["a", "k"], ["y", "j"], axis=3, largest=0),
         helper.make_node("ScatterElements", ["c", "i", "t"], ["s"], axis=2)],
        [("x", [1, 4, 8, 8])], [("y", [1, 4, 3, 3]), ("s", [1, 4, 8, 8])],
        [("w", weights(4, 4, 3, 3)), ("k", numpy.array([3], "int64"))])


def transposed():
    """Groups, and the pads of other front ends."""
    return make(
        [helper.make_node("ConvTranspose", ["x", "w", "b"], ["y"], group=2, strides=[2, 2],
                          auto_pad="SAME_UPPER")],
        [("x", [1, 4, 9, 9])], [("y", [1, 6, 18, 18])],
        [("w", weights(4, 3, 3, 3)), ("b", weights(6))])


def open_sizes():
    return make([helper.make_node("ConvTranspose", ["x", "w"], ["y"], auto_pad="SAME_UPPER")],
                [("x", [1, 2, "H", "W"])], [("y", [1, 3, "A", "B"])], [("w", weights(2, 3, 3, 3))])


def unknown():
    return make([helper.make_node("Conv", ["x", "w"], ["c"], "first"),
                 helper.make_node("Det", ["c"], ["y"], "odd one")],
                [("x", [1, 2, 8, 8])], [("y", [1, 2])], [("w", weights(2, 2, 3, 3))])


def main(folder):
    folder = pathlib.Path(folder)
    for build in (conv, sort, transposed, open_sizes, unknown):
        onnx.save(build(), folder / f"{build.__name__}.onnx")
    (folder / "text.onnx").write_text("no network\n", encoding="utf-8")
    generator = numpy.random.default_rng(1)
    for name, sizes in (("x", (2, 3, 16, 16)), ("z", (2, 8, 16, 16)), ("one", (1, 8, 16, 16)),
                        ("flat", (2, 3, 256))):
        numpy.save(folder / f"{name}.npy", generator.standard_normal(sizes).astype("float32"))
    numpy.save(folder / "wide.npy", numpy.zeros((2, 3, 16, 16)))


if __name__ == "__main__":
    main(*sys.argv[1:])
