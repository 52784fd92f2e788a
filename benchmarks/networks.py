#!/usr/bin/env python3
#===- networks.py - Whole networks of torchvision ------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Compares networks of torchvision with PyTorch, ONNX Runtime, IREE and ncnn, by `wino-bench compare`.

    networks.py FOLDER [--networks=resnet18,...] [--wino-bench=FILE] [options of wino-bench compare]

Weights are random, from a fixed seed. FOLDER keeps each network in every format: .mlir by torch-mlir, .onnx and .pt2. Needs
what benchmarks/networks.sh installs.
"""
import argparse
import multiprocessing
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
NETWORKS = ["resnet18", "resnet50", "vgg11", "googlenet", "squeezenet1_1", "mobilenet_v2", "unet", "r3d_18"]


def make_unet(torch):
    """A small U-Net: three levels, nearest upsampling, concatenations."""
    nn = torch.nn

    def level(inputs, outputs):
        return nn.Sequential(nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU(),
                             nn.Conv2d(outputs, outputs, 3, padding=1), nn.ReLU())

    class UNet(nn.Module):
        def __init__(self):
            super().__init__()
            self.down = nn.ModuleList([level(3, 32), level(32, 64), level(64, 128)])
            self.up = nn.ModuleList([level(192, 64), level(96, 32)])
            self.last = nn.Conv2d(32, 2, 1)

        def forward(self, x):
            first = self.down[0](x)
            second = self.down[1](nn.functional.max_pool2d(first, 2))
            third = self.down[2](nn.functional.max_pool2d(second, 2))
            for up, skip in zip(self.up, (second, first)):
                third = nn.functional.interpolate(third, scale_factor=2.0, mode="nearest")
                third = up(torch.cat([third, skip], 1))
            return self.last(third)

    return UNet()


def make(name):
    """The network and its argument."""
    import torch
    import torchvision
    torch.manual_seed(0)
    if name == "unet":
        return make_unet(torch).eval(), torch.randn(1, 3, 128, 128)
    if name == "r3d_18":
        return torchvision.models.video.r3d_18(weights=None).eval(), torch.randn(1, 3, 8, 56, 56)
    options = {"aux_logits": False, "init_weights": False} if name == "googlenet" else {}
    return getattr(torchvision.models, name)(weights=None, **options).eval(), torch.randn(1, 3, 224, 224)


def write(name, files):
    """The network in each format."""
    import torch
    from torch_mlir import fx
    model, argument = make(name)
    with torch.no_grad():
        files[".mlir"].write_text(str(fx.export_and_import(model, argument, output_type="linalg-on-tensors", func_name="main")))
        torch.onnx.export(model, (argument,), str(files[".onnx"]), dynamo=False, opset_version=17)
        torch.export.save(torch.export.export(model, (argument,)), str(files[".pt2"]))


def export(name, folder):
    """Its files, which are written unless they are there, by a process of its own: PyTorch keeps much memory."""
    files = {suffix: folder / f"{name}{suffix}" for suffix in (".mlir", ".onnx", ".pt2")}
    if not all(file.exists() for file in files.values()):
        print(f"networks.py: exporting {name}", file=sys.stderr)
        writer = multiprocessing.get_context("spawn").Process(target=write, args=(name, files))
        writer.start()
        writer.join()
        if writer.exitcode != 0:
            sys.exit(f"networks.py: error: {name} could not be exported")
    return ",".join(str(file) for file in files.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--networks", default=",".join(NETWORKS))
    parser.add_argument("--wino-bench", default=str(ROOT / "build/bin/wino-bench"))
    options, others = parser.parse_known_args()
    names = options.networks.split(",")
    unknown = [name for name in names if name not in NETWORKS]
    if unknown:
        parser.error(f"expected --networks to be among {', '.join(NETWORKS)}, but got '{unknown[0]}'")
    options.folder.mkdir(parents=True, exist_ok=True)
    networks = [f"--network={export(name, options.folder)}" for name in names]
    os.environ["WINOGRAD_PYTHON"] = sys.executable
    os.execv(options.wino_bench, [options.wino_bench, "compare", *networks, *others])


if __name__ == "__main__":
    main()
