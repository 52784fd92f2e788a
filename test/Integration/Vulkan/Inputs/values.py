# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""NaN, infinities and signed zeros through every comparison, extremum and
arithmetic operation, against NumPy.

    values.py FOLDER [--target=vulkan|cpu] [TYPE...]
"""

import argparse
import os
import subprocess

import numpy as np

DTYPES = {"f16": np.float16, "bf16": np.float32, "f32": np.float32, "f64": np.float64}
# By the bits of equal, greater, less; unordered ones also hold for NaN.
ORDERED = ["oeq", "ogt", "oge", "olt", "ole", "one", "ord"]
PREDICATES = ["false", *ORDERED, "ueq", "ugt", "uge", "ult", "ule", "une", "uno", "true"]
SPECIAL = [np.nan, np.inf, -np.inf, 0.0, -0.0, 1.5, -1.5, 3.0]


def compare(predicate, x, y):
    unordered = np.isnan(x) | np.isnan(y)
    relations = {"eq": x == y, "gt": x > y, "ge": x >= y, "lt": x < y, "le": x <= y,
                 "ne": x != y, "rd": np.ones(x.shape, bool)}
    if predicate in ("true", "false"):
        return np.full(x.shape, predicate == "true")
    if predicate == "uno":
        return unordered
    holds = relations[predicate[1:]]
    return holds | unordered if predicate[0] == "u" else holds & ~unordered


def generic(name, inputs, outputs, body):
    """A function of one elementwise operation; lists of (name, type)."""
    maps = ", ".join(["affine_map<(i) -> (i)>"] * (len(inputs) + len(outputs)))
    size = len(SPECIAL) ** 2
    tensor = lambda kind: f"tensor<{size}x{kind}>"
    types = ", ".join(tensor(kind) for kind in outputs)
    empties = "\n".join(f"  %e{i} = tensor.empty() : {tensor(kind)}" for i, kind in enumerate(outputs))
    arguments = ", ".join(f"%{n}: {tensor(kind)}" for n, kind in inputs)
    names = ", ".join(f"%{n}" for n, _ in inputs)
    values = ", ".join([f"%{n}_: {kind}" for n, kind in inputs] + [f"%o{i}: {k}" for i, k in enumerate(outputs)])
    results = ", ".join(f"%r#{i}" for i in range(len(outputs))) if len(outputs) > 1 else "%r"
    many = f":{len(outputs)}" if len(outputs) > 1 else ""
    return f"""func.func @{name}({arguments}) -> ({types}) {{
{empties}
  %r{many} = linalg.generic {{indexing_maps = [{maps}], iterator_types = ["parallel"]}}
      ins({names} : {", ".join(tensor(kind) for _, kind in inputs)})
      outs({", ".join(f"%e{i}" for i in range(len(outputs)))} : {types}) {{
  ^bb0({values}):
{body}
  }} -> ({types})
  return {results} : {types}
}}
"""


def comparisons(kind):
    """A bit per predicate."""
    lines = ["%p0 = arith.constant 0 : i32"]
    for i, predicate in enumerate(PREDICATES):
        lines += [f"%c{i} = arith.cmpf {predicate}, %x_, %y_ : {kind}",
                  f"%b{i} = arith.extui %c{i} : i1 to i32",
                  f"%k{i} = arith.constant {i} : i32",
                  f"%s{i} = arith.shli %b{i}, %k{i} : i32",
                  f"%p{i + 1} = arith.ori %p{i}, %s{i} : i32"]
    lines.append(f"linalg.yield %p{len(PREDICATES)} : i32")
    return generic("comparisons", [("x", kind), ("y", kind)], ["i32"], "\n".join(lines))


# Name: (MLIR that makes %v of %x_, %y_, %zero, %one, %six, what NumPy says)
ARITHMETIC = {
    "maximumf": ("%v = arith.maximumf %x_, %y_ : $", lambda x, y: np.maximum(x, y)),
    "minimumf": ("%v = arith.minimumf %x_, %y_ : $", lambda x, y: np.minimum(x, y)),
    "maxnumf": ("%v = arith.maxnumf %x_, %y_ : $", lambda x, y: np.fmax(x, y)),
    "minnumf": ("%v = arith.minnumf %x_, %y_ : $", lambda x, y: np.fmin(x, y)),
    "difference": ("%v = arith.subf %x_, %x_ : $", lambda x, y: x - x),
    "zero_by": ("%v = arith.divf %zero, %x_ : $", lambda x, y: 0 / x),
    "times_zero": ("%v = arith.mulf %x_, %zero : $", lambda x, y: x * 0),
    "one_by": ("%v = arith.divf %one, %x_ : $", lambda x, y: 1 / x),
    "plus_zero": ("%s = arith.addf %x_, %zero : $\n%v = arith.divf %one, %s : $", lambda x, y: 1 / (x + 0)),
    "negated": ("%s = arith.negf %x_ : $\n%v = arith.divf %one, %s : $", lambda x, y: 1 / -x),
    "quotient": ("%v = arith.divf %x_, %y_ : $", lambda x, y: x / y),
    # A comparison with NaN is false: what is not greater becomes 0.
    "relu": ("%c = arith.cmpf ogt, %x_, %zero : $\n%v = arith.select %c, %x_, %zero : $",
             lambda x, y: np.where(x > 0, x, 0)),
    "relu_of_nan": ("%c = arith.cmpf ugt, %x_, %zero : $\n%v = arith.select %c, %x_, %zero : $",
                    lambda x, y: np.where(~(x <= 0), x, 0)),
    "relu6": ("%m = arith.minimumf %x_, %six : $\n%v = arith.maximumf %m, %zero : $",
              lambda x, y: np.maximum(np.minimum(x, 6), 0)),
    "clamp_by_comparison": (
        "%c = arith.cmpf ult, %x_, %zero : $\n%m = arith.select %c, %zero, %x_ : $\n"
        "%d = arith.cmpf ugt, %m, %six : $\n%v = arith.select %d, %six, %m : $",
        lambda x, y: np.where(np.isnan(x), 0, np.minimum(np.where(x < 0, 0, x), 6))),
    "magnitude": ("%v = math.absf %x_ : $", lambda x, y: np.abs(x)),
}
CLASSES = {"isnan": np.isnan, "isinf": np.isinf, "isfinite": np.isfinite}
GROUP = 4  # results of a kernel, so that few buffers are enough


def constants(kind):
    return "\n".join(f"%{n} = arith.constant {v} : {kind}" for n, v in (("zero", "0.0"), ("one", "1.0"), ("six", "6.0")))


def arithmetic(name, group, kind):
    lines, results = [constants(kind)], []
    for i, key in enumerate(group):
        text = ARITHMETIC[key][0].replace("$", kind)
        for own in ("%v", "%s", "%c", "%m", "%d"):
            text = text.replace(own + " ", f"{own}{i} ").replace(own + ",", f"{own}{i},")
        lines.append(text)
        results.append(f"%v{i}")
    lines.append(f"linalg.yield {', '.join(results)} : {', '.join([kind] * len(group))}")
    return generic(name, [("x", kind), ("y", kind)], [kind] * len(group), "\n".join(lines))


def classes(kind):
    lines = [f"%{name} = math.{name} %x_ : {kind}" for name in CLASSES]
    lines.append(f"linalg.yield {', '.join('%' + n for n in CLASSES)} : i1, i1, i1")
    return generic("classes", [("x", kind)], ["i1"] * 3, "\n".join(lines))


def to_bf16(x):
    bits = np.asarray(x, np.float32).view(np.uint32)
    rounded = ((bits + 0x7FFF + (bits >> 16 & 1)) >> 16).astype(np.uint16)
    return np.where(np.isnan(x), np.uint16(0x7FC0), rounded)


class Kind:
    def __init__(self, name, options):
        self.name, self.options = name, options
        self.folder = os.path.join(options.folder, name)
        os.makedirs(self.folder, exist_ok=True)
        self.module = os.path.join(self.folder, "values.mlir")
        keys = list(ARITHMETIC)
        self.groups = {f"arithmetic{i}": keys[i : i + GROUP] for i in range(0, len(keys), GROUP)}
        with open(self.module, "w") as file:
            file.write(comparisons(name) + classes(name))
            for entry, group in self.groups.items():
                file.write(arithmetic(entry, group, name))
        x, y = np.meshgrid(SPECIAL, SPECIAL)
        self.x, self.y = x.ravel().astype(DTYPES[name]), y.ravel().astype(DTYPES[name])

    def encode(self, array):
        return to_bf16(array) if self.name == "bf16" else array

    def decode(self, array):
        if self.name == "bf16":
            return (array.astype(np.uint32) << 16).view(np.float32)
        return array

    def run(self, entry, inputs, count):
        path = lambda n, i: os.path.join(self.folder, f"{entry}.{n}{i}.npy")
        command = ["wino-run", self.module, f"--entry={entry}", f"--target={self.options.target}"]
        if self.options.target != "cpu":
            command.append("--validate")
        for i, array in enumerate(inputs):
            np.save(path("x", i), self.encode(array))
            command.append(f"--input={path('x', i)}")
        command += [f"--output={path('y', i)}" for i in range(count)]
        subprocess.run(command, check=True)
        return [np.load(path("y", i)) for i in range(count)]

    def check(self):
        (bits,) = self.run("comparisons", [self.x, self.y], 1)
        for i, predicate in enumerate(PREDICATES):
            expect(f"{self.name} cmpf {predicate}", self, (bits >> i & 1).astype(bool), compare(predicate, self.x, self.y))
        for result, (name, function) in zip(self.run("classes", [self.x], 3), CLASSES.items()):
            expect(f"{self.name} {name}", self, result, function(self.x))
        for entry, group in self.groups.items():
            for key, result in zip(group, self.run(entry, [self.x, self.y], len(group))):
                with np.errstate(all="ignore"):
                    wanted = self.decode(self.encode(ARITHMETIC[key][1](self.x, self.y).astype(DTYPES[self.name])))
                # Zeros of either sign may be the larger one.
                expect(f"{self.name} {key}", self, self.decode(result), wanted)
        print(self.name, "ok", flush=True)


def expect(what, kind, got, wanted):
    for x, y, a, b in zip(kind.x, kind.y, got, wanted):
        if a != b and not (np.isnan(a) and np.isnan(b)):
            raise SystemExit(f"{what}: expected {b} of {x}, {y}, but got {a}")


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("folder")
parser.add_argument("types", nargs="*", default=list(DTYPES))
parser.add_argument("--target", default="vulkan")
options = parser.parse_args()
for name in options.types:
    Kind(name, options).check()
