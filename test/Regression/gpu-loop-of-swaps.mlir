// A loop that only passes tensors on was not unrolled: upstream's unrolling leaves a
// loop without operations as it is.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-unroll-loops))' | FileCheck %s

// CHECK-LABEL: @swap(
// CHECK-SAME: %[[X:.+]]: tensor<4xf32>, %[[Y:.+]]: tensor<4xf32>
// CHECK-NOT: scf.for
// CHECK: return %[[Y]], %[[X]]
func.func @swap(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %r:2 = scf.for %i = %c0 to %c3 step %c1 iter_args(%a = %x, %b = %y) -> (tensor<4xf32>, tensor<4xf32>) {
    scf.yield %b, %a : tensor<4xf32>, tensor<4xf32>
  }
  return %r#0, %r#1 : tensor<4xf32>, tensor<4xf32>
}
