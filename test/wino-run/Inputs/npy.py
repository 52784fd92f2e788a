# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Arrays for the tests of wino-run, as NumPy itself writes and reads them.

    npy.py make FILE EXPRESSION     saves the array
    npy.py equal FILE EXPRESSION    fails unless the file holds that array:
                                    the same type, shape and bits
"""
import sys

import numpy as np

command, path, expression = sys.argv[1:]
wanted = np.asarray(eval(expression))
if command == "make":
    np.save(path, wanted)
elif command == "equal":
    found = np.load(path, allow_pickle=False)
    print(f"{path}: {found!r}")
    if (found.dtype, found.shape) != (wanted.dtype, wanted.shape):
        sys.exit(f"expected {wanted.dtype} {wanted.shape}, but got {found.dtype} {found.shape}")
    if found.tobytes() != wanted.tobytes():
        sys.exit(f"expected {wanted!r}")
else:
    sys.exit(__doc__)
