#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Convolutions of every form through wino-run, against their definition.

    forms.py --wino-run=TOOL [--target=vulkan] [--seed=S] [--first=I] [--count=N]
             [--save=FOLDER] [--cpu=NAME] [--linalg]

Strided, dilated, both, of many taps, read backwards, and transposed ones of any
stride (zeros inserted between the values of the image, as torch-mlir writes
them), grouped and depthwise, of one to three dimensions, some of unknown batch and
image sizes, in two layouts, by every plan. In float64 the values are small integers, and the result, rounded to
integers, must equal the definition's. In the narrower types they are random, and
the error must be within a bound: `SLACK` roundings of the largest value that a
sum of magnitudes has. Case I of seed S is always the same. Exit code 1 if one is
wrong. With --linalg they are made linalg on whole tensors first, and what that has
is computed directly.
"""

import argparse
import math
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "..", "Python"))
import wino_run
from convolution_reference import TYPES, arithmetic_type

PLANS = ["blocked", "three-buffer", "four-buffer"]
# How much F(m, r) up to tiles of 9 values magnify a rounding, in all dimensions.
SLACK = 2.0**13


def tensor(shape, kind):
    return f"tensor<{'x'.join(map(str, shape))}x{kind}>"


def numbers(values):
    return "[" + ", ".join(map(str, values)) + "]"


class Form:
    """@conv(x, g) -> y, with g an argument or a constant."""

    def __init__(self, rng):
        pick = lambda values: values[int(rng.integers(len(values)))]
        self.rank = pick([1, 2, 2, 2, 3])
        dims = range(self.rank)
        self.kind = pick(["f64", "f64", "f64", "f32", "f16", "bf16"])
        self.transposed = rng.random() < 0.35
        most = 13 if self.rank < 3 else 4
        taps = [t for t in (1, 2, 3, 3, 4, 5, 7, 9, 13) if t <= most]
        self.taps = [pick(taps) for _ in dims]
        self.strides = [pick([1, 2, 2, 3]) for _ in dims]
        self.dilations = [1 if self.transposed or rng.random() < 0.6 and s > 1
                          else pick([1, 2, 3, s, 2 * s])
                          for s in self.strides]
        if not self.transposed:  # neither a multiple of the other: left direct
            self.strides = [s if s % d == 0 or d % s == 0 else d
                            for s, d in zip(self.strides, self.dilations)]
        self.backwards = [not self.transposed and s == d == 1 and r < 8
                          and rng.random() < 0.2 for s, d, r in
                          zip(self.strides, self.dilations, self.taps)]
        self.batch, self.groups = pick([1, 2]), pick([1, 1, 1, 3])
        self.depthwise = rng.random() < 0.1
        self.inputs, self.outputs = pick([1, 3, 8, 17]), pick([1, 2, 8, 19])
        if self.depthwise:
            self.groups, self.inputs, self.outputs = pick([5, 16]), 1, 1
        self.last = rng.random() < 0.5  # channels
        self.constant = rng.random() < 0.5
        # Batch and image are of unknown size, and the result is an argument, too.
        self.dynamic = not self.transposed and rng.random() < 0.2
        extents = [pick([1, 2, 3, 5, 8, 13] if self.rank < 3 else [1, 3, 5])
                   for _ in dims]
        reach = [d * (r - 1) + 1 for d, r in zip(self.dilations, self.taps)]
        if self.transposed:
            self.image = extents
            self.pads = [(r - 1 - pick(range(r)),) * 2 for r in self.taps]
            # Zeros behind the last value, where the stride leaves a choice.
            self.pads = [(p[0], p[1] + int(rng.integers(s))) for p, s in
                         zip(self.pads, self.strides)]
            spread = [s * (e - 1) + 1 for s, e in zip(self.strides, extents)]
            self.pads = [(p[0], max(p[1], r - z - p[0])) for p, r, z in
                         zip(self.pads, reach, spread)]
            self.spread = [z + sum(p) for z, p in zip(spread, self.pads)]
            self.result = [z - r + 1 for z, r in zip(self.spread, reach)]
        else:
            self.result = extents
            whole = [s * (e - 1) + r for s, e, r in
                     zip(self.strides, extents, reach)]
            low = [pick([0, 1, 2]) for _ in dims]
            self.image = [max(1, w - 2 * p) for w, p in zip(whole, low)]
            self.pads = [((w - i) // 2, w - i - (w - i) // 2)
                         for w, i in zip(whole, self.image)]
        integers = lambda shape: rng.integers(-3, 4, shape).astype(np.float64)
        normal = lambda shape: TYPES[self.kind].round(rng.standard_normal(shape))
        draw = integers if self.kind == "f64" else normal
        self.x = draw([self.batch, self.groups, self.inputs, *self.image])
        self.g = draw([self.groups, self.outputs, self.inputs, *self.taps])

    def describe(self):
        return (f"{'transposed ' if self.transposed else ''}"
                f"{'dynamic ' if self.dynamic else ''}{self.kind} "
                f"n {self.batch} g {self.groups} c {self.inputs} k {self.outputs} "
                f"x {self.image} r {self.taps} stride {self.strides} dilation "
                f"{self.dilations} backwards {self.backwards} y {self.result}")

    # The definition, in float64.

    def exact(self, absolute=False):
        x, g = (np.abs(self.x), np.abs(self.g)) if absolute else (self.x, self.g)
        lead = [(0, 0)] * 3
        strides = self.strides
        if self.transposed:
            spread = np.zeros([*x.shape[:3],
                               *(s * (e - 1) + 1 for s, e in
                                 zip(self.strides, self.image))])
            spread[(Ellipsis, *(slice(None, None, s) for s in self.strides))] = x
            x, strides = spread, [1] * self.rank
        x = np.pad(x, lead + list(self.pads))
        y = np.zeros([self.batch, self.groups, self.outputs, *self.result])
        for tap in np.ndindex(*self.taps):
            places = [d * ((r - 1 - t) if b else t) for d, r, t, b in
                      zip(self.dilations, self.taps, tap, self.backwards)]
            window = tuple(slice(p, p + s * (e - 1) + 1, s) for p, s, e in
                           zip(places, strides, self.result))
            y += np.einsum("ngc...,gkc->ngk...", x[(Ellipsis, *window)],
                           g[(Ellipsis, *tap)])
        return self.arrange(y)

    # The program.

    def channels(self, number):
        """The sizes of groups and channels, of which those of 1 may be left out."""
        if self.depthwise:
            return [self.groups]
        return ([self.groups] if self.groups > 1 else []) + [number]

    def arrange(self, array):
        """n, g, c, spatial -> as the program has it."""
        channels = self.channels(array.shape[2])
        array = array.reshape([array.shape[0], *channels, *array.shape[3:]])
        if self.last:
            order = [0, *range(1 + len(channels), array.ndim),
                     *range(1, 1 + len(channels))]
            array = array.transpose(order)
        return np.ascontiguousarray(array)

    def order(self, first, channels, spatial):
        return ([first, *spatial, *channels] if self.last
                else [first, *channels, *spatial])

    def filter(self):
        return self.g.reshape([*self.channels(self.outputs)[:-1],
                               *([self.groups] if self.depthwise
                                 else [self.outputs, self.inputs]), *self.taps])

    def tensor(self, shape):
        """The type of an image or a result."""
        if self.dynamic:
            known = self.order(False, [True] * len(self.channels(1)),
                               [False] * self.rank)
            shape = [s if k else "?" for s, k in zip(shape, known)]
        return tensor(shape, self.kind)

    def arguments(self):
        used = [self.arrange(self.x)] + ([] if self.constant else [self.filter()])
        if self.dynamic:
            used.append(np.zeros(self.order(
                self.batch, self.channels(self.outputs), self.result)))
        return [(array, TYPES[self.kind]) for array in used]

    def ir(self):
        kind, dims = self.kind, range(self.rank)
        x, y = self.arrange(self.x), self.order(
            self.batch, self.channels(self.outputs), self.result)
        g = self.filter()
        group = ["g"] if self.groups > 1 or self.depthwise else []
        inner = lambda name: group + ([] if self.depthwise else [name])
        taps, outputs = [f"r{d}" for d in dims], [f"o{d}" for d in dims]
        places = []
        for d in dims:
            tap = (f"({self.taps[d] - 1} - r{d})" if self.backwards[d]
                   else f"r{d} * {self.dilations[d]}")
            stride = 1 if self.transposed else self.strides[d]
            places.append(f"o{d} * {stride} + {tap}")
        loops = ["n", *inner("k"), *outputs,
                 *([] if self.depthwise else ["c"]), *taps]
        maps = ", ".join(
            f"affine_map<({', '.join(loops)}) -> ({', '.join(results)})>"
            for results in (self.order("n", inner("c"), places),
                            group + ([] if self.depthwise else ["k", "c"]) + taps,
                            self.order("n", inner("k"), outputs)))
        iterators = ", ".join('"parallel"' if loop[0] in "ngko" else '"reduction"'
                              for loop in loops)
        around = [0] * len(self.channels(1))
        lines, image = [], "%x"
        shape = list(x.shape)
        low = self.order(0, around, [p[0] for p in self.pads])
        high = self.order(0, around, [p[1] for p in self.pads])
        if self.transposed:
            shape = self.order(self.batch, self.channels(self.inputs), self.spread)
            ones = [1] * len(around)
            lines += [
                f"%e0 = tensor.empty() : {tensor(shape, kind)}",
                f"%f0 = linalg.fill ins(%zero : {kind}) outs(%e0 : "
                f"{tensor(shape, kind)}) -> {tensor(shape, kind)}",
                f"%image = tensor.insert_slice %x into %f0{numbers(low)} "
                f"{numbers(x.shape)} {numbers(self.order(1, ones, self.strides))} "
                f": {tensor(x.shape, kind)} into {tensor(shape, kind)}"]
            image = "%image"
        elif any(map(any, self.pads)):
            shape = [a + b + c for a, b, c in zip(x.shape, low, high)]
            indices = ", ".join(f"%i{i}: index" for i in range(x.ndim))
            lines += [f"%image = tensor.pad %x low{numbers(low)} "
                      f"high{numbers(high)} {{", f"^bb0({indices}):",
                      f"  tensor.yield %zero : {kind}",
                      f"}} : {self.tensor(x.shape)} to {self.tensor(shape)}"]
            image = "%image"
        signature = f"%x: {self.tensor(x.shape)}"
        if self.constant:
            blob = TYPES[kind].encode(g).tobytes().hex().upper()
            lines.append(f'%g = arith.constant dense<"0x{blob}"> : '
                         f"{tensor(g.shape, kind)}")
        else:
            signature += f", %g: {tensor(g.shape, kind)}"
        if self.dynamic:
            signature += f", %f: {self.tensor(y)}"
        else:
            lines += [
                f"%e = tensor.empty() : {tensor(y, kind)}",
                f"%f = linalg.fill ins(%zero : {kind}) outs(%e : "
                f"{tensor(y, kind)}) -> {tensor(y, kind)}"]
        lines += [
            f"%y = linalg.generic {{indexing_maps = [{maps}], iterator_types = "
            f"[{iterators}]}} ins({image}, %g : {self.tensor(shape)}, "
            f"{tensor(g.shape, kind)}) outs(%f : {self.tensor(y)}) {{",
            f"^bb0(%a: {kind}, %b: {kind}, %c: {kind}):",
            f"  %p = arith.mulf %a, %b : {kind}",
            f"  %s = arith.addf %c, %p : {kind}", f"  linalg.yield %s : {kind}",
            f"}} -> {self.tensor(y)}"]
        body = "".join(f"  {line}\n" for line in lines)
        return (f"func.func @conv({signature}) -> {self.tensor(y)} {{\n"
                f"  %zero = arith.constant 0.0 : {kind}\n{body}"
                f"  return %y : {self.tensor(y)}\n}}\n")

    def judge(self, output):
        """What is wrong with an output, or None."""
        exact, kind = self.exact(), TYPES[self.kind]
        output = kind.decode(output)
        if output.shape != exact.shape:
            return f"expected the shape {exact.shape}, but got {output.shape}"
        if self.kind == "f64":
            wrong = np.rint(output) != exact
        else:
            sums = arithmetic_type(kind, kind).roundoff
            bound = (SLACK * sums * self.exact(absolute=True).max()
                     + 2 * kind.roundoff * np.abs(exact) + kind.tiny)
            wrong = ~(np.abs(output - exact) <= bound)
        if not wrong.any():
            return None
        place = tuple(int(i[0]) for i in np.nonzero(wrong))
        return (f"{int(wrong.sum())} of {math.prod(exact.shape)} values are wrong, "
                f"the first at {place}: {output[place]} (expected {exact[place]})")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--wino-run", required=True)
    parser.add_argument("--target", default="cpu")
    parser.add_argument("--cpu")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--save", default="forms")
    parser.add_argument("--linalg", action="store_true")
    args = parser.parse_args()
    failures = 0
    for index in range(args.first, args.first + args.count):
        rng = np.random.default_rng([args.seed, index])
        form = Form(rng)
        options = [[], [f"--tile={int(rng.integers(2, 5))}",
                        f"--plan={PLANS[index % len(PLANS)]}"]][index % 4 > 0]
        # A device may have no room for a plan that fuses.
        if args.target != "cpu":
            options = [o.replace("three-buffer", "four-buffer").replace(
                "blocked", "four-buffer") for o in options]
            options += [f"--target={args.target}", "--validate"]
        if args.linalg:
            tile = int(rng.integers(2, 6))
            options = [f"--pipeline=builtin.module(winograd-to-linalg{{tile={tile}}},"
                       "winograd-to-cpu{direct=true})"]
        if args.cpu:
            options.append(f"--cpu={args.cpu}")
        try:
            (output,) = wino_run.run(args.wino_run, form, options)
            problem = form.judge(output)
        except wino_run.RunFailed as error:
            problem = str(error)
        if problem:
            failures += 1
            folder = os.path.join(args.save, str(index))
            line = wino_run.save(args.wino_run, form, options, folder)
            print(f"case {index}, {form.describe()}: {problem}\n  {line}")
    print(f"{args.count - failures} of {args.count} right")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
