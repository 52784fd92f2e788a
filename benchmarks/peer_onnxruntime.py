#===- peer_onnxruntime.py - ONNX Runtime's convolutions and networks -----===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""ONNX Runtime on its CPU provider, from and to NCHW in buffers that are allocated once: `onnxruntime`.

Times contain the call from Python, some microseconds.
"""
import onnx
import onnxruntime

import data
import peer


def make_model(image, filters, sizes):
    """A network of one convolution, as bytes."""
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node("Conv", ["x", "w"], ["y"], kernel_shape=[3, 3], pads=[1, 1, 1, 1])], "conv",
        [onnx.helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, image.shape)],
        [onnx.helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, sizes)],
        [onnx.numpy_helper.from_array(filters, "w")])
    # Old enough for any version of ONNX Runtime in use.
    model = onnx.helper.make_model(graph, ir_version=8, opset_imports=[onnx.helper.make_opsetid("", 17)])
    return model.SerializeToString()


def make(request):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = request["threads"]
    options.inter_op_num_threads = 1
    # Contenders take turns: a thread that waits must leave the core to others.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0" if request["threads"] > 1 else "1")
    if "shape" in request:
        image, filters = data.load(request["folder"], request["shape"])
        n, _, k, h, w = data.sizes(request["shape"])
        model, inputs = make_model(image, filters, (n, k, h, w)), [image]
    else:
        model, inputs = request["networks"]["onnx"], peer.load_inputs(request)
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    binding = session.io_binding()
    for declared, array in zip(session.get_inputs(), inputs, strict=True):
        binding.bind_ortvalue_input(declared.name, onnxruntime.OrtValue.ortvalue_from_numpy(array))
    for declared in session.get_outputs():
        binding.bind_output(declared.name)
    return peer.Contender("onnxruntime", lambda: session.run_with_iobinding(binding), binding.copy_outputs_to_cpu,
                          layout="nchw")


def prepare(request):
    if "shape" in request or "onnx" in request["networks"]:
        yield peer.attempt("onnxruntime", lambda: make(request))
    else:
        yield peer.Failed("onnxruntime", "needs the network as .onnx")


if __name__ == "__main__":
    peer.serve(onnxruntime.__version__, prepare)
