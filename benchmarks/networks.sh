#!/usr/bin/env bash
#===- networks.sh - Whole networks beside PyTorch and ONNX Runtime -------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
# Builds wino-bench, installs PyTorch, torchvision, torch-mlir and what else it compares with into a virtual environment (7 GB,
# once), and runs networks.py with the arguments. Networks are kept in build/benchmarks/networks.

set -euo pipefail

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
case ${1-} in
--help | -h) echo "usage: benchmarks/networks.sh [--networks=resnet18,...] [options of wino-bench compare]" && exit 0 ;;
esac
"$repo/utils/setup.sh"
cd "$repo"
cmake --preset dev >/dev/null
cmake --build build --target wino-bench
venv=$repo/build/benchmarks/networks-venv
if [[ ! -x $venv/bin/python ]]; then
  python3 -m venv "$venv"
fi
"$venv/bin/pip" install --quiet --requirement "$repo/benchmarks/requirements-networks.txt"
exec "$venv/bin/python" -W ignore "$repo/benchmarks/networks.py" "$repo/build/benchmarks/networks" \
  --report="$repo/build/benchmarks/networks.html" "$@"
