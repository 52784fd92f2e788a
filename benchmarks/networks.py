#!/usr/bin/env python3
#===- networks.py - Whole networks beside PyTorch and ONNX Runtime -------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Times networks of torchvision, exported by torch-mlir, by wino-run, PyTorch and ONNX Runtime on one core.

    networks.py FOLDER [--networks=resnet18,...] [--runs=10] [--wino-run=FILE] [--peers=torch,onnxruntime]

Weights are random, from a fixed seed; FOLDER keeps the exported modules. Prints a table as Markdown: milliseconds of CPU
time of a run (of wino-run, the median of its own clock), the largest error relative to the largest value of a float64
run, compile time, and peak memory of wino-run. Needs what benchmarks/networks.sh installs.
"""
import argparse
import pathlib
import re
import resource
import subprocess
import sys
import time

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


def median_milliseconds(run, runs):
    """Of CPU time."""
    run()
    times = []
    for _ in range(runs):
        start = time.process_time()
        run()
        times.append(1e3 * (time.process_time() - start))
    return sorted(times)[len(times) // 2]


def export(name, folder):
    """Writes the module, an input, and the output in float64, unless they are there."""
    import numpy as np
    import torch
    from torch_mlir import fx
    files = [folder / f"{name}{suffix}" for suffix in (".mlir", ".input.npy", ".output.npy")]
    if all(file.exists() for file in files):
        return files
    model, argument = make(name)
    with torch.no_grad():
        files[0].write_text(str(fx.export_and_import(model, argument, output_type="linalg-on-tensors",
                                                     func_name="main")))
        np.save(files[1], argument.numpy())
        np.save(files[2], model.double()(argument.double()).numpy())
    return files


def time_ours(name, folder, options):
    """(run ms, error, compile s, peak MB), or the error as text."""
    import numpy as np
    module, given, expected = export(name, folder)
    output = folder / f"{name}.ours.npy"
    result = subprocess.run([options.wino_run, module, "--entry=main", f"--input={given}", f"--output={output}",
                             f"--time={options.runs}", "--no-cache"], capture_output=True, text=True)
    found = re.search(r"compile ([\d.]+) (\w+), run ([\d.]+) (\w+)", result.stdout)
    if result.returncode != 0 or not found:
        return result.stderr.strip().splitlines()[-1]
    seconds = {"s": 1, "ms": 1e-3, "us": 1e-6}
    got, want = np.load(output), np.load(expected)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return (float(found[3]) * seconds[found[4]] * 1e3, np.abs(got - want).max() / np.abs(want).max(),
            float(found[1]) * seconds[found[2]], peak)


def time_torch(name, runs):
    """The better one of both layouts."""
    import torch
    torch.set_num_threads(1)
    model, argument = make(name)
    last = torch.channels_last if argument.dim() == 4 else torch.channels_last_3d
    best = float("inf")
    with torch.no_grad():
        for layout in (torch.contiguous_format, last):
            changed, given = model.to(memory_format=layout), argument.to(memory_format=layout)
            best = min(best, median_milliseconds(lambda: changed(given), runs))
    return best


def time_onnxruntime(name, folder, runs):
    import onnxruntime
    import torch
    model, argument = make(name)
    file = folder / f"{name}.onnx"
    if not file.exists():
        with torch.no_grad():
            torch.onnx.export(model, (argument,), str(file), dynamo=False, opset_version=17)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    given = {session.get_inputs()[0].name: argument.numpy()}
    return median_milliseconds(lambda: session.run(None, given), runs)


def measure(name, options):
    """Prints the line of one network; in a process of its own, whose memory is that of wino-run."""
    folder = pathlib.Path(options.folder)
    ours = time_ours(name, folder, options)
    peers = {}
    if "torch" in options.peers:
        peers["torch"] = time_torch(name, options.runs)
    if "onnxruntime" in options.peers:
        peers["onnxruntime"] = time_onnxruntime(name, folder, options.runs)
    cells = [f"{peers[peer]:.1f}" if peer in peers else "-" for peer in ("torch", "onnxruntime")]
    if isinstance(ours, str):
        print(f"| {name} | {ours} | {cells[0]} | {cells[1]} | - | - | - | - |", flush=True)
        return
    run, error, compiled, peak = ours
    ratio = f"{min(peers.values()) / run:.2f}" if peers else "-"
    print(f"| {name} | {run:.1f} | {cells[0]} | {cells[1]} | {ratio} | {error:.1e} | {compiled:.1f} | {peak:.0f} |",
          flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--networks", default=",".join(NETWORKS))
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--wino-run", default=str(ROOT / "build/bin/wino-run"))
    parser.add_argument("--peers", default="torch,onnxruntime")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    pathlib.Path(options.folder).mkdir(parents=True, exist_ok=True)
    if options.one:
        return measure(options.one, options)
    print("| network | ours, ms | PyTorch | ONNX Runtime | best peer / ours | error | compile, s | peak, MB |\n"
          "|---|---|---|---|---|---|---|---|", flush=True)
    for name in options.networks.split(","):
        # The memory of a child is that of the largest one so far.
        if subprocess.run([sys.executable, "-W", "ignore", *sys.argv, f"--one={name}"],
                          stderr=subprocess.DEVNULL).returncode != 0:
            print(f"| {name} | could not be measured | - | - | - | - | - | - |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
