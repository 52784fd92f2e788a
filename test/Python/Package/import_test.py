#===- import_test.py - The package without its libraries ------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import winograd

FOLDER = Path(winograd.__file__).parent
EXTENSION = next(FOLDER.glob("_winograd*.so"))


def import_without(library):
    """What importing the package says if it was linked with another version of `library`."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "winograd"
        shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("__pycache__"))
        binary = EXTENSION.read_bytes()
        name = f"{library}.so.22.".encode()
        assert name in binary
        (copy / EXTENSION.name).write_bytes(binary.replace(name, f"{library}.so.99.".encode()))
        result = subprocess.run(
            [sys.executable, "-c", "import winograd"], env={**os.environ, "PYTHONPATH": scratch},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
    return result.returncode, result.stdout


class ImportTest(unittest.TestCase):
    def test_missing_libraries(self):
        for library in ("libMLIR", "libLLVM"):
            status, text = import_without(library)
            self.assertEqual(status, 1)
            self.assertRegex(
                text, "ImportError: winograd needs the shared libraries of MLIR and LLVM 22 .*"
                f"libmlir-22.*the loader says: {library}.so.99"
            )

    def test_missing_pytorch(self):
        missing = ("import importlib.util, sys; importlib.util.find_spec = lambda name: None; "
                   "import winograd.torch")
        result = subprocess.run([sys.executable, "-c", missing], capture_output=True, text=True)
        self.assertRegex(
            result.stderr,
            r"ImportError: winograd.torch needs the package torch \(pip install torch\)",
        )

    def test_types_are_there(self):
        self.assertTrue((FOLDER / "py.typed").exists())
        self.assertTrue((FOLDER / "_winograd.pyi").exists())

    def test_everything_is_described(self):
        for name in winograd.__all__:
            self.assertTrue(getattr(winograd, name).__doc__, name)


if __name__ == "__main__":
    unittest.main()
