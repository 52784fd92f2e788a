#!/usr/bin/env python3
#===- bench.py - Compiled convolutions beside cuDNN's -------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Times what compile.py has compiled on an NVIDIA GPU, beside cuDNN, in f32 without TF32.

    bench.py FOLDER [--min-time=SECONDS] [--csv=FILE]

Needs PyTorch with CUDA, but neither MLIR nor this project's build. For each NxCxKxHxW-PLAN in FOLDER: the error against
a float64 convolution; the time, between events on the device, of a graph of calls; cuDNN's best algorithm, as PyTorch
finds it (torch.backends.cudnn.benchmark), and its Winograd and other algorithms, called by name; ratios; and the share
of the device's FMA peak that the definition's arithmetic would be (Winograd's can be above 100 %).
"""
import argparse
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from manifest import Manifest, ManifestError  # noqa: E402


def load_torch():
    """PyTorch, if it has a GPU; exits otherwise."""
    try:
        import torch
    except ImportError as error:
        sys.exit(f"bench.py: error: expected PyTorch with CUDA, but got: {error}")
    if not torch.cuda.is_available():
        sys.exit("bench.py: error: expected an NVIDIA GPU that PyTorch can use, but there is none")
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cudnn.benchmark = True
    return torch


def measure(torch, run, min_time):
    """Milliseconds of a call: the median over replays of a graph of calls, so that the host costs nothing."""
    stream = torch.cuda.Stream()
    with torch.cuda.stream(stream):
        for _ in range(3):
            run()
    stream.synchronize()
    calls = 1
    while True:
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph, stream=stream):
            for _ in range(calls):
                run()
        times = []
        with torch.cuda.stream(stream):
            graph.replay()
            begin, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
            while sum(times) < 1e3 * min_time or len(times) < 3:
                begin.record()
                graph.replay()
                end.record()
                end.synchronize()
                times.append(begin.elapsed_time(end))
        if min(times) > 1 or calls >= 256:
            return sorted(times)[len(times) // 2] / calls
        calls *= 4


def peak_flops(torch, driver):
    """Of f32 multiply-adds: multiprocessors, their lanes, the highest clock."""
    major, minor = torch.cuda.get_device_capability()
    lanes = 64 if (major, minor) == (8, 0) else 128
    clock_khz, multiprocessors = driver.attribute(13), driver.attribute(16)
    return 2.0 * multiprocessors * lanes * clock_khz * 1e3


def measure_cudnn(torch, x, w, min_time):
    """Milliseconds by name: `cudnn`, PyTorch's choice, and each algorithm that takes the shape."""
    import cudnn

    times = {"cudnn": measure(torch, lambda: torch.nn.functional.conv2d(x, w, padding=1), min_time)}
    expected = torch.nn.functional.conv2d(x, w, padding=1)
    y = torch.empty_like(expected)
    for algorithm in cudnn.ALGORITHMS:
        try:
            convolution = cudnn.Convolution(x, w, y, algorithm)
            convolution.run()
            torch.cuda.synchronize()
            if not torch.allclose(y, expected, rtol=1e-2, atol=1e-2):
                raise cudnn.CudnnError("a wrong result")
            times[f"cudnn-{algorithm}"] = measure(torch, convolution.run, min_time)
        except (cudnn.CudnnError, torch.cuda.OutOfMemoryError) as error:
            print(f"  cudnn-{algorithm}: {error}")
    return times


def bench(torch, driver, folder, options, known):
    """The line of one folder, and the ratio to cuDNN's best."""
    from driver import Function

    shape, _, plan = folder.name.partition("-")
    n, c, k, h, w = (int(size) for size in shape.split("x"))
    function = Function(driver, Manifest(folder, "ptx"), "conv")
    torch.manual_seed(3)
    function.arguments[0].normal_()
    filters = torch.frombuffer(bytearray((folder / "filter.bin").read_bytes()), dtype=torch.float32)
    filters = filters.view(k, c, 3, 3).cuda()
    function.run()
    torch.cuda.synchronize()
    # Image by image: float64 needs memory.
    error = max(
        (function.results[0][i].double() - torch.nn.functional.conv2d(image[None].double(), filters.double(), padding=1)[0]).abs().max().item()
        for i, image in enumerate(function.arguments[0])
    )
    ours = measure(torch, function.run, options.min_time)
    if shape not in known:
        known[shape] = measure_cudnn(torch, function.arguments[0], filters, options.min_time)
    flops = 2.0 * n * c * k * h * w * 9
    peak = peak_flops(torch, driver)
    best = min(known[shape].values())
    for name, time in [(f"winograd-{plan}", ours), *known[shape].items()]:
        speed = flops / (time * 1e-3) / 1e9
        print(f"{name:<28} {shape:<20} {time:9.4f} ms {speed:9.1f} GFLOP/s {100 * flops / (time * 1e-3) / peak:6.1f} % of the FMA peak")
        options.lines.append(f"{name},{shape},1,{time:.6f},{speed:.2f},{error if name.startswith('winograd') else math.nan:.2e}")
    print(f"{'':<28} {shape:<20} {best / ours:.2f} x cuDNN's best, error {error:.2e}\n", flush=True)
    return best / ours


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--min-time", type=float, default=0.2, help="seconds for each measurement")
    parser.add_argument("--csv", type=pathlib.Path, help="also write the lines that benchmarks/report.py reads")
    options = parser.parse_args()
    options.lines = []
    folders = sorted(path.parent for path in options.folder.glob("*/manifest.json"))
    if not folders:
        sys.exit(f"bench.py: error: expected folders that compile.py wrote in '{options.folder}', but there is none")
    try:
        for folder in folders:
            Manifest(folder, "ptx")
    except ManifestError as error:
        sys.exit(f"bench.py: error: {error}")
    torch = load_torch()
    from driver import Driver, DriverError

    known, ratios = {}, {}
    try:
        driver = Driver()
        torch.cuda.init()
        for folder in folders:
            shape = folder.name.partition("-")[0]
            ratios[shape] = max(ratios.get(shape, 0), bench(torch, driver, folder, options, known))
    except (DriverError, ManifestError) as error:
        sys.exit(f"bench.py: error: {error}")
    mean = math.exp(sum(map(math.log, ratios.values())) / len(ratios))
    print(f"{torch.cuda.get_device_name()}: the best plan is {mean:.3f} x cuDNN's best, geometric mean of {len(ratios)} shapes")
    if options.csv:
        options.csv.write_text("".join(line + "\n" for line in options.lines))


if __name__ == "__main__":
    main()
