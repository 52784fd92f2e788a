# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The binaries in the text of a module with gpu.binary operations."""
import re

_KERNEL = re.compile(r'gpu\.binary @(\S+) *\[#gpu\.object<.*?(?:bin = )?"((?:[^"\\]|\\.)*)">\]')
_ESCAPE = re.compile(rb"\\(\\|[0-9A-Fa-f]{2})")


def _unescape(text):
    def byte(match):
        escape = match.group(1)
        return escape if escape == b"\\" else bytes([int(escape, 16)])

    return _ESCAPE.sub(byte, text.encode("latin-1"))


def read(module):
    """A list of (name, bytes)."""
    return [(match.group(1), _unescape(match.group(2))) for match in _KERNEL.finditer(module)]
