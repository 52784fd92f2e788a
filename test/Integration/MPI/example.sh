# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# example.sh IMPLEMENTATION MPICC MPIRUN EXAMPLES FOLDER
#
# Compiles the example in C for several ways to cut its convolution, and runs each
# on two ranks. Then on one, which is refused.
set -eu
implementation=$1 mpicc=$2 mpirun=$3 examples=$4 folder=$5
cd "$folder"
for shards in height output-channels input-channels; do
  wino-translate "$examples/conv/conv.mlir" --shard=$shards --ranks=2 --mpi="$implementation" -o .
  $mpicc -std=c99 -Wall -Wextra -pedantic -Werror -I. "$examples/mpi/conv.c" conv.o -lm -o program
  echo "$shards: $($mpirun -n 2 ./program)"
done
if message=$($mpirun -n 1 ./program 2>&1); then
  echo "expected an error on one rank"
fi
echo "another number of ranks: $(echo "$message" | grep expected)"
