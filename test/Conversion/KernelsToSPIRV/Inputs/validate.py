# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Reads a module from standard input whose kernels are gpu.binary operations,
runs spirv-val on each, and prints what passed: "valid: NAME". With --dis it
prints the disassembly too; with --output=DIR the binaries are written there.
"""
import argparse
import os
import subprocess
import sys

import kernel_binaries

parser = argparse.ArgumentParser()
parser.add_argument("--target-env", default="vulkan1.1")
parser.add_argument("--dis", action="store_true")
parser.add_argument("--output")
arguments = parser.parse_args()

kernels = kernel_binaries.read(sys.stdin.read())
if not kernels:
    sys.exit("expected gpu.binary operations on the standard input, but got none")
for name, binary in kernels:
    command = ["spirv-val", "--target-env", arguments.target_env]
    subprocess.run(command, input=binary, check=True)
    print(f"valid: {name}", flush=True)
    if arguments.dis:
        subprocess.run(["spirv-dis", "--no-header", "--no-color"], input=binary, check=True)
    if arguments.output:
        with open(os.path.join(arguments.output, name + ".spv"), "wb") as file:
            file.write(binary)
