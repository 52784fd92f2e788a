# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles Metal text for the CPU, with headers that stand in for Metal's, and
launches its kernels."""

import json
import os
import re
import subprocess

import numpy as np

_HERE = os.path.dirname(os.path.abspath(__file__))
_KERNEL = re.compile(r"^kernel void (\w+)\((.*)\)$", re.MULTILINE)
_ARGUMENT = re.compile(r"(?:const )?(?:device )?(\w+)(?:&)? (?:__restrict )?\w+ \[\[(\w+)(?:\((\d+)\))?\]\]")
_VARIABLE = re.compile(r"^( +)threadgroup (?=\w+ \w+\[)", re.MULTILINE)
_BUILTINS = {
    "thread_position_in_threadgroup": "inThreadgroup",
    "threadgroup_position_in_grid": "ofThreadgroup",
    "threads_per_threadgroup": "threadsPerThreadgroup",
    "threadgroups_per_grid": "threadgroups",
}
_LANES = {
    "thread_index_in_simdgroup": "lane",
    "simdgroup_index_in_threadgroup": "simdgroup",
    "thread_execution_width": "lanes",
}
_EXCHANGES = ("threadgroup_barrier(", "simd_shuffle", "spvSubgroup")
# Kernels and launcher are compiled apart: Metal's words are macros there.
_SOURCE = """#include "Launcher.h"
#include <metal_stdlib>

{text}
[[maybe_unused]] static uint3 toVector(const unsigned (&v)[3]) {{ return uint3(v[0], v[1], v[2]); }}

{wrappers}
const std::vector<KernelEntry> kernelTable = {{
{rows}}};
"""


class MetalError(Exception):
    pass


def _arguments(name, text):
    """(type, attribute, number) of each argument of a kernel."""
    arguments = []
    while text:
        match = _ARGUMENT.match(text)
        if not match:
            raise MetalError(f"expected arguments of {name}, but got '{text}'")
        arguments.append(match.groups())
        text = text[match.end() :].removeprefix(", ")
    return arguments


def _source(text):
    """The text as C++, with a table of its kernels."""
    wrappers, rows = [], []
    starts = list(_KERNEL.finditer(text))
    for match, following in zip(starts, starts[1:] + [None]):
        name = match.group(1)
        body = text[match.end() : following.start() if following else len(text)]
        calls, types = [], {}
        for kind, attribute, number in _arguments(name, match.group(2)):
            if attribute == "buffer":
                calls.append(f"*static_cast<{kind} *>(buffers[{number}])")
                types[int(number)] = kind
            elif attribute in _BUILTINS:
                calls.append(f"toVector(position.{_BUILTINS[attribute]})")
            elif attribute in _LANES:
                calls.append(f"position.{_LANES[attribute]}")
            else:
                raise MetalError(f"expected a known attribute in {name}, but got '{attribute}'")
        if sorted(types) != list(range(len(types))):
            raise MetalError(f"expected buffers from 0 on in {name}, but got {sorted(types)}")
        wrappers.append(
            f"static void run_{name}(void *const *buffers, const Position &position) {{\n"
            f"  {name}({', '.join(calls)});\n}}\n"
        )
        sizes = ", ".join(f"sizeof({types[number]})" for number in sorted(types))
        barriers = str(any(word in body for word in _EXCHANGES)).lower()
        rows.append(f'  {{"{name}", run_{name}, {{{sizes}}}, {barriers}}},\n')
    text = _VARIABLE.sub(r"\1THREADGROUP_VARIABLE ", text)
    return _SOURCE.format(text=text, wrappers="\n".join(wrappers), rows="".join(rows))


class MetalProgram:
    """The kernels of a .metal file, compiled in `folder`."""

    def __init__(self, path, folder, compiler):
        os.makedirs(folder, exist_ok=True)
        self.folder = folder
        with open(path) as file:
            source = _source(file.read())
        kernels = os.path.join(folder, "kernels.cpp")
        with open(kernels, "w") as file:
            file.write(source)
        self.program = os.path.join(folder, "launcher")
        command = [compiler, "-std=c++20", "-O1", "-ffp-contract=off", "-Wall", "-Werror"]
        # [[buffer(n)]] and its like are not attributes of C++.
        command += ["-Wno-unknown-attributes", "-Wno-unused-but-set-variable"]
        # 1.0 is a float in Metal.
        command += ["-Xclang", "-cl-single-precision-constant"]
        command += ["-I", os.path.join(_HERE, "standin"), "-I", _HERE]
        # The launcher, once for all programs beside this one.
        launcher = os.path.join(os.path.dirname(os.path.abspath(folder)), "launcher.o")
        if not os.path.exists(launcher):
            source = os.path.join(_HERE, "Launcher.cpp")
            subprocess.run(command + ["-c", source, "-o", launcher], check=True)
        subprocess.run(command + [kernels, launcher, "-o", self.program], check=True)

    def run(self, buffers, launches, descending=False):
        """Runs `launches`, a list of (kernel, threadgroups, threads, numbers of
        buffers), and returns the buffers after them. A buffer is an array, or
        (dtype, shape) of one that starts undefined."""
        lines, results = [], []
        for i, buffer in enumerate(buffers):
            path = "-"
            if isinstance(buffer, np.ndarray):
                path = os.path.join(self.folder, f"{i}.in")
                buffer.tofile(path)
                buffer = (buffer.dtype, buffer.shape)
            results.append(buffer)
            size = np.dtype(buffer[0]).itemsize * int(np.prod(buffer[1]))
            lines.append(f"buffer {size} {path}")
        for kernel, groups, threads, numbers in launches:
            lines.append(" ".join(map(str, ["launch", kernel, *groups, *threads, *numbers])))
        outputs = [os.path.join(self.folder, f"{i}.out") for i in range(len(buffers))]
        lines += [f"save {i} {path}" for i, path in enumerate(outputs)]
        script = os.path.join(self.folder, "script.txt")
        with open(script, "w") as file:
            file.write("\n".join(lines) + "\n")
        order = ["descending"] if descending else []
        subprocess.run([self.program, script] + order, check=True)
        return [
            np.fromfile(path, dtype=dtype).reshape(shape)
            for path, (dtype, shape) in zip(outputs, results)
        ]


_TYPES = {"f16": np.float16, "f32": np.float32, "i32": np.int32}


class MetalFunctions:
    """The functions of a folder that `wino-translate --emit=metal` wrote, by
    its manifest."""

    def __init__(self, artefacts, folder, compiler):
        self.artefacts = artefacts
        with open(os.path.join(artefacts, "manifest.json")) as file:
            self.manifest = json.load(file)
        (text,) = {kernel["file"] for kernel in self.manifest["kernels"]}
        self.program = MetalProgram(os.path.join(artefacts, text), folder, compiler)

    def run(self, name, inputs, descending=False):
        """The results of a function."""
        (function,) = (f for f in self.manifest["functions"] if f["name"] == name)
        buffers = [self._initial(buffer) for buffer in function["buffers"]]
        for argument, value in zip(function["arguments"], inputs, strict=True):
            if list(value.shape) != argument["shape"] or value.dtype != _TYPES[argument["type"]]:
                raise MetalError(f"expected {argument}, but got {value.dtype} {value.shape}")
            buffers[argument["buffer"]] = value
        launches = [
            (launch["kernel"], launch["grid"], launch["block"], launch["buffers"])
            for launch in function["launches"]
        ]
        after = self.program.run(buffers, launches, descending)
        return [self._result(after[r["buffer"]], r) for r in function["results"]]

    def _initial(self, buffer):
        if buffer["kind"] != "constant":
            return (np.uint8, (buffer["bytes"],))
        with open(os.path.join(self.artefacts, buffer["file"]), "rb") as file:
            file.seek(buffer["offset"])
            return np.fromfile(file, np.uint8, buffer["bytes"])

    @staticmethod
    def _result(buffer, result):
        flat = buffer.view(np.uint8).ravel()[: result["bytes"]]
        return flat.view(_TYPES[result["type"]]).reshape(result["shape"])
