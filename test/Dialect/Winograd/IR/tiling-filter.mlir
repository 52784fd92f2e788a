// RUN: wino-opt %s -transform-interpreter -canonicalize -cse | FileCheck %s

// A filter transform is tiled over its channels; 8 are not a multiple of 3.

#F = #winograd.algorithm<F(4, 3)>

// CHECK-DAG: #[[REST:.+]] = affine_map<(d0) -> (-d0 + 8, 3)>
// CHECK-LABEL: @filter
// CHECK-SAME: %[[G:[^:]+]]: tensor<4x8x3x1xf32>
// CHECK: scf.for %[[C:.+]] = %c0 to %c8 step %c3
// CHECK: %[[SIZE:.+]] = affine.min #[[REST]](%[[C]])
// CHECK: %[[S:.+]] = tensor.extract_slice %[[G]][0, %[[C]], 0, 0] [4, %[[SIZE]], 3, 1]
// CHECK: %[[I:.+]] = tensor.extract_slice %{{.*}}[0, %[[C]], 0] [6, %[[SIZE]], 4]
// CHECK: winograd.kron filter {{.*}} ins(%[[S]] : tensor<4x?x3x1xf32>) outs(%[[I]] : tensor<6x?x4xf32>)
func.func @filter(%g: tensor<4x8x3x1xf32>, %e: tensor<6x8x4xf32>) -> tensor<6x8x4xf32> {
  %0 = winograd.kron filter [#F]
      read affine_map<(k, c, i) -> (k, c, i, 0)> write affine_map<(k, c, i) -> (i, c, k)>
      ins(%g : tensor<4x8x3x1xf32>) outs(%e : tensor<6x8x4xf32>) -> tensor<6x8x4xf32>
  return %0 : tensor<6x8x4xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %kron = transform.structured.match ops{["winograd.kron"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.tile_using_for %kron tile_sizes [0, 3] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}
