#!/usr/bin/env python3
#===- compare.py - Ours beside other libraries, in one sitting -----------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Compares our plans with other libraries, by turns, on the same data, f32, on one core: 3x3 convolutions or networks.

Every contender is prepared, then rounds go through all of them: one warms up, in each other one a contender has one
turn. Its time is the median of its turns, each the median of its calls; the spread is from the least to the largest
turn. Libraries that are not installed are named, with what to install. An interrupt keeps what was measured.
"""
import argparse
import datetime
import hashlib
import os
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SHAPES = ("1x8x8x32x32,1x16x16x32x32,1x32x32x64x64,1x64x64x64x64,1x64x64x56x56,1x128x128x28x28,1x256x256x14x14,"
          "1x512x512x7x7")
PLANS = "auto,direct,F2,F4,F6"

try:
    import numpy  # pylint: disable=unused-import
except ImportError:
    sys.exit(f"compare.py: error: expected NumPy in {sys.executable}; {HERE / 'requirements.txt'} has what is needed, and "
             "$WINOGRAD_PYTHON says which Python wino-bench takes")

import data  # pylint: disable=wrong-import-position
import machine  # pylint: disable=wrong-import-position
import networks_of_files  # pylint: disable=wrong-import-position
import results  # pylint: disable=wrong-import-position
from contenders import LIBRARIES, OURS, Failure, Missing, Process, close, get_command, is_importable  # pylint: disable=wrong-import-position
from progress import Progress  # pylint: disable=wrong-import-position
from sitting import Sitting  # pylint: disable=wrong-import-position


def parse_cores(text):
    """0-3,6 as a set of cores of this machine."""
    cores = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        try:
            cores |= set(range(int(first), int(last or first) + 1))
        except ValueError:
            raise argparse.ArgumentTypeError(f"expected cores such as 0-3,6, but got '{text}'") from None
    if not cores or not cores <= os.sched_getaffinity(0):
        raise argparse.ArgumentTypeError(f"expected cores that this process may run on, but got '{text}'")
    return cores


def parse_shapes(text):
    shapes = text.split(",")
    for shape in shapes:
        try:
            data.sizes(shape)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None
    return shapes


def parse_peers(text):
    peers = [name for name in text.split(",") if name]
    for name in peers:
        if name not in LIBRARIES:
            raise argparse.ArgumentTypeError(f"expected names among {', '.join(LIBRARIES)}, but got '{name}'")
    return peers


def at_least(kind, least):
    def parse(text):
        try:
            value = kind(text)
        except ValueError:
            value = None
        if value is None or not least <= value < float("inf"):
            raise argparse.ArgumentTypeError(f"expected a number of at least {least}, but got '{text}'")
        return value
    return parse


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(prog="wino-bench compare", description=__doc__, allow_abbrev=False,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shapes", type=parse_shapes, default=SHAPES, metavar="NxCxKxHxW,...",
                        help="batch, input and output channels, rows, columns (eight typical ones)")
    parser.add_argument("--network", type=networks_of_files.parse, action="append", metavar="FILE,...",
                        help="a network instead, in one or more formats: .mlir (ours, IREE), .onnx (ONNX Runtime; ours and IREE "
                        "by torch-mlir, where that is installed), .param with .bin (ncnn; ours and IREE by "
                        "winograd_ncnn), .pt2 (PyTorch); can be repeated")
    parser.add_argument("--entry", default="main", help="the function of an .mlir (main)")
    parser.add_argument("--plans", default=PLANS, metavar="NAME,...",
                        help=f"ours, as wino-bench conv --plan has them ({PLANS})")
    parser.add_argument("--layout", choices=("nchw", "nhwc"), default="nchw", help="of our images (nchw)")
    parser.add_argument("--peers", type=parse_peers, metavar="NAME,...",
                        help=f"those to compare with, if they are installed ({','.join(LIBRARIES)})")
    parser.add_argument("--target", choices=("cpu", "vulkan"), default="cpu",
                        help="vulkan: ours and ncnn on the first device, with copies there and back")
    parser.add_argument("--cores", type=parse_cores, metavar="LIST", help="the cores to run on, with as many threads "
                        "(the first one that this process may use)")
    parser.add_argument("--rounds", type=at_least(int, 1), default=7, metavar="N", help="turns of a contender (7)")
    parser.add_argument("--turn", type=at_least(float, 0), default=0.1, metavar="SECONDS",
                        help="the least time of a turn, which has 3 calls at least (0.1)")
    parser.add_argument("--report", metavar="FILE.html", type=pathlib.Path,
                        help="write a report to look at, and FILE.json and FILE.csv beside it")
    parser.add_argument("--json", metavar="FILE.json", type=pathlib.Path,
                        help="write all that was measured, and FILE.csv beside it; with --report it is there anyway")
    parser.add_argument("--wino-bench", default=str(HERE.parent / "build" / "bin" / "wino-bench"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.network and any(argument.startswith("--shapes") for argument in arguments):
        parser.error("expected --shapes or --network, but got both")
    if options.target == "vulkan" and any(LIBRARIES[name].targets == ("cpu",) for name in options.peers or []):
        parser.error("expected ncnn as the only peer with --target=vulkan")
    for option, file, suffix in (("--report", options.report, ".html"), ("--json", options.json, ".json")):
        if file and file.suffix != suffix:
            parser.error(f"expected {option} to be a file {suffix}, but got '{file}'")
        if file and not file.resolve().parent.is_dir():
            parser.error(f"expected {option} in a folder that exists, but got '{file}'")
    absent = [module for module in ("jinja2", "matplotlib") if options.report and not is_importable(module)]
    if absent:
        parser.error(f"expected {' and '.join(absent)} in {sys.executable} for --report; {HERE / 'requirements.txt'} has what is "
                     "needed, and $WINOGRAD_PYTHON says which Python to take")
    if not options.network and isinstance(options.shapes, str):
        options.shapes = parse_shapes(options.shapes)
    if options.peers is None:
        options.peers = [name for name, library in LIBRARIES.items() if options.target in library.targets]
    options.cores = options.cores or {min(os.sched_getaffinity(0))}
    return options


def start_ours(options, folder):
    threads = [f"--threads={len(options.cores)}"] if options.target == "cpu" else []
    process = Process(OURS, [options.wino_bench, "serve", f"--plan={options.plans}", f"--layout={options.layout}",
                             f"--target={options.target}", *threads], folder, len(options.cores))
    try:
        process.ask_version()
    except Failure:
        # Whatever is wrong with its options.
        raise Failure(process.read_log() or "'wino-bench serve' does not answer") from None
    process.version += ", build " + hashlib.sha256(pathlib.Path(options.wino_bench).read_bytes()).hexdigest()[:12]
    return process


def start_all(options, folder, known, say):
    """The processes, ours first; `known` gets what there is of each library."""
    known[OURS] = {"status": "measured"}
    processes = [start_ours(options, folder)]
    for name in options.peers:
        say(f"{name} starts")
        try:
            processes.append(process := Process(name, get_command(name, folder), folder, len(options.cores)))
            process.ask_version()
            known[name] = {"status": "measured", "version": process.version}
        except Missing as missing:
            known[name] = {"status": "missing", "reason": f"not installed; it needs {missing}"}
        except Failure as failure:
            known[name] = {"status": "failed", "reason": str(failure)}
            close(processes.pop())
    known[OURS]["version"] = processes[0].version
    return processes


def run_all(options, document, folder, progress):
    """Fills the document, problem by problem."""
    processes = start_all(options, folder, document["libraries"], progress.note)
    try:
        for name, known in document["libraries"].items():
            if known["status"] != "measured":
                progress.say(f"without {LIBRARIES[name].title}: {known['reason']}")
        progress.note("measuring what the machine does at best")
        document["machine"]["roofline"] = processes[0].ask_roofline()
        sitting = Sitting(processes, options.rounds, options.turn, len(options.cores), progress.note)
        common = {"threads": len(options.cores), "target": options.target}
        problems = (networks_of_files.make_problems(options, folder) if options.network else
                    make_convolutions(options, folder))
        for request, problem, references in problems:
            progress.begin(problem["name"])
            document["problems"].append(problem)
            try:
                sitting.run({**common, **request}, problem, references)
            finally:
                results.finish(problem)
                progress.clear()
                results.print_table(problem)
        document["complete"] = True
    finally:
        for process in processes:
            close(process)


def make_convolutions(options, folder):
    """(request, problem, references) of each shape."""
    for shape in options.shapes:
        data.make(folder, shape)
        yield ({"folder": folder, "shape": shape},
               {"name": shape, "kind": "convolution", "flops": data.flops(shape), "bytes": data.count_bytes(shape),
                "contenders": []}, [data.load_reference(folder, shape)])


def main(arguments):
    options = parse_arguments(arguments)
    if not os.access(options.wino_bench, os.X_OK):
        sys.exit(f"compare.py: error: expected --wino-bench to be a program, but got '{options.wino_bench}'")
    os.sched_setaffinity(0, options.cores)
    document = {"schema": "winograd-compare", "version": 1, "command": ["wino-bench", "compare", *results.repeatable(arguments)],
                "started": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), "complete": False,
                "machine": machine.describe(options.cores, options.target),
                "options": {"rounds": options.rounds, "turn_seconds": options.turn, "layout": options.layout,
                            "plans": options.plans}, "libraries": {}, "problems": []}
    count = len(options.network or options.shapes)
    code = 0
    with tempfile.TemporaryDirectory(prefix="wino-compare-") as folder, Progress(count) as progress:
        try:
            run_all(options, document, folder, progress)
        except KeyboardInterrupt:
            progress.say("interrupted: what was measured is kept" if document["problems"] else "interrupted before anything was measured")
            code = 130
        except (OSError, Failure, networks_of_files.Failure) as failure:
            progress.say(f"compare.py: error: {failure}")
            code = 1
    results.print_summary(document)
    if document["problems"]:
        if options.json:
            results.write(document, options.json)
        if options.report:
            results.write(document, options.report.with_suffix(".json"))
            results.write_page(options.report)
    if code == 0 and not any("seconds" in record for problem in document["problems"] for record in problem["contenders"]):
        code = 1
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
