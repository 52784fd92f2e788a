#!/usr/bin/env python3
#===- torch_compile.py - Backends of torch.compile beside each other -----===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Times networks of networks.py in eager mode, by inductor, and by this package.

    torch_compile.py [--networks=resnet18,unet] [--backends=eager,inductor,winograd]
                     [--threads=1] [--calls=9] [--rounds=5] [--clock=wall|cpu]

Prints of each the time of the first call, of the first call after everything was forgotten but
what is kept on disk (a folder of this run), the median of later ones, which are taken by turns,
and the largest difference from eager mode, relative to the largest value. Needs what
benchmarks/networks.sh installs, and the package in PYTHONPATH. On a machine that others share,
--clock=cpu is steadier.
"""
import argparse
import os
import resource
import statistics
import tempfile
import time

import networks
import torch
import torch._inductor.config
import winograd.torch


def cpu_time():
    """Of this process and of those that it has waited for, such as inductor's compilers."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


CLOCKS = {"wall": time.perf_counter, "cpu": cpu_time}


class Contender:
    """A network by one backend."""

    def __init__(self, backend, model, x, expected, clock):
        self.backend, self.x, self.clock = backend, x, clock
        self.function = model if backend == "eager" else torch.compile(model, backend=backend)
        self.times = []
        self.first = self.time()
        torch._dynamo.reset()
        self.again = self.time()
        self.error = float((self.function(x) - expected).abs().max() / expected.abs().max())

    def time(self):
        begin = self.clock()
        self.function(self.x)
        return self.clock() - begin

    def take_turn(self, calls):
        self.times += [self.time() for _ in range(calls)]

    def __str__(self):
        later = statistics.median(self.times) * 1e3
        return (f"{self.backend:10} {self.first:9.2f} s {self.again:9.2f} s {later:9.2f} ms "
                f"{self.error:9.1e}")


def warm_up():
    """What the first compilation of all loads."""
    torch.compile(lambda x: x + 1, backend="aot_eager")(torch.zeros(1))
    torch._dynamo.reset()


def measure(name, options):
    model, x = networks.make(name)
    clock = CLOCKS[options.clock]
    expected = model(x)
    contenders = [Contender(backend, model, x, expected, clock)
                  for backend in options.backends.split(",")]
    for _ in range(options.rounds):
        for contender in contenders:
            contender.take_turn(options.calls)
    print(f"{name:10} {'first':>11} {'again':>11} {'later':>12} {'error':>9}")
    for contender in contenders:
        print(contender, flush=True)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False)
    parser.add_argument("--networks", default="resnet18,unet")
    parser.add_argument("--backends", default="eager,inductor,winograd")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--calls", type=int, default=9)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--clock", choices=CLOCKS, default="wall")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch._inductor.config.compile_threads = options.threads
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        os.environ.update(XDG_CACHE_HOME=folder, TORCHINDUCTOR_CACHE_DIR=folder)
        warm_up()
        for name in options.networks.split(","):
            measure(name, options)


if __name__ == "__main__":
    main()
