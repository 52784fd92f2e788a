#===- onnx_backend_test.py - Convolutions of ONNX's own tests ------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""onnx_backend_test.py CASES

Runs every case of ONNX's backend tests (nodes, and what PyTorch's tests have been converted
to) that has a convolution of floats, and says of each whether it passed, was refused, and
why, or is wrong. It fails if one is wrong, or one of those named in the file CASES, a line
each, did not pass.
"""
import glob
import os
import pathlib
import sys
import warnings

import numpy
import onnx
from onnx import numpy_helper
from onnx.backend.test.loader import load_model_tests

import winograd
from winograd.onnx import backend

KINDS = ("node", "simple", "pytorch-converted", "pytorch-operator")
FLOATS = {onnx.TensorProto.FLOAT, onnx.TensorProto.FLOAT16, onnx.TensorProto.DOUBLE,
          onnx.TensorProto.BFLOAT16}


def is_convolution(node):
    """Whether it is one, or one with more around it that ONNX defines by others."""
    if node.op_type in ("Conv", "ConvTranspose"):
        return True
    if "Conv" not in node.op_type or not onnx.defs.has(node.op_type, node.domain):
        return False
    schema = onnx.defs.get_schema(node.op_type, node.domain)
    return schema.has_function or schema.has_context_dependent_function


def load_cases():
    """(name, model, data, relative, absolute tolerance) of each case."""
    for kind in KINDS:
        for case in load_model_tests(kind=kind):
            model = case.model or onnx.load(os.path.join(case.model_dir, "model.onnx"))
            types = {value.type.tensor_type.elem_type for value in model.graph.input}
            if types & FLOATS and any(map(is_convolution, model.graph.node)):
                yield case.name, model, load_data(case), case.rtol, case.atol


def load_data(case):
    """(inputs, outputs) of each set of data."""
    if case.data_sets is not None:
        return case.data_sets
    folders = sorted(glob.glob(os.path.join(case.model_dir, "test_data_set_*")))
    return [tuple(read_arrays(folder, kind) for kind in ("input", "output")) for folder in folders]


def read_arrays(folder, kind):
    count = len(glob.glob(os.path.join(folder, f"{kind}_*.pb")))
    return [numpy_helper.to_array(onnx.load_tensor(os.path.join(folder, f"{kind}_{index}.pb")))
            for index in range(count)]


def compare(got, expected, relative, absolute):
    """What is wrong with results, or nothing.

    Winograd's errors are those of sums of large numbers, so they are measured by the
    largest value, and not by each.
    """
    if len(got) != len(expected):
        return f"expected {len(expected)} outputs, but got {len(got)}"
    for one, other in zip(got, expected):
        if one.shape != other.shape or one.dtype != other.dtype:
            return (f"expected {other.dtype} of {other.shape}, but got {one.dtype} of {one.shape}")
        distance = numpy.abs(one.astype("float64") - other.astype("float64")).max(initial=0)
        most = absolute + relative * numpy.abs(other.astype("float64")).max(initial=0)
        if not distance <= most:
            return f"expected an error of at most {most:.2e}, but got {distance:.2e}"
    return ""


def run(model, data, relative, absolute):
    """`passed`, `refused` or `wrong`, and why."""
    try:
        prepared = backend.prepare(model, cache=False)
        for inputs, outputs in data:
            problem = compare(prepared.run(list(inputs)), outputs, relative, absolute)
            if problem:
                return "wrong", problem
    except winograd.Error as error:
        return "refused", str(error).splitlines()[0]
    return "passed", ""


def main(file):
    warnings.simplefilter("ignore")
    expected = set(pathlib.Path(file).read_text(encoding="utf-8").split())
    found = {"passed": [], "refused": [], "wrong": []}
    names = []
    for name, *case in load_cases():
        result, reason = run(*case)
        found[result].append(name)
        names.append(name)
        print(f"{result} {name}{': ' * bool(reason)}{reason}", flush=True)
    lost = sorted((expected & set(names)) - set(found["passed"]))
    print(", ".join(f"{len(cases)} {result}" for result, cases in found.items()),
          f"of {len(names)} cases of onnx {onnx.__version__};",
          f"{len(expected - set(names))} of the list are not in it")
    for name in lost:
        print(f"expected {name} to pass")
    return 1 if found["wrong"] or lost or not names else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
