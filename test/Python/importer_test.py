#===- importer_test.py - Tests of examples/super-resolution ---------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Tests of the ncnn importer, on networks made here byte by byte. Needs NumPy.

    MLIR_OPT=... WINO_RUN=... python3 importer_test.py

MLIR_OPT (default: mlir-opt on PATH) checks the IR, WINO_RUN (default: wino-run on PATH) runs it. The tests that need
a tool that is not there are skipped, and say so.
"""
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

import numpy as np

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "examples" / "super-resolution"
sys.path.insert(0, str(EXAMPLE))
from generated_network import generate  # noqa: E402
from import_ncnn import module_text  # noqa: E402
from ncnn_model import ModelError, parse_model  # noqa: E402
from reference import run_numpy  # noqa: E402

MLIR_OPT = os.environ.get("MLIR_OPT") or shutil.which("mlir-opt")
WINO_RUN = os.environ.get("WINO_RUN") or shutil.which("wino-run")
F16, F32 = struct.pack("<I", 0x01306B47), bytes(4)


def f32(*values):
    return struct.pack(f"<{len(values)}f", *values)


def f16(*values):
    data = struct.pack(f"<{len(values)}e", *values)
    return F16 + data + bytes(-len(data) % 4)


def param(*layers, blobs=None):
    """The text of a .param file: an Input that writes 'x', then the given layers."""
    layers = ["Input in 0 1 x", *layers]
    if blobs is None:
        blobs = sum(int(layer.split()[3]) for layer in layers)
    return "\n".join(["7767517", f"{len(layers)} {blobs}", *layers, ""])


def small_network(rng):
    """Every kind of layer and of padding, a filter with and one without bias, f16 and f32 weights."""
    text = param("Split s 1 2 x xa xb", "Convolution 5x3 1 1 xa a 0=5 1=3 11=5 4=0 14=3 15=2 16=1 5=1 6=150",
                 "PReLU p 1 1 a b 0=5", "Convolution c 1 1 b c 0=8 1=3 4=1 6=360", "PixelShuffle ps 1 1 c d 0=2",
                 "Interp up 1 1 xb e 0=1 1=2.0 2=2.0", "BinaryOp add 2 1 d e y")
    data = f16(*rng.normal(0, 0.3, 150)) + f32(*rng.normal(0, 1, 5)) + f32(*rng.normal(0, 1, 5))
    return text, data + F32 + f32(*rng.normal(0, 0.3, 360))


class Weights(unittest.TestCase):
    def convolution(self, blob, size, parameters=""):
        return parse_model(param(f"Convolution c 1 1 x y 0=1 1={size} {parameters} 6={size * size}"), blob).layers[1]

    def test_f16_is_padded_to_four_bytes(self):
        layer = self.convolution(f16(0.5) + f32(0.1), 1, "5=1")
        self.assertEqual(layer.weights["weight"].tolist(), [[[[0.5]]]])
        self.assertEqual(layer.weights["bias"].tolist(), [np.float32(0.1)])

    def test_f16_of_even_count_has_no_padding(self):
        layer = self.convolution(f16(1, -2, 65504, 2**-24), 2)
        self.assertEqual(layer.weights["weight"].tolist(), [[[[1, -2], [65504, 2**-24]]]])

    def test_f32(self):
        layer = self.convolution(F32 + f32(1e-30, 2, 3, 4), 2)
        self.assertEqual(layer.weights["weight"].tolist(), [[[[float(np.float32(1e-30)), 2], [3, 4]]]])
        self.assertNotIn("bias", layer.weights)

    def test_order_is_output_input_row_column(self):
        text = param("Split s 1 2 x a b", "Convolution c 1 1 a u 0=2 1=2 11=1 6=8", "PReLU p 1 1 b v 0=2", "BinaryOp z 2 1 u v y")
        model = parse_model(text, F32 + f32(*range(8)) + f32(8, 9))
        self.assertEqual(model.layers[2].weights["weight"].tolist(), [[[[0, 1]], [[2, 3]]], [[[4, 5]], [[6, 7]]]])
        self.assertEqual(model.layers[3].weights["slope"].tolist(), [8, 9])
        self.assertEqual((model.input, model.output), ("x", "y"))


class Rejections(unittest.TestCase):
    """Each message once: the text of the files, and what the importer answers."""
    CONV = "Convolution c 1 1 x y 0=1 1=1 6=1"

    def rejects(self, message, text, data=b"", size=(4, 4)):
        with self.assertRaises(ModelError) as caught:
            module_text(parse_model(text, data), *size)
        self.assertEqual(str(caught.exception), message)

    def test_file_structure(self):
        self.rejects("expected the .param file to begin with 7767517, but got ''", "")
        self.rejects("expected the .param file to begin with 7767517, but got 'ncnn 1'", "ncnn 1\n")
        message = "expected the second line of the .param file to hold the number of layers and of blobs"
        self.rejects(message, "7767517\n")
        self.rejects(message, "7767517\n1 x\n")
        self.rejects("expected 2 layers, as the .param file announces, but got 1", "7767517\n2 1\nInput in 0 1 x\n")
        self.rejects("expected 7 blobs, as the .param file announces, but got 2", param(self.CONV, blobs=7))
        self.rejects("expected one Input layer, but got 0", "7767517\n0 0\n")
        self.rejects("expected one Input layer, but got 2", param("Input in2 0 1 z", "BinaryOp b 2 1 x z y"))
        self.rejects("expected one blob to be left as the output, but got 2: a, b", param("Split s 1 2 x a b"))

    def test_layer_lines(self):
        self.rejects("layer 'g': unknown kind 'Gelu'; known: Input, Split, Convolution, PReLU, PixelShuffle, Interp, BinaryOp",
                     param("Gelu g 1 1 x y"))
        message = "layer '{}' (PReLU): expected its name and its numbers of inputs and outputs"
        self.rejects(message.format("p"), param("PReLU p one 1 x y", blobs=2))
        self.rejects(message.format(""), "7767517\n1 0\nPReLU\n")
        self.rejects("layer 'p' (PReLU): expected 1 inputs and 1 outputs, but the line ends early", param("PReLU p 1 1 x 0=1"))
        self.rejects("layer 'p' (PReLU): expected 1 inputs, but got 2", param("PReLU p 2 1 x x y 0=1"))
        self.rejects("layer 's' (Split): expected some outputs, but got 0", param("Split s 1 0 x"))

    def test_parameters(self):
        self.rejects("layer 'c' (Convolution): unknown parameter '17=1'", param(self.CONV + " 17=1"))
        self.rejects("layer 'c' (Convolution): unknown parameter '-23310=1,0.2'", param(self.CONV + " -23310=1,0.2"))
        self.rejects("layer 'c' (Convolution): unknown parameter 'pad'", param(self.CONV + " pad"))
        self.rejects("layer 'c' (Convolution): parameter '0=2' (num_output) is given twice", param(self.CONV + " 0=2"))
        self.rejects("layer 'c' (Convolution): expected parameter '4=one' (pad_left) to be an integer", param(self.CONV + " 4=one"))
        self.rejects("layer 'c' (Convolution): expected parameter '18=z' (pad_value) to be a number", param(self.CONV + " 18=z"))
        self.rejects("layer 'p' (PReLU): parameter 0 (num_slope) is missing", param("PReLU p 1 1 x y"))

    def test_only_values(self):
        for kind, given, key, name, only, got in (
                ("Convolution", "0=1 1=1 6=1 2=2", 2, "dilation_w", 1, 2), ("Convolution", "0=1 1=1 6=1 12=2", 12, "dilation_h", 1, 2),
                ("Convolution", "0=1 1=1 6=1 3=2", 3, "stride_w", 1, 2), ("Convolution", "0=1 1=1 6=1 13=3", 13, "stride_h", 1, 3),
                ("Convolution", "0=1 1=1 6=1 18=1.5", 18, "pad_value", 0.0, 1.5),
                ("Convolution", "0=1 1=1 6=1 8=1", 8, "int8_scale_term", 0, 1),
                ("Convolution", "0=1 1=1 6=1 9=2", 9, "activation_type", 0, 2),
                ("Convolution", "0=1 1=1 6=1 19=1", 19, "dynamic_weight", 0, 1),
                ("PixelShuffle", "0=2 1=1", 1, "mode", 0, 1), ("Interp", "0=2", 0, "resize_type", 1, 2),
                ("Interp", "0=1 3=9", 3, "output_height", 0, 9), ("Interp", "0=1 4=9", 4, "output_width", 0, 9),
                ("Interp", "0=1 6=1", 6, "align_corner", 0, 1)):
            with self.subTest(kind=kind, given=given):
                self.rejects(f"layer 'l' ({kind}): expected parameter {key} ({name}) to be {only}, but got {got}",
                             param(f"{kind} l 1 1 x y {given}"))
        for given, key, name in (("0=2", 0, "op_type"), ("1=1", 1, "with_scalar")):
            self.rejects(f"layer 'b' (BinaryOp): expected parameter {key} ({name}) to be 0, but got {given[2:]}",
                         param("Split s 1 2 x a b", f"BinaryOp b 2 1 a b y {given}"))

    def test_sizes(self):
        layer = "layer 'c' (Convolution): expected "
        self.rejects(layer + "num_output to be at least 1, but got 0", param("Convolution c 1 1 x y 0=0 1=1 6=1"))
        self.rejects(layer + "kernel_h to be at least 1, but got -1", param("Convolution c 1 1 x y 0=1 1=1 11=-1 6=1"))
        self.rejects(layer + "pad_left to be at least 0, but got -233", param(self.CONV + " 4=-233"))
        self.rejects(layer + "parameter 5 (bias_term) to be 0 or 1, but got 2", param(self.CONV + " 5=2"))
        self.rejects(layer + "weight_data_size to be a multiple of 18, but got 20", param("Convolution c 1 1 x y 0=2 1=3 6=20"))
        self.rejects("layer 'p' (PReLU): expected num_slope to be at least 1, but got 0", param("PReLU p 1 1 x y 0=0"))

    def test_weights(self):
        layer = "layer 'c' (Convolution): expected "
        self.rejects(layer + "4 bytes at 4 in the .bin file, but it has 6", param(self.CONV), F32 + bytes(2))
        self.rejects(layer + "4 bytes at 0 in the .bin file, but it has 0", param(self.CONV))
        self.rejects(layer + "the weights' tag to be 0x01306B47 (f16) or 0 (f32), but got 0x000D4B38",
                     param(self.CONV), struct.pack("<I", 0x000D4B38) + bytes(4))
        self.rejects("3 bytes are left over in the .bin file after the last layer", param(self.CONV), F32 + f32(1) + bytes(3))

    def test_blobs(self):
        self.rejects("layer 'p' (PReLU): reads blob 'z', which no layer before it writes", param("PReLU p 1 1 z y 0=3"), bytes(12))
        self.rejects("layer 'b' (BinaryOp): reads blob 'x', which another layer has read: a Split is missing",
                     param("BinaryOp b 2 1 x x y"))
        self.rejects("layer 'p' (PReLU): writes blob 'x', which has been written before", param("PReLU p 1 1 x x 0=3"), bytes(12))

    def test_shapes(self):
        two = param("Convolution c 1 1 x y 0=2 1=1 6=6", "Convolution d 1 1 y z 0=1 1=1 6=3")
        self.rejects("layer 'd' (Convolution): expected weights for 2 input channels, but got 3", two, F32 + bytes(24) + F32 + bytes(12))
        self.rejects("layer 'c' (Convolution): the filter is larger than the padded input, 4x4",
                     param("Convolution c 1 1 x y 0=1 1=5 6=25"), F32 + bytes(100))
        self.rejects("layer 'p' (PReLU): expected num_slope to be 3, but got 2", param("PReLU p 1 1 x y 0=2"), bytes(8))
        self.rejects("layer 's' (PixelShuffle): expected a factor whose square divides the 3 channels, but got 2",
                     param("PixelShuffle s 1 1 x y 0=2"))
        for scale in ("1.5", "0.0", "inf", "nan"):
            self.rejects(f"layer 'i' (Interp): expected integer scales, at least 1, but got 2.0 and {scale}",
                         param(f"Interp i 1 1 x y 0=1 1=2 2={scale}"))
        self.rejects("layer 'b' (BinaryOp): expected inputs of one shape, but got tensor<1x3x4x4xf32> and tensor<1x3x8x8xf32>",
                     param("Split s 1 2 x a b", "Interp i 1 1 b c 0=1 1=2 2=2", "BinaryOp b 2 1 a c y"))
        self.rejects("expected a height and a width of at least 1, but got 0 and 4", param(self.CONV), F32 + f32(1), size=(0, 4))


class CommandLine(unittest.TestCase):
    """The importer as a program: exit codes, and a file that is there whole or not at all."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def run_importer(self, *arguments):
        return subprocess.run([sys.executable, str(EXAMPLE / "import_ncnn.py"), *map(str, arguments)], capture_output=True, text=True)

    def write(self, text, data):
        (self.folder / "n.param").write_text(text)
        (self.folder / "n.bin").write_bytes(data)
        return self.folder / "n.param", self.folder / "n.bin"

    def test_writes_the_whole_module(self):
        files, output = self.write(*small_network(np.random.default_rng(0))), self.folder / "n.mlir"
        result = self.run_importer(*files, f"--output={output}", "--height=6", "--width=5")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn("@main(%x: tensor<1x2x6x5xf32>) -> tensor<1x2x12x10xf32>", output.read_text())
        self.assertTrue(output.read_text().endswith("#-}\n"))

    def test_refusal_leaves_the_old_file(self):
        files, output = self.write(param("Gelu g 1 1 x y"), b""), self.folder / "n.mlir"
        output.write_text("old")
        result = self.run_importer(*files, f"--output={output}")
        self.assertEqual(result.returncode, 1)
        self.assertIn("import_ncnn.py: error: layer 'g': unknown kind 'Gelu'", result.stderr)
        self.assertEqual(output.read_text(), "old")
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["n.bin", "n.mlir", "n.param"])

    def test_failure_to_write_leaves_nothing(self):
        files, output = self.write(param("PReLU p 1 1 x y 0=3"), f32(1, 2, 3)), self.folder / "taken"
        output.mkdir()  # os.replace cannot put a file here
        result = self.run_importer(*files, f"--output={output}")
        self.assertEqual(result.returncode, 1)
        self.assertIn("import_ncnn.py: error: ", result.stderr)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["n.bin", "n.param", "taken"])

    def test_missing_and_binary_files(self):
        output = self.folder / "n.mlir"
        result = self.run_importer(self.folder / "no.param", self.folder / "no.bin", f"--output={output}")
        self.assertEqual(result.returncode, 1)
        self.assertIn("No such file or directory", result.stderr)
        files = self.write("", b"")
        files[0].write_bytes(b"\xdd\x85\x76\x00")
        result = self.run_importer(*files, f"--output={output}")
        self.assertEqual(result.returncode, 1)
        self.assertIn("the .param file is not text", result.stderr)
        self.assertFalse(output.exists())

    def test_options(self):
        for arguments in ((), ("a.param",), ("a.param", "a.bin", "--random-weights=1"), ("--random-weights=x",), ("--depth=3",)):
            with self.subTest(arguments=arguments):
                self.assertEqual(self.run_importer(*arguments, "--output=n.mlir").returncode, 2)


class Modules(unittest.TestCase):
    """What other tools make of the IR."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.module = self.folder / "n.mlir"

    @unittest.skipUnless(MLIR_OPT, "mlir-opt not found: set MLIR_OPT")
    def test_mlir_opt_reads_every_weight(self):
        text, data = small_network(np.random.default_rng(1))
        model = parse_model(text, data)
        self.module.write_text(module_text(model, 7, 9))
        result = subprocess.run([MLIR_OPT, str(self.module)], capture_output=True, text=True)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual(result.stdout.count("linalg.conv_2d_nchw_fchw"), 2)
        for layer in model.layers:
            for values in layer.weights.values():
                self.assertIn(values.tobytes().hex(), result.stdout.lower())

    @unittest.skipUnless(MLIR_OPT, "mlir-opt not found: set MLIR_OPT")
    def test_mlir_opt_reads_the_generated_network(self):
        self.module.write_text(module_text(parse_model(*generate(3)), 16, 24))
        result = subprocess.run([MLIR_OPT, str(self.module)], capture_output=True, text=True)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual(result.stdout.count("linalg.conv_2d_nchw_fchw"), 18)
        self.assertIn("tensor<1x3x64x96xf32>", result.stdout)

    def test_generated_network_depends_on_the_seed_alone(self):
        self.assertEqual(generate(3), generate(3))
        self.assertNotEqual(generate(3)[1], generate(4)[1])

    @unittest.skipUnless(WINO_RUN, "wino-run not found: set WINO_RUN")
    def test_wino_run_agrees_with_float64(self):
        rng = np.random.default_rng(2)
        model = parse_model(*small_network(rng))
        for height, width in ((7, 9), (16, 16), (1, 3)):
            picture = rng.random((2, height, width), dtype=np.float32)
            self.module.write_text(module_text(model, height, width))
            np.save(self.folder / "x.npy", picture[None])
            for path in ([], ["--direct"]):
                with self.subTest(size=(height, width), path=path):
                    command = [WINO_RUN, str(self.module), "--entry=main", f"--input={self.folder / 'x.npy'}",
                               f"--output={self.folder / 'y.npy'}", "--target=cpu", *path]
                    result = subprocess.run(command, capture_output=True, text=True)
                    self.assertEqual(result.returncode, 0, result.stderr)
                    difference = np.abs(np.load(self.folder / "y.npy")[0] - run_numpy(model, picture)).max()
                    self.assertLess(difference, 2e-5)


if __name__ == "__main__":
    unittest.main(verbosity=1)
