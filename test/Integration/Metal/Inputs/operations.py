# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs the kernels of operations.mlir, and compares them with NumPy.

    operations.py metal TEXT.metal FOLDER CLANG++     on the CPU, as Metal text
    operations.py vulkan MODULE.mlir FOLDER           through wino-run
"""

import os
import subprocess
import sys

import numpy as np

from metal_program import MetalProgram

random = np.random.default_rng(1)
f16, f32, i32 = np.float16, np.float32, np.int32


class Metal:
    def __init__(self, text, folder, compiler):
        self.program = MetalProgram(text, folder, compiler)

    def run(self, kernel, groups, threads, inputs, outputs):
        buffers = [*inputs, *outputs]
        launches = [(kernel, groups, threads, range(len(buffers)))]
        results = self.program.run(buffers, launches)
        for one, other in zip(results, self.program.run(buffers, launches, descending=True)):
            np.testing.assert_array_equal(one, other)
        return results[len(inputs) :]


class Vulkan:
    def __init__(self, module, folder):
        self.module, self.folder = module, folder
        os.makedirs(folder, exist_ok=True)

    def run(self, kernel, groups, threads, inputs, outputs):
        path = lambda kind, i: os.path.join(self.folder, f"{kernel}_{kind}{i}.npy")
        command = ["wino-run", self.module, f"--entry=run_{kernel}", "--target=vulkan", "--validate"]
        for i, array in enumerate(inputs):
            np.save(path("input", i), array)
            command.append(f"--input={path('input', i)}")
        command += [f"--output={path('output', i)}" for i in range(len(outputs))]
        subprocess.run(command, check=True)
        return [np.load(path("output", i)) for i in range(len(outputs))]


def extrema(target):
    special = np.array([np.nan, np.inf, -np.inf, 0.0, 1.5, -2.5, 3.0, 7.0], f32)
    x, y = (a.ravel() for a in np.meshgrid(special, special))
    (z,) = target.run("extrema", (1, 1, 1), (16, 4, 1), [x, y], [(f32, (5, 64))])
    for row, function in enumerate((np.maximum, np.minimum, np.fmax, np.fmin)):
        np.testing.assert_array_equal(z[row], function(x, y))
    np.testing.assert_array_equal(z[4], np.maximum(x, f32(0)))


def control(target):
    counts = np.array([0, 1, 2, 3, 7, 0, 5, 9, 4, 0, 1, 0, 6, 8, 2, 10], i32)
    expected = np.zeros((3, 16), i32)
    for t, n in enumerate(counts):
        p, q = 1, 2
        for a in range(n):
            s = q
            for b in range(a):
                s = s + b if b % 2 else s - 1
            p, q = s, p
        expected[:, t] = p, q, int(n).bit_length()
    (z,) = target.run("control", (1, 2, 2), (4, 1, 1), [counts], [(i32, (3, 16))])
    np.testing.assert_array_equal(z, expected)


def vectors(target):
    x = random.integers(-8, 9, (4, 12)).astype(f32)
    expected = x.copy()
    expected[:, :4] = 2 * x[:, 3::-1] + x[:, :4]
    expected[:, 5:8] = x[:, 5:8] ** 2
    expected[:, 8:10] = x[:, 9:7:-1]
    expected[:, 11] = -x[:, 11]
    (z,) = target.run("vectors", (1, 1, 1), (4, 1, 1), [x], [(f32, (4, 12))])
    np.testing.assert_array_equal(z, expected)


def types(target):
    h = random.normal(0, 3, (8, 4)).astype(f16)
    n = random.integers(-(2**30), 2**30, 32, dtype=i32)
    outputs = [(f16, (8, 4)), (f32, (3, 32)), (i32, (32,))]
    twice, functions, mixed = target.run("types", (4, 1, 1), (8, 1, 1), [h, n], outputs)
    np.testing.assert_array_equal(twice, h + h)
    wide = h.astype(f32).ravel()
    # Vulkan allows exp 3 + 2 |x| units in the last place.
    np.testing.assert_allclose(functions[0], np.exp(wide), rtol=3e-6)
    np.testing.assert_allclose(functions[1], np.sqrt(np.abs(wide)), rtol=1e-6)
    np.testing.assert_array_equal(functions[2], np.trunc(wide))
    quotient = np.trunc(n / 3).astype(i32)
    expected = (quotient ^ n // 3) + (n - 3 * quotient) * (n >> 3)
    np.testing.assert_array_equal(mixed, np.maximum(expected, wide.astype(i32)))


def rounding(target):
    x, y = random.normal(0, 1, (2, 32)).astype(f32)
    (z,) = target.run("rounding", (1, 1, 1), (32, 1, 1), [x, y], [(f32, (2, 32))])
    np.testing.assert_array_equal(z[0], x * y + x)
    fused = (x.astype(np.float64) * y + x).astype(f32)
    # Vulkan's Fma may round the product as well.
    np.testing.assert_array_equal((z[1] == fused) | (z[1] == z[0]), True)


device = {"metal": Metal, "vulkan": Vulkan}[sys.argv[1]](*sys.argv[2:])
for test in extrema, control, vectors, types, rounding:
    test(device)
    print(test.__name__, "ok", flush=True)
