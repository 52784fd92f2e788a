#!/usr/bin/env python3
#===- network.py - A network of JAX, compiled with Winograd ---------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Writes a network of JAX as linalg, runs it, and compares it with JAX.

    network.py [FOLDER]

`jax.jit(f).lower(x).as_text()` is StableHLO, which `torch-mlir-opt` makes linalg of; it is
in the wheel of torch-mlir. FOLDER keeps network.mlir, x.npy and y.npy, for wino-run.
"""
import os
import pathlib
import subprocess
import sys
import sysconfig

# Without this, JAX looks for GPUs and TPUs.
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import jax
import jax.numpy as jnp
import numpy as np
import winograd
from jax import lax

LAYOUT = ("NHWC", "HWIO", "NHWC")
PASSES = ("--stablehlo-legalize-to-linalg", "--inline", "--symbol-dce", "--canonicalize")


def make_weights(channels, classes):
    """Filters of three convolutions, and a matrix."""
    keys = jax.random.split(jax.random.key(0), len(channels))
    filters = [
        jax.random.normal(key, (3, 3, fewer, more)) / np.sqrt(9 * fewer)
        for key, fewer, more in zip(keys, channels, channels[1:])
    ]
    return filters, jax.random.normal(keys[-1], (channels[-1], classes))


def convolve(x, w):
    """Keeps the size, as padding is of zeros."""
    return lax.conv_general_dilated(x, w, (1, 1), "SAME", dimension_numbers=LAYOUT)


def make_network(channels=(3, 16, 32, 32), classes=10):
    """Its weights are constants of the program, so that their transforms are, too."""
    filters, matrix = make_weights(channels, classes)

    def network(x):
        x = jax.nn.relu(convolve(x, filters[0]))
        x = lax.reduce_window(x, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")
        x = jax.nn.silu(convolve(x, filters[1]))
        x = jax.nn.relu(x + convolve(x, filters[2]))
        return jnp.mean(x, (1, 2)) @ matrix

    return network


def to_linalg(stablehlo):
    """What torch-mlir-opt makes of a program of StableHLO."""
    tool = os.path.join(sysconfig.get_path("scripts"), "torch-mlir-opt")
    result = subprocess.run(
        [tool, *PASSES], input=stablehlo, text=True, stdout=subprocess.PIPE
    )
    if result.returncode:
        sys.exit(f"network.py: error: {tool} failed with status {result.returncode}")
    return result.stdout


def main():
    network = make_network()
    x = np.asarray(jax.random.normal(jax.random.key(1), (1, 64, 64, 3)))
    module = to_linalg(jax.jit(network).lower(x).as_text())
    ours = winograd.compile(module, "main")
    y, reference = ours(x), np.asarray(jax.jit(network)(x))
    for plan in ours.plans:
        print(plan)
    print(f"max error {np.abs(y - reference).max():.2e}, largest {np.abs(reference).max():.2e}")
    if len(sys.argv) > 1:
        folder = pathlib.Path(sys.argv[1])
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "network.mlir").write_text(module)
        np.save(folder / "x.npy", x)
        np.save(folder / "y.npy", reference)


if __name__ == "__main__":
    main()
