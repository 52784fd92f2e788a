// linalg.softmax of integers, which has no meaning, crashed where it is taken apart.

// RUN: not wino-opt %s --winograd-to-cpu 2>&1 | FileCheck %s
// RUN: not wino-opt %s --winograd-to-kernels 2>&1 | FileCheck %s

// CHECK: error:
// CHECK-NOT: Stack dump
func.func @integers(%x: tensor<2x3xi32>, %e: tensor<2x3xi32>) -> tensor<2x3xi32> {
  %y = linalg.softmax dimension(1) ins(%x : tensor<2x3xi32>) outs(%e : tensor<2x3xi32>) -> tensor<2x3xi32>
  return %y : tensor<2x3xi32>
}
