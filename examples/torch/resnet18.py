#!/usr/bin/env python3
#===- resnet18.py - A network of PyTorch, compiled with Winograd ----------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""What docs/PyTorch.md explains: ResNet-18 with random weights, beside eager mode."""
import time
import warnings

import torch
import torchvision
import winograd.torch

torch.manual_seed(0)
model = torchvision.models.resnet18(weights=None).eval()
x = torch.randn(1, 3, 224, 224)

fast = torch.compile(model, backend="winograd")
with torch.no_grad():
    begin = time.perf_counter()
    y = fast(x)  # compiles
    print(f"first call: {time.perf_counter() - begin:.1f} s")
    reference = model(x)
print(f"largest error: {(y - reference).abs().max() / reference.abs().max():.1e}")

# Weights are constants of the code. It is made anew when they have changed.
with torch.no_grad():
    model.fc.weight.mul_(0.5)
    print("after a change:", torch.allclose(fast(x), model(x), atol=1e-4))

# What cannot be compiled runs in PyTorch, and says so.
ranked = torch.compile(lambda x: model.conv1(x).sort(1).values.relu(), backend="winograd")
with torch.no_grad(), warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always", winograd.torch.FallbackWarning)
    ranked(x)
    print(said[0].message)
