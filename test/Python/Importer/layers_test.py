# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every kind of layer, run by wino-run, and by ncnn where that is installed, against NumPy.

WINO_RUN names the tool. Layers of a family are one network, so that each is compiled once.
"""
import importlib.util
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import cases
import files  # before winograd_ncnn, which it makes known
import numpy as np
from winograd_ncnn import import_model, parse_model
from winograd_ncnn.reference import run

WINO_RUN = os.environ.get("WINO_RUN") or shutil.which("wino-run")
HAS_NCNN = importlib.util.find_spec("ncnn") is not None
SIGNED = [("ReLU", "0=0.3"), ("ReLU", ""), ("ELU", "0=1.5"), ("GELU", ""), ("GELU", "0=1"),
          ("HardSwish", ""), ("HardSigmoid", ""), ("Mish", ""), ("Sigmoid", ""), ("Softplus", ""),
          ("Swish", ""), ("TanH", ""), ("UnaryOp", "0=18"), ("UnaryOp", "0=20"),
          ("UnaryOp", "0=2"), ("UnaryOp", "0=3"), ("UnaryOp", "0=19"), ("PReLU", "0=6"),
          ("Clip", "0=-1.0 1=1.0"), ("AbsVal", "")]


def run_ncnn(folder, text, data, model, arrays):
    import ncnn  # pylint: disable=import-outside-toplevel
    (folder / "n.param").write_text(text)
    (folder / "n.bin").write_bytes(data)
    net = ncnn.Net()
    net.opt.num_threads, net.opt.use_vulkan_compute = 1, False
    for option in ("packed", "storage", "arithmetic"):
        setattr(net.opt, f"use_fp16_{option}", False)
    net.opt.use_bf16_storage = False
    if net.load_param(str(folder / "n.param")) or net.load_model(str(folder / "n.bin")):
        raise RuntimeError("ncnn could not load the network")
    extractor = net.create_extractor()
    for name, array in arrays.items():
        extractor.input(name, ncnn.Mat(array).clone())
    results = {}
    for blob in model.outputs:
        status, mat = extractor.extract(blob)
        results[blob] = np.array(mat) if status == 0 else f"ncnn says {status}"
    return results


def run_ours(folder, module, arrays):
    (folder / "n.mlir").write_text(module.text)
    command = [WINO_RUN, folder / "n.mlir", "--entry=main", "--target=cpu"]
    for name in module.inputs:
        np.save(folder / f"{name}.npy", arrays[name][None])
        command.append(f"--input={folder / name}.npy")
    command += [f"--output={folder / name}.npy" for name in module.outputs]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return {name: np.load(folder / f"{name}.npy")[0] for name in module.outputs}


class Layers(unittest.TestCase):
    def check(self, inputs, layers, change=lambda array: array):
        text, data, arrays = files.side_by_side(inputs, layers)
        arrays = {name: change(array) for name, array in arrays.items()}
        model = parse_model(text, data)
        module, expected = import_model(model), run(model, arrays)
        with tempfile.TemporaryDirectory() as folder:
            results = {"wino-run": run_ours(Path(folder), module, arrays)}
            if HAS_NCNN:
                results["ncnn"] = run_ncnn(Path(folder), text, data, model, arrays)
        for blob, value in expected.items():
            case = layers[int(blob[1:].split("_")[0])]
            self.assertEqual(module.outputs[blob], (1, *value.shape), case)
            for who, values in results.items():
                with self.subTest(who=who, case=case):
                    self.assertEqual(np.shape(values[blob]), value.shape, values[blob])
                    scale = np.abs(value).max() + 1
                    self.assertLess(np.abs(values[blob] - value).max(), 2e-5 * scale)

    def test_values_of_both_signs(self):
        self.check({"x": (6, 7, 9)}, [(kind, ["x"], 1, text) for kind, text in SIGNED],
                   lambda array: ((array - 0.5) * 12).astype(np.float32))

    def test_arc_hyperbolic_cosine(self):
        self.check({"x": (6, 7, 9)}, [("UnaryOp", ["x"], 1, "0=25")], lambda array: array + 1)


def make_test(inputs, layers):
    return lambda self: self.check(inputs, layers)


for name, family in cases.FAMILIES.items():
    setattr(Layers, f"test_{name}", make_test(*family))

if __name__ == "__main__":
    unittest.main(verbosity=1)
