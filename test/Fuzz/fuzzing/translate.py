# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Programs through wino-translate, for random machines."""

import os

from fuzzing import options as option_lists
from fuzzing.program import Module
from fuzzing.run import run

X86 = ["x86-64", "x86-64-v2", "x86-64-v3", "x86-64-v4", "haswell", "znver3", "znver5",
       "skylake-avx512", "cooperlake", "sapphirerapids", "diamondrapids"]
MACHINES = ([("", "")] * 3 + [("x86_64-linux-gnu", c) for c in X86]
            + [("aarch64-linux-gnu", c) for c in ("cortex-a55", "neoverse-n1",
                                                  "neoverse-v2", "apple-m1")] * 2)


class TranslateCase:
    """Programs, as functions of one module."""

    def __init__(self, programs, arguments):
        self.programs, self.arguments = programs, arguments

    @staticmethod
    def draw(rng, programs):
        emit = str(rng.choice(["object"] * 4 + ["llvm-ir", "assembly", "spirv", "metal",
                                                "ptx"]))
        arguments = [f"--emit={emit}"]
        if emit in ("spirv", "metal", "ptx"):
            options = option_lists.gpu(rng)
        else:
            options = option_lists.cpu(rng)
            options.pop("threads", None)
            triple, cpu = MACHINES[rng.integers(len(MACHINES))]
            if triple:
                arguments += [f"--target-triple={triple}", f"--cpu={cpu}"]
        if options and rng.random() < 0.7:
            arguments.append(f"--pipeline-options={option_lists.text(options)}")
        return TranslateCase(programs, arguments)

    def parts(self):
        if len(self.programs) == 1:
            return []
        return [TranslateCase([p], self.arguments) for p in self.programs]

    def command(self, tools, folder):
        module = Module()
        for number, program in enumerate(self.programs):
            module.function(f"f{number}", program)
        with open(os.path.join(folder, "input.mlir"), "w", encoding="utf-8") as file:
            file.write(module.text())
        return [tools["wino-translate"], "input.mlir", *self.arguments, "-o", "."]

    def run(self, tools, folder):
        return run(self.command(tools, folder), folder)
