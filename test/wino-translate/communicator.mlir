// RUN: rm -rf %t && wino-translate %s --shard=partitioned --ranks=4 --mpi=openmpi -o %t
// RUN: FileCheck %s --input-file=%t/communicator.h --check-prefixes=HEADER,OPENMPI
// RUN: llvm-nm %t/communicator.o | FileCheck %s --check-prefix=SYMBOLS
// RUN: wino-translate %s --shard=partitioned --ranks=4 --mpi=mpich --emit=llvm-ir -o %t
// RUN: FileCheck %s --input-file=%t/communicator.h --check-prefixes=HEADER,MPICH
// RUN: FileCheck %s --input-file=%t/communicator.ll --check-prefix=LLVM

// HEADER: All 4 ranks of a communicator call a function at the same time
// HEADER: #include <mpi.h>
// OPENMPI: #ifndef OPEN_MPI
// OPENMPI-NEXT: #error "expected the mpi.h of Open MPI, for which this was compiled"
// MPICH: #ifdef OPEN_MPI
// HEADER: typedef struct winograd_shard {
// HEADER: static inline int64_t communicator_handle(MPI_Comm comm) {
// HEADER: if (size != 4) {
// OPENMPI: return (int64_t)(intptr_t)comm;
// MPICH: return (int64_t)comm;
// HEADER: static const winograd_shard largest_input0_shards[] = {
// HEADER-NEXT: {10, 4, 3, 1}, {4, 1, 4, 1}};
// HEADER-NEXT: static const winograd_shard largest_output0_shards[] = {
// HEADER-NEXT: {4, 1, 4, 1}};
// HEADER: input0: f32 [3][4]
// HEADER: void largest_by_handle(int64_t comm,
// HEADER-NEXT: const float *input0,
// HEADER-NEXT: float *output0);
// HEADER: static inline void largest(MPI_Comm comm,
// HEADER-NEXT: const float *input0,
// HEADER-NEXT: float *output0) {
// HEADER-NEXT: largest_by_handle(communicator_handle(comm),
// HEADER-NEXT: input0,
// HEADER-NEXT: output0);

// What exchanges nothing takes one all the same: how a function is called does not
// depend on how it is cut.

// HEADER: static inline void negated(MPI_Comm comm,

// SYMBOLS: U MPI_Allreduce
// SYMBOLS: T largest_by_handle
// SYMBOLS: T negated_by_handle
// SYMBOLS: U ompi_mpi_float
// SYMBOLS: U ompi_mpi_op_max

// LLVM: define void @largest_by_handle(i64
// LLVM: trunc i64 %{{.*}} to i32
// LLVM: call i32 @MPI_Allreduce(

func.func @largest(
    %x: tensor<3x4xf32> {winograd.shards = [array<i64: 10, 4, 1>, array<i64: 4, 1, 1>]})
    -> (tensor<4xf32> {winograd.shards = [array<i64: 4, 1, 1>]}) {
  %least = arith.constant -3.0e38 : f32
  %comm = mpi.comm_world : !mpi.comm
  %empty = tensor.empty() : tensor<4xf32>
  %init = linalg.fill ins(%least : f32) outs(%empty : tensor<4xf32>) -> tensor<4xf32>
  %own = linalg.reduce ins(%x : tensor<3x4xf32>) outs(%init : tensor<4xf32>)
      dimensions = [0] (%a: f32, %b: f32) {
    %s = arith.maximumf %a, %b : f32
    linalg.yield %s : f32
  }
  %sent = memref.alloc() : memref<4xf32>
  %received = memref.alloc() : memref<4xf32>
  bufferization.materialize_in_destination %own in writable %sent
      : (tensor<4xf32>, memref<4xf32>) -> ()
  mpi.allreduce(%sent, %received, MPI_MAX, %comm) : memref<4xf32>, memref<4xf32>
  %all = bufferization.to_tensor %received restrict : memref<4xf32> to tensor<4xf32>
  return %all : tensor<4xf32>
}

func.func @negated(%x: tensor<2xf32> {winograd.shards = [array<i64: 8, 4, 1>]})
    -> (tensor<2xf32> {winograd.shards = [array<i64: 8, 4, 1>]}) {
  %y = arith.negf %x : tensor<2xf32>
  return %y : tensor<2xf32>
}
