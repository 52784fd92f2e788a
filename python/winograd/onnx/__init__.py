#===- __init__.py - Networks in ONNX ---------------------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Networks in ONNX, by torch-mlir's importer.

>>> from winograd import onnx
>>> network = onnx.load("network.onnx")
>>> function = network.compile(plan="blocked")
>>> y = function(x)

`python -m winograd.onnx --help` does the same on a command line. It needs two packages
more, which are small: `pip install onnx torch-mlir`.
"""

from ._network import Network, Value, load

__all__ = ["Network", "Value", "load"]
