#===- sitting.py - Contenders by turns -----------------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""One problem: every library prepares its contenders, then rounds go through all of them.

The first round only warms up. In each other one a contender has one turn, whose result is the median of its calls. Its
time is the median of its turns; the least and the largest turn are the spread, which shows what moved meanwhile.
"""
import pathlib
import statistics
import time

import numpy as np

import data
from contenders import OURS, Failure

# Between turns on several threads: those of the last one stop to spin for work.
PAUSE_SECONDS = 0.02


def summarize(turns):
    """`seconds` of a contender, as `wino-bench phases` has it."""
    return {"median": statistics.median(turns), "least": min(turns), "most": max(turns)}


def find_errors(folder, name, references):
    """The errors of what a contender gave; None if there is nothing to compare it with."""
    if references is None:
        return None
    worst, squares, count = 0.0, 0.0, 0
    for index, expected in enumerate(references):
        file = pathlib.Path(folder) / f"{name}.{index}.npy"
        largest, rms = data.errors(np.load(file), expected) if file.exists() else (float("nan"),) * 2
        worst = max(worst, largest) if largest == largest else largest
        squares, count = squares + rms * rms * expected.size, count + expected.size
    return {"max": worst, "rms": (squares / count) ** 0.5 if count else 0.0}


def load_results(folder, name):
    """What a contender gave, in float64."""
    files = sorted(pathlib.Path(folder).glob(f"{name}.[0-9]*.npy"), key=lambda file: int(file.suffixes[-2][1:]))
    return [np.load(file).astype(np.float64) for file in files]


def get_title(library, contender):
    """Ours are called after their plan alone."""
    return f"{OURS}-{contender}" if library == OURS else contender


class Sitting:
    """The processes, and how much they are asked."""

    def __init__(self, processes, rounds, turn_seconds, threads, say):
        self.processes, self.rounds, self.turn_seconds, self.say = list(processes), rounds, turn_seconds, say
        self.pause = PAUSE_SECONDS if threads > 1 else 0

    def prepare(self, request, problem):
        """Adds the contenders to the problem, and what is known of both."""
        ready = []
        for process in self.processes:
            if process.name == OURS and "networks" in request and "module" not in request:
                self.give_up(process, problem, "needs the network as .mlir, or as .onnx and PyPI's torch-mlir")
                continue
            self.say(f"{problem['name']}: {process.name} prepares")
            try:
                for answer in process.prepare(request):
                    if "ready" in answer:
                        problem["flops"] = answer.get("flops", problem.get("flops"))
                        continue
                    record = {"library": process.name, "name": get_title(process.name, answer["contender"]),
                              "status": "measured", **answer, "turns": []}
                    for status in ("failed", "refused"):
                        if status in record:
                            record.update(status=status, reason=record.pop(status))
                    problem["contenders"].append(record)
                    if record["status"] == "measured":
                        ready.append((process, record))
            except Failure as failure:
                self.give_up(process, problem, str(failure))
                ready = [(other, record) for other, record in ready if other is not process]
        return ready

    def give_up(self, process, problem, reason):
        """Without what is left of a library, for this problem."""
        for record in problem["contenders"]:
            if record["library"] == process.name and record["status"] == "measured":
                record.update(status="failed", reason=reason)
        if not any(record["library"] == process.name for record in problem["contenders"]):
            problem["contenders"].append({"library": process.name, "name": process.name, "status": "failed", "reason": reason,
                                          "turns": []})

    def measure(self, ready, problem):
        """Rounds, the first of which does not count. What an interrupt leaves is whole rounds' turns, and those begun."""
        for number in range(self.rounds + 1):
            for process, record in ready:
                if record["status"] != "measured":
                    continue
                what = f"round {number} of {self.rounds}" if number else "warms up"
                self.say(f"{problem['name']}: {what}, {record['name']}")
                try:
                    seconds = process.run(record["contender"], self.turn_seconds)
                except Failure as failure:
                    record.update(status="failed", reason=str(failure))
                    continue
                if number:
                    record["turns"].append(seconds)
                time.sleep(self.pause)

    def run(self, request, problem, references=None):
        """Fills the problem. `references`: the results, or a function of none that finds them when all are prepared."""
        try:
            ready = self.prepare(request, problem)
            expected = references() if callable(references) else references
            for _, record in ready:
                record["error"] = find_errors(request["folder"], record["contender"], expected)
            self.measure(ready, problem)
        finally:
            for record in problem["contenders"]:
                if record["turns"]:
                    record["seconds"] = summarize(record["turns"])
                elif record["status"] == "measured":
                    record.update(status="failed", reason="interrupted")

