# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs a `Problem` through wino-run and says how to do it again."""

import os
import shlex
import subprocess
import tempfile

import numpy as np


class RunFailed(Exception):
    """wino-run did not succeed; the message says what it printed."""


def prepare(problem, folder):
    """Writes module and inputs; the command's first arguments."""
    os.makedirs(folder, exist_ok=True)
    module = os.path.join(folder, "conv.mlir")
    with open(module, "w") as file:
        file.write(problem.ir())
    arguments = [module, "--entry=conv"]
    for index, (array, kind) in enumerate(problem.arguments()):
        path = os.path.join(folder, f"input{index}.npy")
        np.save(path, kind.encode(array))
        arguments.append(f"--input={path}")
    return arguments


def command(tool, problem, options, folder, outputs=1):
    """The whole command line, after writing its files to `folder`."""
    return [tool, *prepare(problem, folder), *options,
            *(f"--output={os.path.join(folder, f'output{i}.npy')}"
              for i in range(outputs))]


def run(tool, problem, options, outputs=1):
    """The outputs, as NumPy reads them; raises RunFailed."""
    with tempfile.TemporaryDirectory() as folder:
        line = command(tool, problem, options, folder, outputs)
        done = subprocess.run(line, capture_output=True, text=True)
        if done.returncode:
            raise RunFailed(f"exit code {done.returncode}: "
                            + (done.stdout + done.stderr)[:3000].strip())
        return [np.load(os.path.join(folder, f"output{i}.npy"))
                for i in range(outputs)]


def save(tool, problem, options, folder, outputs=1):
    """Keeps module and inputs of a failure; the command that repeats it."""
    return shlex.join(command(tool, problem, options, folder, outputs))
