// RUN: wino-opt %s -transform-interpreter -canonicalize -cse -split-input-file | FileCheck %s

// An output transform is fused into a consumer whose tiles are whole tiles of
// the algorithm.

// CHECK-DAG: #[[REST:.+]] = affine_map<(d0) -> (-d0 + 14, 8)>
// CHECK-DAG: #[[FIRST:.+]] = affine_map<(d0) -> (d0 floordiv 4)>
// CHECK-DAG: #[[COUNT:.+]] = affine_map<(d0) -> (d0 ceildiv 4)>

#F = #winograd.algorithm<F(4, 3)>

// 8 = 2 * 4
// CHECK-LABEL: @output_into_multiple
// CHECK-SAME: %[[M:[^:]+]]: tensor<6x4x8xf32>, %[[Y:[^:]+]]: tensor<8x14xf32>
// CHECK-NOT: winograd.
// CHECK: scf.for %[[W:.+]] = %c0 to %c14 step %c8
// CHECK: %[[SIZE:.+]] = affine.min #[[REST]](%[[W]])
// CHECK: %[[T:.+]] = affine.apply #[[FIRST]](%[[W]])
// CHECK: %[[N:.+]] = affine.apply #[[COUNT]](%[[SIZE]])
// CHECK: %[[S:.+]] = tensor.extract_slice %[[M]][0, %[[T]], 0] [6, %[[N]], 8]
// CHECK: %[[I:.+]] = tensor.extract_slice %[[Y]][0, %[[W]]] [8, %[[SIZE]]]
// CHECK: winograd.kron output {{.*}} ins(%[[S]] : tensor<6x?x8xf32>) outs(%[[I]] : tensor<8x?xf32>)
// CHECK: winograd.bufferize
func.func @output_into_multiple(%M: tensor<6x4x8xf32>, %y: tensor<8x14xf32>) -> tensor<8x14xf32> {
  %0 = winograd.kron output [#F]
      read affine_map<(t, k, i) -> (i, t, k)> write affine_map<(t, k, i) -> (k, t * 4 + i)>
      ins(%M : tensor<6x4x8xf32>) outs(%y : tensor<8x14xf32>) -> tensor<8x14xf32>
  %1 = winograd.bufferize %0 global : tensor<8x14xf32>
  return %1 : tensor<8x14xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["winograd.bufferize"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.fuse %op tile_sizes [0, 8] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

#F = #winograd.algorithm<F(4, 3)>

// A tile of 6 begins in the middle of an F(4, 3).
// CHECK-LABEL: @output_not_into_others
// CHECK: winograd.kron output {{.*}} outs(%{{.*}} : tensor<8x14xf32>)
// CHECK: scf.for
// CHECK-NOT: winograd.kron
// CHECK: winograd.bufferize
func.func @output_not_into_others(%M: tensor<6x4x8xf32>, %y: tensor<8x14xf32>) -> tensor<8x14xf32> {
  %0 = winograd.kron output [#F]
      read affine_map<(t, k, i) -> (i, t, k)> write affine_map<(t, k, i) -> (k, t * 4 + i)>
      ins(%M : tensor<6x4x8xf32>) outs(%y : tensor<8x14xf32>) -> tensor<8x14xf32>
  %1 = winograd.bufferize %0 global : tensor<8x14xf32>
  return %1 : tensor<8x14xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["winograd.bufferize"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.fuse %op tile_sizes [0, 6] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}
