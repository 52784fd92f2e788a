#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs wino-run under the mpirun of the command line, and compares with NumPy.

    run.py INPUTS FOLDER MPIRUN...
"""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np

from ranks import Launcher

modules, folder = Path(sys.argv[1]), Path(sys.argv[2])
module = str(modules / "partitioned.mlir")
launcher = Launcher(sys.argv[3:])
random = np.random.default_rng(1)


def save(name: str, array: np.ndarray) -> str:
    """Writes an input, and returns its option."""
    np.save(folder / name, array)
    return f"--input={folder / name}"


def check_halo() -> None:
    """Neighbours exchange rows; the last part is short."""
    x = random.integers(-9, 9, (10, 4)).astype(np.float32)
    y = folder / "y.npy"
    printed = launcher.succeed(
        4, module, "--entry=halo", "--shard=partitioned", save("x.npy", x),
        save("factor.npy", np.float32(2)), f"--output={y}", "--time=3",
    )
    expected = x + 2 * np.vstack([x[1:], np.zeros((1, 4), np.float32)])
    np.testing.assert_array_equal(np.load(y), expected)
    # Three messages of a row, said once.
    pattern = (
        r"winograd on 4 ranks: compile [\d.]+ m?s, run [\d.]+ [mu]?s "
        r"\(the slowest rank's, median of 3\)\n"
        r"exchanged in a run: 3 messages of 48 bytes, 0 reductions of 0 bytes\n"
    )
    assert re.fullmatch(pattern, printed), printed


def check_sum() -> None:
    """A reduction, a result that all have, one on a grid, one of which a rank has nothing; on
    threads, and again from the cache."""
    x = random.integers(-9, 9, (2, 14)).astype(np.float32)
    few = np.array([True, False, True, True, False])
    total, made, same = (folder / f"{name}.npy" for name in ("total", "made", "same"))
    options = (
        module, "--entry=sum", "--shard=partitioned", save("x.npy", x), save("few.npy", few),
        f"--output={total}", f"--output={made}", f"--output={same}", "--time=2", "--threads=2", f"--cache-dir={folder / 'cache'}",
    )
    for cached in ("", r" \(cached\)"):
        printed = launcher.succeed(4, *options)
        np.testing.assert_array_equal(np.load(total), x.sum(axis=1))
        expected = [[row // 4 * 2 + column // 2 for column in range(3)] for row in range(7)]
        np.testing.assert_array_equal(np.load(made), expected)
        np.testing.assert_array_equal(np.load(same), few)
        pattern = rf"compile [\d.]+ [mu]?s{cached}, run .*\n.*0 messages .* 1 reductions of 32 bytes"
        assert re.search(pattern, printed), printed


def check_random() -> None:
    """The same numbers as without ranks: of the whole, not of the part."""
    first, second = folder / "first.npy", folder / "second.npy"
    for output in (first, second):
        launcher.succeed(
            4, module, "--entry=halo", "--shard=partitioned", "--random-inputs=7",
            f"--output={output}",
        )
    np.testing.assert_array_equal(np.load(first), np.load(second))
    assert len(np.unique(np.load(first))) == 40, "every rank has other numbers"


def convolve(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    """The valid part of a 3 x 3 convolution, NCHW and FCHW."""
    windows = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
    return np.einsum("nchwij,fcij->nfhw", windows, w, optimize=True)


def check_convolution() -> None:
    """One that is not partitioned yet, in parts of unequal sizes; what is exchanged is what the
    cut says: two rows of 30 elements of 4 channels, or the sum of a result by each rank."""
    x = random.integers(-9, 9, (1, 4, 33, 30)).astype(np.float32)
    w = random.integers(-9, 9, (8, 4, 3, 3)).astype(np.float32)
    y = folder / "y.npy"
    options = (
        str(modules / "convolution.mlir"), "--entry=conv", save("x.npy", x), save("w.npy", w),
        f"--output={y}", "--check", "--tolerance=1e-2", "--time=1",
    )
    for ranks, shards, exchanged in (
        (2, "height", f"1 messages of {2 * 30 * 4 * 4} bytes, 0 reductions"),
        (2, "input-channels:2", f"0 messages of 0 bytes, 1 reductions of {2 * 8 * 31 * 28 * 4} "),
        (4, "height:2,width:2", "4 messages of "),
    ):
        y.unlink(missing_ok=True)
        printed = launcher.succeed(ranks, *options, f"--shard={shards}")
        assert exchanged in printed and "output 0: max error" in printed, printed
        np.testing.assert_allclose(np.load(y), convolve(x, w), atol=1e-2)


def check_alone() -> None:
    """Without an mpirun there is one rank, which has all."""
    y = folder / "y.npy"
    options = [str(modules / "convolution.mlir"), "--entry=conv", "--random-inputs=3"]
    subprocess.run(["wino-run", *options, "--shard=height", f"--output={y}", "--check",
                    "--tolerance=1e-3"], check=True, stdout=subprocess.DEVNULL)


check_halo()
check_sum()
check_convolution()
if "openmpi" not in launcher.command[0]:  # which starts slowly, and matters to none of these
    check_random()
    check_alone()
