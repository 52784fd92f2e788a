#===- results.py - What a comparison found, as tables and files ----------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""The document of `wino-bench compare`: {"schema": "winograd-compare", ...}, see README.md."""
import csv
import io
import json
import math
import os
import pathlib
import subprocess
import sys

import candidates
from contenders import OURS, TITLES

HERE = pathlib.Path(__file__).resolve().parent
HEADER = ["problem", "library", "name", "layout", "status", "threads", "median_ms", "least_ms", "most_ms", "gflops",
          "max_error", "rms_error", "compile_s", "plan", "reason"]


def repeatable(arguments):
    """A command line without what wino-bench adds."""
    return [argument for argument in arguments if not argument.startswith("--wino-bench=")]


def finish(problem):
    """Adds what can be said when all is measured."""
    problem["choice"] = candidates.get_choice(problem["contenders"])
    if problem["kind"] == "network":
        problem["convolutions"] = candidates.get_convolutions(problem["contenders"])
    for record in problem["contenders"]:
        record.pop("remarks", None)


def get_best(problem, is_wanted):
    """The fastest contender of those wanted; None without one."""
    measured = [record for record in problem["contenders"] if "seconds" in record and is_wanted(record)]
    return min(measured, key=lambda record: record["seconds"]["median"], default=None)


def is_ours(record):
    return record["library"] == OURS


def get_ratio(problem):
    """How many times as fast as the best peer our choice is, or our best plan where there is no choice; None without both."""
    ours = get_best(problem, lambda record: record["name"] == f"{OURS}-auto") or get_best(problem, is_ours)
    peer = get_best(problem, lambda record: not is_ours(record))
    return peer["seconds"]["median"] / ours["seconds"]["median"] if ours and peer else None


def geometric_mean(values):
    return math.exp(sum(map(math.log, values)) / len(values))


def speed(problem, record):
    """GFLOP/s by the operations of the definition."""
    return problem["flops"] / record["seconds"]["median"] / 1e9 if problem.get("flops") else None


def print_table(problem):
    """The contenders of a problem, the fastest first."""
    print(f"\n{problem['name']}")
    print(f"  {'':24} {'median':>11} {'spread':>21} {'GFLOP/s':>9} {'max error':>10} {'rms error':>10}")
    order = sorted(problem["contenders"], key=lambda record: record.get("seconds", {}).get("median", math.inf))
    for record in order:
        if "seconds" not in record:
            print(f"  {record['name']:24} {record['status']}: {record.get('reason', '')}")
            continue
        low, middle, high = (1e3 * record["seconds"][key] for key in ("least", "median", "most"))
        gigaflops, error = speed(problem, record), record.get("error")
        print(f"  {record['name']:24} {middle:8.4f} ms {low:8.4f} to {high:8.4f}{'':1}"
              f"{f'{gigaflops:9.1f}' if gigaflops else '':>10} "
              + (f"{error['max']:10.2e} {error['rms']:10.2e}" if error else f"{'-':>10} {'-':>10}"))
    sys.stdout.flush()


def print_summary(document):
    """How ours compare with the best of the others."""
    ratios = [ratio for problem in document["problems"] if (ratio := get_ratio(problem))]
    if ratios:
        print(f"\nours / best peer: {', '.join(f'{ratio:.2f}' for ratio in ratios)}; geometric mean {geometric_mean(ratios):.3f}")


def format_csv(document):
    """A line for each contender of each problem."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for problem in document["problems"]:
        for record in problem["contenders"]:
            seconds, error = record.get("seconds"), record.get("error") or {}
            times = [f"{1e3 * seconds[key]:.6f}" for key in ("median", "least", "most")] if seconds else [""] * 3
            gigaflops = speed(problem, record) if seconds else None
            writer.writerow([problem["name"], TITLES.get(record["library"], record["library"]), record["name"],
                             record.get("layout") or "", record["status"], document["machine"]["threads"], *times,
                             f"{gigaflops:.3f}" if gigaflops else "",
                             *(f"{error[key]:.4e}" if key in error else "" for key in ("max", "rms")),
                             f"{record['compile']:.4f}" if record.get("compile") is not None else "",
                             "; ".join(record.get("plans") or []), record.get("reason", "")])
    return text.getvalue()


def write_file(path, text):
    """Whole, or as it was."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)


def write(document, path):
    """All that was measured, and lines of it beside."""
    write_file(path, json.dumps(document, indent=1) + "\n")
    write_file(path.with_suffix(".csv"), format_csv(document))
    print(f"{path}\n{path.with_suffix('.csv')}", flush=True)


def write_page(html):
    """The report, of the JSON beside it. An interrupt does not end it: it is what is left to do."""
    done = subprocess.run([sys.executable, HERE / "report.py", html.with_suffix(".json"), f"--output={html}"],
                          start_new_session=True, check=False)
    if done.returncode:
        sys.exit(done.returncode)
