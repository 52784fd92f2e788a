# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random operations that move values, and sums of narrow types, against NumPy.

    moves.py --target=cpu|vulkan [--wino-run=TOOL] [--seed=S] [--count=N]
             [--first=I] [--only=KIND] [--save=FOLDER]

Each case is one function: a padding by widths of any sign, an insertion with
strides, a slice, a reduction that keeps its axes, a map with a remainder or a
quotient, values gathered by calculated indices, or a long sum of ones in f16 and
bf16, which would stop at 2048 and at 256 if it were added in its own type.
Sizes are small, and no vector divides them. Results are equal bit by bit. Exit
code 1 if any is not.
"""

import argparse
import os
import subprocess
import sys
import tempfile

import numpy as np

ELEMENTS = {"f32": np.float32, "f64": np.float64, "f16": np.float16, "i32": np.int32,
            "i64": np.int64, "i8": np.int8, "i1": np.bool_}


class Case:
    """A module, its inputs and what it returns."""

    def __init__(self, rng):
        self.rng = rng
        self.kind = self.pick(list(ELEMENTS))
        self.inputs = []
        self.text, self.wanted = "", None

    def pick(self, values):
        return values[int(self.rng.integers(len(values)))]

    def shape(self, most=9):
        return [int(n) for n in self.rng.integers(1, most + 1, int(self.rng.integers(1, 5)))]

    def array(self, shape):
        dtype = ELEMENTS[self.kind]
        values = self.rng.integers(0, 2, shape) if dtype == np.bool_ else self.rng.integers(-9, 10, shape)
        array = values.astype(dtype)
        self.inputs.append(array)
        return array

    def type(self, shape, kind=None):
        return f"tensor<{'x'.join(map(str, [*shape, kind or self.kind]))}>"

    def function(self, results, body):
        arguments = ", ".join(f"%x{i}: {self.type(x.shape)}" for i, x in enumerate(self.inputs))
        self.text = f"func.func @main({arguments}) -> {results} {{\n{body}\n}}\n"

    def constant(self, value):
        if self.kind == "i1":
            return f"arith.constant {'true' if value else 'false'}"
        return f"arith.constant {float(value) if 'f' in self.kind else int(value)} : {self.kind}"


def listing(values):
    return f"[{', '.join(map(str, values))}]"


def padded(case):
    x = case.array(case.shape())
    while True:
        low, high = ([int(w) for w in case.rng.integers(-3, 4, x.ndim)] for _ in range(2))
        shape = [n + a + b for n, a, b in zip(x.shape, low, high)]
        if min(shape) > 0:
            break
    value = int(case.rng.integers(0, 2))
    case.wanted = np.full(shape, value, x.dtype)
    for place in np.ndindex(*shape):
        source = tuple(i - a for i, a in zip(place, low))
        if all(0 <= i < n for i, n in zip(source, x.shape)):
            case.wanted[place] = x[source]
    indices = ", ".join(f"%i{axis}: index" for axis in range(x.ndim))
    case.function(case.type(shape), f"""  %c = {case.constant(value)}
  %y = tensor.pad %x0 low{listing(low)} high{listing(high)} {{
  ^bb0({indices}):
    tensor.yield %c : {case.kind}
  }} : {case.type(x.shape)} to {case.type(shape)}
  return %y : {case.type(shape)}""")


def inserted(case):
    x = case.array(case.shape(5))
    strides = [int(s) for s in case.rng.integers(1, 4, x.ndim)]
    offsets = [int(o) for o in case.rng.integers(0, 3, x.ndim)]
    shape = [o + (n - 1) * s + 1 + int(case.rng.integers(0, 3)) for o, n, s in zip(offsets, x.shape, strides)]
    z = case.array(shape)
    case.wanted = z.copy()
    case.wanted[tuple(slice(o, o + (n - 1) * s + 1, s) for o, n, s in zip(offsets, x.shape, strides))] = x
    case.function(case.type(shape), f"""  %y = tensor.insert_slice %x0 into %x1{listing(offsets)} {listing(x.shape)} {listing(strides)}
      : {case.type(x.shape)} into {case.type(shape)}
  return %y : {case.type(shape)}""")


def sliced(case):
    x = case.array(case.shape())
    strides = [int(s) for s in case.rng.integers(1, 4, x.ndim)]
    offsets = [int(case.rng.integers(0, n)) for n in x.shape]
    sizes = [int(case.rng.integers(1, (n - o - 1) // s + 2)) for n, o, s in zip(x.shape, offsets, strides)]
    case.wanted = x[tuple(slice(o, o + (n - 1) * s + 1, s) for o, n, s in zip(offsets, sizes, strides))]
    case.function(case.type(sizes), f"""  %y = tensor.extract_slice %x0{listing(offsets)} {listing(sizes)} {listing(strides)}
      : {case.type(x.shape)} to {case.type(sizes)}
  return %y : {case.type(sizes)}""")


def kept_axes(case):
    """A sum over some axes, whose result has them with one value each."""
    case.kind = case.pick(["f32", "f64", "i32", "i64"])
    x = case.array(case.shape())
    reduced = [bool(case.rng.integers(0, 2)) for _ in x.shape]
    names = [f"d{axis}" for axis in range(x.ndim)]
    shape = [1 if r else n for r, n in zip(reduced, x.shape)]
    case.wanted = x.sum(tuple(a for a, r in enumerate(reduced) if r), dtype=x.dtype, keepdims=True)
    to = ", ".join("0" if r else n for r, n in zip(reduced, names))
    loops = ", ".join('"reduction"' if r else '"parallel"' for r in reduced)
    add = "arith.addf" if case.kind[0] == "f" else "arith.addi"
    case.function(case.type(shape), f"""  %zero = {case.constant(0)}
  %e = tensor.empty() : {case.type(shape)}
  %f = linalg.fill ins(%zero : {case.kind}) outs(%e : {case.type(shape)}) -> {case.type(shape)}
  %y = linalg.generic {{indexing_maps = [affine_map<({", ".join(names)}) -> ({", ".join(names)})>, affine_map<({", ".join(names)}) -> ({to})>],
      iterator_types = [{loops}]}} ins(%x0 : {case.type(x.shape)}) outs(%f : {case.type(shape)}) {{
  ^bb0(%a: {case.kind}, %o: {case.kind}):
    %s = {add} %a, %o : {case.kind}
    linalg.yield %s : {case.kind}
  }} -> {case.type(shape)}
  return %y : {case.type(shape)}""")


def mapped(case):
    """Rows that repeat, or go around."""
    x = case.array([int(n) for n in case.rng.integers(2, 9, 2)])
    rows, columns = x.shape
    if case.rng.integers(0, 2):
        by = int(case.rng.integers(1, rows))
        size, expression, index = rows, f"(i + {by}) mod {rows}", (np.arange(rows) + by) % rows
    else:
        times = int(case.rng.integers(2, 4))
        size, expression, index = rows * times, f"i floordiv {times}", np.arange(rows * times) // times
    case.wanted = x[index]
    result = case.type([size, columns])
    case.function(result, f"""  %e = tensor.empty() : {result}
  %y = linalg.generic {{indexing_maps = [affine_map<(i, j) -> ({expression}, j)>, affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]}} ins(%x0 : {case.type(x.shape)}) outs(%e : {result}) {{
  ^bb0(%a: {case.kind}, %o: {case.kind}):
    linalg.yield %a : {case.kind}
  }} -> {result}
  return %y : {result}""")


def gathered(case):
    """Rows in reverse, by tensor.extract."""
    x = case.array([int(n) for n in case.rng.integers(1, 9, 2)])
    case.wanted = x[::-1]
    result = case.type(x.shape)
    case.function(result, f"""  %last = arith.constant {x.shape[0] - 1} : index
  %e = tensor.empty() : {result}
  %y = linalg.generic {{indexing_maps = [affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]}} outs(%e : {result}) {{
  ^bb0(%o: {case.kind}):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %k = arith.subi %last, %i : index
    %v = tensor.extract %x0[%k, %j] : {result}
    linalg.yield %v : {case.kind}
  }} -> {result}
  return %y : {result}""")


def long_sum(case):
    """Of ones, by a product of matrices."""
    case.kind = case.pick(["f16", "bf16"])
    m, n = (int(v) for v in case.rng.integers(1, 7, 2))
    # The sum is one of the type's values.
    k = {"f16": 4096, "bf16": 512}[case.kind] + 32 * int(case.rng.integers(0, 3)) * 4
    ones = np.float16(1) if case.kind == "f16" else np.uint16(0x3F80)
    case.inputs = [np.full([m, k], ones), np.full([k, n], ones)]
    total = np.float32(k)
    case.wanted = np.full([m, n], np.float16(total) if case.kind == "f16" else np.uint16(total.view(np.uint32) >> 16))
    result = case.type([m, n])
    case.function(result, f"""  %zero = {case.constant(0)}
  %e = tensor.empty() : {result}
  %f = linalg.fill ins(%zero : {case.kind}) outs(%e : {result}) -> {result}
  %y = linalg.matmul ins(%x0, %x1 : {case.type([m, k])}, {case.type([k, n])}) outs(%f : {result}) -> {result}
  return %y : {result}""")


KINDS = [padded, padded, inserted, sliced, kept_axes, mapped, gathered, long_sum]


def run(tool, target, case, folder):
    """An error message, or None."""
    os.makedirs(folder, exist_ok=True)
    path = lambda name: os.path.join(folder, name)
    with open(path("case.mlir"), "w") as file:
        file.write(case.text)
    command = [tool, path("case.mlir"), "--entry=main", f"--target={target}", f"--output={path('y.npy')}"]
    if target != "cpu":
        command.append("--validate")
    for i, array in enumerate(case.inputs):
        np.save(path(f"x{i}.npy"), array)
        command.append(f"--input={path(f'x{i}.npy')}")
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        return f"exit code {done.returncode}: {done.stderr[:2000]}"
    got = np.load(path("y.npy"))
    if got.shape != case.wanted.shape or not np.array_equal(got, case.wanted):
        return f"expected {case.wanted.tolist()}, but got {got.tolist()}"
    return None


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--target", default="cpu")
parser.add_argument("--wino-run", default="wino-run")
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--first", type=int, default=0)
parser.add_argument("--count", type=int, default=40)
parser.add_argument("--only")
parser.add_argument("--save")
options = parser.parse_args()
failures = 0
for index in range(options.first, options.first + options.count):
    case = Case(np.random.default_rng([options.seed, index]))
    make = KINDS[index % len(KINDS)]
    if options.only and make.__name__ != options.only:
        continue
    make(case)
    with tempfile.TemporaryDirectory() as folder:
        problem = run(options.wino_run, options.target, case, folder)
    if problem:
        failures += 1
        print(f"case {index}, {make.__name__} of {case.kind}: {problem}\n{case.text}")
        if options.save:
            run(options.wino_run, options.target, case, os.path.join(options.save, str(index)))
print(f"{failures} of {options.count} cases failed")
sys.exit(failures > 0)
