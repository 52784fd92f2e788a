# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares winograd-fold-filter with NumPy on 3x3 filters of 75 by 130 channels.

Every order of the four axes, as the source's and as the result's.
"""
import itertools
import subprocess
import sys

import numpy as np

MATRIX = np.array([[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]])
EXTENTS = {"c": 75, "k": 130, "i": 3, "j": 3}
TYPES = {"f16": np.float16, "f32": np.float32}


def shape(axes, positions):
    return [4 if positions and axis in "ij" else EXTENTS[axis] for axis in axes]


def print_type(axes, positions, element):
    return "tensor<" + "".join(f"{extent}x" for extent in shape(axes, positions)) + element + ">"


def print_case(number, source, target, element):
    names = [f"affine_map<(c, k, i, j) -> ({', '.join(axes)})>" for axes in (source, target)]
    given, result = print_type(source, False, element), print_type(target, True, element)
    return f"""
func.func @f{number}(%e: {result}) -> {result} {{
  %g = arith.constant dense_resource<g{number}> : {given}
  %G = winograd.kron filter [#F, #F] read {names[0]} write {names[1]} ins(%g : {given}) outs(%e : {result}) -> {result}
  return %G : {result}
}}"""


def read_resources(text):
    """The bytes of each resource, by its name."""
    lines = [line.strip().rstrip(',"').split(': "0x') for line in text.splitlines() if ': "0x' in line]
    return {name: bytes.fromhex(digits[8:]) for name, digits in lines}


def main():
    values = np.random.default_rng(0).integers(-8, 9, [75, 130, 3, 3]) * 4
    expected = np.einsum("iu,jv,ckuv->ckij", MATRIX, MATRIX, values)
    orders = ["".join(order) for order in itertools.permutations("ckij")]
    cases = [(source, target, element) for source, target in zip(orders, reversed(orders)) for element in TYPES]
    text, resources = "#F = #winograd.algorithm<F(2, 3)>", []
    for number, (source, target, element) in enumerate(cases):
        text += print_case(number, source, target, element)
        taps = np.einsum(f"ckij->{source}", values).astype(TYPES[element])
        resources.append(f'g{number}: "0x04000000{taps.tobytes().hex()}"')
    text += "\n{-# dialect_resources: { builtin: { " + ", ".join(resources) + " } } #-}\n"
    done = subprocess.run(["wino-opt", "--winograd-fold-filter"], input=text, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr[:2000])
    made = read_resources(done.stdout)
    lines = [line for line in done.stdout.splitlines() if "arith.constant dense_resource<winograd_" in line]
    assert len(lines) == len(cases)
    for (source, target, element), line in zip(cases, lines):
        name = line.split("dense_resource<")[1].split(">")[0]
        got = np.frombuffer(made[name], TYPES[element]).reshape(shape(target, True))
        assert np.array_equal(got, np.einsum(f"ckij->{target}", expected)), (source, target, element)
    print(f"{len(orders)} layouts, {' and '.join(TYPES)}: equal")


main()
