#!/usr/bin/env python3
#===- manifest.py - Reads what wino-translate wrote ---------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Reads manifest.json, as docs/Manifest.md describes it, without MLIR.

    manifest.py FOLDER    prints the functions, buffers and launches
"""
import json
import pathlib
import sys

BYTES = {"f64": 8, "f32": 4, "f16": 2, "bf16": 2, "i64": 8, "i32": 4, "i16": 2, "i8": 1}


# Lanes of a warp, NVIDIA's subgroup.
LANES = 32


class ManifestError(Exception):
    """The files are not what they should be; the text says why."""


class Manifest:
    """The manifest of a folder, checked: what it refers to is there."""

    def __init__(self, folder, target):
        self.folder = pathlib.Path(folder)
        path = self.folder / "manifest.json"
        try:
            self.json = json.loads(path.read_text())
        except OSError as error:
            raise ManifestError(f"expected '{path}' to be a file, but got: {error.strerror}") from None
        except ValueError as error:
            raise ManifestError(f"expected '{path}' to be JSON, but got: {error}") from None
        # Version 2 is one with subgroupLanes.
        for key, *expected in (("format", "winograd-kernels"), ("version", 1, 2), ("target", target)):
            found = self.json.get(key) if isinstance(self.json, dict) else None
            if found not in expected:
                raise ManifestError(f"expected {key} {' or '.join(map(repr, expected))} in '{path}', but got {found!r}")
        try:
            self.kernels = {kernel["name"]: kernel for kernel in self.json["kernels"]}
            for name, kernel in self.kernels.items():
                if kernel.get("subgroupLanes", 1) > LANES:
                    raise ManifestError(f"expected '{name}' to need at most {LANES} lanes of a warp")
            self.functions = {function["name"]: function for function in self.json["functions"]}
            for function in self.functions.values():
                self.check(function)
        except (KeyError, TypeError, IndexError) as error:
            raise ManifestError(f"expected '{path}' to be complete, but got {error!r}") from None

    def check(self, function):
        """Raises ManifestError, KeyError or IndexError if a function is inconsistent."""
        name, buffers = function["name"], function["buffers"]
        for tensor in function["arguments"] + function["results"]:
            elements = 1
            for size in tensor["shape"]:
                elements *= size
            if elements * BYTES[tensor["type"]] != tensor["bytes"] or tensor["bytes"] > buffers[tensor["buffer"]]["bytes"]:
                raise ManifestError(f"expected the sizes of '{tensor['name']}' of '{name}' to fit each other")
        for launch in function["launches"]:
            bindings = self.kernels[launch["kernel"]]["bindings"]
            if len(bindings) != len(launch["buffers"]):
                raise ManifestError(f"expected {len(bindings)} buffers for '{launch['kernel']}', but got {len(launch['buffers'])}")
            for binding, buffer in zip(bindings, launch["buffers"]):
                if buffers[buffer]["bytes"] < binding["bytes"]:
                    raise ManifestError(f"expected {binding['bytes']} bytes for '{launch['kernel']}', but got {buffers[buffer]['bytes']}")

    def code(self, kernel):
        """The bytes of the file that has the kernel."""
        return (self.folder / self.kernels[kernel]["file"]).read_bytes()

    def constant(self, buffer):
        """The bytes of a constant buffer."""
        with open(self.folder / buffer["file"], "rb") as file:
            file.seek(buffer["offset"])
            data = file.read(buffer["bytes"])
        if len(data) != buffer["bytes"]:
            raise ManifestError(f"expected {buffer['bytes']} bytes at {buffer['offset']} of '{buffer['file']}', but got {len(data)}")
        return data

    def describe(self):
        """Lines for people."""
        for function in self.functions.values():
            total = {}
            for buffer in function["buffers"]:
                total[buffer["kind"]] = total.get(buffer["kind"], 0) + buffer["bytes"]
            yield f"{function['name']}: " + ", ".join(f"{size} bytes of {kind} memory" for kind, size in total.items())
            for launch in function["launches"]:
                grid, block = ("x".join(map(str, launch[key])) for key in ("grid", "block"))
                yield f"  {launch['kernel']}: {grid} blocks of {block} threads, buffers {launch['buffers']}"


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: manifest.py FOLDER")
    try:
        print("\n".join(Manifest(sys.argv[1], "ptx").describe()))
    except ManifestError as error:
        sys.exit(f"manifest.py: error: {error}")


if __name__ == "__main__":
    main()
