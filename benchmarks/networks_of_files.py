#===- networks_of_files.py - Networks in the formats of several libraries ===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""A network is one or more files, each of which some libraries read. Their arguments are the same: uniform in [0, 1)."""
import argparse
import os
import pathlib
import subprocess
import sys

import numpy as np

import sitting
from contenders import OURS, is_importable

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "python"))

import winograd_ncnn  # noqa: E402  # pylint: disable=wrong-import-position
FORMATS = ("mlir", "onnx", "param", "pt2")


class Failure(Exception):
    """A network that nothing can be done with; the text says why."""


def parse(text):
    """{format: path} of FILE,..."""
    files = {}
    for part in text.split(","):
        path = pathlib.Path(part)
        kind = path.suffix[1:]
        if kind not in FORMATS or kind in files:
            raise argparse.ArgumentTypeError(f"expected files of one network, {', '.join('.' + name for name in FORMATS)}, "
                                             f"each once, but got '{text}'")
        for file in (path, *([path.with_suffix(".bin")] if kind == "param" else [])):
            if not file.is_file():
                raise argparse.ArgumentTypeError(f"expected a network, but there is no file '{file}'")
        files[kind] = str(path.resolve())
    return files


def make_inputs(file, folder):
    """Arguments for the inputs that an .onnx declares."""
    import onnx  # pylint: disable=import-outside-toplevel
    model = onnx.load(file, load_external_data=False)
    constants = {initializer.name for initializer in model.graph.initializer}
    generator = np.random.default_rng(0)
    declared = [value for value in model.graph.input if value.name not in constants]
    for index, value in enumerate(declared):
        tensor = value.type.tensor_type
        sizes = [dimension.dim_value for dimension in tensor.shape.dim]
        if tensor.elem_type != onnx.TensorProto.FLOAT or not all(sizes):
            raise Failure(f"expected inputs of f32 and of fixed sizes, but '{value.name}' of {file} has others")
        np.save(os.path.join(folder, f"input.{index}.npy"), generator.random(sizes, np.float32))


def import_onnx(file, folder, package):
    """The network for ours and IREE, by our Python package; or None where torch-mlir is not installed."""
    if not is_importable("torch_mlir"):
        return None
    module = os.path.join(folder, pathlib.Path(file).stem + ".mlir")
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(filter(None, (str(package), os.environ.get("PYTHONPATH")))))
    done = subprocess.run([sys.executable, "-m", "winograd.onnx", file, f"--save-mlir={module}"], env=environment,
                          capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failure(f"could not import '{file}': {(done.stderr.strip().splitlines() or ['?'])[-1]}")
    return module


def import_ncnn(file, folder):
    """The network for ours and IREE, of the sizes that the .param declares, and its entry."""
    module = os.path.join(folder, pathlib.Path(file).stem + ".mlir")
    try:
        winograd_ncnn.import_model(winograd_ncnn.read_model(file, pathlib.Path(file).with_suffix(".bin"))).write(module)
    except winograd_ncnn.ModelError as error:
        raise Failure(f"could not import the network: {error}") from None
    return module, "main"


def load_references(folder, problem):
    """What our direct path gives, or the first that there is; it says so in the problem."""
    measured = [record for record in problem["contenders"] if record["status"] == "measured"]
    for record in sorted(measured, key=lambda record: record["name"] != f"{OURS}-direct"):
        problem["reference"] = record["name"]
        return sitting.load_results(folder, record["contender"])
    return None


def make_problems(options, folder):
    """(request, problem, references) of each network."""
    for index, given in enumerate(options.network):
        networks, entry = dict(given), options.entry
        name = pathlib.Path(next(iter(networks.values()))).stem
        place = os.path.join(folder, f"network{index}")
        os.mkdir(place)
        problem = {"name": name, "kind": "network", "files": [pathlib.Path(file).name for file in networks.values()],
                   "flops": None, "contenders": []}
        if "onnx" in networks:
            make_inputs(networks["onnx"], place)
            package = pathlib.Path(options.wino_bench).resolve().parent.parent / "python"
            if "mlir" not in networks and (made := import_onnx(networks["onnx"], place, package)):
                networks["mlir"], entry = made, "main"
        if "param" in networks and "mlir" not in networks:
            networks["mlir"], entry = import_ncnn(networks["param"], place)
        request = {"folder": place, "networks": networks, "entry": entry}
        if "mlir" in networks:
            request["module"] = networks["mlir"]
        yield request, problem, lambda place=place, problem=problem: load_references(place, problem)
