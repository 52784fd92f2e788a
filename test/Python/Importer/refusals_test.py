# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Each message once: the text of the files, and what the importer answers.

The first layer of `param` stands in the third line, what a case adds in the fourth.
"""
import random
import struct
import unittest

from files import F32, f32, param, whole_param
from winograd_ncnn import ModelError, import_model, parse_model

CONV = "Convolution c 1 1 x y 0=1 1=1 6=1"
SIZES = {"x": (3, 4, 4)}


class Refusals(unittest.TestCase):
    def refuses(self, message, text, data=b"", **sizes):
        with self.assertRaises(ModelError) as caught:
            import_model(parse_model(text, data), **(sizes or {"shapes": SIZES}))
        self.assertEqual(str(caught.exception), message)

    def refuses_line(self, message, line, data=b"", shape=(3, 4, 4)):
        """What a layer that reads `x` is answered, behind its name."""
        kind, name = line.split()[:2]
        self.refuses(f"param:4: layer '{name}' ({kind}): {message}", param(line), data,
                     shapes={"x": shape})

    def test_file_structure(self):
        begin = "param: expected the file to begin with 7767517, but got "
        self.refuses(begin + "''", "")
        self.refuses(begin + "'ncnn 1'", "ncnn 1\n")
        message = "param: expected the second line to hold the number of layers and of blobs"
        for text in "7767517\n", "7767517\n1 x\n", "7767517\n1\n", "7767517\nnan nan\n":
            self.refuses(message, text)
        self.refuses("param: expected 2 layers, as the file announces, but got 1",
                     "7767517\n2 1\nInput in 0 1 x\n")
        self.refuses("param: expected 7 blobs, as the file announces, but got 2",
                     param(CONV, blobs=7))
        self.refuses("param: expected an Input layer, but got none", "7767517\n0 0\n")

    def test_layer_lines(self):
        with self.assertRaisesRegex(ModelError, "^param:4: layer 'g': unknown kind 'Gemm'; "
                                    "known: AbsVal, BatchNorm, .*UnaryOp$"):
            parse_model(param("Gemm g 1 1 x y"), b"")
        message = "expected its name and its numbers of inputs and outputs"
        self.refuses(f"param:4: layer 'p' (PReLU): {message}", param("PReLU p one 1 x y", blobs=2))
        self.refuses(f"param:3: layer '' (PReLU): {message}", "7767517\n1 0\nPReLU\n")
        self.refuses_line("expected 1 inputs and 1 outputs, but the line ends early",
                          "PReLU p 1 1 x 0=1")
        self.refuses_line("expected 1 inputs, but got 2", "PReLU p 2 1 x x y 0=1")
        self.refuses_line("expected at least 1 outputs, but got 0", "Split s 1 0 x")
        self.refuses_line("expected 1 or 2 inputs, but got 3", "BinaryOp b 3 1 x x x y")
        # Blank lines count.
        self.refuses("param:6: layer 'p' (PReLU): parameter 0 (num_slope) is missing",
                     "7767517\n2 2\nInput in 0 1 x\n\n \nPReLU p 1 1 x y\n")

    def test_parameters(self):
        self.refuses_line("unknown parameter '17=1'", CONV + " 17=1")
        self.refuses_line("unknown parameter '-23317=1,0.2'", CONV + " -23317=1,0.2")
        for word in "pad", "x=1", "=", "1.5=2", "٣=1":
            self.refuses_line(f"expected parameters such as 0=1, but got '{word}'",
                              f"{CONV} {word}")
        self.refuses_line("parameter '0=2' (num_output) is given twice", CONV + " 0=2")
        for value in "one", "nan", "1.0", "", "1_0", "9" * 30, "2147483648":
            self.refuses_line(f"expected parameter '4={value}' (pad_left) to be an integer "
                              "of 32 bits",
                              f"{CONV} 4={value}")
        for value in "z", "nan", "inf", "":
            self.refuses_line(f"expected parameter '18={value}' (pad_value) to be a number",
                              f"{CONV} 18={value}")
        self.refuses_line("expected parameter '4=1,2' (pad_left) to be one value", CONV + " 4=1,2")
        self.refuses_line("expected parameter '10=0.5' (activation_params) to be a list; that of "
                          "one value ends with a comma", CONV + " 10=0.5")
        for value, count in ("2,0.5", 1), ("0.5", 0), ("x,1", 1), ("-1", 0):
            self.refuses_line(f"expected parameter '-23310={value}' (activation_params) to have as "
                              f"many values as its first number says, but got {count}",
                              f"{CONV} -23310={value}")
        self.refuses_line("parameter 0 (num_slope) is missing", "PReLU p 1 1 x y")

    def test_known_values(self):
        for line, key, name, known, got, why in (
                (CONV + " 8=1", 8, "int8_scale_term", "0", 1, "int8 is not supported"),
                (CONV + " 9=7", 9, "activation_type", "0 or 1 or 2 or 3 or 4 or 5 or 6", 7, ""),
                (CONV + " 19=1", 19, "dynamic_weight", "0", 1, "weights have to be constants"),
                (CONV + " 5=2", 5, "bias_term", "0 or 1", 2, ""),
                ("InnerProduct i 1 1 x y 0=1 2=48 8=2", 8, "int8_scale_term", "0", 2,
                 "int8 is not supported"),
                ("Interp i 1 1 x y 0=4", 0, "resize_type", "1 or 2 or 3", 4, ""),
                ("Interp i 1 1 x y 0=1 5=1", 5, "dynamic_target_size", "0", 1,
                 "sizes have to be constants"),
                ("Pooling p 1 1 x y 5=4", 5, "pad_mode", "0 or 1 or 2 or 3", 4, ""),
                ("Reshape r 1 1 x y 11=1 0=1 1=1 2=1", 11, "d", "-233", 1,
                 "4 dimensions are not supported"),
                ("Reduction r 1 1 x y 2=0.5", 2, "coeff", "1.0", 0.5, ""),
                ("Eltwise e 2 1 x x y 0=3", 0, "op_type", "0 or 1 or 2", 3, "")):
            with self.subTest(line):
                self.refuses_line(f"expected parameter {key} ({name}) to be {known}, but got {got}"
                                  + (f": {why}" if why else ""), line)

    def test_sizes_of_filters(self):
        self.refuses_line("expected num_output to be at least 1, but got 0",
                          "Convolution c 1 1 x y 0=0 1=1 6=1")
        self.refuses_line("expected kernel_h to be at least 1, but got -1", CONV + " 11=-1")
        self.refuses_line("expected stride_w to be at least 1, but got 0", CONV + " 3=0")
        self.refuses_line("expected weight_data_size to be a multiple of 18, but got 20",
                          "Convolution c 1 1 x y 0=2 1=3 6=20")
        self.refuses_line("expected num_output to be a multiple of group, 2, but got 3",
                          "ConvolutionDepthWise c 1 1 x y 0=3 1=1 6=3 7=2")
        self.refuses_line("expected num_slope to be at least 1, but got 0", "PReLU p 1 1 x y 0=0")
        self.refuses_line("expected weight_data_size to be a multiple of num_output, 2, but got 5",
                          "InnerProduct i 1 1 x y 0=2 2=5")

    def test_weights(self):
        at = "param:4: layer 'c' (Convolution): "
        self.refuses(at + "expected 4 bytes at 4 in bin, but it has 6", param(CONV), F32 + bytes(2))
        self.refuses(at + "expected 4 bytes at 0 in bin, but it has 0", param(CONV))
        self.refuses(at + "expected 8589934588 bytes at 4 in bin, but it has 4",
                     param(CONV.replace("6=1", "6=2147483647")), F32)
        self.refuses(at + "its weights in bin are int8, which is not supported",
                     param(CONV), struct.pack("<I", 0x000D4B38) + bytes(4))
        self.refuses(at + "expected the weights' tag in bin to be 0x01306B47 (f16) or 0 (f32), but "
                     "got 0x12345678", param(CONV), struct.pack("<I", 0x12345678) + bytes(4))
        self.refuses("bin: 3 bytes are left over after the last layer",
                     param(CONV), F32 + f32(1) + bytes(3))

    def test_blobs(self):
        at = "param:4: layer 'r' (ReLU): "
        self.refuses(at + "reads blob 'z', which no layer writes", param("ReLU r 1 1 z y"))
        self.refuses(at + "reads blob 'z', which only a later layer writes",
                     param("ReLU r 1 1 z y", "ReLU s 1 1 y z"))
        self.refuses(at + "reads blob 'y', which only a later layer writes",
                     param("ReLU r 1 1 y y"))
        self.refuses(at + "writes blob 'x', which has been written before", param("ReLU r 1 1 x x"))
        self.refuses_line("reads blob 'x', which another layer has read: a Split is missing",
                          "BinaryOp b 2 1 x x y")

    def test_shapes_of_inputs(self):
        at = "param:3: layer 'in' (Input): "
        self.refuses(at + "it declares no shape: expected a height and a width, or a shape",
                     param("ReLU r 1 1 x y"), height=4)
        self.refuses(at + "it declares no shape, and no convolution says how many channels it has: "
                     "expected a shape", param("Flatten f 1 1 x y"), height=4, width=4)
        for size in 0, -3:
            self.refuses(at + f"expected a shape of 1 to 3 sizes of at least 1, but got 3x{size}x4",
                         whole_param("Input in 0 1 x 0=5 1=6 2=3"), height=size, width=4)
        self.refuses("expected a shape of an input, x, but got one of 'y'",
                     param("ReLU r 1 1 x y"), shapes={"y": (3, 4, 4)})
        self.refuses(at + "expected the sizes of w, of w and h, or of w, h and c, but got 0, 4 and 3",
                     whole_param("Input in 0 1 x 1=4 2=3"), height=4)
        self.refuses(at + "expected parameter 11 (d) to be 0, but got 2: 4 dimensions are not "
                     "supported", whole_param("Input in 0 1 x 0=4 1=4 2=3 11=2"))

    def test_shapes_of_filters(self):
        two = param("Convolution c 1 1 x y 0=2 1=1 6=6", "Convolution d 1 1 y z 0=1 1=1 6=3")
        self.refuses("param:5: layer 'd' (Convolution): expected weights for 2 input channels, "
                     "but got 3", two, F32 + bytes(24) + F32 + bytes(12))
        self.refuses_line("the filter is larger than the padded input, 4x4",
                          "Convolution c 1 1 x y 0=1 1=5 6=75", F32 + bytes(300))
        for pads, got in ("4=-233 15=1", -233), ("4=1 14=-234", -234), ("4=-1", -1):
            self.refuses_line("expected pads of at least 0, or -233 or -234 on all sides, but got "
                              f"{got}", f"Convolution c 1 1 x y 0=1 1=1 6=3 {pads}", F32 + bytes(12))
        self.refuses_line("expected an input of 3 dimensions, but got 1",
                          "Convolution c 1 1 x y 0=1 1=1 6=3", F32 + bytes(12), shape=(3,))
        self.refuses_line("expected 2 activation_params for activation_type 3, but got 1",
                          "Convolution c 1 1 x y 0=1 1=1 6=3 9=3 -23310=1,0.0", F32 + bytes(12))
        self.refuses_line("expected a number of channels that is a multiple of group, 2, but got 3",
                          "ConvolutionDepthWise c 1 1 x y 0=2 1=1 6=4 7=2", F32 + bytes(16))
        deconvolution = "Deconvolution d 1 1 x y 0=1 1=3 6=27 "
        self.refuses_line("the pads leave nothing of the result, 6x6", deconvolution + "4=3",
                          F32 + bytes(108))
        self.refuses_line("expected output pads of at least 0, but got -1", deconvolution + "18=-1",
                          F32 + bytes(108))
        self.refuses_line("expected pads other than 0 with output_w and output_h",
                          deconvolution + "20=3", F32 + bytes(108))
        self.refuses_line("expected a result of at least 9x9 to cut, but got 6x6",
                          deconvolution + "4=-233 20=9", F32 + bytes(108))
        self.refuses_line("the filter is larger than the padded input, 4x4",
                          "Pooling p 1 1 x y 1=5 2=2")
        self.refuses_line("a window holds nothing but padding", "Pooling p 1 1 x y 1=1 3=1 5=1")
        self.refuses_line("expected out_w and out_h to be at least 1, but got 0",
                          "Pooling p 1 1 x y 7=1")

    def test_shapes_of_values(self):
        self.refuses_line("expected num_slope to be 3, but got 2", "PReLU p 1 1 x y 0=2", bytes(8))
        self.refuses_line("expected 3 values of scale, one for each channel, but got 2",
                          "BatchNorm b 1 1 x y 0=2", bytes(32))
        self.refuses_line("expected 2 inputs, but got 1", "Scale s 1 1 x y 0=-233")
        self.refuses_line("expected 2 inputs, but got 1", "BinaryOp b 1 1 x y 0=0")
        self.refuses_line("expected base to be -1, for e, or above 0 and not 1, but got 0.0",
                          "Log l 1 1 x y 0=0.0")
        self.refuses_line("expected a factor whose square divides the 3 channels, but got 2",
                          "PixelShuffle s 1 1 x y 0=2")
        self.refuses_line("expected a stride that divides 4 rows and 4 columns, but got 3",
                          "Reorg s 1 1 x y 0=3")
        self.refuses_line("expected weights for 48 inputs, but got 2",
                          "InnerProduct i 1 1 x y 0=1 2=2", F32 + bytes(8))
        other = "Split s 1 2 x a b", "Interp i 1 1 b c 0=1 1=2.0 2=2.0"
        for kind, what in ("BinaryOp", "inputs whose sizes are the same or 1"), (
                "Eltwise", "inputs of one shape"), ("Concat", "inputs that differ along axis 0 only"):
            self.refuses(f"param:6: layer 'o' ({kind}): expected {what}, but got "
                         "tensor<1x3x4x4xf32> and tensor<1x3x8x8xf32>",
                         param(*other, f"{kind} o 2 1 a c y"))
        self.refuses("param:5: layer 'e' (Eltwise): expected 2 coeffs, one for each input, but got "
                     "1", param(other[0], "Eltwise e 2 1 a b y 0=1 1=0.5,"))

    def test_shapes_of_moves(self):
        self.refuses_line("expected an axis from -3 to 2, but got 3", "Concat c 1 1 x y 0=3")
        self.refuses_line("expected slices with elements, of 3 along axis 0, but got [2, 4]",
                          "Slice s 1 2 x a b 0=2,4")
        self.refuses_line("expected 2 slices, one for each output, but got 1",
                          "Slice s 1 2 x a b 0=2,")
        crop = "Crop c 1 1 x y "
        self.refuses_line("expected a second input, or sizes, or starts and ends, but got none of "
                          "them", crop + "0=1")
        self.refuses_line("expected a range within 4 elements along axis 2, but got 1 to 1",
                          crop + "0=1 4=2 5=1")
        self.refuses_line("expected a range within 4 elements along axis 1, but got 3 to 2",
                          crop + "9=3, 10=2, 11=1,")
        self.refuses_line("expected as many starts and ends as axes, 3, but got 1 and 1",
                          crop + "9=3, 10=2,")
        self.refuses("param:5: layer 'c' (Crop): offsets that an input holds are not supported",
                     param("Split s 1 2 x a b", "Crop c 2 1 a b y 0=-233"))
        self.refuses_line("expected a shape of 48 elements, but got 5x7", "Reshape r 1 1 x y 0=7 1=5")
        self.refuses_line("expected a shape of 48 elements, but got -1x-1",
                          "Reshape r 1 1 x y 0=-1 1=-1")
        self.refuses_line("expected order_type to be from 0 to 5, but got 6",
                          "Permute p 1 1 x y 0=6")
        self.refuses_line("expected at most 3 dimensions, but got 4", "ExpandDims e 1 1 x y 3=0,")
        self.refuses_line("expected less than 4 reflected elements, but got 4",
                          "Padding p 1 1 x y 2=4 4=2")
        self.refuses_line("expected pads of at least 0, but got -1", "Padding p 1 1 x y 2=-1")
        for scales in ("2.0", "0.0"), ("-1.0", "1.0"), ("1e30", "1.0"):
            self.refuses_line("expected scales above 0, but got {} and {}".format(
                *map(float, scales)), "Interp i 1 1 x y 0=1 1={} 2={}".format(*scales))
        self.refuses_line("expected at most 65536 rows or columns, but got 80000",
                          "Interp i 1 1 x y 0=1 1=20000.0 2=1.0")
        self.refuses_line("expected at most 65536 elements of a pad, but got 2147483647",
                          "Padding p 1 1 x y 2=2147483647 4=1")
        self.refuses_line("expected at most 65536 results of a dimension, but got 70000",
                          "Pooling p 1 1 x y 7=1 8=70000")
        self.refuses_line("expected at most 65536 rows or columns with their padding, but got "
                          "140004", "Pooling p 1 1 x y 1=80000 3=70000 5=1")
        self.refuses_line("expected a result of at least 1x1, but got 0x4",
                          "Interp i 1 1 x y 0=1 1=0.1 2=1.0")
        self.refuses_line("expected scales that make whole numbers of 4 rows and 4 columns, but got "
                          "0.3 and 1.0: versions of ncnn differ in what else they mean",
                          "Interp i 1 1 x y 0=2 1=0.3 2=1.0")
        self.refuses_line("expected parameter 1 (fixbug0) to be 1: axes of older files mean "
                          "something else", "Softmax s 1 1 x y 0=1")

    def test_damaged_files(self):
        """Whatever a byte is changed to, there is a module or a ModelError."""
        text = param("Split s 1 2 x a b", "Convolution c 1 1 a u 0=4 1=3 4=1 5=1 6=108 9=2 "
                     "-23310=1,0.1",
                     "Interp i 1 1 b v 0=1 1=1.0 2=1.0", "Concat k 2 1 u v y")
        data = F32 + bytes(4 * 108) + bytes(16)
        parse_model(text, data)
        rng = random.Random(1)
        refused = 0
        for _ in range(600):
            at = rng.randrange(len(text))
            damaged = text[:at] + rng.choice("0123456789-=, \n.xe") + text[at + rng.randrange(2):]
            try:
                import_model(parse_model(damaged, data[:rng.choice((len(data), 40))]),
                             shapes=SIZES)
            except ModelError as error:
                self.assertRegex(str(error), "^(param|bin|expected a shape)")
                refused += 1
        self.assertGreater(refused, 300)


if __name__ == "__main__":
    unittest.main(verbosity=1)
