// RUN: rm -rf %t.folder && mkdir %t.folder
// RUN: not wino-translate %s --shard=height -o %t 2>&1 | FileCheck %s --check-prefix=TOGETHER
// RUN: not wino-translate %s --ranks=2 -o %t 2>&1 | FileCheck %s --check-prefix=TOGETHER
// TOGETHER: error: expected --shard, --ranks and --mpi together
// RUN: not wino-translate %s --shard=height --ranks=0 --mpi=mpich -o %t 2>&1 \
// RUN:   | FileCheck %s --check-prefix=RANKS
// RANKS: error: expected --ranks to be from 1 to 1048576, but got 0
// RUN: not wino-translate %s --shard=height --ranks=2 --mpi=lam -o %t 2>&1 \
// RUN:   | FileCheck %s --check-prefix=MPI
// MPI: error: expected --mpi to be mpich or openmpi, but got 'lam'
// RUN: not wino-translate %s --shard=partitioned --ranks=2 --mpi=mpich --emit=ptx -o %t 2>&1 \
// RUN:   | FileCheck %s --check-prefix=GPU
// GPU: error: expected --shard with code for a CPU, but got --emit=ptx
// RUN: not wino-translate %s --shard=partitioned --ranks=2 --mpi=mpich --emit=shared-library \
// RUN:   -o %t 2>&1 | FileCheck %s --check-prefix=LINKER
// LINKER: error: expected --linker, such as mpicc, beside --shard and --emit=shared-library
// RUN: not wino-translate %s --entry=whole --shard=partitioned --ranks=2 --mpi=mpich -o %t 2>&1 \
// RUN:   | FileCheck %s --check-prefix=WHOLE
// WHOLE: error: expected 'whole' to be partitioned already for --shard=partitioned
// RUN: not wino-translate %s --entry=part --shard=height --ranks=2 --mpi=mpich -o %t 2>&1 \
// RUN:   | FileCheck %s --check-prefix=PART
// PART: error: expected --shard=partitioned for 'part', which is partitioned already
// RUN: not wino-translate %s --entry=part --shard=partitioned --ranks=3 --mpi=mpich -o %t 2>&1 \
// RUN:   | FileCheck %s --check-prefix=COUNT
// COUNT: error: expected a multiple of 2 ranks for the program 'part', but got 3
// RUN: not wino-translate %s --entry=uncovered --shard=partitioned --ranks=2 --mpi=mpich \
// RUN:   -o %t 2>&1 | FileCheck %s --check-prefix=UNCOVERED
// UNCOVERED: error: expected the parts of input0 to be the whole, but got array<i64: 9, 2, 1>
// UNCOVERED-SAME: for a dimension of size 4
// RUN: not wino-translate %s --entry=half --shard=partitioned --ranks=2 --mpi=mpich -o %t 2>&1 \
// RUN:   | FileCheck %s --check-prefix=HALF
// HALF: error: expected result 0 to have 'winograd.shards', an array with one entry for each
// HALF-SAME: dimension of tensor<4xf32>
// RUN: cp %s %t.folder/mpi.mlir
// RUN: not wino-translate %t.folder/mpi.mlir --entry=part --shard=partitioned --ranks=2 \
// RUN:   --mpi=mpich -o %t 2>&1 | FileCheck %s --check-prefix=NAME
// NAME: error: expected another name of the module than 'mpi', since its header includes mpi.h

func.func @whole(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
func.func @part(%x: tensor<4xf32> {winograd.shards = [array<i64: 8, 2, 1>]})
    -> (tensor<4xf32> {winograd.shards = [array<i64: 8, 2, 1>]}) {
  return %x : tensor<4xf32>
}
func.func @uncovered(%x: tensor<4xf32> {winograd.shards = [array<i64: 9, 2, 1>]})
    -> (tensor<4xf32> {winograd.shards = [array<i64: 8, 2, 1>]}) {
  return %x : tensor<4xf32>
}
func.func @half(%x: tensor<4xf32> {winograd.shards = [array<i64: 8, 2, 1>]}) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
