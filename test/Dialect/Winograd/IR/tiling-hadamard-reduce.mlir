// RUN: wino-opt %s -transform-interpreter -canonicalize -cse | FileCheck %s

// Every dimension of a hadamard_reduce is a loop, the reduced one too: its
// tiles add to the same part of the init.

// CHECK-LABEL: @hadamard_reduce
// CHECK-SAME: %[[X:[^:]+]]: tensor<6x16x8xf32>, %[[G:[^:]+]]: tensor<6x8x4xf32>, %[[M:[^:]+]]: tensor<6x16x4xf32>
// CHECK: scf.for %[[I:.+]] = %c0 to %c6 step %c1 iter_args(%[[M0:.+]] = %[[M]])
// CHECK: scf.for %[[T:.+]] = %c0 to %c16 step %c8 iter_args(%[[M1:.+]] = %[[M0]])
// CHECK: scf.for %[[C:.+]] = %c0 to %c8 step %c2 iter_args(%[[M2:.+]] = %[[M1]])
// CHECK-DAG: %[[TX:.+]] = tensor.extract_slice %[[X]][%[[I]], %[[T]], %[[C]]] [1, 8, 2]
// CHECK-DAG: %[[TG:.+]] = tensor.extract_slice %[[G]][%[[I]], %[[C]], 0] [1, 2, 4]
// CHECK-DAG: %[[TM:.+]] = tensor.extract_slice %[[M2]][%[[I]], %[[T]], 0] [1, 8, 4]
// CHECK: %[[R:.+]] = winograd.hadamard_reduce {{.*}} ins(%[[TX]], %[[TG]] : tensor<1x8x2xf32>, tensor<1x2x4xf32>) outs(%[[TM]] : tensor<1x8x4xf32>)
// CHECK: tensor.insert_slice %[[R]] into %[[M2]][%[[I]], %[[T]], 0] [1, 8, 4]
func.func @hadamard_reduce(%X: tensor<6x16x8xf32>, %G: tensor<6x8x4xf32>, %M: tensor<6x16x4xf32>) -> tensor<6x16x4xf32> {
  %0 = winograd.hadamard_reduce [
        affine_map<(i, t, k, c) -> (i, t, c)>,
        affine_map<(i, t, k, c) -> (i, c, k)>,
        affine_map<(i, t, k, c) -> (i, t, k)>]
      ins(%X, %G : tensor<6x16x8xf32>, tensor<6x8x4xf32>) outs(%M : tensor<6x16x4xf32>) -> tensor<6x16x4xf32>
  return %0 : tensor<6x16x4xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["winograd.hadamard_reduce"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loops:3 = transform.structured.tile_using_for %op tile_sizes [1, 8, 0, 2] : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}
