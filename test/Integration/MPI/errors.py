#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What is wrong on one rank, or on all, ends all of them with one message.

    errors.py MODULE FOLDER mpich|openmpi MPIRUN...
"""

import shutil
import sys
from pathlib import Path

import numpy as np

from ranks import Launcher

module, folder, implementation = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
launcher = Launcher(sys.argv[4:])
inputs = {}
for name, array in {
    "x": np.float32([1, 2]), "negative": np.float32([-1, 2]), "short": np.float32([1]),
}.items():
    np.save(folder / f"{name}.npy", array)
    inputs[name] = f"--input={folder / name}.npy"
output = folder / "y.npy"
base = [module, "--shard=partitioned", f"--output={output}", "--no-cache"]
checked = [*base, "--entry=checked"]
whole = checked + [inputs["x"]]


def fail(message: str, *ranks: tuple[int, list[str]], **environment: str) -> None:
    """The message is there, and there is no other; nothing is written."""
    result = launcher.run(*ranks, **environment)
    assert result.returncode != 0, f"expected an error: {message}"
    errors = [line for line in result.stderr.splitlines() if "error:" in line]
    assert len(errors) == 1 and message in errors[0], (message, result.stderr)
    assert not list(folder.glob("y.npy")) + list(folder.glob(".winograd*")), message


# With either library: on all ranks, on one, in code that the others may wait for, and where there
# is no library to agree by.
fail("Unknown command line argument '--bogus'", (2, whole + ["--bogus"]))
fail(
    "error: rank 1 of 2: expected '/nowhere.npy' to be a readable file",
    (1, whole), (1, checked + ["--input=/nowhere.npy"]),
)
fail("error: rank 1: expected a positive number", (2, checked + [inputs["negative"]]))
fail(
    "error: expected a library of MPI for --shard, that of ", (2, whole),
    WINOGRAD_MPI_LIBRARY="/nowhere/libmpi.so",
)
if implementation == "openmpi":
    sys.exit()  # the rest does not depend on the library, and Open MPI starts slowly

fail("error: expected --target=cpu beside --shard", (2, whole + ["--target=vulkan"]))
fail("error: expected input 0 to have the shape", (2, checked + [inputs["short"]]))
fail(
    "error: expected 4 ranks for the program 'halo', but got 2",
    (2, [*base, "--entry=halo", "--random-inputs"]),
)
convolution = [str(Path(module).with_name("convolution.mlir")), "--entry=conv", "--random-inputs"]
fail("3' is no number of parts from 1 to 2, the ranks", (2, [*convolution, "--shard=height:3", "--time"]))
fail("unknown-pass", (2, whole + ["--pipeline=unknown-pass"]))
fail("error: rank 0 of 2: wino-run: Unknown command line", (1, whole + ["--bogus"]), (1, whole))
fail(
    "error: rank 0 of 2: expected '/nowhere/y.npy' to be a file that can be written",
    (1, [*whole[:2], "--output=/nowhere/y.npy", *whole[3:]]), (1, whole),
)
# Programs that would wait for each other for ever.
fail(
    "error: expected the same module, --entry and --shard on all ranks",
    (2, [*base, "--entry=halo", "--random-inputs"]),
    (2, [*base, "--entry=sum", "--random-inputs", f"--output={folder}/z.npy",
         f"--output={folder}/w.npy"]),
)
fail(
    "error: expected 'libm.so.6' to be a library of MPI with the binary interface of MPICH or "
    "Open MPI, but it has no MPI_Get_library_version",
    (2, whole), WINOGRAD_MPI_LIBRARY="libm.so.6",
)
if shutil.which("mpirun.openmpi"):
    fail(
        "error: expected a library of MPICH, whose mpirun has started this, but 'libmpi.so.40' is "
        "one of Open MPI",
        (2, whole), WINOGRAD_MPI_LIBRARY="libmpi.so.40",
    )
