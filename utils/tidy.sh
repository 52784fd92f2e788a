#!/usr/bin/env bash
#===- tidy.sh - Run clang-tidy over the sources ----------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
# usage: utils/tidy.sh [PATH-REGEX...]
#
# Checks the files of the dev build whose paths match (lib/ and tools/ when
# nothing is named) against .clang-tidy. Build first: it reads generated headers.

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
[[ -f build/compile_commands.json ]] ||
  { echo "tidy.sh: error: expected a build in build/; run utils/check.sh first" >&2 && exit 1; }
(($#)) || set -- "^$PWD/lib/" "^$PWD/tools/"
exec run-clang-tidy-22 -quiet -p build "$@"
