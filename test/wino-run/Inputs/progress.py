# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What a tool says on a terminal, and elsewhere, while it compiles for long.

    progress.py FOLDER

The module has more convolutions than any machine compiles within two seconds,
but the tool is ended when it has said something, or was silent for long enough.
"""
import os
import pathlib
import pty
import select
import subprocess
import sys

COUNT = 400
MODULE = pathlib.Path(sys.argv[1]) / "long.mlir"


def convolution(i):
    x, y = f"tensor<1x8x{i + 8}x20xf32>", f"tensor<1x8x{i + 6}x18xf32>"
    return f"""
  %e{i} = tensor.empty() : {y}
  %z{i} = linalg.fill ins(%zero : f32) outs(%e{i} : {y}) -> {y}
  %s{i} = tensor.extract_slice %x[0, 0, 0, 0] [1, 8, {i + 8}, 20] [1, 1, 1, 1] : tensor<1x8x{COUNT + 8}x20xf32> to {x}
  %y{i} = linalg.conv_2d_nchw_fchw ins(%s{i}, %w : {x}, tensor<8x8x3x3xf32>) outs(%z{i} : {y}) -> {y}"""


def first_words(command, seconds, reader, writer):
    """What the command prints as errors first."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=writer)
    os.close(writer)
    said = b""
    if select.select([reader], [], [], seconds)[0]:
        said = os.read(reader, 1000)
    ran = process.poll() is None
    process.kill()
    process.wait()
    os.close(reader)
    return said.decode().strip() if said or ran else "it has ended"


types = ", ".join(f"tensor<1x8x{i + 6}x18xf32>" for i in range(COUNT))
values = ", ".join(f"%y{i}" for i in range(COUNT))
MODULE.write_text(f"""func.func @main(%x: tensor<1x8x{COUNT + 8}x20xf32>) -> ({types}) {{
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<0.5> : tensor<8x8x3x3xf32>
  {"".join(map(convolution, range(COUNT)))}
  return {values} : {types}
}}
""")
run = ["wino-run", str(MODULE), "--entry=main", "--random-inputs", "--time=1"]
bench = ["wino-bench", "model", f"--module={MODULE}"]
for name, command in (("wino-run", run), ("wino-bench", bench)):
    print(f"{name}, a terminal: {first_words(command, 60, *pty.openpty())}")
print(f"wino-run, a pipe: {first_words(run, 4, *os.pipe())}")
