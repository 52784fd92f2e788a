#!/usr/bin/env bash
#===- run.sh - Side by side with other libraries -------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
# Builds wino-bench, installs what it compares with (but for PyTorch), and runs `wino-bench compare` with the arguments. The
# report is build/benchmarks/compare.html, unless they say otherwise.

set -euo pipefail

fail() {
  printf 'run.sh: error: %s\n' "$@" >&2
  exit 1
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repo=$(dirname "$here")
output=$repo/build/benchmarks
case ${1-} in
--help | -h) echo "usage: benchmarks/run.sh [options of wino-bench compare]" && exit 0 ;;
esac

as_root() {
  if [[ $(id -u) == 0 ]]; then "$@"; else sudo "$@"; fi
}

"$repo/utils/setup.sh"
mkdir -p "$output"
(cd "$repo" && cmake --preset dev >"$output/configure.log") ||
  fail "could not configure the build, see $output/configure.log"
cmake --build "$repo/build" --target wino-bench
# (nlohmann-json3-dev is one of the packages of setup.sh.)
if [[ ! -e /usr/include/oneapi/dnnl/dnnl.hpp ]]; then
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libdnnl-dev </dev/null >/dev/null ||
    fail "could not install libdnnl-dev (oneDNN); wino-bench compare goes without what is missing"
fi
# The environment is up to date when it remembers these very requirements.
python=$output/venv/bin/python
if ! cmp -s "$here/requirements.txt" "$output/venv/requirements.txt"; then
  /usr/bin/python3 -m venv --clear "$output/venv"
  "$python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt" </dev/null ||
    fail "could not install the packages of benchmarks/requirements.txt: can PyPI be reached?"
  # Its importer needs no PyTorch, which it would bring.
  "$python" -m pip install --quiet --disable-pip-version-check --no-deps 'torch-mlir>=20260101' 'pnnx>=20240819' </dev/null ||
    fail "could not install torch-mlir and pnnx, which networks in ONNX are imported by"
  cp "$here/requirements.txt" "$output/venv/requirements.txt"
fi
WINOGRAD_PYTHON=$python exec "$repo/build/bin/wino-bench" compare --report="$output/compare.html" "$@"
