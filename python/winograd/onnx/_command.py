#===- _command.py - python -m winograd.onnx --------------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
from __future__ import annotations

import argparse
import statistics
import sys
import time
from typing import Any, Callable, Mapping, Sequence

from .. import Error, Function
from . import _arrays
from ._network import Network, Value, get_inputs, load, read

DESCRIPTION = """Runs a network of ONNX on this machine's processor, compiled with Winograd.

  python -m winograd.onnx net.onnx --input=x.npy --output=y.npy
  python -m winograd.onnx net.onnx --random-inputs --check --time
  python -m winograd.onnx net.onnx --save-mlir=net.mlir     # for the other tools
"""
EPILOG = "It needs the packages onnx and torch-mlir: pip install onnx torch-mlir"
DEFAULT_RUNS = 15


def _parse_shape(text: str) -> list[int]:
    sizes = text.split("x") if text else []
    if not all(size.isdecimal() for size in sizes):
        raise Error(f"expected a shape such as 1x3x224x224, but got '{text}'")
    return [int(size) for size in sizes]


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a positive number, but got '{text}'")
    return int(text)


def make_parser() -> argparse.ArgumentParser:
    """The command line; what is said of an option is all that there is to say."""
    parser = argparse.ArgumentParser(
        prog="python -m winograd.onnx", description=DESCRIPTION, epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    add = parser.add_argument
    add("model", metavar="network.onnx")
    add("--input", action="append", default=[], metavar="[NAME=]x.npy",
        help="an array, for the input of that name or the next in order")
    add("--random-inputs", nargs="?", const=0, type=int, metavar="SEED",
        help="numbers of a normal distribution instead")
    add("--shape", action="append", default=[], metavar="[NAME=]1x3x224x224",
        help="sizes of an input that the network leaves open; those of --input are known")
    add("--output", action="append", default=[], metavar="[NAME=]y.npy",
        help="where the output of that name, or the next in order, goes")
    add("--save-mlir", metavar="FILE", help="write the module that is compiled; without inputs "
        "that is all that is done")
    add("--entry", default="main", metavar="NAME", help="its function (main)")
    add("--check", action="store_true",
        help="compare with ONNX Runtime (pip install onnxruntime)")
    add("--tolerance", type=float, metavar="X", help="fail if --check finds a larger difference")
    add("--time", nargs="?", const=DEFAULT_RUNS, type=_positive, metavar="RUNS",
        help=f"time so many calls ({DEFAULT_RUNS}), with --check by turns with ONNX Runtime's")
    compiler = parser.add_argument_group("how it is compiled, as wino-run has it")
    compiler.add_argument("--plan", help="auto, blocked, three-buffer, four-buffer or direct")
    compiler.add_argument("--tile", type=_positive, metavar="M", help="m of F(m, r)")
    compiler.add_argument("--threads", type=_positive, default=1, help="that share the work (1)")
    compiler.add_argument("--direct", action="store_true", help="leave Winograd out")
    compiler.add_argument("--cpu", default="", help="a processor other than this one")
    compiler.add_argument("--pipeline-options", default="", metavar="TEXT",
                          help="more options of winograd-to-cpu, such as max-error=20")
    compiler.add_argument("--target-description", default="", metavar="FILE",
                          help="what wino-bench calibrate has written")
    compiler.add_argument("--no-cache", action="store_true", help="compile anew, and keep nothing")
    return parser


def check_options(options: argparse.Namespace) -> None:
    """Raises `Error` for options that make no sense together."""
    has_inputs = bool(options.input) or options.random_inputs is not None
    if options.input and options.random_inputs is not None:
        raise Error("expected --input or --random-inputs, but got both")
    if options.tolerance is not None and not options.check:
        raise Error("expected --tolerance only with --check")
    if not has_inputs and (options.output or options.check or options.time):
        raise Error("expected --input or --random-inputs with --output, --check and --time")
    if has_inputs and not (options.output or options.check or options.time or options.save_mlir):
        raise Error("expected --output, --check, --time or --save-mlir, since nothing else shows "
                    "what is computed")


def read_arrays(options: argparse.Namespace, inputs: Sequence[Value]) -> dict[str, Any]:
    """The arrays of --input, by the inputs' names."""
    files = _arrays.assign("--input", options.input, inputs, _arrays.read)
    arrays = {value.name: _arrays.check(value, files[value.name], "--input")
              for value in inputs if value.name in files}
    missing = [value for value in inputs if value.name not in files]
    if files and missing:
        raise Error(f"expected --input for '{missing[0].name}', too, which is {missing[0]}")
    return arrays


def import_network(options: argparse.Namespace) -> tuple[Network, dict[str, Any]]:
    """The network for the sizes that the command line gives, and the arrays of --input."""
    model = read(options.model)
    declared = get_inputs(model)
    arrays = read_arrays(options, declared)
    shapes = _arrays.assign("--shape", options.shape, declared, _parse_shape)
    for name, array in arrays.items():
        if shapes.setdefault(name, list(array.shape)) != list(array.shape):
            raise Error(f"expected --shape of '{name}' to be that of --input")
    return load(model, shapes=shapes, entry=options.entry), arrays


def compile_network(options: argparse.Namespace, network: Network) -> Function:
    given = {"plan": options.plan, "tile": options.tile}
    return network.compile(
        threads=options.threads, direct=options.direct, cpu=options.cpu,
        pipeline_options=options.pipeline_options, target_description=options.target_description,
        cache=not options.no_cache,
        **{name: value for name, value in given.items() if value is not None})


def measure(calls: Mapping[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """The median seconds of each, called by turns, after three turns that count for none."""
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for turn in range(runs + 3):
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            if turn >= 3:
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in seconds.items()}


def run(options: argparse.Namespace, network: Network, arrays: Mapping[str, Any]) -> None:
    """Compiles the network, calls it, and does with the results what is asked for."""
    start = time.perf_counter()
    function = compile_network(options, network)
    seconds = time.perf_counter() - start
    ordered = list(arrays.values())
    results = function(*ordered)
    results = results if isinstance(results, tuple) else (results,)
    named = dict(zip((value.name for value in network.outputs), results))
    for name, path in _arrays.assign("--output", options.output, network.outputs, str).items():
        _arrays.write(path, named[name])
    calls: dict[str, Callable[[], object]] = {"winograd": lambda: function(*ordered)}
    if options.check:
        from ._onnxruntime import Reference, compare

        reference = Reference(options.model, options.threads)
        for (name, ours), theirs in zip(named.items(), reference(network, arrays)):
            print(compare(name, ours, theirs, options.tolerance))
        calls["onnxruntime"] = lambda: reference(network, arrays)
    if options.time:
        cached = " (cached)" if function.is_cached else ""
        print(f"compile {seconds:.3g} s{cached}; median of {options.time} calls, "
              f"{options.threads} thread{'s' * (options.threads > 1)}:")
        for name, median in measure(calls, options.time).items():
            print(f"  {name} {median * 1e3:.3g} ms")


def describe(network: Network) -> None:
    """Prints what the network takes and gives."""
    for kind, values in (("input", network.inputs), ("output", network.outputs)):
        for value in values:
            print(f"{kind} '{value.name}': {value}")


def execute(options: argparse.Namespace) -> None:
    """Imports the network, and runs it if there is something to run it on."""
    check_options(options)
    network, arrays = import_network(options)
    if options.save_mlir:
        _arrays.write_whole(
            options.save_mlir, lambda file: file.write(network.text.encode("utf-8")))
    if options.random_inputs is not None:
        arrays = _arrays.make_random(network.inputs, options.random_inputs)
    if options.input or options.random_inputs is not None:
        run(options, network, arrays)
    elif not options.save_mlir:
        describe(network)


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 1 where something is wrong, and 2 for the command line's syntax."""
    options = make_parser().parse_args(arguments)
    try:
        execute(options)
    except Error as error:
        print(f"winograd.onnx: error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0
