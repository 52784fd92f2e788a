#===- peer.py - How a library is run when it is told to ------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""What every peer in Python shares: the loop that answers requests, and the clock.

A peer is a process that prepares the contenders of one library, and times one of them whenever it is told to, so that
all can take turns. A request is a line of JSON on standard input, an answer one on standard output:

    {"prepare": {"folder": DIR, "threads": N, "target": "cpu", "shape": "NxCxKxHxW"}}
    {"prepare": {"folder": DIR, "threads": N, "target": "cpu", "networks": {"onnx": FILE, ...}, "entry": NAME}}
        for each contender
            {"contender": NAME, "compile": seconds, ...}    its results are in DIR/NAME.I.npy
            {"contender": NAME, "failed": REASON}
        and then
            {"ready": true}
    {"run": NAME, "seconds": S}
        {"median": seconds}                                 of at least 3 calls and S seconds, after one uncounted
    {"version": true}
        {"version": TEXT}

Anything that goes wrong is `{"error": TEXT}`. DIR holds the arguments: SHAPE.x and SHAPE.w as data.py makes them, or
input.I.npy of a network. `wino-bench serve` and peer_onednn.cpp speak the same language.
"""
import dataclasses
import json
import os
import statistics
import sys
import time
from typing import Callable

import numpy as np

FEWEST_CALLS = 3


class CannotDo(Exception):
    """The library cannot calculate this; the text says why."""


@dataclasses.dataclass
class Contender:
    """One way of a library to calculate the problem."""
    name: str
    run: Callable  # one call, until its result is there
    results: Callable  # () -> arrays, of a convolution one in the order NCHW
    compile: float | None = None  # seconds until it could run
    layout: str | None = None  # of images


def measure(run, seconds):
    """The median duration of a call."""
    run()
    durations, start = [], time.perf_counter()
    while len(durations) < FEWEST_CALLS or time.perf_counter() - start < seconds:
        before = time.perf_counter()
        run()
        durations.append(time.perf_counter() - before)
    return statistics.median(durations)


class Failed:
    """In place of a contender."""

    def __init__(self, name, reason):
        self.name, self.reason = name, reason


def attempt(name, make):
    """A contender, or why there is none: libraries raise all kinds of exceptions."""
    start = time.perf_counter()
    try:
        contender = make()
        contender.run()
    except Exception as error:  # pylint: disable=broad-except
        text = str(error).strip() or type(error).__name__
        return Failed(name, text.splitlines()[0][:300])
    if contender.compile is None:
        contender.compile = time.perf_counter() - start
    return contender


class Server:
    """Answers the requests to one library: `prepare(request)` yields the contenders."""

    def __init__(self, version, prepare):
        self.version, self.prepare_all, self.contenders = version, prepare, {}

    def prepare(self, request):
        self.contenders = {}
        for made in self.prepare_all(request):
            if isinstance(made, Failed):
                yield {"contender": made.name, "failed": made.reason}
                continue
            for index, array in enumerate(made.results()):
                np.save(os.path.join(request["folder"], f"{made.name}.{index}.npy"), np.asarray(array, np.float32))
            self.contenders[made.name] = made
            yield {"contender": made.name, "compile": made.compile, "layout": made.layout}
        yield {"ready": True}

    def answer(self, request):
        if "prepare" in request:
            yield from self.prepare(request["prepare"])
        elif "run" in request:
            yield {"median": measure(self.contenders[request["run"]].run, request["seconds"])}
        elif "version" in request:
            yield {"version": self.version}
        else:
            raise CannotDo(f"expected prepare, run or version, but got {request}")


def serve(version, prepare):
    """Answers until standard input ends. What libraries print on standard output goes to standard error."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    server = Server(version, prepare)
    for line in sys.stdin:
        try:
            for answer in server.answer(json.loads(line)):
                print(json.dumps(answer), file=answers, flush=True)
        except Exception as error:  # pylint: disable=broad-except
            print(json.dumps({"error": f"{type(error).__name__}: {error}"}), file=answers, flush=True)


def load_inputs(request):
    """The arguments of a network."""
    arrays, index = [], 0
    while os.path.exists(file := os.path.join(request["folder"], f"input.{index}.npy")):
        arrays.append(np.load(file))
        index += 1
    return arrays
