#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Objects of wino-translate for other processors, run under QEMU.

    emulated.py --architecture=aarch64|riscv64 [--wino-translate=TOOL]
                [--seed=S] [--first=I] [--count=N]

Compiles cases of differential.py, with their sizes static, by turns for several
processors, links each object with a small C program against Debian's libraries
for the architecture, runs it in qemu-user with vector registers of several
lengths, and holds the result to the same error bounds. Exit code 1 if one fails.
"""

import argparse
import os
import subprocess
import sys
import tempfile

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(HERE, "..", "CPU"), os.path.join(HERE, "..", "..", "Python")]
import differential
from convolution_reference import TYPES

# What wino-translate is told, and QEMU, by turns.
PROCESSORS = {
    "aarch64": ([["--cpu=cortex-a55"], ["--cpu=neoverse-n1"],
                 ["--cpu=neoverse-v2"], ["--cpu=apple-m1"]],
                ["max", "max,sve-max-vq=2", "max,sve-max-vq=4"]),
    "riscv64": ([["--cpu=generic-rv64", "--features=+m,+a,+f,+d,+c,+v"],
                 ["--cpu=generic-rv64", "--features=+m,+a,+f,+d,+c"]],
                ["rv64,v=true,vlen=128", "rv64,v=true,vlen=256",
                 "rv64,v=true,vlen=512"]),
}

PROGRAM = """
#include "conv.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *load(const char *path, size_t size) {
  void *data = aligned_alloc(64, (size + 64) / 64 * 64);
  FILE *file = fopen(path, "rb");
  if (!data || !file || fread(data, 1, size, file) != size)
    exit(2);
  fclose(file);
  return data;
}

int main(void) {
%s
  FILE *file = fopen("output.raw", "wb");
  return !file || fwrite(y, 1, %d, file) != %d || fclose(file);
}
"""


def make_program(inputs, output_bytes):
    """Calls conv on the files input0.raw, …; every byte of y must be written."""
    lines = [f'  void *x{i} = load("input{i}.raw", {array.nbytes});'
             for i, array in enumerate(inputs)]
    lines += [f"  void *y = aligned_alloc(64, {(output_bytes + 64) // 64 * 64});",
              f"  memset(y, 0xff, {output_bytes});",
              "  conv({});".format(", ".join(
                  [f"x{i}" for i in range(len(inputs))] + ["y"]))]
    return PROGRAM % ("\n".join(lines), output_bytes, output_bytes)


def pipeline_options(options):
    """Those of wino-run for a case, as text; there is no OpenMP here."""
    return " ".join("direct=true" if o == "--direct" else o[2:]
                    for o in options if not o.startswith("--threads"))


class Failed(Exception):
    pass


def execute(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True,
                          timeout=300)
    if done.returncode:
        raise Failed(f"{' '.join(command)}: exit code {done.returncode}: "
                     + (done.stdout + done.stderr)[:2000].strip())


def run(tool, architecture, processor, emulator, problem, options, folder):
    triple = f"{architecture}-linux-gnu"
    inputs = [kind.encode(array) for array, kind in problem.arguments()]
    for index, array in enumerate(inputs):
        array.tofile(os.path.join(folder, f"input{index}.raw"))
    with open(os.path.join(folder, "conv.mlir"), "w") as file:
        file.write(problem.ir())
    shape, kind = problem.shape(2), TYPES[problem.result]
    sample = kind.encode(np.zeros(shape))
    with open(os.path.join(folder, "main.c"), "w") as file:
        file.write(make_program(inputs, sample.nbytes))
    execute([tool, "conv.mlir", "--emit=object", "-o", ".", "--prepack=false",
             f"--target-triple={triple}", *processor,
             f"--pipeline-options={pipeline_options(options)}"], folder)
    execute(["clang-22", f"--target={triple}", "-fuse-ld=lld", "-static", "-w",
             "main.c", "conv.o", "-lm", "-o", "main"], folder)
    execute([f"qemu-{architecture}", "-cpu", emulator, "./main"], folder)
    return np.fromfile(os.path.join(folder, "output.raw"),
                       sample.dtype).reshape(shape)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--architecture", required=True, choices=PROCESSORS)
    parser.add_argument("--wino-translate", default="wino-translate")
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=24)
    args = parser.parse_args()
    processors, emulators = PROCESSORS[args.architecture]
    failures = 0
    for index in range(args.first, args.first + args.count):
        problem, _, options, bounds = differential.draw(
            args.seed, index, None, differential.EXTENT,
            sums_in_result_type=False)
        problem.dynamic = ""
        processor = processors[index % len(processors)]
        emulator = emulators[index // len(processors) % len(emulators)]
        with tempfile.TemporaryDirectory() as folder:
            try:
                output = run(args.wino_translate, args.architecture, processor,
                             emulator, problem, options, folder)
                share, message = differential.judge_output(problem, output, bounds)
            except (Failed, subprocess.TimeoutExpired) as error:
                share, message = None, str(error)
        failures += message is not None
        print(f"case {index}, {' '.join(processor)}, {emulator}: "
              + (f"{share:.2g} of the bound" if message is None else
                 f"failed: {differential.describe(problem, options)}\n  {message}"),
              flush=True)
    print(f"{args.count} cases, {failures} failures")
    return 1 if failures or not args.count else 0


if __name__ == "__main__":
    sys.exit(main())
