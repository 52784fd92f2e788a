#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random convolutions against the rounding error that their plans promise.

    promise.py --wino-opt=TOOL --wino-run=TOOL [--count=N] [--seed=N]

Images and filters are independent, N(0, 1), as the promise has it
(docs/Accuracy.md); the reference is NumPy's, in a wider type. Exit code 1 if a
result is further off than its plan's remark says, or if half of the promises are
a hundred times what is measured: they would promise nothing.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile

import numpy as np

# name: the axes of x, g and y (n batch, c and k channels, s an image's axis).
LAYOUTS = {
    "conv_1d_ncw_fcw": ("ncs", "kcs", "nks"),
    "conv_1d_nwc_wcf": ("nsc", "sck", "nsk"),
    "conv_2d_nchw_fchw": ("ncss", "kcss", "nkss"),
    "conv_2d_nhwc_hwcf": ("nssc", "ssck", "nssk"),
    "conv_2d_nhwc_fhwc": ("nssc", "kssc", "nssk"),
    "conv_3d_ncdhw_fcdhw": ("ncsss", "kcsss", "nksss"),
    "conv_3d_ndhwc_dhwcf": ("nsssc", "sssck", "nsssk"),
}
DTYPES = {"f32": np.float32, "f64": np.float64, "f16": np.float16}
PER_MODULE = 10


class Case:
    """One convolution: its operation, shapes and data."""

    def __init__(self, rng, data):
        self.name = rng.choice(list(LAYOUTS))
        self.axes = LAYOUTS[self.name]
        rank = self.axes[0].count("s")
        self.element = rng.choice(["f32"] * 6 + ["f64", "f16"])
        taps = [rng.choice([2, 3, 3, 3, 5])] * rank
        # A tile of up to 8, or 6 in three dimensions: what the default allows.
        self.tile = rng.choice(range(2, (8 if rank < 3 else 6) - taps[0] + 2))
        most = {1: 60, 2: 20, 3: 9}[rank]
        outputs = [rng.randint(2, most) for _ in range(rank)]
        sizes = {"n": rng.randint(1, 2), "c": rng.choice([1, 3, 8, 16, 40]),
                 "k": rng.choice([1, 5, 8, 16])}
        image = [o + t - 1 for o, t in zip(outputs, taps)]
        self.shapes = [self.fill(axes, sizes, spatial) for axes, spatial in
                       zip(self.axes, (image, taps, outputs))]
        dtype = DTYPES[self.element]
        self.x, self.g = (data.standard_normal(shape).astype(dtype)
                          for shape in self.shapes[:2])

    @staticmethod
    def fill(axes, sizes, spatial):
        spatial = iter(spatial)
        return [next(spatial) if axis == "s" else sizes[axis] for axis in axes]

    def types(self):
        return ["tensor<" + "".join(f"{size}x" for size in shape) + self.element + ">"
                for shape in self.shapes]

    def text(self, number):
        x, g, y = self.types()
        return f"""
  %zero{number} = arith.constant 0.0 : {self.element}
  %empty{number} = tensor.empty() : {y}
  %init{number} = linalg.fill ins(%zero{number} : {self.element}) outs(%empty{number} : {y}) -> {y}
  %y{number} = linalg.{self.name} ins(%x{number}, %g{number} : {x}, {g}) outs(%init{number} : {y}) -> {y}"""

    def reference(self):
        wide = np.longdouble if self.element == "f64" else np.float64
        rank = self.axes[0].count("s")
        where = [i for i, axis in enumerate(self.axes[0]) if axis == "s"]
        taps = [self.shapes[1][i] for i, axis in enumerate(self.axes[1]) if axis == "s"]
        windows = np.lib.stride_tricks.sliding_window_view(
            self.x.astype(wide), taps, axis=where)
        images, filters = iter("abd"[:rank]), iter("uvw"[:rank])
        x = "".join(next(images) if a == "s" else a for a in self.axes[0]) + "uvw"[:rank]
        g = "".join(next(filters) if a == "s" else a for a in self.axes[1])
        images = iter("abd"[:rank])
        y = "".join(next(images) if a == "s" else a for a in self.axes[2])
        return np.einsum(f"{x},{g}->{y}", windows, self.g.astype(wide))


def run(tools, cases, tile):
    """(case, largest error, promise) of each."""
    with tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, name)
        arguments, results, inputs = [], [], []
        for number, case in enumerate(cases):
            x, g, y = case.types()
            arguments += [f"%x{number}: {x}", f"%g{number}: {g}"]
            results.append(y)
            for name, array in ((f"x{number}", case.x), (f"g{number}", case.g)):
                np.save(path(name + ".npy"), array)
                inputs.append(f"--input={path(name + '.npy')}")
        with open(path("f.mlir"), "w") as file:
            file.write(f"func.func @f({', '.join(arguments)}) -> ({', '.join(results)}) {{"
                       + "".join(case.text(i) for i, case in enumerate(cases))
                       + "\n  return " + ", ".join(f"%y{i}" for i in range(len(cases)))
                       + " : " + ", ".join(results) + "\n}\n")
        options = f"plan=blocked tile={tile}"
        remarks = subprocess.run(
            [tools.wino_opt, path("f.mlir"), f"--winograd-plan={options}", "-o", "/dev/null",
             "--remark-format=emitRemark", "--remarks-filter=winograd-plan"],
            check=True, capture_output=True, text=True).stderr
        promises = [float(text) for text in
                    re.findall(r'blocked F[^=]*="[^"]*promise ([0-9.E+-]+)', remarks)]
        assert len(promises) == len(cases), remarks
        outputs = [path(f"y{i}.npy") for i in range(len(cases))]
        subprocess.run([tools.wino_run, path("f.mlir"), "--entry=f", "--plan=blocked",
                        f"--tile={tile}", *inputs, *[f"--output={name}" for name in outputs]],
                       check=True)
        for case, name, promise in zip(cases, outputs, promises):
            y = np.load(name)
            yield case, float(np.max(np.abs(y - case.reference()))), promise


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--wino-opt", default="wino-opt")
    parser.add_argument("--wino-run", default="wino-run")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng, data = random.Random(options.seed), np.random.default_rng(options.seed)
    by_tile = {}
    for _ in range(options.count):
        case = Case(rng, data)
        by_tile.setdefault(case.tile, []).append(case)
    shares, failures = [], 0
    for tile, cases in sorted(by_tile.items()):
        for start in range(0, len(cases), PER_MODULE):
            for case, error, promise in run(options, cases[start:start + PER_MODULE], tile):
                shares.append(error / promise)
                if error > promise:
                    failures += 1
                    print(f"{case.name} {case.element} {case.shapes} F({tile}, r): error "
                          f"{error:.2e}, promised {promise:.2e}")
    median = float(np.median(shares))
    print(f"{len(shares)} convolutions, {failures} beyond what was promised; largest share "
          f"{max(shares):.2f}, median {median:.2f}")
    sys.exit(1 if failures or median < 0.01 else 0)


if __name__ == "__main__":
    main()
