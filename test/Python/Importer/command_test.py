# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The importer as a program: exit codes, and a file that is there whole or not at all."""
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from files import F32, ROOT, f32, param, whole_param

CONVOLUTION = param("Convolution c 1 1 x y 0=2 1=3 6=54"), F32 + bytes(216)


class CommandLine(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.output = self.folder / "n.mlir"

    def run_importer(self, *arguments):
        return subprocess.run([sys.executable, "-m", "winograd_ncnn", *map(str, arguments)],
                              env={**os.environ, "PYTHONPATH": str(ROOT / "python")},
                              capture_output=True, text=True)

    def write(self, text, data):
        (self.folder / "n.param").write_text(text)
        (self.folder / "n.bin").write_bytes(data)
        return self.folder / "n.param", self.folder / "n.bin"

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())

    def test_writes_the_whole_module(self):
        result = self.run_importer(*self.write(*CONVOLUTION), f"--output={self.output}",
                                   "--height=6", "--width=5")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual(result.stdout, f"{self.output}: main(x: 1x3x6x5) -> y: 1x2x4x3\n")
        text = self.output.read_text()
        self.assertIn("@main(%x: tensor<1x3x6x5xf32>) -> tensor<1x2x4x3xf32>", text)
        self.assertTrue(text.endswith("#-}\n"))
        self.assertEqual(self.names(), ["n.bin", "n.mlir", "n.param"])

    def test_shapes(self):
        files = self.write(whole_param("Input a 0 1 a 0=5 1=6 2=3", "Input b 0 1 b",
                                       "ReLU r 1 1 b c", "ReLU s 1 1 a d"), b"")
        result = self.run_importer(*files, f"--output={self.output}", "--height=8", "--shape=b=7x2")
        self.assertEqual(result.stdout, f"{self.output}: main(a: 1x3x8x5, b: 1x7x2) -> "
                         "c: 1x7x2, d: 1x3x8x5\n")
        self.assertIn("@main(%x0: tensor<1x3x8x5xf32>, %x1: tensor<1x7x2xf32>) -> "
                      "(tensor<1x7x2xf32>, tensor<1x3x8x5xf32>)", self.output.read_text())

    def test_refusal_leaves_the_old_file(self):
        files = self.write(param("Gemm g 1 1 x y"), b"")
        self.output.write_text("old")
        result = self.run_importer(*files, f"--output={self.output}")
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn(f"winograd_ncnn: error: {files[0]}:4: layer 'g': unknown kind 'Gemm'",
                      result.stderr)
        self.assertEqual(self.output.read_text(), "old")
        self.assertEqual(self.names(), ["n.bin", "n.mlir", "n.param"])

    def test_truncated_weights_write_nothing(self):
        text, data = CONVOLUTION
        files = self.write(text, data[:-1])
        result = self.run_importer(*files, f"--output={self.output}", "--height=6", "--width=5")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stderr, f"winograd_ncnn: error: {files[0]}:4: "
                         f"layer 'c' (Convolution): expected 216 bytes at 4 in {files[1]}, but it has 219\n")
        self.assertEqual(self.names(), ["n.bin", "n.param"])

    def test_failure_to_write_leaves_nothing(self):
        files = self.write(param("PReLU p 1 1 x y 0=1"), f32(1))
        (self.folder / "taken").mkdir()  # os.replace cannot put a file here
        result = self.run_importer(*files, f"--output={self.folder / 'taken'}", "--shape=x=3")
        self.assertEqual(result.returncode, 1)
        self.assertIn("winograd_ncnn: error: ", result.stderr)
        self.assertEqual(self.names(), ["n.bin", "n.param", "taken"])

    def test_missing_and_binary_files(self):
        result = self.run_importer(self.folder / "no.param", self.folder / "no.bin",
                                   f"--output={self.output}")
        self.assertEqual(result.returncode, 1)
        self.assertIn("No such file or directory", result.stderr)
        files = self.write("", b"")
        files[0].write_bytes(b"\xdd\x85\x76\x00")
        result = self.run_importer(*files, f"--output={self.output}")
        self.assertEqual(result.returncode, 1)
        self.assertIn("expected text, but got ncnn's binary form (.param.bin)", result.stderr)
        self.assertFalse(self.output.exists())

    def test_options(self):
        for arguments in ((), ("a.param",), ("a.param", "a.bin", "--shape=3x4"),
                          ("a.param", "a.bin", "--shape=x=3y4"), ("a.param", "a.bin", "--depth=3"),
                          ("a.param", "a.bin", "--height=x")):
            with self.subTest(arguments=arguments):
                result = self.run_importer(*arguments, "--output=n.mlir")
                self.assertEqual(result.returncode, 2)
                self.assertNotIn("Traceback", result.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
