# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Damages the one file of compiled code in a folder.

    damage.py FOLDER object|constant|header|length|all
"""
import pathlib
import sys

folder, part = sys.argv[1:]
(path,) = pathlib.Path(folder).glob("llvmcache-*[0-9a-f]")
content = bytearray(path.read_bytes())
if part == "object":
    content[-1] ^= 1
elif part == "constant":
    content[-4096] ^= 1
elif part == "header":
    content[content.index(b"scratchBytes")] ^= 1
elif part == "length":
    del content[-64:]
elif part == "all":
    content.clear()
path.write_bytes(content)
