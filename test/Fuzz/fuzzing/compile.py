# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Many modules in one process, through pipelines and passes of wino-opt, split at
`// -----`. What cannot be said of one module alone is tried again alone."""

import os
import re

from fuzzing.options import arguments
from fuzzing.program import Module
from fuzzing.run import Result, errors, execute, judge, message_class

MARK = "// -----\n"


class CompileCase:
    """Texts of modules, and what wino-opt is to do with them."""

    def __init__(self, texts, passes, programs=None):
        self.texts, self.passes, self.programs = texts, passes, programs

    def parts(self):
        if len(self.texts) == 1:
            return []
        programs = self.programs or [None] * len(self.texts)
        return [CompileCase([t], self.passes, p and [p])
                for t, p in zip(self.texts, programs)]

    def command(self, tools, folder):
        with open(os.path.join(folder, "input.mlir"), "w", encoding="utf-8",
                  errors="surrogateescape") as file:
            file.write(MARK.join(t if t.endswith("\n") else t + "\n"
                                 for t in self.texts))
        split = ["-split-input-file"] if len(self.texts) > 1 else []
        return [tools["wino-opt"], "input.mlir", *arguments(self.passes), *split, "-o",
                "output.mlir"]

    def run(self, tools, folder):
        """The Result of a single module; of several, a list with None for those
        that have to be tried alone; None if all have."""
        command = self.command(tools, folder)
        status, out, err = execute(command, folder)
        whole = judge(status, err)
        if len(self.texts) > 1 and whole.verdict not in ("ok", "refused"):
            return None
        try:
            with open(os.path.join(folder, "output.mlir"), encoding="utf-8",
                      errors="surrogateescape") as file:
                outputs = file.read().split(MARK)
        except OSError:
            outputs = [""] * len(self.texts)
        if len(self.texts) == 1:
            result = whole
            if status == 0:
                result = _of_output("".join(outputs), err)
            result.command = command
            return result
        if len(outputs) != len(self.texts):
            return None
        return self._each(outputs, err)

    def _each(self, outputs, err):
        found = {}
        for line in errors(err):
            match = re.match(r"input\.mlir:(\d+):\d+: error: ", line)
            if match:
                found.setdefault(int(match[1]), line)
        results, start = [], 1
        for text, output in zip(self.texts, outputs):
            end = start + text.count("\n") + (not text.endswith("\n")) + 1
            mine = [found[n] for n in found if start <= n < end]
            start = end
            if not output.strip():
                results.append(Result("refused", message_class(mine[0]))
                               if mine else None)
            elif mine or "unrealized_conversion_cast" in output:
                results.append(None)
            else:
                results.append(Result("ok"))
        return results


def _of_output(output, err):
    """Of a process that ended with 0."""
    if errors(err):
        return Result("success after an error", message_class(errors(err)[0]), err)
    if "unrealized_conversion_cast" in output:
        kinds = sorted(set(re.findall(
            r"builtin.unrealized_conversion_cast .* : (.*) to (.*)", output)))
        name = lambda kind: re.sub(r"[<(].*|\d+", "", kind)
        kinds = sorted({f"{name(a)} to {name(b)}" for a, b in kinds})
        return Result("leftover", "; ".join(kinds), output)
    return Result("ok")


def texts_of(programs):
    result = []
    for program in programs:
        module = Module()
        module.function("main", program)
        result.append(module.text())
    return result
