#!/usr/bin/env bash
#===- try-llvm-23.sh - Build against the next LLVM -------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//

set -euo pipefail

usage() {
  cat <<'END'
usage: utils/try-llvm-23.sh [--seconds=N] [--help]

Where Debian has MLIR 23, installs it, builds against it in build-llvm-23/, and
runs the tests of the phases. Says how far that comes; fails if not to the end.

  --seconds=N  stop building after N seconds
END
}

fail() {
  echo "try-llvm-23.sh: error: $*" >&2
  exit 1
}

seconds=0
for option in "$@"; do
  case $option in
  --seconds=*)
    seconds=${option#*=}
    [[ $seconds =~ ^[1-9][0-9]*$ ]] || fail "expected --seconds to be a number, but got '$seconds'"
    ;;
  --help | -h) usage && exit 0 ;;
  *) usage >&2 && fail "unknown option '$option'" ;;
  esac
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [[ -z $(apt-cache --quiet=0 show libmlir-23-dev 2>/dev/null) ]]; then
  echo "try-llvm-23.sh: Debian has no libmlir-23-dev yet: nothing tried"
  exit 0
fi
run=(env DEBIAN_FRONTEND=noninteractive apt-get -y -qq install --no-install-recommends)
[[ $(id -u) == 0 ]] || run=(sudo "${run[@]}")
"${run[@]}" libmlir-23-dev mlir-23-tools llvm-23-dev llvm-23-tools clang-23 lld-23 >/dev/null ||
  fail "could not install MLIR 23"

build=build-llvm-23
cmake --fresh --preset dev -B "$build" -DWINOGRAD_LLVM_VERSION=23 -DWINOGRAD_PYTHON=OFF \
  -DCMAKE_C_COMPILER=clang-23 -DCMAKE_CXX_COMPILER=clang++-23
# Every file that can be compiled, so that all that has changed shows at once. (0: no limit.)
status=0
timeout "$seconds" cmake --build "$build" -- -k 0 >"$build/build.log" 2>&1 || status=$?
if ((status)); then
  grep -h 'error:' "$build/build.log" | sort -u | head -40 || true
  done=$(grep -o '^\[[0-9]*/[0-9]*\]' "$build/build.log" | tail -1)
  ((status == 124)) && fail "the time is over after ${done:-nothing} of the build"
  fail "the build fails, after ${done:-nothing}: $build/build.log"
fi
/usr/lib/llvm-23/bin/lit -sv "$build/test" --filter=' (Dialect|Conversion|Pipelines|Transforms)/'
echo "try-llvm-23.sh: builds with LLVM 23, and passes the tests of the phases"
