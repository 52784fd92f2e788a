# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Programs through wino-run, compared with NumPy: several in one module, each a
function that @main calls, since a process costs more than a small program."""

import os

import numpy as np

from fuzzing import options as option_lists
from fuzzing.elements import compare, decode, encode
from fuzzing.program import Context, Module
from fuzzing.run import Result, run


# MLIR's own, before ours: convolutions are on memrefs then. In front of it stands
# what keeps it from its known mistakes.
BUFFERIZE = ("winograd-crop-pads,func.func(winograd-normalize-slices,"
             "convert-elementwise-to-linalg),one-shot-bufferize{"
             "bufferize-function-boundaries allow-return-allocs-from-loops "
             "function-boundary-type-conversion=identity-layout-map}")


class NumericCase:
    """Some programs and the options that they are compiled with."""

    def __init__(self, programs, options, target="cpu"):
        self.programs, self.options, self.target = programs, options, target

    def parts(self):
        if len(self.programs) == 1:
            return []
        return [NumericCase([p], self.options, self.target) for p in self.programs]

    def ir(self):
        texts, calls, signature, results = Module(), [], [], []
        for number, program in enumerate(self.programs):
            name = f"p{number}" if len(self.programs) > 1 else "main"
            texts.function(name, program)
            arguments = [f"%x{len(signature) + i}" for i in
                         range(len(program.arguments))]
            signature += [f"{a}: {v.type}" for a, v in
                          zip(arguments, program.arguments)]
            found = [f"%y{number}#{i}" for i in range(len(program.results))]
            if len(found) == 1:
                found = [f"%y{number}"]
            types = ", ".join(v.type for v in program.results)
            head = f"%y{number}:{len(found)}" if len(found) > 1 else f"%y{number}"
            calls.append(f"  {head} = func.call @{name}({', '.join(arguments)}) : "
                         f"({', '.join(v.type for v in program.arguments)}) -> "
                         f"({types})\n")
            results += [(f, v.type) for f, v in zip(found, program.results)]
        if len(self.programs) > 1:
            types = ", ".join(t for _, t in results)
            texts.functions.append(
                f"func.func @main({', '.join(signature)}) -> ({types}) {{\n"
                + "".join(calls) + f"  return {', '.join(n for n, _ in results)} : "
                f"{types}\n}}\n")
        return texts.text()

    def context(self):
        options = self.options
        direct = (options.get("direct") or options.get("plan") == "direct"
                  or "pipeline" in options)
        tile = int(options.get("tile", 0))
        winograd = 4.0 if direct else 2000.0 if tile <= 4 else 50000.0
        return Context(winograd, 8.0 if self.target == "cpu" else 4000.0,
                       "narrow-transforms" in options and not direct)

    def command(self, tools, folder):
        """Writes the module and its inputs; the command line."""
        with open(os.path.join(folder, "input.mlir"), "w", encoding="utf-8") as file:
            file.write(self.ir())
        line = [tools["wino-run"], "input.mlir", "--entry=main"]
        if self.target != "cpu":
            line += [f"--target={self.target}", "--validate"]
        rest = dict(self.options)
        if rest.pop("bufferized", None):
            rest = {"pipeline": f"builtin.module({BUFFERIZE},winograd-to-cpu"
                                f"{{{option_lists.text(rest)}}})"}
        if rest.pop("direct", None):
            line.append("--direct")
        for name in "plan", "tile", "threads", "stop-after", "pipeline", "cpu":
            if name in rest and not (name == "threads" and self.target != "cpu"):
                line.append(f"--{name}={rest.pop(name)}")
        if rest:
            line.append(f"--pipeline-options={option_lists.text(rest)}")
        arguments = [v for p in self.programs for v in p.arguments]
        for number, value in enumerate(arguments):
            np.save(os.path.join(folder, f"x{number}.npy"),
                    encode(value.number.value, value.kind))
            line.append(f"--input=x{number}.npy")
        results = [v for p in self.programs for v in p.results]
        return line + [f"--output=y{number}.npy" for number in range(len(results))]

    def run(self, tools, folder):
        result = run(self.command(tools, folder), folder)
        if result.verdict != "ok":
            return result
        number = 0
        for program in self.programs:
            with np.errstate(all="ignore"):
                expected = program.evaluate(self.context())
            for value, wanted in zip(program.results, expected):
                found = np.load(os.path.join(folder, f"y{number}.npy"))
                problem = compare(decode(found, value.kind), wanted, value.kind)
                if problem:
                    last = (type(program.nodes[-1].op).__name__ if program.nodes
                            else "nothing")
                    return Result("wrong", f"after {last}", f"result {number}: "
                                  + problem, result.command)
                number += 1
        return result
