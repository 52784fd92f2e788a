#!/usr/bin/env bash
#===- try-packages.sh - Try the packages in a fresh Debian -----------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//

set -euo pipefail

usage() {
  cat <<'END'
usage: utils/try-packages.sh [--build=FOLDER] [--keep] [--help]

Makes the packages (utils/packages.sh), a fresh Debian 12 with debootstrap in a
temporary folder, installs the packages there with apt, and runs
test/Package/smoke.sh in it. As root; needs Debian's package server.

  --build=FOLDER  the packages of this build, which are there already
  --keep          leave the folder with the system
END
}

fail() {
  echo "try-packages.sh: error: $*" >&2
  exit 1
}

build=
keep=0
for option in "$@"; do
  case $option in
  --build=*) build=$(realpath -- "${option#*=}") ;;
  --keep) keep=1 ;;
  --help | -h) usage && exit 0 ;;
  *) usage >&2 && fail "unknown option '$option'" ;;
  esac
done

step() { printf '\n== %s\n' "$*"; }
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[[ $(id -u) == 0 ]] || fail "expected to run as root, for debootstrap and chroot"
command -v debootstrap >/dev/null || fail "expected debootstrap (apt-get install debootstrap)"
if [[ -z $build ]]; then
  step "packages"
  utils/packages.sh
  build=build-packages
fi
compgen -G "$build/packages/*.deb" >/dev/null || fail "expected packages in '$build/packages'"

root=$(mktemp -d "${TMPDIR:-/tmp}/winograd-debian.XXXXXX")
chmod 755 "$root" # apt gives up its rights to download
leave() {
  umount "$root/proc" 2>/dev/null || true
  if ((keep)); then echo "try-packages.sh: the system is in $root"; else rm -rf "$root"; fi
}
trap leave EXIT
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
security=${DEBIAN_SECURITY_MIRROR:-http://deb.debian.org/debian-security}

step "a fresh Debian 12"
debootstrap --variant=minbase bookworm "$root" "$mirror" >"$root.log" 2>&1 ||
  fail "debootstrap failed: $(tail -3 "$root.log")"
rm "$root.log"
# LLVM 22 comes with the security updates.
cat >"$root/etc/apt/sources.list" <<END
deb $mirror bookworm main
deb $mirror bookworm-updates main
deb $security bookworm-security main
END
cp /etc/resolv.conf "$root/etc/resolv.conf"
for file in /etc/apt/apt.conf.d/*proxy*; do
  [[ -f $file ]] && cp "$file" "$root/etc/apt/apt.conf.d/"
done
mkdir "$root/packages" "$root/try"
cp "$build"/packages/*.deb "$root/packages/"
cp -r examples/conv examples/python test/Package test/Documentation/Inputs/conv.c "$root/try/"

in_root() {
  chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive "$@" </dev/null
}
# Installs packages: names, or patterns of files in the root.
install() {
  in_root bash -c "apt-get -y -q -o Acquire::Retries=3 install --no-install-recommends $1" \
    >"$root/apt.log" 2>&1 || fail "apt-get failed: $(tail -20 "$root/apt.log")"
}
mount -t proc proc "$root/proc"
in_root apt-get -qq update

# Each package by itself first: what it needs has to come with it.
step "the tools alone"
install "/packages/libwinograd*[0-9]_*.deb /packages/winograd-tools_*.deb"
in_root bash /try/Package/smoke.sh tools
step "with the development files, and the tools of upstream"
install "/packages/*.deb mlir-22-tools clang-22 lld-22 cmake ninja-build pkg-config"
in_root bash /try/Package/smoke.sh everything
step "removed"
in_root bash -c "apt-get -y -q purge 'winograd*' 'libwinograd*' python3-winograd" >"$root/apt.log" 2>&1 ||
  fail "apt-get failed: $(tail -20 "$root/apt.log")"
left=$(in_root find / -xdev -iname '*winograd*' -not -path '/packages/*' -not -path '/try/*' \
  -not -path '/root/*' -not -path '/var/cache/*' -not -path '/var/lib/apt/*')
[[ -z $left ]] || fail "expected nothing of the packages after removing them, but got: $left"
echo "try-packages.sh: the packages work in a fresh Debian 12"
