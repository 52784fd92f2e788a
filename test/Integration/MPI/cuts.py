#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Cuts random programs of two convolutions among ranks. Each run is compared with the whole program by
MLIR's own lowering to loops, and the bytes that ranks exchange with those that winograd-shard predicts.

    cuts.py FOLDER SEED COUNT MPIRUN...
"""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ranks import Launcher

TOLERANCE = {"f16": 0.1, "f32": 2e-3, "f64": 1e-9}


@dataclass
class Layer:
    """A convolution nhwc, hwcf with its padding."""

    inputs: int
    outputs: int
    taps: tuple[int, int]
    stride: int
    dilation: int
    low: int
    high: int

    def padded(self, size: list[int]) -> list[int]:
        """The image's size with its padding."""
        return [s + self.low + self.high for s in size]

    def result(self, size: list[int]) -> list[int]:
        """The result's size."""
        return [(s - (r - 1) * self.dilation - 1) // self.stride + 1
                for s, r in zip(self.padded(size), self.taps)]


class Program:
    """Builds the IR of a program."""

    def __init__(self, batch: int, size: list[int], layers: list[Layer], kind: str, between: str):
        self.batch, self.kind = batch, kind
        self.lines: list[str] = []
        x = self.type(size, layers[0].inputs)
        self.arguments = [f"%x: {x}"]
        value = "%x"
        for index, layer in enumerate(layers):
            value, size = self.add_layer(index, value, size, layer)
            if index + 1 < len(layers):
                value, size = self.add_between(between, value, size, layer.outputs)
        self.result = self.type(size, layers[-1].outputs)
        self.lines.append(f"return {value} : {self.result}")

    def type(self, size: list[int], channels: int) -> str:
        """Of an image."""
        return f"tensor<{self.batch}x{size[0]}x{size[1]}x{channels}x{self.kind}>"

    def text(self) -> str:
        """The module."""
        body = "\n  ".join(self.lines)
        return (f"func.func @f({', '.join(self.arguments)}) -> {self.result} {{\n"
                f"  %zero = arith.constant 0.0 : {self.kind}\n  {body}\n}}\n")

    def add_layer(self, index: int, x: str, size: list[int], layer: Layer) -> tuple[str, list[int]]:
        """A convolution, padded, with a bias."""
        padded, result = layer.padded(size), layer.result(size)
        before, behind = self.type(size, layer.inputs), self.type(padded, layer.inputs)
        y, n = self.type(result, layer.outputs), index
        if layer.low + layer.high:
            self.lines.append(
                f"%p{n} = tensor.pad {x} low[0, {layer.low}, {layer.low}, 0] high[0, {layer.high}, {layer.high}, 0] {{\n"
                f"  ^bb0(%a{n}: index, %b{n}: index, %c{n}: index, %d{n}: index):\n"
                f"    tensor.yield %zero : {self.kind}\n  }} : {before} to {behind}")
            x = f"%p{n}"
        w = f"tensor<{layer.taps[0]}x{layer.taps[1]}x{layer.inputs}x{layer.outputs}x{self.kind}>"
        bias = f"tensor<{layer.outputs}x{self.kind}>"
        self.arguments += [f"%w{n}: {w}", f"%bias{n}: {bias}"]
        self.lines += [
            f"%e{n} = tensor.empty() : {y}",
            f"%i{n} = linalg.broadcast ins(%bias{n} : {bias}) outs(%e{n} : {y}) dimensions = [0, 1, 2]",
            f"%y{n} = linalg.conv_2d_nhwc_hwcf {{strides = dense<{layer.stride}> : vector<2xi64>, "
            f"dilations = dense<{layer.dilation}> : vector<2xi64>}} ins({x}, %w{n} : {behind}, {w}) "
            f"outs(%i{n} : {y}) -> {y}"]
        return f"%y{n}", result

    def add_between(self, between: str, x: str, size: list[int], channels: int) -> tuple[str, list[int]]:
        """A ReLU, whose value of zero is not zero, or a pooling."""
        before = self.type(size, channels)
        if between == "pool" and min(size) >= 2:
            size = [s // 2 for s in size]
            y = self.type(size, channels)
            self.lines += [
                f"%window = tensor.empty() : tensor<2x2x{self.kind}>", f"%low = arith.constant -1.0 : {self.kind}",
                f"%e = tensor.empty() : {y}", f"%i = linalg.fill ins(%low : {self.kind}) outs(%e : {y}) -> {y}",
                f"%r = linalg.pooling_nhwc_max {{strides = dense<2> : vector<2xi64>}} ins({x}, %window : "
                f"{before}, tensor<2x2x{self.kind}>) outs(%i : {y}) -> {y}"]
            return "%r", size
        identity = "affine_map<(a, b, c, d) -> (a, b, c, d)>"
        self.lines += [
            f"%one = arith.constant 1.0 : {self.kind}", f"%e = tensor.empty() : {before}",
            f"%r = linalg.generic {{indexing_maps = [{identity}, {identity}], iterator_types = [\"parallel\", "
            f"\"parallel\", \"parallel\", \"parallel\"]}} ins({x} : {before}) outs(%e : {before}) {{\n"
            f"  ^bb0(%v: {self.kind}, %o: {self.kind}):\n    %t = arith.maximumf %v, %zero : {self.kind}\n"
            f"    %s = arith.addf %t, %one : {self.kind}\n    linalg.yield %s : {self.kind}\n  }} -> {before}"]
        return "%r", size


def choose(random: np.random.Generator) -> Program:
    """A random program."""
    size = [int(s) for s in random.integers(13, 21, 2)]
    channels = [int(c) for c in random.integers(2, 7, 3)]
    layers = []
    for inputs, outputs in zip(channels, channels[1:]):
        taps = int(random.integers(1, 4))
        dilation = int(random.integers(1, 3)) if taps > 1 else 1
        reach = (taps - 1) * dilation
        low = int(random.integers(0, reach + 1))
        high = int(random.integers(0, reach + 1))
        layers.append(Layer(inputs, outputs, (taps, taps), int(random.choice([1, 1, 2])), dilation, low, high))
    kind = str(random.choice(["f32", "f32", "f64", "f16"]))
    return Program(int(random.integers(1, 4)), size, layers, kind, str(random.choice(["relu", "pool"])))


def predict(module: Path, cut: str, ranks: int) -> int | None:
    """The bytes that winograd-shard expects to be exchanged, or none where it refuses the cut."""
    remarks = subprocess.run(
        ["wino-opt", module, f"--winograd-shard=shards=auto ranks={ranks}", "--remark-format=emitRemark",
         "--remarks-filter=winograd-shard", "-o", "/dev/null"], capture_output=True, text=True)
    found = re.search(rf'[ ,]{cut}="bytes (\d+),', remarks.stderr)
    return int(found[1]) if found else None


def check(launcher: Launcher, module: Path, program: Program, cut: str, ranks: int, seed: int) -> str:
    """Runs the program cut like this; returns what is wrong, if anything."""
    result = launcher.run((ranks, [
        str(module), "--entry=f", f"--shard={cut}", f"--random-inputs={seed}", "--check", "--time=1", "--no-cache",
        f"--tolerance={TOLERANCE[program.kind]}"]))
    if result.returncode:
        too_narrow = "values of a neighbour, which has" in result.stderr
        return "" if too_narrow and result.stderr.count("a neighbour") == 1 else result.stderr or "failed"
    expected = predict(module, cut, ranks)
    if expected is None:  # (ranks without work)
        return ""
    count = re.search(r"messages of (\d+) bytes, \d+ reductions of (\d+) bytes", result.stdout)
    if sum(map(int, count.groups())) != expected:
        return f"exchanged {count[0]}, but predicted {expected}"
    return ""


CUTS = [("height:2", 2), ("width:3", 3), ("batch:2", 2), ("output-channels:2", 2), ("input-channels:2", 2),
        ("height:2,width:2", 4), ("height:2,output-channels:2", 4), ("width:2,output-channels:2", 4),
        ("batch:2,height:2", 4), ("height:4", 4)]


def main() -> None:
    """Checks as many programs as the command line says."""
    folder, seed, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    launcher = Launcher(sys.argv[4:])
    failures = 0
    for index in range(seed, seed + count):
        random = np.random.default_rng(index)
        program = choose(random)
        module = folder / f"program-{index}.mlir"
        module.write_text(program.text())
        cut, ranks = CUTS[index % len(CUTS)]
        problem = check(launcher, module, program, cut, ranks, index)
        print(index, cut, program.kind, problem or "right", flush=True)
        failures += bool(problem)
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
