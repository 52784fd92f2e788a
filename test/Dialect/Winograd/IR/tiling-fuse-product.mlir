// RUN: wino-opt %s -transform-interpreter -canonicalize -cse | FileCheck %s

// A tile of an output transform computes the product's tile, through the
// materialisation between them, and the product reduces over all channels.

#F = #winograd.algorithm<F(4, 3)>

// CHECK-LABEL: @product_into_output
// CHECK-SAME: %[[X:[^:]+]]: tensor<6x4x8xf32>, %[[G:[^:]+]]: tensor<6x8x8xf32>, %[[M:[^:]+]]: tensor<6x4x8xf32>
// CHECK-NOT: winograd.
// CHECK: scf.forall (%[[T:.+]], %[[K:.+]]) in (4, 2)
// CHECK: %[[K4:.+]] = affine.apply #{{.*}}(%[[K]])
// CHECK: %[[TX:.+]] = tensor.extract_slice %[[X]][0, %[[T]], 0] [6, 1, 8]
// CHECK: %[[TG:.+]] = tensor.extract_slice %[[G]][0, 0, %[[K4]]] [6, 8, 4]
// CHECK: %[[TM:.+]] = tensor.extract_slice %[[M]][0, %[[T]], %[[K4]]] [6, 1, 4]
// CHECK: %[[P:.+]] = winograd.hadamard_reduce {{.*}} ins(%[[TX]], %[[TG]] : {{.*}}) outs(%[[TM]] : tensor<6x1x4xf32>)
// CHECK: %[[B:.+]] = winograd.bufferize %[[P]] private : tensor<6x1x4xf32>
// CHECK: winograd.kron output {{.*}} ins(%[[B]] : tensor<6x1x4xf32>) outs(%{{.*}} : tensor<4x?xf32>)
func.func @product_into_output(%X: tensor<6x4x8xf32>, %G: tensor<6x8x8xf32>, %M: tensor<6x4x8xf32>, %y: tensor<8x14xf32>) -> tensor<8x14xf32> {
  %0 = winograd.hadamard_reduce [
        affine_map<(i, t, k, c) -> (i, t, c)>,
        affine_map<(i, t, k, c) -> (i, c, k)>,
        affine_map<(i, t, k, c) -> (i, t, k)>]
      ins(%X, %G : tensor<6x4x8xf32>, tensor<6x8x8xf32>) outs(%M : tensor<6x4x8xf32>) -> tensor<6x4x8xf32>
  %1 = winograd.bufferize %0 private : tensor<6x4x8xf32>
  %2 = winograd.kron output [#F]
      read affine_map<(t, k, i) -> (i, t, k)> write affine_map<(t, k, i) -> (k, t * 4 + i)>
      ins(%1 : tensor<6x4x8xf32>) outs(%y : tensor<8x14xf32>) -> tensor<8x14xf32>
  return %2 : tensor<8x14xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %kron = transform.structured.match ops{["winograd.kron"]} in %root : (!transform.any_op) -> !transform.any_op
    %buffer = transform.structured.match ops{["winograd.bufferize"]} in %root : (!transform.any_op) -> !transform.any_op
    %product = transform.structured.match ops{["winograd.hadamard_reduce"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.tile_using_forall %kron tile_sizes [1, 4] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    %b, %loop1 = transform.structured.fuse_into_containing_op %buffer into %loop : (!transform.any_op, !transform.any_op) -> (!transform.any_op, !transform.any_op)
    %p, %loop2 = transform.structured.fuse_into_containing_op %product into %loop1 : (!transform.any_op, !transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}
