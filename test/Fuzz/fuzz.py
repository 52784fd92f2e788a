#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random programs, options and damaged files through the tools.

    fuzz.py [--seed=S] [--count=N] [--jobs=J] [--bin=FOLDER] [--save=FOLDER]
            [--kinds=cpu,texts,...] [--first=UNIT] [--json=FILE] [--reduce=SECONDS]

Runs units, each of some cases of one kind, until there were N cases. A unit of a
seed is always the same. Failures are saved, one of each class reduced, with a
script that repeats it; exit code 1 if there was one that known-upstream.txt does
not list. README.md says what is tried, and what a failure is.
"""

import argparse
import json
import multiprocessing
import os
import resource
import subprocess
import sys
from collections import Counter, defaultdict

_HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, _HERE)
from fuzzing.units import KINDS, Unit  # noqa: E402

TOOLS = ("wino-opt", "wino-run", "wino-translate")


def _run(job):
    """In a process of its own: what a unit found."""
    args, number = job
    tools = {t: os.path.join(os.path.abspath(args.bin), t) for t in TOOLS}
    start = _processor_time()
    unit = Unit(args.seed, number, tools, os.path.abspath(args.save), args.kinds,
                args.reduce)
    try:
        unit.run()
    except Exception as error:  # the fuzzer's own mistake: say which unit
        raise RuntimeError(f"unit {number} of seed {args.seed} ({unit.kind}): "
                           f"{error!r}") from error
    return (number, unit.kind, unit.counts, unit.failures,
            _processor_time() - start)


def _processor_time():
    """Of this process and those that it has waited for."""
    usages = [resource.getrusage(w) for w in
              (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in usages)


def _arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--bin", default=os.path.join(_HERE, "../../build/bin"))
    parser.add_argument("--save", default="fuzz-failures")
    parser.add_argument("--reduce", type=int, default=60,
                        help="seconds to make one failure of a class smaller")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--json", help="where the counts by class go")
    args = parser.parse_args()
    args.kinds = args.kinds.split(",")
    for kind in args.kinds:
        if kind not in KINDS:
            parser.error(f"expected --kinds to be of {', '.join(KINDS)}, but got "
                         f"'{kind}'")
    return args


def _drop_vulkan(args):
    """Leaves that kind out where there is no device."""
    tool = os.path.join(args.bin, "wino-run")
    found = subprocess.run([tool, "--target=vulkan", "--list-devices"], text=True,
                           capture_output=True, check=False).stdout
    if not found.startswith("0: ") and "vulkan" in args.kinds:
        print("no Vulkan device: nothing runs there")
        args.kinds.remove("vulkan")


def _report(counts, failures):
    """Prints the counts; whether all is well."""
    for kind, found in sorted(counts.items()):
        right, total = found["ok"], sum(found.values())
        refused = sum(n for c, n in found.items() if c.startswith("refused"))
        upstream = sum(n for c, n in found.items() if c.startswith("upstream"))
        print(f"{kind}: {total} cases, {right} ok, {refused} refused, {upstream} "
              f"upstream's, {total - right - refused - upstream} failed")
    for signature, folders in sorted(failures.items()):
        print(f"FAILED {len(folders)}x {signature}\n  {folders[0]}")
    cpu = counts.get("cpu")
    if cpu and sum(cpu.values()) >= 100 and cpu["ok"] < 0.8 * sum(cpu.values()):
        print("FAILED: fewer than 80 % of the programs for the CPU were compiled")
        return False
    return not failures


def main():
    args = _arguments()
    _drop_vulkan(args)
    counts, failures, done = defaultdict(Counter), defaultdict(list), 0
    seconds = Counter()
    units = ((args, number) for number in range(args.first, args.first + args.count))

    def take(results):
        nonlocal done
        for number, kind, found, failed, time in results:
            counts[kind].update(found)
            seconds[kind] += time
            done += sum(found.values())
            for signature, folder in failed:
                if signature not in failures:
                    print(f"{signature}\n  {folder}", flush=True)
                failures[signature].append(folder)
            if args.json and number % 20 == 0:
                _write(args, counts, seconds, done)
            if done >= args.count:
                return

    if args.jobs > 1:
        with multiprocessing.Pool(args.jobs, maxtasksperchild=200) as pool:
            take(pool.imap_unordered(_run, units))
    else:
        take(map(_run, units))
    if args.json:
        _write(args, counts, seconds, done)
    return 0 if _report(counts, failures) else 1


def _write(args, counts, seconds, done):
    with open(args.json, "w", encoding="utf-8") as file:
        json.dump({"seed": args.seed, "cases": done,
                   "processor seconds": {k: round(s, 1) for k, s in seconds.items()},
                   "classes": {k: dict(c.most_common()) for k, c in counts.items()}},
                  file, indent=1)


if __name__ == "__main__":
    sys.exit(main())
