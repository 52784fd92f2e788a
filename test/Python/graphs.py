#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random graphs of tensors through wino-run on a GPU, against float64 NumPy.

    graphs.py [--target=vulkan|cuda] [--wino-run=TOOL] [--seed=S] [--count=N]
              [--first=I] [--save=FOLDER]
    graphs.py --target=metal --compiler=CLANG++ [--seed=S] ...

With metal, wino-opt and wino-translate write the Metal text, which runs on the CPU
twice, with the threads in both orders, each buffer in front of a page without
access. So a value that two threads write, or one behind a buffer, does not pass by
chance.

Case I of seed S is always the same: up to eight operations, convolutions among
them, each on values that an earlier one made or on arguments. What is checked is
how they are put together: which buffer a kernel reads, what is computed on the
way, which buffers are freed, and when. Two values are returned, the last one and
some other.

A plan that the device cannot hold is counted and left out. A value is wrong if it
is farther from float64 than a small share of the sum of its terms' magnitudes,
which are carried through the graph. Exit code 1 if any is.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass

import numpy as np

_HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(_HERE, "..", "Integration", "Metal", "Inputs"))
from metal_program import MetalFunctions

PLANS = ("auto", "four-buffer", "three-buffer", "blocked", "single-kernel",
         "direct")
SHARE = 1e-3
LARGEST = 4000  # values of a tensor


@dataclass
class Tensor:
    name: str
    value: np.ndarray
    size: np.ndarray  # of the terms' magnitudes

    @property
    def shape(self):
        return list(self.value.shape)

    @property
    def type(self):
        return type_of(self.shape)


def type_of(shape):
    return f"tensor<{'x'.join(map(str, [*shape, 'f32']))}>"


def listing(values):
    return f"[{', '.join(map(str, values))}]"


class Graph:
    """Operations, as text and as NumPy arrays. All images are NHWC."""

    def __init__(self, rng):
        self.rng, self.lines = rng, []
        self.arguments, self.tensors = [], []
        self.names = 0
        n, h, w = self.pick([1, 2]), self.pick([5, 8, 11]), self.pick([6, 7, 9])
        self.argument([n, h, w, self.pick([3, 4, 8])])
        for _ in range(int(rng.integers(3, 9))):
            getattr(self, self.pick(OPERATIONS))()

    def pick(self, values):
        return values[int(self.rng.integers(len(values)))]

    def any(self, shape=None):
        """Some image, of this shape, the later the more often; or None."""
        found = [t for t in self.tensors if t.value.ndim == 4
                 and (shape is None or t.shape == shape)]
        if not found:
            return None
        back = int(self.rng.integers(len(found)) ** 2 // len(found))
        return found[-1 - back]

    def name(self):
        self.names += 1
        return f"%v{self.names}"

    def draw(self, shape):
        return self.rng.standard_normal(shape).astype(np.float32).astype(float)

    def argument(self, shape):
        value = self.draw(shape)
        tensor = Tensor(self.name(), value, np.abs(value))
        self.arguments.append(tensor)
        self.tensors.append(tensor)
        return tensor

    def constant(self, shape):
        value = self.draw(shape)
        name, blob = self.name(), value.astype("<f4").tobytes().hex().upper()
        self.lines.append(
            f'{name} = arith.constant dense<"0x{blob}"> : {type_of(shape)}')
        return Tensor(name, value, np.abs(value))

    def add(self, text, value, size):
        """The operation `text`, in which $ stands for the result's type."""
        if value.size > LARGEST or value.size == 0:
            return None
        tensor = Tensor(self.name(), value, size)
        self.lines.append(f"{tensor.name} = {text}".replace("$", tensor.type))
        self.tensors.append(tensor)
        return tensor

    def filled(self, shape, value=0.0):
        empty, full, scalar = self.name(), self.name(), self.name()
        self.lines += [f"{scalar} = arith.constant {value:e} : f32",
                       f"{empty} = tensor.empty() : {type_of(shape)}",
                       f"{full} = linalg.fill ins({scalar} : f32) outs({empty} : "
                       f"{type_of(shape)}) -> {type_of(shape)}"]
        return full

    def empty(self, shape):
        name = self.name()
        self.lines.append(f"{name} = tensor.empty() : {type_of(shape)}")
        return name

    #===--- Operations -------------------------------------------------------===#

    def padded(self, x, low, high, value=0.0):
        scalar = self.name()
        self.lines.append(f"{scalar} = arith.constant {value:e} : f32")
        widths = list(zip(low, high))
        indices = ", ".join(f"%i{i}: index" for i in range(len(low)))
        return self.add(
            f"tensor.pad {x.name} low{listing(low)} high{listing(high)} {{\n"
            f"  ^bb0({indices}):\n    tensor.yield {scalar} : f32\n"
            f"  }} : {x.type} to $",
            np.pad(x.value, widths, constant_values=value),
            np.pad(x.size, widths, constant_values=abs(value)))

    def conv(self):
        x = self.any()
        if self.rng.random() < 0.7:
            x = self.padded(x, [0, 1, 1, 0], [0, 1, 1, 0]) or x
        n, h, w, c = x.shape
        if min(h, w) < 3:
            return
        shape = [3, 3, c, self.pick([3, 4, 8, 9])]
        g = (self.constant if self.rng.random() < 0.7 else self.argument)(shape)

        def convolve(x, g):
            return sum(np.tensordot(x[:, u:u + h - 2, v:v + w - 2], g[u, v], 1)
                       for u in range(3) for v in range(3))
        result = [n, h - 2, w - 2, shape[3]]
        init = self.any(result)
        if init is None or self.rng.random() < 0.5:
            zeros = np.zeros(result)
            init = Tensor(self.filled(result), zeros, zeros)
        self.add(f"linalg.conv_2d_nhwc_hwcf ins({x.name}, {g.name} : {x.type}, "
                 f"{g.type}) outs({init.name} : $) -> $",
                 convolve(x.value, g.value) + init.value,
                 convolve(x.size, g.size) + init.size)

    def relu(self):
        x = self.any()
        self.add(f"linalg.max ins({x.name}, {self.filled(x.shape)} : {x.type}, "
                 f"{x.type}) outs({self.empty(x.shape)} : $) -> $",
                 np.maximum(x.value, 0), x.size)

    def sum(self):
        x = self.any()
        y = self.any(x.shape)
        self.add(f"linalg.add ins({x.name}, {y.name} : {x.type}, {y.type}) "
                 f"outs({self.empty(x.shape)} : $) -> $",
                 x.value + y.value, x.size + y.size)

    def pad(self):
        low, high = ([int(self.rng.integers(0, 3)) for _ in range(4)]
                     for _ in range(2))
        self.padded(self.any(), [0, *low[1:3], 0], [0, *high[1:3], 0],
                    self.pick([0.0, 0.5]))

    def slice(self):
        x = self.any()
        offsets = [int(self.rng.integers(0, (s + 1) // 2)) for s in x.shape]
        strides = [1, self.pick([1, 2]), 1, 1]
        sizes = [(s - o - 1) // t + 1 for s, o, t in
                 zip(x.shape, offsets, strides)]
        part = tuple(slice(o, None, t) for o, t in zip(offsets, strides))
        self.add(f"tensor.extract_slice {x.name}{listing(offsets)} "
                 f"{listing(sizes)} {listing(strides)} : {x.type} to $",
                 x.value[part], x.size[part])

    def insert(self):
        x, into = self.any(), self.any()
        sizes = [min(a, b) for a, b in zip(x.shape, into.shape)]
        zeros = [0] * 4
        front = tuple(slice(0, s) for s in sizes)
        part = self.add(f"tensor.extract_slice {x.name}{listing(zeros)} "
                        f"{listing(sizes)} {listing([1] * 4)} : {x.type} to $",
                        x.value[front], x.size[front])
        offsets = [int(self.rng.integers(0, b - a + 1))
                   for a, b in zip(sizes, into.shape)]
        place = tuple(slice(o, o + s) for o, s in zip(offsets, sizes))
        value, size = into.value.copy(), into.size.copy()
        value[place], size[place] = part.value, part.size
        self.add(f"tensor.insert_slice {part.name} into {into.name}"
                 f"{listing(offsets)} {listing(sizes)} {listing([1] * 4)} : "
                 f"{part.type} into $", value, size)

    def pool(self):
        x = self.any()
        n, h, w, c = x.shape
        if min(h, w) < 2:
            return
        kind = self.pick(["sum", "max"])
        window = lambda a: [a[:, u:u + h - 1, v:v + w - 1]
                            for u in range(2) for v in range(2)]
        shape = [n, h - 1, w - 1, c]
        start = self.filled(shape, 0.0 if kind == "sum" else -3e38)
        self.add(f"linalg.pooling_nhwc_{kind} ins({x.name}, "
                 f"{self.empty([2, 2])} : {x.type}, tensor<2x2xf32>) "
                 f"outs({start} : $) -> $",
                 (np.sum if kind == "sum" else np.max)(window(x.value), 0),
                 (np.sum if kind == "sum" else np.max)(window(x.size), 0))

    def matmul(self):
        x = self.any()
        rows = int(np.prod(x.shape[:3]))
        flat = self.name()
        self.lines.append(f"{flat} = tensor.collapse_shape {x.name} "
                          f"[[0, 1, 2], [3]] : {x.type} into "
                          f"{type_of([rows, x.shape[3]])}")
        g = self.constant([x.shape[3], self.pick([4, 5])])
        shape = [rows, g.shape[1]]
        product = self.name()
        self.lines.append(
            f"{product} = linalg.matmul ins({flat}, {g.name} : "
            f"{type_of([rows, x.shape[3]])}, {g.type}) outs("
            f"{self.filled(shape)} : {type_of(shape)}) -> {type_of(shape)}")
        sizes = [*x.shape[:3], g.shape[1]]
        self.add(f"tensor.expand_shape {product} [[0, 1, 2], [3]] output_shape "
                 f"{listing(sizes)} : {type_of(shape)} into $",
                 x.value @ g.value, x.size @ g.size)

    def transpose(self):
        x = self.any()
        order = [0, 2, 1, 3]
        self.add(f"linalg.transpose ins({x.name} : {x.type}) outs("
                 f"{self.empty([x.shape[i] for i in order])} : $) "
                 f"permutation = {listing(order)}",
                 x.value.transpose(order), x.size.transpose(order))

    #===--- The whole --------------------------------------------------------===#

    def results(self):
        return [self.tensors[-1], self.pick(self.tensors)]

    def ir(self, results):
        arguments = ", ".join(f"{t.name}: {t.type}" for t in self.arguments)
        types = ", ".join(t.type for t in results)
        names = ", ".join(t.name for t in results)
        return (f"func.func @graph({arguments}) -> ({types}) {{\n"
                + "".join(f"  {line}\n" for line in self.lines)
                + f"  return {names} : {types}\n}}\n")


OPERATIONS = ("conv", "conv", "conv", "relu", "relu", "sum", "sum", "pad",
              "slice", "insert", "pool", "matmul", "transpose")


def write_inputs(graph, results, folder):
    """Writes the module and its arguments; returns their paths."""
    os.makedirs(folder, exist_ok=True)
    module = os.path.join(folder, "graph.mlir")
    with open(module, "w") as file:
        file.write(graph.ir(results))
    paths = []
    for index, tensor in enumerate(graph.arguments):
        paths.append(os.path.join(folder, f"input{index}.npy"))
        np.save(paths[-1], tensor.value.astype(np.float32))
    return module, paths


def commands(args, graph, results, plan, folder):
    """The command lines, after writing their files to `folder`, and the outputs."""
    module, inputs = write_inputs(graph, results, folder)
    tile = [] if plan in ("auto", "direct") else ["tile=2"]
    if args.target == "metal":
        options = " ".join([f"plan={plan}", *tile])
        kernels = os.path.join(folder, "kernels.mlir")
        return [["wino-opt", module, f"--winograd-to-kernels={options}",
                 "-o", kernels],
                ["wino-translate", kernels, "--emit=metal", "-o", folder]], []
    outputs = [os.path.join(folder, f"output{i}.npy")
               for i in range(len(results))]
    return [[args.wino_run, module, "--entry=graph", f"--target={args.target}",
             "--validate", f"--plan={plan}"] + [f"--{t}" for t in tile]
            + [f"--input={path}" for path in inputs]
            + [f"--output={path}" for path in outputs]], outputs


def compare(results, found):
    """What is wrong with the values found; None if nothing is."""
    for index, (tensor, output) in enumerate(zip(results, found, strict=True)):
        if list(output.shape) != tensor.shape:
            return (f"expected result {index} to have the shape {tensor.shape}, "
                    f"but got {list(output.shape)}")
        # A NaN is wrong.
        error = np.abs(output - tensor.value)
        is_right = error <= SHARE * tensor.size + 1e-30
        if not is_right.all():
            worst = np.unravel_index(np.argmax(~is_right), error.shape)
            return (f"{np.count_nonzero(~is_right)} of {error.size} values of "
                    f"result {index} are wrong; at {[int(i) for i in worst]} "
                    f"expected {tensor.value[worst]:.6g}, but got "
                    f"{output[worst]:.6g}")
    return None


def judge(args, graph, results, plan, folder):
    """("right" or "refused" or "wrong", why)."""
    lines, outputs = commands(args, graph, results, plan, folder)
    for line in lines:
        done = subprocess.run(line, capture_output=True, text=True)
        refusal = re.search(r"cannot have the plan .*, more than \d+", done.stderr)
        if done.returncode and refusal:
            return "refused", refusal[0]
        if done.returncode:
            return "wrong", (f"exit code {done.returncode}: "
                             + (done.stdout + done.stderr)[:2000].strip())
    if args.target != "metal":
        problem = compare(results, [np.load(path) for path in outputs])
        return ("wrong", problem) if problem else ("right", None)
    functions = MetalFunctions(folder, os.path.join(folder, "program"),
                               args.compiler)
    inputs = [t.value.astype(np.float32) for t in graph.arguments]
    for descending in False, True:
        try:
            found = functions.run("graph", inputs, descending)
        except subprocess.CalledProcessError as error:
            return "wrong", f"the kernels as a program: {error}"
        problem = compare(results, found)
        if problem:
            return "wrong", problem + (", threads descending" * descending)
    return "right", None


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--wino-run", default="wino-run")
    parser.add_argument("--target", default="vulkan", choices=("vulkan", "cuda", "metal"))
    parser.add_argument("--compiler", default="clang++")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--save", default="graphs-failures")
    args = parser.parse_args()
    counts = {"right": 0, "refused": 0, "wrong": 0}
    for index in range(args.first, args.first + args.count):
        graph = Graph(np.random.default_rng([args.seed, index]))
        results, plan = graph.results(), PLANS[index % len(PLANS)]
        with tempfile.TemporaryDirectory() as folder:
            verdict, reason = judge(args, graph, results, plan, folder)
        counts[verdict] += 1
        if verdict == "refused":
            print(f"case {index}: refused: {reason}")
        if verdict == "wrong":
            folder = os.path.join(args.save, f"seed{args.seed}-case{index}")
            lines, _ = commands(args, graph, results, plan, folder)
            print(f"case {index} of seed {args.seed} failed: {reason}")
            for line in lines:
                print(f"  {shlex.join(line)}", flush=True)
    print(", ".join(f"{count} {kind}" for kind, count in counts.items()))
    return 1 if counts["wrong"] or counts["right"] < 0.75 * args.count else 0


if __name__ == "__main__":
    sys.exit(main())
