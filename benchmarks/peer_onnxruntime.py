#===- peer_onnxruntime.py - ONNX Runtime's convolutions ------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""ONNX Runtime on its CPU provider, from and to NCHW in buffers that are allocated once. Prints a line per shape in SHAPES.

Times contain the call from Python, some microseconds.
"""
import numpy as np
import onnx
import onnxruntime

import data


def make_model(image, filters, expected):
    """A network of one convolution, as bytes."""
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node("Conv", ["x", "w"], ["y"], kernel_shape=[3, 3], pads=[1, 1, 1, 1])], "conv",
        [onnx.helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, image.shape)],
        [onnx.helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, expected.shape)],
        [onnx.numpy_helper.from_array(filters, "w")])
    # Old enough for any version of ONNX Runtime in use.
    model = onnx.helper.make_model(graph, ir_version=8, opset_imports=[onnx.helper.make_opsetid("", 17)])
    return model.SerializeToString()


def main():
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = data.threads()
    options.inter_op_num_threads = 1
    for shape in data.shapes():
        image, filters, expected = data.load(shape)
        session = onnxruntime.InferenceSession(make_model(image, filters, expected), options,
                                               providers=["CPUExecutionProvider"])
        result = onnxruntime.OrtValue.ortvalue_from_numpy(np.zeros(expected.shape, np.float32))
        binding = session.io_binding()
        binding.bind_ortvalue_input("x", onnxruntime.OrtValue.ortvalue_from_numpy(image))
        binding.bind_ortvalue_output("y", result)
        seconds = data.median_seconds(lambda: session.run_with_iobinding(binding))
        data.line("onnxruntime", shape, seconds, data.flops(shape), data.largest_error(result.numpy(), expected))


if __name__ == "__main__":
    main()
