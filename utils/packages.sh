#!/usr/bin/env bash
#===- packages.sh - Make Debian packages -----------------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//

set -euo pipefail

usage() {
  cat <<'END'
usage: utils/packages.sh [--build=FOLDER] [--help]

Builds for Debian's paths in build-packages/, makes the packages in its folder
packages/, and checks them with lintian, if that is installed.

  --build=FOLDER  take this build, as it is configured
END
}

fail() {
  echo "packages.sh: error: $*" >&2
  exit 1
}

build=
for option in "$@"; do
  case $option in
  --build=*) build=$(realpath -- "${option#*=}") ;;
  --help | -h) usage && exit 0 ;;
  *) usage >&2 && fail "unknown option '$option'" ;;
  esac
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [[ -z $build ]]; then
  utils/setup.sh
  build=$PWD/build-packages
  # The virtual environment that setup.sh has made.
  WINOGRAD_VENV=${WINOGRAD_VENV:-$PWD/build/venv} cmake --preset packages
fi
[[ -f $build/CPackConfig.cmake ]] || fail "expected a configured build, but got '$build'"
cmake --build "$build"
# Without Sphinx there is no site, and no package of it.
if cmake --build "$build" --target help | grep -q '^winograd-site:'; then
  cmake --build "$build" --target winograd-site
fi
rm -rf "$build/packages"
(cd "$build" && cpack)
packages=("$build"/packages/*.deb)
ls -sh "${packages[@]}"

if command -v lintian >/dev/null; then
  # For root, as in a container, lintian needs to be told that this is meant.
  lintian --allow-root --fail-on=error "${packages[@]}"
else
  echo "packages.sh: no lintian: the packages are not checked"
fi
