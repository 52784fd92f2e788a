#!/usr/bin/env bash
#===- format.sh - Format the C++ sources -----------------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//

set -euo pipefail

usage() {
  cat <<'END'
usage: utils/format.sh [--check] [--help]

Formats every C++ file of the repository as .clang-format says.

  --check  change nothing; fail where the formatting does not hold
END
}

action=(-i)
case ${1-} in
'') ;;
--check) action=(--dry-run -Werror) ;;
--help | -h) usage && exit 0 ;;
*) usage >&2 && echo "format.sh: error: unknown option '$1'" >&2 && exit 2 ;;
esac

cd "$(dirname "${BASH_SOURCE[0]}")/.."
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
  mapfile -d '' files < <(git ls-files -z --cached --others --exclude-standard '*.h' '*.cpp')
else
  mapfile -d '' files < <(find . -path './build*' -prune -o \( -name '*.h' -o -name '*.cpp' \) -print0)
fi
# A file that git still lists may be gone from the work tree.
existing=()
for file in "${files[@]}"; do
  [[ -f $file ]] && existing+=("$file")
done
((${#existing[@]})) || { echo "format.sh: error: found no C++ file" >&2 && exit 1; }
clang-format-22 "${action[@]}" "${existing[@]}" ||
  { echo "format.sh: error: utils/format.sh repairs the formatting" >&2 && exit 1; }
echo "format.sh: ${#existing[@]} files"
