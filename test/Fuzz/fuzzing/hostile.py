# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Files and options that nobody writes: bytecode, arrays and command lines."""

import io
import os

import numpy as np

from fuzzing import mutate, options
from fuzzing.compile import texts_of
from fuzzing.elements import encode
from fuzzing.numeric import NumericCase
from fuzzing.run import execute, run


class BytecodeCase:
    """A module as bytecode, damaged."""

    def __init__(self, text, data, passes, before):
        self.text, self.data, self.passes, self.before = text, data, passes, before

    def parts(self):
        return []

    @staticmethod
    def draw(rng, text, tools, folder):
        """None if the text is no module."""
        source = os.path.join(folder, "source.mlir")
        with open(source, "w", encoding="utf-8") as file:
            file.write(text)
        before = [options.one_pass(rng, "convert-linalg-to-winograd")]
        target = os.path.join(folder, "source.mlirbc")
        status, _, _ = execute([tools["wino-opt"], source, *options.arguments(before), "--emit-bytecode",
                                "-o", target])
        if status != 0:
            return []
        with open(target, "rb") as file:
            data = file.read()
        passes = [options.pipeline(rng)] if rng.random() < 0.5 else options.phases(rng)
        return [BytecodeCase(text, mutate.data(rng, data), passes, before)
                for _ in range(10)]

    def command(self, tools, folder):
        with open(os.path.join(folder, "input.mlirbc"), "wb") as file:
            file.write(self.data)
        return [tools["wino-opt"], "input.mlirbc", *options.arguments(self.passes), "-o", "/dev/null"]

    def run(self, tools, folder):
        return run(self.command(tools, folder), folder)


def _headers(rng, shape, kind):
    """Headers of .npy files, most of which are wrong."""
    descr = {np.dtype(np.float32): "<f4"}.get(kind, kind.str)
    pick = lambda values: values[int(rng.integers(len(values)))]
    descr = pick([descr] * 4 + [">f4", "=f4", "|f4", "<f9999999999999", "f", "", "<U4",
                                "|O", "<f2", "<V2", "|b1"])
    shape = pick([shape] * 4 + [(), (-1,), (2**63,), (2**64, 2), (2**32, 2**32),
                                shape[::-1], (0,), (1,) * 40, shape + (1,)])
    order = pick(["False"] * 4 + ["True", "0", "None", ""])
    text = pick(["{'descr': '%s', 'fortran_order': %s, 'shape': %s, }"] * 5
                + ['{"shape": (1,)}', "{'descr': [('a', '<f4')], 'fortran_order': "
                   "False, 'shape': (3,)}", "{'descr': '%s'", "%s%s%s", "{" * 1000])
    if text.count("%s") == 3:
        return text % (descr, order, shape)
    return text.replace("%s", descr)


def npy(rng, array):
    """An array's file, with a strange header or damaged."""
    buffer = io.BytesIO()
    np.save(buffer, array)
    whole = buffer.getvalue()
    if rng.random() < 0.5:
        return mutate.data(rng, whole[:200]) + whole[200:]
    header = _headers(rng, array.shape, array.dtype).encode()
    version = int(rng.choice([1, 1, 1, 2, 3, 0, 255]))
    width = 2 if version == 1 else 4
    length = len(header) if rng.random() < 0.7 else int(rng.integers(2**16))
    if rng.random() < 0.05:
        length = 2**(8 * width) - 1
    return (b"\x93NUMPY" + bytes([version, 0]) + length.to_bytes(width, "little")
            + header + array.tobytes())


class ArrayCase(NumericCase):
    """wino-run with one array that is not as it should be. That it is read although
    it was changed is fine: a right value is not expected."""

    def __init__(self, programs, chosen, which, data):
        super().__init__(programs, chosen)
        self.which, self.data = which, data

    @staticmethod
    def draw(rng, program):
        if not program.arguments:
            return []
        cases = []
        for _ in range(5):
            which = int(rng.integers(len(program.arguments)))
            value = program.arguments[which]
            array = np.asarray(encode(value.number.value, value.kind))
            cases.append(ArrayCase([program], {"direct": "true"}, which,
                                   npy(rng, array)))
        return cases

    def run(self, tools, folder):
        command = self.command(tools, folder)
        return run(command, folder)

    def command(self, tools, folder):
        line = super().command(tools, folder)
        with open(os.path.join(folder, f"x{self.which}.npy"), "wb") as file:
            file.write(self.data)
        return line


_VALUES = ["", "0", "-1", "1", "2", "3", "16", "2147483647", "2147483648",
           "9223372036854775807", "-9223372036854775808", "1e9", "nan", "x", "true",
           "blocked", "four-buffer", "direct", "auto", "1,2", "1,2,3,4,5", ",", "/dev/null",
           "1000000000", "4,4,", "a" * 300, "é", "'", "{", "}", "=", "--", "1.5", "99"]
_RUN = ["tile", "plan", "threads", "stop-after", "pipeline-options", "target", "device",
        "entry", "input", "check", "direct", "time", "tolerance", "random-inputs",
        "shared-libs", "pipeline", "validate", "list-devices", "cpu"]
_TRANSLATE = ["emit", "target-triple", "cpu", "features", "entry", "chip", "prepack",
              "pipeline-options"]
_PIPELINE = ["tile", "plan", "block", "threads", "lanes", "rows", "narrow-transforms",
             "stop-after", "direct", "workgroup-memory", "max-workgroup-size", "bindings",
             "registers", "instructions", "workgroup-size", "subgroup-size", "columns",
             "parallel-threads", "chip", "ptx", "version", "capabilities", "embed"]


class OptionCase:
    """A tool with options of any value."""

    def __init__(self, text, tool, arguments):
        self.text, self.tool, self.arguments = text, tool, arguments

    def parts(self):
        return []

    @staticmethod
    def draw(rng, program):
        pick = lambda values: values[int(rng.integers(len(values)))]
        option = lambda names: f"{pick(names)}={pick(_VALUES)}"
        tool = pick(["wino-run", "wino-opt", "wino-opt", "wino-translate"])
        count = pick([1, 1, 2, 3])
        if tool == "wino-opt":
            name = pick(["cpu", "cpu", "kernels", "spirv", "nvvm"]
                        + list(options.PASSES))
            rest = " ".join(option(_PIPELINE) for _ in range(count))
            if name in options.PASSES:
                chosen = [o for f in options.PASSES[name] for o in f(rng)]
                rest = option(chosen) if chosen else ""
                before = options.one_pass(rng, "convert-linalg-to-winograd")
                one = f"{name}{{{rest}}}" if rest else name
                if name in options.OF_FUNCTIONS:
                    one = f"func.func({one})"
                arguments = options.arguments([before, one])
            else:
                arguments = [f"--winograd-to-{name}={rest}"]
            arguments += ["-o", "/dev/null"]
        elif tool == "wino-run":
            arguments = ["--entry=main", "--random-inputs=1", "--time=1"]
            arguments += ["--" + option(_RUN) for _ in range(count)]
            if rng.random() < 0.3:
                arguments.append("--pipeline-options=" + option(_PIPELINE))
        else:
            arguments = ["-o", "out"] + ["--" + option(_TRANSLATE) for _ in range(count)]
            if rng.random() < 0.3:
                arguments.append("--pipeline-options=" + option(_PIPELINE))
        return OptionCase(texts_of([program])[0], tool, arguments)

    def command(self, tools, folder):
        with open(os.path.join(folder, "input.mlir"), "w", encoding="utf-8") as file:
            file.write(self.text)
        return [tools[self.tool], "input.mlir", *self.arguments]

    def run(self, tools, folder):
        return run(self.command(tools, folder), folder)
