#!/usr/bin/env bash
#===- setup.sh - Install what building and testing needs -------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
# Installs only what is missing: seconds, and no network, when nothing is.

set -euo pipefail

usage() {
  cat <<'END'
usage: utils/setup.sh [--help]

Installs Debian packages (MLIR 22 and the tools to build with it; as root, or
through sudo) and a Python virtual environment for the tests.

  WINOGRAD_VENV  where the virtual environment goes (<repository>/build/venv)
END
}

say() { echo "setup.sh: $*"; }
warn() { printf 'setup.sh: warning: %s\n' "$@" >&2; }
fail() {
  printf 'setup.sh: error: %s\n' "$@" >&2
  exit 1
}

case ${1-} in
'') ;;
--help | -h) usage && exit 0 ;;
*) usage >&2 && fail "unknown option '$1'" ;;
esac

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=${WINOGRAD_VENV:-$repo/build/venv}

packages=(
  # MLIR, and the compiler of the same version
  libmlir-22-dev mlir-22-tools llvm-22-dev llvm-22-tools
  clang-22 lld-22 libomp-22-dev libclang-rt-22-dev
  clang-format-22 clang-tidy-22
  # to build and test
  cmake ninja-build ccache g++ git libgtest-dev libgmock-dev
  python3-dev python3-venv
  # Vulkan on the CPU (llvmpipe), with validation; SPIR-V to Metal
  libvulkan-dev mesa-vulkan-drivers vulkan-tools vulkan-validationlayers
  spirv-tools libspirv-cross-c-shared-dev
  # programs for other processors, and to run them
  qemu-user libc6-dev-arm64-cross libgcc-12-dev-arm64-cross
  libc6-dev-riscv64-cross libgcc-12-dev-riscv64-cross
  # examples/vulkan
  nlohmann-json3-dev
  # both kinds of MPI
  mpich libmpich-dev openmpi-bin libopenmpi-dev
)

as_root() {
  if [[ $(id -u) == 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "expected to run as root or to find sudo; the command was: $*"
  fi
}

# Those of the named packages that are not installed.
missing_packages() {
  local installed
  installed=$(dpkg-query -W -f='${db:Status-Abbrev}${Package}\n' "$@" 2>/dev/null |
    sed -n 's/^ii *//p') || true
  comm -23 <(printf '%s\n' "$@" | sort) <(sort <<<"$installed")
}

apt_install() {
  local options=(-y -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
  as_root env DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" update </dev/null &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" \
      install --no-install-recommends "$@" </dev/null >/dev/null
}

install_packages() {
  command -v apt-get >/dev/null && command -v dpkg-query >/dev/null ||
    fail "expected a Debian system with apt-get; elsewhere, install by hand what stands for:" \
      "${packages[*]}"
  local missing
  mapfile -t missing < <(missing_packages "${packages[@]}")
  ((${#missing[@]})) || return 0
  say "installing (a minute or two): ${missing[*]}"
  apt_install "${missing[@]}" ||
    fail "could not install the packages above: can Debian's package server be reached?" \
      "MLIR 22 is in Debian 12 with its security updates"
  mapfile -t missing < <(missing_packages "${packages[@]}")
  ((${#missing[@]} == 0)) || fail "still missing after the installation: ${missing[*]}"
}

# The environment is up to date when it remembers these very requirements.
make_venv() {
  local requirements=$repo/utils/requirements.txt remembered=$venv/requirements.txt
  if cmp -s "$requirements" "$remembered" && "$venv/bin/python" -c '' 2>/dev/null; then
    return
  fi
  say "making the Python environment $venv"
  /usr/bin/python3 -m venv --clear "$venv"
  if "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --timeout=20 --retries=1 -r "$requirements" </dev/null; then
    cp "$requirements" "$remembered"
  else
    make_venv_without_pypi
  fi
}

# Debian's own NumPy serves most tests. Nothing is remembered, so that the next
# run tries PyPI again.
make_venv_without_pypi() {
  warn "************************************************************" \
    "PyPI could not be reached, or did not have the packages of" \
    "utils/requirements.txt: using Debian's NumPy. Tests that need" \
    "more than that are going to be reported as UNSUPPORTED." \
    "************************************************************"
  if [[ -n $(missing_packages python3-numpy) ]]; then
    apt_install python3-numpy ||
      warn "no NumPy from Debian either: every test in Python will be UNSUPPORTED"
  fi
  /usr/bin/python3 -m venv --clear --system-site-packages "$venv"
}

install_packages
make_venv
