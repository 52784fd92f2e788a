// RUN: wino-opt %s -transform-interpreter -split-input-file -verify-diagnostics

// A transformed dimension is no loop.

#F = #winograd.algorithm<F(4, 3)>
func.func @more_sizes_than_loops(%x: tensor<18xf32>, %e: tensor<6x4xf32>) -> tensor<6x4xf32> {
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%x : tensor<18xf32>) outs(%e : tensor<6x4xf32>) -> tensor<6x4xf32>
  return %0 : tensor<6x4xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["winograd.kron"]} in %root : (!transform.any_op) -> !transform.any_op
    // expected-error@+1 {{expected number of loops to tile (2) to match number of `loops` results (1)}}
    %tiled, %loop = transform.structured.tile_using_for %op tile_sizes [1, 2] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// Operations on memrefs are not tiled.

#id = affine_map<(d) -> (d)>
func.func @memrefs(%x: memref<8xf32>, %y: memref<8xf32>) {
  // expected-error@+3 {{expected tensors to tile, but got memrefs}}
  // expected-error@+2 {{tile operation}}
  // expected-error@+1 {{failed to generate tiling loops}}
  winograd.hadamard_reduce [#id, #id, #id] ins(%x, %x : memref<8xf32>, memref<8xf32>) outs(%y : memref<8xf32>)
  return
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["winograd.hadamard_reduce"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.tile_using_for %op tile_sizes [2] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}
