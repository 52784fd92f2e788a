# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A unit: some cases of one kind, drawn from a seed and a number, run together
where that is cheaper, and each alone where something is wrong."""

import os
import shlex
import shutil
import tempfile
from collections import Counter
from hashlib import sha256

import numpy as np

from fuzzing import corpus, hostile, known, mutate, options
from fuzzing.compile import CompileCase, texts_of
from fuzzing.generate import program
from fuzzing.numeric import NumericCase
from fuzzing.reduce import reduce
from fuzzing.reductions import Softmax
from fuzzing.translate import TranslateCase


def _programs(rng, count, steps=None):
    with np.errstate(all="ignore"):
        return [program(rng, steps) for _ in range(count)]


def _passes(rng):
    how = rng.random()
    if how < 0.25:
        return []
    return [options.pipeline(rng)] if how < 0.5 else options.phases(rng)


def _cpu(rng, tools, folder):
    return [NumericCase(_programs(rng, 6), options.run(rng))]


def _memrefs(rng, tools, folder):
    """As a host hands it over that has bufferized before. (MLIR lowers no softmax on
    memrefs.)"""
    programs = [p for p in _programs(rng, 6)
                if not any(isinstance(n.op, Softmax) for n in p.nodes)]
    return [NumericCase(programs, {"bufferized": True, **options.cpu(rng)})]


def _reference(rng, tools, folder):
    """What wino-run --check compares with: it and NumPy judge each other."""
    pipeline = "builtin.module(winograd-reference-to-cpu)"
    return [NumericCase(_programs(rng, 8), {"pipeline": pipeline})]


def _vulkan(rng, tools, folder):
    steps = int(rng.integers(0, 3))
    return [NumericCase(_programs(rng, 2, steps), options.gpu(rng), "vulkan")]


def _pipelines(rng, tools, folder):
    programs = _programs(rng, 20)
    return [CompileCase(texts_of(programs), [options.pipeline(rng)], programs)]


def _phases(rng, tools, folder):
    programs = _programs(rng, 30)
    return [CompileCase(texts_of(programs), options.phases(rng), programs)]


def _translate(rng, tools, folder):
    return [TranslateCase.draw(rng, _programs(rng, 4))]


def _texts(rng, tools, folder):
    tests = corpus.of_tests()
    sources = [tests[i] for i in rng.integers(len(tests), size=30)]
    sources += texts_of(_programs(rng, 10))
    return [CompileCase([mutate.text(rng, s) for s in sources], _passes(rng))]


def _operations(rng, tools, folder):
    sources = corpus.after_phases(rng, texts_of(_programs(rng, 12)), tools, folder)
    if not sources:
        return []
    texts = [mutate.text(rng, sources[i]) for i in rng.integers(len(sources), size=50)]
    return [CompileCase(texts, _passes(rng))]


def _bytecode(rng, tools, folder):
    if rng.random() < 0.5:
        tests = corpus.of_tests()
        text = tests[int(rng.integers(len(tests)))]
    else:
        text = texts_of(_programs(rng, 1))[0]
    return hostile.BytecodeCase.draw(rng, text, tools, folder)


def _arrays(rng, tools, folder):
    return hostile.ArrayCase.draw(rng, _programs(rng, 1, 0)[0])


def _options(rng, tools, folder):
    return [hostile.OptionCase.draw(rng, _programs(rng, 1, 1)[0]) for _ in range(6)]


# kind: (what draws its cases, how often)
KINDS = {"cpu": (_cpu, 36), "memrefs": (_memrefs, 6),
         "reference": (_reference, 2), "vulkan": (_vulkan, 4),
         "pipelines": (_pipelines, 14), "phases": (_phases, 12),
         "translate": (_translate, 3), "texts": (_texts, 14),
         "operations": (_operations, 14), "bytecode": (_bytecode, 2),
         "arrays": (_arrays, 1), "options": (_options, 4)}


# Kinds whose programs are right, and whose pipelines are whole.
WHOLE = ("cpu", "memrefs", "reference", "vulkan", "pipelines", "translate")


class Unit:
    def __init__(self, seed, number, tools, save, kinds, seconds=60):
        self.seed, self.number, self.tools, self.save = seed, number, tools, save
        self.seconds = seconds  # to reduce a failure
        rng = np.random.default_rng([seed, number])
        weights = np.array([KINDS[k][1] for k in kinds], float)
        self.kind = str(rng.choice(list(kinds), p=weights / weights.sum()))
        self.rng = rng
        self.counts, self.failures = Counter(), []

    def run(self):
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            for case in KINDS[self.kind][0](self.rng, self.tools, folder):
                self._run(case)
        return self

    def _is_unclear(self, result):
        return (self.kind in WHOLE and result.verdict == "refused"
                and not known.is_refusal(result))

    def _run(self, case):
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            result = case.run(self.tools, folder)
        parts = case.parts()
        if not parts and self._is_unclear(result):
            result.verdict = "unclear"
        if isinstance(result, list):
            for part, one in zip(parts, result, strict=True):
                if one is None or self._is_unclear(one):
                    self._run(part)
                else:
                    self._count(one)
        elif result is None or (parts and result.verdict != "ok"):
            before = len(self.failures)
            for part in parts:
                self._run(part)
            if result is not None and result.failed and len(self.failures) == before:
                self._fail(case, result)  # only together
        elif parts:
            self.counts["ok"] += len(parts)
        elif result.failed:
            self._fail(case, result)
        else:
            self._count(result)

    def _count(self, result):
        self.counts[result.signature if result.detail else result.verdict] += 1

    def _fail(self, case, result):
        if known.is_upstream(result):
            self.counts[f"upstream: {result.detail}"] += 1
            return
        self.counts[result.signature] += 1
        name = sha256(result.signature.encode()).hexdigest()[:8]
        folder = os.path.join(self.save, f"{result.verdict.split()[0]}-{name}")
        is_new = not os.path.exists(folder)
        one = os.path.join(folder, f"seed{self.seed}-unit{self.number}"
                           f"-{len(self.failures)}")
        if is_new or len(os.listdir(folder)) < 5:
            self._keep(case, one, result)
            if is_new:
                small = reduce(case, result, self.tools, self.seconds)
                if small is not case:
                    self._keep(small, one + "-reduced", result)
        self.failures.append((result.signature, one))

    def _keep(self, case, folder, result):
        """Input, what was printed, and a script that repeats it."""
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        line = case.command(self.tools, folder)
        with open(os.path.join(folder, "repeat.sh"), "w", encoding="utf-8") as file:
            file.write(f"#!/bin/sh\n# {self.kind}: {result.signature[:300]}\n"
                       f'cd "$(dirname "$0")" && {shlex.join(line)}\n')
        with open(os.path.join(folder, "printed.txt"), "w", encoding="utf-8",
                  errors="replace") as file:
            file.write(result.text[:20000])
