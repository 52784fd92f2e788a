#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A rank that is killed in the middle ends the run, and nothing is written.

    killed.py MODULE FOLDER MPIRUN...
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from ranks import Launcher

RANKS = 2
module, folder = sys.argv[1], Path(sys.argv[2])
launcher = Launcher(sys.argv[3:])
output = folder / "y.npy"
# Minutes, after which the output would be written.
options = [
    module, "--entry=checked", "--shard=partitioned", "--random-inputs=2", f"--output={output}",
    "--time=1000000",
]


def find_ranks() -> list[int]:
    """The processes of wino-run that would write the output."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            program, *arguments = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue  # it has ended
        if program.endswith(b"wino-run") and f"--output={output}".encode() in arguments:
            found.append(int(process.name))
    return found


def wait_for(count: int, seconds: float) -> list[int]:
    """The processes, as soon as there are so many."""
    end = time.monotonic() + seconds
    while len(found := find_ranks()) != count:
        assert time.monotonic() < end, f"expected {count} ranks, but found {found}"
        time.sleep(0.05)
    return found


run = subprocess.Popen(launcher.get_command((RANKS, options)), stderr=subprocess.PIPE)
ranks = wait_for(RANKS, seconds=30)
time.sleep(1)  # they start MPI, compile, and run
os.kill(max(ranks), signal.SIGKILL)
run.communicate(timeout=30)
assert run.returncode != 0
wait_for(0, seconds=10)
assert list(folder.iterdir()) == [], "expected nothing to be written"
