# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What other tools make of the modules. Needs NumPy.

MLIR_OPT (default: mlir-opt on PATH) checks them, WINO_RUN (default: wino-run on PATH) runs them,
WINO_OPT (default: wino-opt on PATH) rewrites them.
"""
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from files import F32, f16, f32, param, side_by_side
import cases
import numpy as np
from generated_network import generate
from winograd_ncnn import import_model, parse_model
from winograd_ncnn.reference import run

TOOLS = {name: os.environ.get(name.upper().replace("-", "_")) or shutil.which(name)
         for name in ("mlir-opt", "wino-opt", "wino-run")}


def small_network(rng):
    """A filter with and one without bias, f16 and f32 weights, and what the demo's network has."""
    text = param("Split s 1 2 x xa xb",
                 "Convolution 5x3 1 1 xa a 0=5 1=3 11=5 4=0 14=3 15=2 16=1 5=1 6=150",
                 "PReLU p 1 1 a b 0=5", "Convolution c 1 1 b c 0=8 1=3 4=1 6=360",
                 "PixelShuffle ps 1 1 c d 0=2", "Interp up 1 1 xb e 0=1 1=2.0 2=2.0",
                 "BinaryOp add 2 1 d e y")
    data = f16(*rng.normal(0, 0.3, 150)) + f32(*rng.normal(0, 1, 5)) + f32(*rng.normal(0, 1, 5))
    return text, data + F32 + f32(*rng.normal(0, 0.3, 360))


def run_tool(name, *arguments, **options):
    return subprocess.run([TOOLS[name], *map(str, arguments)], capture_output=True, text=True,
                          **options)


class Modules(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.module = self.folder / "n.mlir"

    def test_mlir_opt_reads_every_weight(self):
        model = parse_model(*small_network(np.random.default_rng(1)))
        import_model(model, 7, 9).write(self.module)
        result = run_tool("mlir-opt", self.module)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual(result.stdout.count("linalg.conv_2d_nchw_fchw"), 2)
        for layer in model.layers:
            for values in layer.weights.values():
                self.assertIn(values.tobytes().hex(), result.stdout.lower())

    def test_mlir_opt_reads_every_layer(self):
        for name, family in cases.FAMILIES.items():
            with self.subTest(name):
                text, data, _ = side_by_side(*family)
                result = run_tool("mlir-opt", "-", input=import_model(parse_model(text, data)).text)
                self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_mlir_opt_reads_the_generated_network(self):
        import_model(parse_model(*generate(3)), 16, 24).write(self.module)
        result = run_tool("mlir-opt", self.module)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual(result.stdout.count("linalg.conv_2d_nchw_fchw"), 18)
        self.assertIn("tensor<1x3x64x96xf32>", result.stdout)

    def test_generated_network_depends_on_the_seed_alone(self):
        self.assertEqual(generate(3), generate(3))
        self.assertNotEqual(generate(3)[1], generate(4)[1])

    def test_strange_names(self):
        """Names that are no identifiers, differ in signs only, or hold quotes."""
        layers = [f'Convolution {name} 1 1 {a} {b} 0=1 1=1 6=1' for name, a, b in (
            ("1/a", "x", 'b"0'), ("1.a", 'b"0', "b\\1"), ('"é"', "b\\1", "y"))]
        text, data = param(*layers), 3 * (F32 + f32(2))
        module = import_model(parse_model(text, data), shapes={"x": (1, 2, 2)})
        result = run_tool("mlir-opt", "-", "--mlir-print-debuginfo", input=module.text)
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_wino_run_agrees_with_float64(self):
        rng = np.random.default_rng(2)
        model = parse_model(*small_network(rng))
        for height, width in ((7, 9), (16, 16), (1, 3)):
            picture = rng.random((2, height, width), dtype=np.float32)
            import_model(model, height, width).write(self.module)
            np.save(self.folder / "x.npy", picture[None])
            expected = run(model, {"x": picture})["y"]
            for path in ([], ["--direct"]):
                with self.subTest(size=(height, width), path=path):
                    result = run_tool("wino-run", self.module, "--entry=main",
                                      f"--input={self.folder / 'x.npy'}",
                                      f"--output={self.folder / 'y.npy'}", "--target=cpu", *path)
                    self.assertEqual(result.returncode, 0, result.stderr)
                    difference = np.abs(np.load(self.folder / "y.npy")[0] - expected).max()
                    self.assertLess(difference, 2e-5)

    def test_forms_are_raised(self):
        """Neither pads, strides, biases nor activations are in the way of the transforms."""
        layers = [cases.convolution(8, 8, 3, 3, more) for more in (
            "4=1 5=1 9=2 -23310=1,0.1", "4=-233 3=2", "2=2 4=2 9=4", "4=0 14=1 9=6 10=0.2,0.5")]
        layers += [cases.grouped(8, 8, 3, 3, "4=1 5=1 9=1", group=2)]
        layers += [cases.deconvolution(8, 8, size, size, f"3=2 {more}") for size, more in (
            (2, "5=1 9=2 -23310=1,0.1"), (4, "4=3 5=1"), (4, "4=1 9=1"), (3, "4=1 18=1"))]
        text, data, _ = side_by_side({"x": (8, 18, 18)}, layers)
        result = run_tool("wino-opt", "-", "--convert-linalg-to-winograd=tile=2",
                          input=import_model(parse_model(text, data)).text)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual(result.stdout.count("= winograd.hadamard_reduce"), len(layers))


for _tool, _path in TOOLS.items():
    if not _path:
        raise SystemExit(f"{_tool} not found: set {_tool.upper().replace('-', '_')}")

if __name__ == "__main__":
    unittest.main(verbosity=1)
