// The plan blocked, in whole: products are vectors with their accumulators in
// registers, a call of a kernel has one allocation of scratch memory, and threads
// are OpenMP's.

// RUN: wino-opt %s --winograd-to-cpu="plan=blocked tile=4" --mlir-print-ir-after=winograd-vectorize \
// RUN:   --mlir-disable-threading -o %t.mlir 2>&1 | FileCheck %s --check-prefix=VECTORS
// RUN: FileCheck %s --check-prefix=LLVM --input-file=%t.mlir
// RUN: wino-opt %s --winograd-to-cpu="plan=blocked tile=4 threads=2" --mlir-print-ir-after=convert-scf-to-openmp \
// RUN:   -o /dev/null 2>&1 | FileCheck %s --check-prefix=THREADS

// VECTORS-NOT: vector.insert
// VECTORS: scf.for {{.*}} iter_args(%[[ACC:[^ ]+]] = %{{.+}}) -> (vector<6x16xf32>) {
// VECTORS-NEXT: vector.transfer_read
// VECTORS-NEXT: vector.transfer_read
// VECTORS-NEXT: %[[SUM:.+]] = vector.contract {{.*}}, %[[ACC]] : vector<6x4xf32>, vector<4x16xf32> into vector<6x16xf32>
// VECTORS-NEXT: scf.yield %[[SUM]]

// LLVM: llvm.func @conv_kernel
// LLVM: call @malloc
// LLVM-NOT: call @malloc
// LLVM: llvm.func @conv(
// LLVM: call @malloc

// THREADS: omp.parallel num_threads
// THREADS: omp.wsloop
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
func.func @conv(%x: tensor<1x50x50x32xf32>, %g: tensor<3x3x32x32xf32>) -> tensor<1x48x48x32xf32> {
  %init = arith.constant dense<0.0> : tensor<1x48x48x32xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x50x50x32xf32>, tensor<3x3x32x32xf32>)
      outs(%init : tensor<1x48x48x32xf32>) -> tensor<1x48x48x32xf32>
  return %y : tensor<1x48x48x32xf32>
}
}
