# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles a network of the example's kind to Metal text, runs it on the CPU,
and compares with NumPy.

    network.py --folder=DIR --compiler=CLANG++ [--features=N] [--body=N]
"""

import argparse
import os
import subprocess
import sys

import numpy as np

_ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "..")
sys.path[:0] = [os.path.join(_ROOT, "python"), os.path.join(_ROOT, "examples", "super-resolution")]
from generated_network import generate
from metal_program import MetalFunctions
from winograd_ncnn import import_model, parse_model
from winograd_ncnn.reference import run

parser = argparse.ArgumentParser()
parser.add_argument("--folder", required=True)
parser.add_argument("--compiler", required=True)
parser.add_argument("--features", type=int, default=12)
parser.add_argument("--body", type=int, default=2)
arguments = parser.parse_args()

height, width = 11, 18
model = parse_model(*generate(1, arguments.features, arguments.body, scale=2))
picture = np.random.default_rng(1).uniform(0, 1, (1, 3, height, width)).astype(np.float32)

folder = arguments.folder
os.makedirs(folder, exist_ok=True)
kernels = os.path.join(folder, "kernels.mlir")
subprocess.run(
    ["wino-opt", "-", "--winograd-to-kernels", "-o", kernels],
    input=import_model(model, height, width).text, text=True, check=True,
)
subprocess.run(["wino-translate", kernels, "--emit=metal", "-o", folder], check=True)
functions = MetalFunctions(folder, os.path.join(folder, "program"), arguments.compiler)
expected = run(model, {model.inputs[0]: picture[0]})[model.outputs[0]][None]
for descending in False, True:
    (result,) = functions.run("main", [picture], descending)
    np.testing.assert_allclose(result, expected, rtol=1e-4, atol=1e-4)
launches = functions.manifest["functions"][0]["launches"]
print(f"{len(launches)} launches of {len(functions.manifest['kernels'])} kernels: ok")
