// RUN: wino-opt %s --split-input-file --winograd-lower-exchanges | FileCheck %s

// Neighbours exchange in pairs: the even one sends first. The last dimension
// goes first, without the halo of the one before it.

// CHECK-LABEL: func.func private @winograd_exchange_0(
// CHECK-SAME: %[[buffer:.*]]: memref<10x12xf16>)
// CHECK: scf.if
// CHECK: scf.if
// CHECK: %[[bytes:.*]] = memref.alloc() : memref<32xi8>
// CHECK: %[[view:.*]] = memref.view %[[bytes]]{{.*}} to memref<8x2xf16>
// CHECK: mpi.recv(%[[bytes]],
// CHECK: memref.subview %[[buffer]][1, 0] [8, 2] [1, 1]
// CHECK: memref.subview %[[buffer]][1, 2] [8, 1] [1, 1]
// CHECK: mpi.send
// CHECK: mpi.recv
// CHECK: mpi.send
// CHECK: } else {
// CHECK: mpi.send
// CHECK: mpi.recv
// CHECK: mpi.send
// CHECK: mpi.recv
// CHECK: scf.if
// CHECK: scf.if
// CHECK: memref.alloc() : memref<24xi8>
// CHECK: memref.subview %[[buffer]][0, 0] [1, 12] [1, 1]
// CHECK: return
// CHECK-LABEL: func.func @halo(
// CHECK: call @winograd_exchange_0
// CHECK: call @winograd_exchange_0
shard.grid @g(shape = 2x3)
func.func @halo(%x: tensor<10x12xf16>, %y: tensor<10x12xf16>) -> (tensor<10x12xf16>, tensor<10x12xf16>) {
  %0 = shard.update_halo %x on @g split_axes = [[0], [1]] halo_sizes = [1, 1, 2, 1] : tensor<10x12xf16>
  %1 = shard.update_halo %y on @g split_axes = [[0], [1]] halo_sizes = [1, 1, 2, 1] : tensor<10x12xf16>
  return %0, %1 : tensor<10x12xf16>, tensor<10x12xf16>
}

// -----

// f16 is summed in f32, over all ranks by MPI.

// CHECK-LABEL: func.func private @winograd_reduce_0(
// CHECK: arith.extf
// CHECK: mpi.allreduce(%[[values:.*]], %[[values]], MPI_SUM, %{{.*}}) : memref<120xf32>, memref<120xf32>
// CHECK: arith.truncf
// CHECK-LABEL: func.func @everybody(
shard.grid @g(shape = 6)
func.func @everybody(%x: tensor<10x12xf16>) -> tensor<10x12xf16> {
  %0 = shard.all_reduce %x on @g grid_axes = [0] : tensor<10x12xf16> -> tensor<10x12xf16>
  return %0 : tensor<10x12xf16>
}

// -----

// Over one of two grid axes by the first rank of the line.

// CHECK-LABEL: func.func private @winograd_reduce_0(
// CHECK-NOT: mpi.allreduce
// CHECK: scf.if
// CHECK: scf.for
// CHECK: mpi.recv
// CHECK: arith.maximumf
// CHECK: scf.for
// CHECK: mpi.send
// CHECK: } else {
// CHECK: mpi.send
// CHECK: mpi.recv
// CHECK-LABEL: func.func @line(
shard.grid @g(shape = 2x3)
func.func @line(%x: tensor<10x12xf32>) -> tensor<10x12xf32> {
  %0 = shard.all_reduce %x on @g grid_axes = [1] reduction = max : tensor<10x12xf32> -> tensor<10x12xf32>
  return %0 : tensor<10x12xf32>
}

// -----

// CHECK-LABEL: func.func @slice(
// CHECK: %[[rank:.*]] = shard.process_linear_index on @g
// CHECK: %[[line:.*]] = arith.divui %[[rank]], %c3
// CHECK: %[[index:.*]] = arith.remui %[[line]], %c2
// CHECK: %[[offset:.*]] = arith.muli %[[index]], %c5
// CHECK: tensor.extract_slice %{{.*}}[%[[offset]], 0] [5, 12] [1, 1]
shard.grid @g(shape = 2x3)
func.func @slice(%x: tensor<10x12xf32>) -> tensor<5x12xf32> {
  %0 = shard.all_slice %x on @g grid_axes = [0] slice_axis = 0 : tensor<10x12xf32> -> tensor<5x12xf32>
  return %0 : tensor<5x12xf32>
}
