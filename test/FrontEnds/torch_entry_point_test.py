#===- torch_entry_point_test.py - The backend of an installed package ----===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""What pyproject.toml says of the backend is enough: nothing imports winograd.torch here.

    torch_entry_point_test.py PYPROJECT
"""
import pathlib
import sys
import tempfile
import tomllib
import warnings

import torch

project = tomllib.loads(pathlib.Path(sys.argv[1]).read_text())["project"]
group = "torch_dynamo_backends"
with tempfile.TemporaryDirectory() as scratch:
    installed = pathlib.Path(scratch) / "winograd-0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: winograd\nVersion: 0\n")
    points = "\n".join(f"{name} = {it}" for name, it in project["entry-points"][group].items())
    (installed / "entry_points.txt").write_text(f"[{group}]\n{points}\n")
    sys.path.append(scratch)
    assert "winograd" in torch._dynamo.list_backends()
    assert "winograd" not in sys.modules
    warnings.simplefilter("error")
    x = torch.arange(4.0)
    with torch.no_grad():
        assert torch.compile(lambda x: x * x, backend="winograd")(x).tolist() == [0, 1, 4, 9]
        import winograd.torch  # which must not register it again

        torch._dynamo.reset()
        assert torch.compile(lambda x: -x, backend="winograd")(x).tolist() == [0, -1, -2, -3]
