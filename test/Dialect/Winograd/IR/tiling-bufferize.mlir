// RUN: wino-opt %s -transform-interpreter -canonicalize -cse | FileCheck %s

// A tile of a materialised value is a materialised tile.

// CHECK-LABEL: @bufferize
// CHECK-SAME: %[[X:[^:]+]]: tensor<6x8xf32>
// CHECK: scf.for %[[I:.+]] = %c0 to %c6 step %c2 iter_args(%[[O:.+]] =
// CHECK: %[[S:.+]] = tensor.extract_slice %[[X]][%[[I]], 0] [2, 8]
// CHECK: %[[B:.+]] = winograd.bufferize %[[S]] workgroup : tensor<2x8xf32>
// CHECK: tensor.insert_slice %[[B]] into %[[O]][%[[I]], 0] [2, 8]
func.func @bufferize(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %0 = winograd.bufferize %x workgroup : tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["winograd.bufferize"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.tile_using_for %op tile_sizes [2] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}
