#!/usr/bin/env python3
#===- forms.py - Strided, grouped, backward, beside PyTorch and oneDNN ---===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Times what networks have beside plain convolutions: six shapes of each case, by the planner's choice, without Winograd, by
PyTorch and by oneDNN, f32, on one thread.

    forms.py [--cases=stem,strided,dilated,transposed,dgrad,wgrad,depthwise] [--peers=torch,onednn] [--repeat=1]
             [--min-time=SECONDS] [--bin=FOLDER] [--json=FILE]

Prints a table as Markdown: milliseconds, what was planned, how many times as fast as our direct path that is, and as the best of
the others. Everything is measured --repeat times, by turns, and the least counts. Pin it to a core: taskset --cpu-list 0.

Ours takes and gives NCHW, as torch-mlir's modules do. PyTorch is the fastest of NCHW and channels last, and of convolutions with
weights that are laid out before (mkldnn._convolution_pointwise, as its compiler emits it). oneDNN, Debian's libdnnl, is the faster
of NCHW and the layouts that it chooses, to which conversions are not timed; transposed convolutions are its gradients to the
input, which its deconvolutions are, too. It is compiled into build/benchmarks on first use. A peer that is not installed is left
out.
"""
import argparse
import dataclasses
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEERS = ["torch", "onednn"]
# What PyTorch could calculate behind a convolution.
FUSED = ("none", [], "")


@dataclasses.dataclass(frozen=True)
class Shape:
    """One operation, in the words of wino-bench conv."""
    sizes: str
    filter: str = "3x3"
    op: str = "forward"
    stride: int = 1
    dilation: int = 1
    groups: int = 1
    pad: int | None = None  # what keeps the size at stride 1

    def options(self):
        """Of wino-bench."""
        options = [f"--shapes={self.sizes}", f"--filter={self.filter}", f"--op={self.op}", f"--stride={self.stride}",
                   f"--dilation={self.dilation}", f"--groups={self.groups}"]
        return options + ([] if self.pad is None else [f"--pad={self.pad}"])

    def describe(self):
        words = [self.sizes, self.filter]
        words += [f"s{self.stride}"] if self.stride != 1 else []
        words += [f"d{self.dilation}"] if self.dilation != 1 else []
        return " ".join(words)

    def padding(self):
        """Of rows and columns."""
        if self.pad is not None:
            return [self.pad, self.pad]
        return [self.dilation * (taps - 1) // 2 for taps in self.taps()]

    def taps(self):
        return [int(part) for part in self.filter.split("x")]

    def convolution(self):
        """(x, w, y): the sizes of the convolution that is calculated, or is the forward pass of what is."""
        batch, channels, filters, *image = (int(part) for part in self.sizes.split("x"))
        taps, pad = self.taps(), self.padding()
        reach = [self.dilation * (count - 1) for count in taps]
        if self.op == "transposed":  # the gradient to the input of one from `filters` to `channels`
            channels, filters, result = filters, channels, image
            image = [(size - 1) * self.stride + 1 + reach[i] - 2 * pad[i] for i, size in enumerate(result)]
        else:
            result = [(size + 2 * pad[i] - reach[i] - 1) // self.stride + 1 for i, size in enumerate(image)]
        return [batch, channels, *image], [filters, channels // self.groups, *taps], [batch, filters, *result]


def depthwise(channels, size, taps, batch=1):
    return Shape(f"{batch}x{channels}x{channels}x{size}x{size}", f"{taps}x{taps}", groups=channels)


# 3x3 layers of ResNet-18 and VGG in training.
BACKWARD = [("1x64x64x56x56", 1), ("8x128x128x28x28", 1), ("8x256x256x14x14", 1), ("8x64x128x56x56", 2), ("1x256x256x56x56", 1),
            ("8x512x512x14x14", 1)]
CASES = {
    # ResNet at two sizes of images and with a batch, AlexNet, MobileNetV2, Inception.
    "stem": [Shape("1x3x64x224x224", "7x7", stride=2), Shape("1x3x64x320x320", "7x7", stride=2),
             Shape("8x3x64x224x224", "7x7", stride=2), Shape("1x3x64x224x224", "11x11", stride=4, pad=2),
             Shape("1x3x32x224x224", stride=2), Shape("1x3x32x299x299", stride=2, pad=0)],
    # ResNet-18 and -34, ResNet-50.
    "strided": [Shape(sizes, stride=2) for sizes in ("1x64x128x56x56", "1x128x256x28x28", "1x256x512x14x14", "1x128x128x56x56",
                                                     "1x256x256x28x28", "1x512x512x14x14")],
    # DeepLab's last stages with output strides 16 and 8, and a branch of its pyramid.
    "dilated": [Shape("1x256x256x33x33", dilation=2), Shape("1x256x256x33x33", dilation=4),
                Shape("1x512x512x33x33", dilation=2), Shape("1x512x512x33x33", dilation=4),
                Shape("1x256x256x65x65", dilation=2), Shape("1x2048x256x33x33", dilation=6)],
    # U-Net's decoder, in its two forms.
    "transposed": [Shape(sizes, taps, "transposed", stride=2) for taps in ("2x2", "4x4")
                   for sizes in ("1x256x128x14x14", "1x128x64x28x28", "1x64x32x56x56")],
    "dgrad": [Shape(sizes, op="dgrad", stride=stride) for sizes, stride in BACKWARD],
    "wgrad": [Shape(sizes, op="wgrad", stride=stride) for sizes, stride in BACKWARD],
    # ConvNeXt's stages, RepLKNet's large filters.
    "depthwise": [depthwise(96, 56, 7), depthwise(192, 28, 7), depthwise(384, 14, 7), depthwise(768, 7, 7),
                  depthwise(64, 32, 31), depthwise(128, 56, 31)],
}


class Ours:
    """Runs wino-bench."""
    names = ["auto", "direct"]

    def __init__(self, options):
        self.command = [str(pathlib.Path(options.bin) / "wino-bench"), "conv", "--csv", "--show-plan", "--plan=auto", "--direct",
                        "--threads=1", f"--min-time={options.min_time}"]
        self.plans, self.errors = {}, {}

    def time(self, shape):
        """Milliseconds by name."""
        command = self.command + shape.options()
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode != 0:
            sys.exit(f"forms.py: error: {' '.join(command)}: {result.stderr.strip()}")
        times = {}
        for line in result.stdout.splitlines():
            name, _, _, milliseconds, _, error = line.split(",")
            times[name.rsplit("-", 1)[1]] = float(milliseconds)
            self.errors[shape] = max(float(error), self.errors.get(shape, 0))
        for line in result.stderr.splitlines():
            if line.startswith("# winograd-nchw-auto,"):
                self.plans[shape] = line.split(": ", 1)[1]
        return times


def median_seconds(run):
    """The median duration: after 0.25 s and 3 calls to warm up, BUDGET (0.5) seconds and 15 calls; after 15 s, 3 will do."""
    budget = float(os.environ.get("BUDGET", 0.5))
    start, runs = time.perf_counter(), 0
    while runs < 3 or time.perf_counter() - start < 0.25:
        run()
        runs += 1
        if time.perf_counter() - start > 5:
            break
    durations, start = [], time.perf_counter()
    while True:
        before = time.perf_counter()
        run()
        now = time.perf_counter()
        durations.append(now - before)
        if now - start >= budget and len(durations) >= 15 or now - start >= 15 and len(durations) >= 3:
            return statistics.median(durations)


class Torch:
    """Calls PyTorch."""

    def __init__(self):
        import torch
        torch.set_num_threads(1)
        self.torch = torch

    def time(self, shape):
        with self.torch.no_grad():
            return {"torch": min(1e3 * median_seconds(call) for call in self.calls(shape))}

    def calls(self, shape):
        """What calculates it, in each layout."""
        torch = self.torch
        x_sizes, w_sizes, y_sizes = shape.convolution()
        pairs = [shape.stride] * 2, shape.padding(), [shape.dilation] * 2
        for layout in (torch.contiguous_format, torch.channels_last):
            x, w, y = (torch.randn(sizes).to(memory_format=layout) for sizes in (x_sizes, w_sizes, y_sizes))
            stride, pad, dilation = pairs
            is_transposed = shape.op == "transposed"
            if shape.op == "forward" or is_transposed:
                image = y if is_transposed else x
                yield lambda: torch.ops.aten.convolution(image, w, None, *pairs, is_transposed, [0, 0], shape.groups)
            if shape.op == "forward":
                packed = torch.ops.mkldnn._reorder_convolution_weight(w, pad, stride, dilation, shape.groups, x_sizes)
                yield lambda: torch.ops.mkldnn._convolution_pointwise(x, packed, None, pad, stride, dilation, shape.groups, *FUSED)
            elif is_transposed:
                packed = torch.ops.mkldnn._reorder_convolution_transpose_weight(w, pad, [0, 0], stride, dilation, shape.groups,
                                                                                y_sizes)
                yield lambda: torch.ops.mkldnn._convolution_transpose_pointwise(y, packed, None, pad, [0, 0], stride, dilation,
                                                                                shape.groups, *FUSED)
            else:
                mask = [shape.op == "dgrad", shape.op == "wgrad", False]
                yield lambda: torch.ops.aten.convolution_backward(y, x, w, None, *pairs, False, [0, 0], shape.groups, mask)


class OneDNN:
    """Runs peer_onednn_forms."""

    def __init__(self):
        source = ROOT / "benchmarks/peer_onednn_forms.cpp"
        self.program = ROOT / "build/benchmarks/peer_onednn_forms"
        sources = [source, source.with_name("peer_timing.h")]
        if self.program.exists() and self.program.stat().st_mtime > max(file.stat().st_mtime for file in sources):
            return
        self.program.parent.mkdir(parents=True, exist_ok=True)
        command = [os.environ.get("CXX", "c++"), "-std=c++17", "-O2", source, "-ldnnl", "-o", self.program]
        if subprocess.run(command, stderr=subprocess.DEVNULL).returncode != 0:
            raise ImportError("cannot compile peer_onednn_forms.cpp; libdnnl-dev has its header")

    def time(self, shape):
        x, w, _ = shape.convolution()
        operation = "dgrad" if shape.op == "transposed" else shape.op
        sizes = [*x[:2], w[0], *x[2:], *w[2:], *[shape.stride] * 2, *[shape.dilation] * 2, shape.groups, *shape.padding()]
        command = [self.program, operation, *map(str, sizes)]
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode != 0:
            sys.exit(f"forms.py: error: {' '.join(map(str, command))}: {result.stderr.strip()}")
        return {"onednn": min(map(float, result.stdout.split()))}


def open_peers(names):
    """Those that are installed."""
    peers = []
    for name in names:
        try:
            peers.append({"torch": Torch, "onednn": OneDNN}[name]())
        except ImportError as error:
            print(f"forms.py: without {name}: {error}", file=sys.stderr)
    return peers


def measure(shape, programs, repeat):
    """The least milliseconds by name."""
    times = {}
    for _ in range(repeat):
        for program in programs:
            for name, milliseconds in program.time(shape).items():
                times[name] = min(milliseconds, times.get(name, milliseconds))
    return times


def row(case, shape, plan, times):
    """A line of the table."""
    cells = [f"{times[name]:.3f}" if name in times else "-" for name in [*Ours.names, *PEERS]]
    ours, others = times["auto"], [times[name] for name in PEERS if name in times]
    against = f"{min(others) / ours:.2f}" if others else "-"
    return (f"| {case} | {shape.describe()} | {cells[0]} | {plan} | {' | '.join(cells[1:])} "
            f"| {times['direct'] / ours:.2f} | {against} |")


def parse_names(parser, option, text, known):
    names = text.split(",")
    for name in names:
        if name not in known:
            parser.error(f"expected --{option} to be among {', '.join(known)}, but got '{name}'")
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", default=",".join(CASES))
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--min-time", type=float, default=0.5)
    parser.add_argument("--bin", default=str(ROOT / "build/bin"))
    parser.add_argument("--json")
    options = parser.parse_args()
    cases = parse_names(parser, "cases", options.cases, list(CASES))
    peers = parse_names(parser, "peers", options.peers, PEERS) if options.peers else []
    if options.repeat < 1:
        parser.error(f"expected --repeat to be at least 1, but got {options.repeat}")
    os.environ.update(BUDGET=str(options.min_time), OMP_NUM_THREADS="1")
    ours = Ours(options)
    programs = [ours, *open_peers(peers)]
    print("| case | shape | ours, ms | plan | direct, ms | PyTorch, ms | oneDNN, ms | direct / ours | best of others / ours |\n"
          "|---|---|---|---|---|---|---|---|---|", flush=True)
    records = []
    for case in cases:
        for shape in CASES[case]:
            times = measure(shape, programs, options.repeat)
            print(row(case, shape, ours.plans[shape], times), flush=True)
            records.append({"case": case, **dataclasses.asdict(shape), "plan": ours.plans[shape], "ms": times,
                            "error": ours.errors[shape]})
            if options.json:
                pathlib.Path(options.json).write_text(json.dumps(records, indent=1) + "\n")
    print(f"\nlargest error: {max(ours.errors.values()):.1e}")


if __name__ == "__main__":
    main()
