#===- __init__.py - The package winograd ----------------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Winograd's convolution compiler for Python.

>>> import winograd
>>> winograd.algorithm(2, 3).output_matrix[1][2]
Fraction(-1, 1)

`opt` runs passes on the text of a module, `compile` makes a function of one that takes
and gives arrays, `algorithm` is F(m, r) in exact numbers. What goes wrong in a module is
an `Error` with the compiler's diagnostics.
"""

try:
    from . import _winograd as _extension
except ImportError as _error:
    # The loader's message names the library; what to do about it, it does not say.
    if "libMLIR" in str(_error) or "libLLVM" in str(_error):
        raise ImportError(
            "winograd needs the shared libraries of MLIR and LLVM 22 that it was built with "
            "(in Debian: apt-get install libmlir-22 libllvm22); the loader says: "
            f"{_error}",
            name=_error.name,
            path=_error.path,
        ) from _error
    raise

from ._algorithm import Algorithm, algorithm
from ._compile import Function, TensorType, compile
from ._opt import opt
from ._records import CompilationWarning, Diagnostic, Error, Place, Remark

__version__: str = _extension.version

__all__ = [
    "Algorithm",
    "CompilationWarning",
    "Diagnostic",
    "Error",
    "Function",
    "Place",
    "Remark",
    "TensorType",
    "algorithm",
    "compile",
    "opt",
]
