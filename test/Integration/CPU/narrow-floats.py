#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every f16 and bf16, and what is rounded to them, through wino-run.

    narrow-floats.py --wino-run=TOOL [--target=cpu|vulkan]

Conversions are compared bit by bit with NumPy and with rational arithmetic,
where the processor has them, and where integer arithmetic stands for them; on a
Vulkan device those of bf16, the others being its own. NaNs only have to stay NaNs. Exit code 1 if a value differs.
"""

import argparse
import os
import subprocess
import sys
import tempfile

import numpy as np

MODULE = """
module attributes {{dlti.target_system_spec = #dlti.target_system_spec<
    "CPU" = #dlti.target_device_spec<"max_vector_op_width" = 256 : i64,
      "f16_conversions" = {native} : i64>>}} {{
  func.func @f(%x: tensor<{count}x{source}>) -> tensor<{count}x{result}> {{
    %e = tensor.empty() : tensor<{count}x{result}>
    %y = linalg.generic {{indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>],
        iterator_types = ["parallel"]}} ins(%x : tensor<{count}x{source}>) outs(%e : tensor<{count}x{result}>) {{
    ^bb0(%in: {source}, %out: {result}):
      %0 = arith.{op} %in : {source} to {result}
      linalg.yield %0 : {result}
    }} -> tensor<{count}x{result}>
    return %y : tensor<{count}x{result}>
  }}
}}
"""


def to_bf16(values):
    """The bits of f32 or f64 values, rounded once to nearest, ties to even."""
    values = np.asarray(values, np.float64)
    bits = values.view(np.uint64)
    sign = (bits >> np.uint64(48)).astype(np.uint32) & 0x8000
    magnitude = np.abs(values)
    # Of 8 bits, the last is worth 2^(e - 7); below 2^-126 it stays.
    exponent = np.maximum(np.frexp(magnitude)[1] - 1, -126)
    unit = np.ldexp(1.0, exponent - 7)
    with np.errstate(all="ignore"):
        rounded = np.rint(magnitude / unit) * unit  # exact but for the rint
        rounded = np.where(rounded >= 2.0**128, np.inf, rounded)
        f32 = rounded.astype(np.float32).view(np.uint32)
    result = (f32 >> 16) | sign
    return np.where(np.isnan(values), 0x7FC0, result).astype(np.uint16)


def from_bf16(bits):
    return (bits.astype(np.uint32) << 16).view(np.float32)


def to_f16(values):
    with np.errstate(all="ignore"):
        return values.astype(np.float16)


def hard_values(kind, narrow):
    """All narrow values, the ties between them, and what is next to those."""
    decoded = (narrow.view(np.float16) if kind == "f16" else from_bf16(narrow))
    with np.errstate(all="ignore"):
        decoded = decoded.astype(np.float64)
    finite = np.sort(decoded[np.isfinite(decoded)])
    ties = (finite[1:] + finite[:-1]) / 2
    largest = finite[-1] + (finite[-1] - finite[-2]) / 2
    return np.concatenate([decoded, ties, [largest, -largest]])


def neighbours(values, dtype):
    with np.errstate(all="ignore"):
        values = values.astype(dtype)
        return np.concatenate([values, np.nextafter(values, dtype(np.inf)),
                               np.nextafter(values, dtype(-np.inf)),
                               np.array([0.0, -0.0, np.inf, -np.inf, np.nan,
                                         1e-45, -1e-45, 3e38], dtype)])


def cases():
    """(operation, source, result, input, expected)."""
    narrow = np.arange(1 << 16, dtype=np.uint16)
    narrow = np.concatenate([narrow, narrow[:9]])  # an odd number
    f16 = narrow.view(np.float16)
    for wide, dtype in (("f32", np.float32), ("f64", np.float64)):
        with np.errstate(all="ignore"):
            yield "extf", "f16", wide, f16, f16.astype(dtype)
            yield "extf", "bf16", wide, narrow, from_bf16(narrow).astype(dtype)
        x = neighbours(hard_values("f16", narrow), dtype)
        yield "truncf", wide, "f16", x, to_f16(x)
        x = neighbours(hard_values("bf16", narrow), dtype)
        yield "truncf", wide, "bf16", x, to_bf16(x)


def run(tool, target, native, op, source, result, x):
    with tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, name)
        with open(path("f.mlir"), "w") as file:
            file.write(MODULE.format(native=native, count=len(x), op=op,
                                     source=source, result=result))
        np.save(path("x.npy"), x)
        subprocess.run([tool, path("f.mlir"), "--entry=f", f"--target={target}",
                        f"--input={path('x.npy')}",
                        f"--output={path('y.npy')}"], check=True)
        return np.load(path("y.npy"))


def count_wrong(result, y, expected):
    decode = from_bf16 if result == "bf16" else lambda array: array
    both_nan = np.isnan(decode(y)) & np.isnan(decode(expected))
    bits = {2: np.uint16, 4: np.uint32, 8: np.uint64}[y.itemsize]
    return np.count_nonzero((y.view(bits) != expected.view(bits)) & ~both_nan)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--wino-run", default="wino-run")
    parser.add_argument("--target", default="cpu", choices=["cpu", "vulkan"])
    args = parser.parse_args()
    on_cpu = args.target == "cpu"
    failures = 0
    for op, source, result, x, expected in cases():
        if not on_cpu and "bf16" not in (source, result):
            continue
        for native in (0, 1) if on_cpu else (1,):
            y = run(args.wino_run, args.target, native, op, source, result, x)
            wrong = count_wrong(result, y, expected)
            failures += bool(wrong)
            how = f", f16 {'native' if native else 'as integers'}" if on_cpu else ""
            print(f"{op} {source} to {result}{how}: {wrong} of {len(x)} wrong")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
