#===- _onnxruntime.py - ONNX Runtime, to compare with ----------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
from __future__ import annotations

import os
from typing import Any, Mapping, Sequence

import numpy

from .. import Error
from ._network import Network, require


class Reference:
    """The network of a file in ONNX Runtime, on the processor, by as many threads."""

    def __init__(self, path: str | os.PathLike[str], threads: int) -> None:
        require({"onnxruntime": "onnxruntime"})
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 4  # what is fatal; the rest are exceptions
        try:
            self._session = onnxruntime.InferenceSession(
                os.fspath(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # those of the library have no base of their own
            raise Error(f"expected ONNX Runtime to load the network, but got: {error}") from error

    def __call__(self, network: Network, arrays: Mapping[str, Any]) -> Sequence[Any]:
        """The outputs in the network's order."""
        try:
            return self._session.run([value.name for value in network.outputs], dict(arrays))
        except Exception as error:
            raise Error(f"expected ONNX Runtime to run the network, but got: {error}") from error


def compare(name: str, ours: Any, theirs: Any, tolerance: float | None) -> str:
    """A line with the distance; raises `Error` if it is larger than the tolerance."""
    if ours.shape != theirs.shape:
        raise Error(f"expected output '{name}' to have ONNX Runtime's sizes {theirs.shape}, but "
                    f"got {ours.shape}")
    with numpy.errstate(invalid="ignore"):
        a, b = numpy.asarray(ours, numpy.float64), numpy.asarray(theirs, numpy.float64)
        finite = numpy.isfinite(b)
        others = numpy.count_nonzero((a != b) & ~finite & ~(numpy.isnan(a) & numpy.isnan(b)))
        others += numpy.count_nonzero(~numpy.isfinite(a) & finite)
        distance = numpy.abs(a - b)[finite & numpy.isfinite(a)]
    if others:
        raise Error(f"expected output '{name}' to be infinite or NaN where ONNX Runtime's is, but "
                    f"it differs in {others} elements")
    largest = float(distance.max(initial=0))
    rms = float(numpy.sqrt(numpy.mean(distance**2))) if distance.size else 0.0
    if tolerance is not None and largest > tolerance:
        raise Error(f"expected output '{name}' to be within {tolerance:.2e} of ONNX Runtime's, but "
                    f"it is off by {largest:.2e}")
    return (f"output '{name}': max error {largest:.2e}, rms error {rms:.2e} (largest reference "
            f"value {float(numpy.abs(b[finite]).max(initial=0)):.2e})")
