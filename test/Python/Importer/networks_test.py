# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Networks with trained weights, imported and run on a photograph, against ncnn.

Needs what requirements.txt lists; WINO_RUN names the tool.
"""
import sys
import tempfile
import unittest
from pathlib import Path

import files
import numpy as np
from layers_test import run_ncnn, run_ours
from winograd_ncnn import import_model, read_model

sys.path.insert(0, str(files.ROOT / "benchmarks"))
from ncnn_networks import NETWORKS, find_network  # noqa: E402

HEIGHT, WIDTH = 76, 92  # multiples of 4, as the networks with strides want them


def photograph(channels):
    """The middle of the photograph of matplotlib, from 0 to 1; further channels have one value."""
    from matplotlib import cbook  # pylint: disable=import-outside-toplevel
    from PIL import Image  # pylint: disable=import-outside-toplevel
    with cbook.get_sample_data("grace_hopper.jpg") as file:
        picture = Image.open(file).convert("RGB").resize((WIDTH, HEIGHT), box=(120, 60, 400, 291))
    colours = np.asarray(picture, np.float32).transpose(2, 0, 1) / 255
    more = np.full((channels - 3, HEIGHT, WIDTH), 0.1, np.float32)
    return np.ascontiguousarray(np.concatenate([colours, more]))


class Networks(unittest.TestCase):
    def check(self, name):
        param, weights = find_network(name)
        model = read_model(param, weights)
        module = import_model(model, HEIGHT, WIDTH)
        ((blob, shape),) = module.inputs.items()
        arrays = {blob: photograph(shape[1])}
        with tempfile.TemporaryDirectory() as folder:
            ours = run_ours(Path(folder), module, arrays)
            expected = run_ncnn(Path(folder), param.read_text(), weights.read_bytes(), model,
                                arrays)
        for result, value in expected.items():
            self.assertEqual(ours[result].shape, value.shape)
            error = np.abs(ours[result] - value).max()
            print(f"{name}: {shape} -> {value.shape}, largest difference {error:.1e}, "
                  f"values from {value.min():.2f} to {value.max():.2f}", file=sys.stderr)
            self.assertLess(error, 2e-4)


for _name in NETWORKS:
    setattr(Networks, f"test_{_name}", lambda self, name=_name: self.check(name))

if __name__ == "__main__":
    unittest.main(verbosity=1)
