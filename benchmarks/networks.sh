#!/usr/bin/env bash
#===- networks.sh - Whole networks beside PyTorch and ONNX Runtime -------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
# Builds wino-run, installs torch, torchvision, torch-mlir, ONNX Runtime and IREE into a virtual environment (6 GB, once),
# and runs networks.py with the arguments, pinned to one core, or as many as --threads says. Modules are kept in
# build/benchmarks/networks.

set -euo pipefail

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
case ${1-} in
--help | -h) echo "usage: benchmarks/networks.sh [--networks=resnet18,...] [--runs=N] [--peers=torch,onnxruntime,iree]" \
    "[--threads=N] [--target=cpu|vulkan] [--plot=FILE.png]" && exit 0 ;;
esac
"$repo/utils/setup.sh"
cd "$repo"
cmake --preset dev >/dev/null
cmake --build build --target wino-run
venv=$repo/build/benchmarks/networks-venv
if [[ ! -x $venv/bin/python ]]; then
  python3 -m venv "$venv"
fi
"$venv/bin/pip" install --quiet --requirement "$repo/benchmarks/requirements-networks.txt"
last=0
for argument; do
  [[ $argument =~ ^--threads=([1-9][0-9]*)$ ]] && last=$((BASH_REMATCH[1] - 1))
done
exec taskset --cpu-list "0-$last" "$venv/bin/python" "$repo/benchmarks/networks.py" "$repo/build/benchmarks/networks" "$@"
