// RUN: wino-opt %s --winograd-lower-mpi | FileCheck %s --check-prefixes=CHECK,OPENMPI
// RUN: sed 's/OpenMPI/MPICH/' %s | wino-opt --winograd-lower-mpi \
// RUN:   | FileCheck %s --check-prefixes=CHECK,MPICH

// The library is that of mpi.dlti, though another table comes first, and stays.

// CHECK: module attributes {dlti.target_system_spec = {{.*}}, mpi.dlti =
// OPENMPI-DAG: llvm.mlir.global external @ompi_mpi_op_sum()
// OPENMPI-DAG: llvm.mlir.global external @ompi_mpi_float()
// OPENMPI-DAG: llvm.mlir.global external @ompi_mpi_comm_world()
module attributes {
  mpi.dlti = #dlti.map<"MPI:Implementation" = "OpenMPI">,
  dlti.target_system_spec = #dlti.target_system_spec<
    "CPU" = #dlti.target_device_spec<"L1_cache_size_in_bytes" = 4096 : i32>>
} {

// CHECK-LABEL: func.func @sum
// OPENMPI-DAG: %[[SUM:.*]] = llvm.mlir.addressof @ompi_mpi_op_sum
// OPENMPI-DAG: %[[FLOAT:.*]] = llvm.mlir.addressof @ompi_mpi_float
// OPENMPI: llvm.call @MPI_Allreduce({{.*}}, %[[FLOAT]], %[[SUM]], %{{.*}}) {{.*}}!llvm.ptr) -> i32
// MPICH: llvm.call @MPI_Allreduce({{.*}} : (!llvm.ptr, !llvm.ptr, i32, i32, i32, i32) -> i32
func.func @sum(%a: memref<16xf32>, %b: memref<16xf32>) {
  %comm = mpi.comm_world : !mpi.comm
  mpi.allreduce(%a, %b, MPI_SUM, %comm) : memref<16xf32>, memref<16xf32>
  return
}

// Communicators are integers, in calls, too.

// CHECK-LABEL: func.func @rank
// CHECK-SAME: (%[[COMM:.*]]: i64) -> i32
// OPENMPI: llvm.inttoptr
// MPICH: llvm.trunc
// CHECK: llvm.call @MPI_Comm_rank
func.func @rank(%comm: !mpi.comm) -> i32 {
  %rank = mpi.comm_rank(%comm) : i32
  return %rank : i32
}

// CHECK-LABEL: func.func @pass_on
// CHECK-SAME: (%[[COMM:.*]]: i64)
// CHECK: call @rank(%{{.*}}) : (i64) -> i32
func.func @pass_on(%comm: !mpi.comm) -> i32 {
  %rank = func.call @rank(%comm) : (!mpi.comm) -> i32
  return %rank : i32
}

// CHECK-LABEL: func.func @exchange
// CHECK: llvm.call @MPI_Send
// CHECK: llvm.call @MPI_Recv
// CHECK-NOT: mpi.
func.func @exchange(%a: memref<?xi8>, %b: memref<4xf64, strided<[1], offset: ?>>,
                    %other: i32, %comm: !mpi.comm) {
  %tag = arith.constant 0 : i32
  mpi.send(%a, %tag, %other, %comm) : memref<?xi8>, i32, i32
  mpi.recv(%b, %tag, %other, %comm) : memref<4xf64, strided<[1], offset: ?>>, i32, i32
  return
}

}
