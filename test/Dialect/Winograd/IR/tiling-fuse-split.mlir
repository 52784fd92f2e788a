// RUN: wino-opt %s -transform-interpreter -canonicalize -cse | FileCheck %s

// A transformed dimension is computed whole: where the consumer splits it, the
// transform stays outside of the loop.

#F = #winograd.algorithm<F(4, 3)>

// CHECK-LABEL: @split_by_consumer
// CHECK: %[[K:.+]] = winograd.kron input {{.*}} outs(%{{.*}} : tensor<6x4xf32>)
// CHECK: scf.for %[[I:.+]] = %c0 to %c6 step %c2
// CHECK-NOT: winograd.kron
// CHECK: tensor.extract_slice %[[K]][%[[I]], 0] [2, 4]
func.func @split_by_consumer(%x: tensor<18xf32>, %e: tensor<6x4xf32>) -> tensor<6x4xf32> {
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%x : tensor<18xf32>) outs(%e : tensor<6x4xf32>) -> tensor<6x4xf32>
  %1 = winograd.bufferize %0 global : tensor<6x4xf32>
  return %1 : tensor<6x4xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["winograd.bufferize"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.fuse %op tile_sizes [2] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}
