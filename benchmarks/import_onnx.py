#===- import_onnx.py - A network in ONNX as linalg on tensors ------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""`import_onnx.py FILE.onnx FILE.mlir` writes the module, by torch-mlir, and prints the name of its function.

PyPI's torch-mlir and onnx are enough (`pip install --no-deps torch-mlir`): PyTorch is not needed.
"""
import pathlib
import subprocess
import sys
import tempfile

import onnx

# As torch-mlir lowers what it has imported.
PASSES = ("builtin.module(torch-onnx-to-torch-backend-pipeline{backend-legal-ops=aten.flatten.using_ints,aten.unflatten.int},"
          "torch-backend-to-linalg-on-tensors-backend-pipeline)")
# From here on some operators have other attributes; importers know both.
OPSET = 17


def main(source, target):
    programs = pathlib.Path(sys.executable).parent
    model = onnx.load(source)
    if max(entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx")) < OPSET:
        model = onnx.version_converter.convert_version(model, OPSET)
    # The function is called after the graph.
    model.graph.name = "main"
    with tempfile.TemporaryDirectory() as folder:
        upgraded, imported = (pathlib.Path(folder) / name for name in ("network.onnx", "network.torch.mlir"))
        onnx.save(model, upgraded)
        for command in ([programs / "torch-mlir-import-onnx", upgraded, "-o", imported],
                        [programs / "torch-mlir-opt", f"--pass-pipeline={PASSES}", imported, "-o", target]):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                lines = done.stderr.strip().splitlines() or ["failed"]
                sys.exit(f"{command[0].name}: {next((line for line in lines if 'error' in line), lines[-1])}")
    print("main")


if __name__ == "__main__":
    main(*sys.argv[1:])
