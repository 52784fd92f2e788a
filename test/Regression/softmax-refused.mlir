// linalg.softmax of integers, which has no meaning, and of memrefs crashed where it is
// taken apart.

// RUN: not wino-opt %s -split-input-file --winograd-to-cpu 2>&1 | FileCheck %s
// RUN: not wino-opt %s -split-input-file --winograd-to-kernels 2>&1 | FileCheck %s

// CHECK: error:
// CHECK: error:
// CHECK-NOT: Stack dump
func.func @integers(%x: tensor<2x3xi32>, %e: tensor<2x3xi32>) -> tensor<2x3xi32> {
  %y = linalg.softmax dimension(1) ins(%x : tensor<2x3xi32>) outs(%e : tensor<2x3xi32>) -> tensor<2x3xi32>
  return %y : tensor<2x3xi32>
}

// -----

func.func @memrefs(%x: memref<2x3xf32>, %e: memref<2x3xf32>) {
  linalg.softmax dimension(1) ins(%x : memref<2x3xf32>) outs(%e : memref<2x3xf32>)
  return
}
