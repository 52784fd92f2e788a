#!/usr/bin/env python3
#===- make_fixtures.py - Small networks as front ends write them ----------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Writes what the tests in this folder hold of torch-mlir and JAX.

    make_fixtures.py FOLDER

Needs PyTorch, torch-mlir and JAX, and examples/jax in PYTHONPATH.
"""
import pathlib
import sys

import jax
import network as jax_network
import torch
from torch import nn
from torch.nn import functional
from torch_mlir import fx


class ResidualBlock(nn.Module):
    """A block of a ResNet that halves the image, with its head."""

    def __init__(self, inputs=2, outputs=4):
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, stride=2, padding=1, bias=False)
        self.second = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.short = nn.Conv2d(inputs, outputs, 1, stride=2, bias=False)
        self.norms = nn.ModuleList(nn.BatchNorm2d(outputs) for _ in range(3))
        self.head = nn.Linear(outputs, 3)

    def forward(self, x):
        y = functional.relu(self.norms[0](self.first(x)))
        y = self.norms[1](self.second(y)) + self.norms[2](self.short(x))
        return self.head(functional.adaptive_avg_pool2d(functional.relu(y), 1).flatten(1))


class UNetLevel(nn.Module):
    """A level of a U-Net, with both ways to enlarge."""

    def __init__(self, channels=2):
        super().__init__()
        self.down = nn.Conv2d(channels, channels, 3, padding=1)
        self.bottom = nn.Conv2d(channels, 2 * channels, 3, padding=1)
        self.up = nn.ConvTranspose2d(2 * channels, channels, 2, stride=2)
        self.last = nn.Conv2d(4 * channels, channels, 3, padding=1)

    def forward(self, x):
        skip = functional.leaky_relu(self.down(x), 0.1)
        y = functional.silu(self.bottom(functional.max_pool2d(skip, 3, 2, 1)))
        near = functional.interpolate(y, scale_factor=2.0, mode="nearest")
        return self.last(torch.cat([skip, self.up(y), near], 1))


def write_torch(folder):
    torch.manual_seed(0)
    for name, model in (("residual-block", ResidualBlock()), ("unet-level", UNetLevel())):
        for norm in model.modules():
            if isinstance(norm, nn.BatchNorm2d):
                norm.running_mean.uniform_(-1, 1)
                norm.running_var.uniform_(0.5, 2)
        module = fx.export_and_import(
            model.eval(), torch.zeros(1, 2, 20, 20), output_type="linalg-on-tensors",
            func_name="main",
        )
        (folder / f"torch-{name}.mlir").write_text(str(module))


def write_jax(folder):
    network = jax_network.make_network((2, 4, 4, 4), 3)
    lowered = jax.jit(network).lower(jax.numpy.zeros((1, 20, 20, 2)))
    (folder / "jax-network.mlir").write_text(jax_network.to_linalg(lowered.as_text()))


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    write_torch(target)
    write_jax(target)
