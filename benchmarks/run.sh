#!/usr/bin/env bash
#===- run.sh - Side by side with other libraries -------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
set -euo pipefail

usage() {
  cat <<'END'
usage: benchmarks/run.sh [--shapes=NxCxKxHxW,...] [--plans=NAME,...] [--peers=NAME,...]
                         [--target=cpu|vulkan] [--network] [--cores=LIST]
                         [--wino-bench=FILE] [--output=DIR]

Times 3x3 convolutions by wino-bench, oneDNN, ncnn and ONNX Runtime, on the same
data, on one core, in one sitting, ours first and last. Installs what is missing.

  --shapes=...       batch, input and output channels, rows, columns (eight typical ones)
  --plans=...        plans of winograd-to-cpu (auto)
  --peers=...        onednn, ncnn, onnxruntime (all)
  --target=NAME      cpu; or vulkan: the first device for Vulkan, also by ncnn,
                     with the image copied there and the result copied back
  --network          time the network of utils/demo.sh instead, also by ncnn
  --cores=LIST       the cores to run on, for taskset; as many threads (0)
  --wino-bench=FILE  the tool; it is built in build/ when not given
  --output=DIR       where everything goes (build/benchmarks)

  BUDGET             seconds per measurement (0.5)
END
}

fail() {
  printf 'run.sh: error: %s\n' "$@" >&2
  exit 1
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repo=$(dirname "$here")
shapes=1x8x8x32x32,1x16x16x32x32,1x32x32x64x64,1x64x64x64x64
shapes+=,1x64x64x56x56,1x128x128x28x28,1x256x256x14x14,1x512x512x7x7
plans=auto
peers=
target=cpu
network=
cores=0
tool=
output=$repo/build/benchmarks
for argument in "$@"; do
  case $argument in
  --shapes=*) shapes=${argument#*=} ;;
  --plans=*) plans=${argument#*=} ;;
  --peers=*) peers=${argument#*=} ;;
  --target=*) target=${argument#*=} ;;
  --network) network=1 ;;
  --cores=*) cores=${argument#*=} ;;
  --wino-bench=*) tool=${argument#*=} ;;
  --output=*) output=${argument#*=} ;;
  --help | -h) usage && exit 0 ;;
  *) usage >&2 && fail "unknown option '$argument'" ;;
  esac
done
[[ $shapes =~ ^[1-9][0-9]*(x[1-9][0-9]*){4}(,[1-9][0-9]*(x[1-9][0-9]*){4})*$ ]] ||
  fail "expected --shapes to be NxCxKxHxW,..., but got '$shapes'"
[[ $target == cpu || $target == vulkan ]] || fail "expected --target to be cpu or vulkan, but got '$target'"
[[ $target == cpu || -z $peers || $peers == ncnn ]] ||
  fail "expected ncnn as the only peer with --target=vulkan, but got '$peers'"
if [[ -z $peers ]]; then
  [[ $target == cpu ]] && peers=onednn,ncnn,onnxruntime || peers=ncnn
fi
for peer in ${peers//,/ }; do
  [[ $peer == onednn || $peer == ncnn || $peer == onnxruntime ]] ||
    fail "expected --peers to be among onednn, ncnn and onnxruntime, but got '$peer'"
done
threads=$(taskset -c "$cores" nproc) || fail "expected --cores to be cores of this machine, but got '$cores'"
mkdir -p "$output"
output=$(cd "$output" && pwd)

as_root() {
  if [[ $(id -u) == 0 ]]; then "$@"; else sudo "$@"; fi
}

say() { printf '== %s\n' "$*" >&2; }

say "set-up"
if [[ -z $tool ]]; then
  "$repo/utils/setup.sh"
  (cd "$repo" && cmake --preset dev >"$output/configure.log") ||
    fail "could not configure the build, see $output/configure.log"
  cmake --build "$repo/build" --target wino-bench
  tool=$repo/build/bin/wino-bench
fi
[[ -x $tool ]] || fail "expected --wino-bench to be a program, but got '$tool'"
tool=$(realpath "$tool")

# The environment is up to date when it remembers these very requirements.
python=$output/venv/bin/python
if ! cmp -s "$here/requirements.txt" "$output/venv/requirements.txt"; then
  /usr/bin/python3 -m venv --clear "$output/venv"
  "$python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt" </dev/null ||
    fail "could not install the packages of benchmarks/requirements.txt: can PyPI be reached?"
  cp "$here/requirements.txt" "$output/venv/requirements.txt"
fi

if [[ -z $network && ,$peers, == *,onednn,* ]]; then
  if [[ ! -e /usr/include/oneapi/dnnl/dnnl.hpp ]]; then
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libdnnl-dev </dev/null >/dev/null ||
      fail "could not install libdnnl-dev (oneDNN); --peers=ncnn,onnxruntime goes without"
  fi
  if [[ ! $output/peer_onednn -nt $here/peer_onednn.cpp ]]; then
    ${CXX:-c++} -std=c++17 -O2 "$here/peer_onednn.cpp" -ldnnl -o "$output/peer_onednn"
  fi
fi

export SHAPES=$shapes T=$threads PEERS_DATA=$output/data
# llvmpipe, Vulkan's device that is a CPU, has threads of its own.
export OMP_NUM_THREADS=$threads LP_NUM_THREADS=$threads TARGET=$target PYTHONDONTWRITEBYTECODE=1
pin() { taskset -c "$cores" "$@"; }

ours() {
  pin "$tool" conv --csv --plan="$plans" --target="$target"
  pin "$tool" conv --csv --plan="$plans" --target="$target" --layout=nhwc
}

convolutions() {
  ours
  for peer in ${peers//,/ }; do
    if [[ $peer == onednn ]]; then
      pin "$output/peer_onednn"
    else
      pin "$python" "$here/peer_$peer.py"
    fi
  done
  ours
}

network() {
  pin "$python" "$here/network.py" --wino-bench="$tool"
}

if [[ $network ]]; then
  name=network
else
  name=convolutions
  "$python" "$here/data.py" "$PEERS_DATA" ${shapes//,/ }
fi
run=$name
[[ $target == cpu ]] || name+=-$target
say "measurements: name,shape,threads,ms,GFLOP/s,largest error"
"$run" | tee "$output/$name.csv.part"
mv "$output/$name.csv.part" "$output/$name.csv"
say "$output/$name.csv"
"$python" "$here/report.py" "$output/$name.csv" --plot="$output/$name.png" \
  --title="$name, f32, threads: $threads, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)"
