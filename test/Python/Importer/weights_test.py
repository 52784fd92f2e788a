# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What bytes of a .bin file become which weights, and what words of a .param file mean."""
import unittest

from files import F32, f16, f32, param, whole_param
import numpy as np
from winograd_ncnn import parse_model


def only_layer(line, data):
    return parse_model(param(line), data).layers[1]


class Weights(unittest.TestCase):
    def convolution(self, blob, size, parameters=""):
        return only_layer(f"Convolution c 1 1 x y 0=1 1={size} {parameters} 6={size * size}", blob)

    def test_f16_is_padded_to_four_bytes(self):
        layer = self.convolution(f16(0.5) + f32(0.1), 1, "5=1")
        self.assertEqual(layer.weights["weight"].tolist(), [[[[0.5]]]])
        self.assertEqual(layer.weights["bias"].tolist(), [np.float32(0.1)])

    def test_f16_of_even_count_has_no_padding(self):
        layer = self.convolution(f16(1, -2, 65504, 2**-24), 2)
        self.assertEqual(layer.weights["weight"].tolist(), [[[[1, -2], [65504, 2**-24]]]])

    def test_f32(self):
        for tag in F32, bytes([0x56, 0xC0, 0x02, 0x00]):
            layer = self.convolution(tag + f32(1e-30, 2, 3, 4), 2)
            self.assertEqual(layer.weights["weight"].tolist(),
                             [[[[float(np.float32(1e-30)), 2], [3, 4]]]])
            self.assertNotIn("bias", layer.weights)

    def test_order_is_output_input_row_column(self):
        layer = only_layer("Convolution c 1 1 x y 0=2 1=2 11=1 6=8", F32 + f32(*range(8)))
        self.assertEqual(layer.weights["weight"].tolist(),
                         [[[[0, 1]], [[2, 3]]], [[[4, 5]], [[6, 7]]]])

    def test_groups(self):
        layer = only_layer("ConvolutionDepthWise c 1 1 x y 0=4 1=1 6=8 7=2", F32 + f32(*range(8)))
        self.assertEqual(layer.weights["weight"].shape, (4, 2, 1, 1))

    def test_inner_product_is_transposed(self):
        layer = only_layer("InnerProduct c 1 1 x y 0=2 1=1 2=6", F32 + f32(*range(6), 8, 9))
        self.assertEqual(layer.weights["weight"].tolist(), [[0, 3], [1, 4], [2, 5]])
        self.assertEqual(layer.weights["bias"].tolist(), [8, 9])

    def test_order_of_a_batch_norm(self):
        layer = only_layer("BatchNorm b 1 1 x y 0=1", f32(1, 2, 3, 4))
        self.assertEqual({name: values.tolist() for name, values in layer.weights.items()},
                         {"slope": [1], "mean": [2], "variance": [3], "bias": [4]})

    def test_memory_data(self):
        text = whole_param("MemoryData m 0 1 m 0=2 1=1 2=2", "MemoryData n 0 1 n 0=3 21=0",
                           "Input in 0 1 x")
        layers = parse_model(text, f32(0, 1, 2, 3) + f16(4, 5, 6)).layers
        self.assertEqual(layers[0].weights["data"].tolist(), [[[[0, 1]], [[2, 3]]]])
        self.assertEqual(layers[1].weights["data"].tolist(), [[4, 5, 6]])

    def test_order_of_layers(self):
        text = param("Split s 1 2 x a b", "PReLU p 1 1 a u 0=1", "PReLU q 1 1 b v 0=2")
        model = parse_model(text, f32(7, 8, 9))
        self.assertEqual([layer.weights["slope"].tolist() for layer in model.layers[2:]],
                         [[7], [8, 9]])
        self.assertEqual((model.inputs, model.outputs), (["x"], ["u", "v"]))


class Params(unittest.TestCase):
    def test_lists(self):
        for text in "-23301=3,0.5,1,-2e0", "1=0.5,1,-2e0", "1=0.5,1,-2.0,":
            layer = parse_model(param("Split s 1 3 x a b c", f"Eltwise e 3 1 a b c y 0=1 {text}"),
                                b"").layers[2]
            self.assertEqual(layer.params["coeffs"], [0.5, 1, -2], text)
        for text in "-23309=1,4", "9=4,":
            layer = only_layer(f"Crop c 1 1 x y {text} -23310=1,5 -23311=1,0", b"")
            self.assertEqual(layer.params["starts"], [4], text)
        self.assertEqual(only_layer("Crop c 1 1 x y -23309=0", b"").params["starts"], [])

    def test_defaults_follow_other_parameters(self):
        layer = only_layer("Convolution c 1 1 x y 0=1 1=3 4=2 14=1 6=9", F32 + bytes(36))
        wanted = {"kernel_h": 3, "pad_top": 1, "pad_right": 2, "pad_bottom": 1, "stride_h": 1}
        self.assertEqual({name: layer.params[name] for name in wanted}, wanted)

    def test_shape_hints_are_left_alone(self):
        only_layer("ReLU r 1 1 x y -23330=4,3,9,7,6 31=1", b"")


if __name__ == "__main__":
    unittest.main(verbosity=1)
