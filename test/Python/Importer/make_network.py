# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""make_network.py NAME writes a small generated network, NAME.param and NAME.bin."""
import sys
from pathlib import Path

import files  # makes the generator known
from generated_network import generate

assert files.ROOT
text, weights = generate(1, features=8, body=1, scale=2)
Path(f"{sys.argv[1]}.param").write_text(text)
Path(f"{sys.argv[1]}.bin").write_bytes(weights)
