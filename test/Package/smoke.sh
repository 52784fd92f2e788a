#!/usr/bin/env bash
#===- smoke.sh - Try what the packages have installed ----------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
# utils/try-packages.sh runs it in a fresh system: `tools`, with winograd-tools alone, or
# `everything`. In /try are examples/conv, examples/python, test/Package and conv.c.

set -euo pipefail
cd /try

# Runs a command, whose output has to have a text in it.
check() {
  local expected=$1 output
  shift
  output=$("$@" 2>&1) || {
    printf '%s\nsmoke.sh: error: failed: %s\n' "$output" "$*" >&2
    exit 1
  }
  [[ $output == *"$expected"* ]] || {
    printf '%s\nsmoke.sh: error: expected "%s" of: %s\n' "$output" "$expected" "$*" >&2
    exit 1
  }
  echo "ok: $*"
}

library=$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || echo "$(uname -m)-linux-gnu")
plugin=/usr/lib/$library/winograd/WinogradPlugin.so
transforms=/usr/share/winograd/transforms

try_tools() {
  for tool in wino-{opt,run,translate,bench,points,reduce}; do
    check "" "$tool" --help
  done
  check "llvm.func @conv" wino-opt conv/conv.mlir --winograd-to-cpu=plan=blocked
  check "max error" wino-run conv/conv.mlir --entry=conv --random-inputs --check
  check "max error" wino-run conv/conv.mlir --entry=conv --random-inputs --check --threads=2
  check "linalg.contract" wino-opt conv/conv.mlir \
    --transform-preload-library="transform-library-paths=$transforms" \
    --transform-interpreter=entry-point=winograd_to_linalg
  check "" wino-translate conv/conv.mlir --emit=object --pipeline-options=plan=blocked -o .
  check "GFLOP/s" wino-bench conv --shapes=1x8x8x14x14 --plan=direct
  check "hoverProvider" wino-lsp-server -lit-test < <(
    echo '{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"processId":1,"rootPath":"mlir","capabilities":{},"trace":"off"}}
// -----
{"jsonrpc":"2.0","id":3,"method":"shutdown"}
// -----
{"jsonrpc":"2.0","method":"exit"}')
}

try_everything() {
  check "winograd.kron input" mlir-opt-22 "--load-pass-plugin=$plugin" \
    "--load-dialect-plugin=$plugin" conv/conv.mlir \
    '--pass-pipeline=builtin.module(winograd-plan,convert-linalg-to-winograd{tile=4})'
  check "$plugin" realpath "$(pkg-config --variable=plugin winograd-c)"

  check "" cmake -G Ninja -S Package/consumer -B /tmp/consumer \
    -DCMAKE_C_COMPILER=clang-22 -DCMAKE_CXX_COMPILER=clang++-22 -DCMAKE_BUILD_TYPE=Release
  check "" cmake --build /tmp/consumer
  check "// pipeline" /tmp/consumer/consumer Package/Inputs/conv.mlir
  check "winograd.kron input" /tmp/consumer/raise-shared Package/Inputs/conv.mlir
  check "llvm.func @conv" bash -c "/tmp/consumer/lower-shared < Package/Inputs/conv.mlir"
  # shellcheck disable=SC2046
  check "" clang-22 Package/consumer/lower.c $(pkg-config --cflags --libs winograd-c) -o /tmp/lower
  check "llvm.func @conv" bash -c "/tmp/lower < Package/Inputs/conv.mlir"

  check "" wino-translate conv/conv.mlir --emit=object --pipeline-options=plan=blocked -o .
  check "" clang-22 -I. conv.c conv.o -lm -o /tmp/conv
  check "prepacked 82944" /tmp/conv
  check "(1, 12, 12, 16) True" /usr/bin/python3 python/convolution.py
  check "Winograd" cat /usr/share/doc/winograd/html/index.html
}

case ${1-} in
tools) try_tools ;;
everything)
  try_tools
  try_everything
  ;;
*)
  echo "smoke.sh: error: expected 'tools' or 'everything', but got '${1-}'" >&2
  exit 2
  ;;
esac
