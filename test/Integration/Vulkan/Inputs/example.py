"""Runs the kernels of a convolution with examples/vulkan, and checks them.

usage: example.py MODULE.mlir RUN_MANIFEST FOLDER
"""
import os
import subprocess
import sys

import numpy as np

LAYER = "VK_LAYER_KHRONOS_validation"


def convolve(x, w):
    """y[n,k,h,w] = Σ x[n,c,h+i,w+j] · w[k,c,i,j]"""
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    return np.einsum("nchwij,kcij->nkhw", windows, w)


def main():
    module, program, folder = sys.argv[1:]
    x = np.random.default_rng(5).standard_normal((1, 8, 20, 20)).astype(np.float32)
    expected = convolve(x.astype(np.float64), np.full((8, 8, 3, 3), 0.25))
    x.tofile(os.path.join(folder, "x.bin"))
    environment = {**os.environ, "VK_INSTANCE_LAYERS": LAYER, "VK_LOADER_DEBUG": "layer"}
    output = ""
    for options in ("plan=four-buffer tile=4", "plan=four-buffer tile=2", "direct"):
        subprocess.run(
            ["wino-translate", module, "--emit=spirv", "-o", folder]
            + [f"--pipeline-options={options}"],
            check=True,
        )
        results = []
        for name in ("y0.bin", "y1.bin"):
            path = os.path.join(folder, name)
            run = subprocess.run(
                [program, folder, "conv", os.path.join(folder, "x.bin"), path],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            if run.returncode != 0:
                sys.exit(f"expected {program} to succeed, but got:\n{run.stdout}")
            output += run.stdout
            results.append(np.fromfile(path, np.float32).reshape(expected.shape))
        error = np.abs(results[0] - expected).max()
        if error > 1e-4 or not np.array_equal(*results):
            sys.exit(f"{options}: expected an error of at most 1e-4, but got {error}")
        print(f"{options}: right, 2 times the same")
    if f'Insert instance layer "{LAYER}"' not in output:
        sys.exit(f"expected the layer {LAYER}, but the loader says:\n{output}")
    if "Validation Error" in output or "VUID" in output:
        sys.exit(f"expected no message of the validation layer, but got:\n{output}")
    print("the validation layer was on, and silent")


if __name__ == "__main__":
    main()
