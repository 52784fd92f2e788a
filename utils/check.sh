#!/usr/bin/env bash
#===- check.sh - Build and run every test ----------------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//

set -euo pipefail

usage() {
  cat <<'END'
usage: utils/check.sh [--preset=NAME | --sanitize] [--long] [--fuzz=N] [--help]

Installs what is missing, checks the formatting, builds, and runs every test.
The last line counts: N passed, N failed, N skipped.

  --preset=NAME  a preset of CMakePresets.json: dev, release, sanitize (dev)
  --sanitize     --preset=sanitize: ASan, LSan and UBSan, in build-sanitize/
  --long         run the longer form of the tests that have one
  --fuzz=N       afterwards, N cases of the fuzzer (test/Fuzz), of another seed each
                 day; failures go to fuzz-failures/ in the build's folder
END
}

fail() {
  echo "check.sh: error: $*" >&2
  exit 1
}

preset=dev
fuzz=0
lit_options=(-sv)
while (($#)); do
  case $1 in
  --preset=*) preset=${1#*=} ;;
  --preset)
    (($# > 1)) || fail "expected the name of a preset after --preset"
    shift
    preset=$1
    ;;
  --sanitize) preset=sanitize ;;
  --fuzz=*)
    fuzz=${1#*=}
    [[ $fuzz =~ ^[1-9][0-9]*$ ]] || fail "expected --fuzz to be a number of cases, but got '$fuzz'"
    ;;
  --long) lit_options+=(--param=long=1) ;;
  --help | -h) usage && exit 0 ;;
  *) usage >&2 && fail "unknown option '$1'" ;;
  esac
  shift
done
case $preset in
dev) build=build ;;
release | sanitize) build=build-$preset ;;
*) fail "expected the preset to be dev, release or sanitize, but got '$preset'" ;;
esac

step() { printf '\n== %s\n' "$*"; }
cd "$(dirname "${BASH_SOURCE[0]}")/.."

step "set-up"
utils/setup.sh
step "formatting"
utils/format.sh --check
step "build: preset $preset in $build/"
# Afresh: a compiler found elsewhere than last time makes CMake drop the cache,
# and with it what the preset set, such as the sanitizers, without failing.
cmake --fresh --preset "$preset"
cmake --build --preset "$preset"
step "tests"
results=$build/test/results.json
rm -f "$results"
status=0
/usr/lib/llvm-22/bin/lit "${lit_options[@]}" --output="$results" "$build/test" </dev/null || status=$?
if ((fuzz)); then
  step "fuzzing: $fuzz cases"
  "${WINOGRAD_VENV:-build/venv}/bin/python" test/Fuzz/fuzz.py --seed="$(date +%Y%m%d)" --count="$fuzz" \
    --bin="$build/bin" --save="$build/fuzz-failures" --json="$build/fuzz.json" || status=1
fi
step "LLVM 23, which may fail"
# As far as it gets in a minute.
utils/try-llvm-23.sh --seconds=60 </dev/null || echo "check.sh: that does not count"
/usr/bin/python3 utils/count_results.py "$results" || status=1
exit "$status"
