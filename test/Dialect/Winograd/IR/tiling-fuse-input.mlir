// RUN: wino-opt %s -transform-interpreter -canonicalize -cse | FileCheck %s

// A tile of a product computes the tile of the input transform that it reads.

#F = #winograd.algorithm<F(4, 3)>

// CHECK-LABEL: @input_into_product
// CHECK-SAME: %[[X:[^:]+]]: tensor<8x14xf32>, %[[E:[^:]+]]: tensor<6x4x8xf32>
// CHECK-NOT: winograd.
// CHECK: scf.for %[[T:.+]] = %c0 to %c4 step %c2
// CHECK: scf.for %[[C:.+]] = %c0 to %c8 step %c4
// CHECK: tensor.extract_slice %[[X]][%[[C]], %{{.*}}] [4, %{{.*}}]
// CHECK: %[[P:.+]] = tensor.pad
// CHECK: tensor<4x?xf32> to tensor<4x10xf32>
// CHECK: %[[I:.+]] = tensor.extract_slice %[[E]][0, %[[T]], %[[C]]] [6, 2, 4]
// CHECK: %[[K:.+]] = winograd.kron input {{.*}} ins(%[[P]] : tensor<4x10xf32>) outs(%[[I]] : tensor<6x2x4xf32>)
// CHECK: winograd.hadamard_reduce {{.*}} ins(%[[K]], %{{.*}} : tensor<6x2x4xf32>, tensor<6x4x8xf32>) outs(%{{.*}} : tensor<6x2x8xf32>)
// CHECK-NOT: winograd.
// CHECK: return
func.func @input_into_product(%x: tensor<8x14xf32>, %e: tensor<6x4x8xf32>, %G: tensor<6x8x8xf32>, %M: tensor<6x4x8xf32>) -> tensor<6x4x8xf32> {
  %X = winograd.kron input [#F]
      read affine_map<(t, c, i) -> (c, t * 4 + i - 1)> write affine_map<(t, c, i) -> (i, t, c)>
      ins(%x : tensor<8x14xf32>) outs(%e : tensor<6x4x8xf32>) -> tensor<6x4x8xf32>
  %0 = winograd.hadamard_reduce [
        affine_map<(i, t, k, c) -> (i, t, c)>,
        affine_map<(i, t, k, c) -> (i, c, k)>,
        affine_map<(i, t, k, c) -> (i, t, k)>]
      ins(%X, %G : tensor<6x4x8xf32>, tensor<6x8x8xf32>) outs(%M : tensor<6x4x8xf32>) -> tensor<6x4x8xf32>
  return %0 : tensor<6x4x8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["winograd.hadamard_reduce"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loops:2 = transform.structured.fuse %op tile_sizes [0, 2, 0, 4] : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}
