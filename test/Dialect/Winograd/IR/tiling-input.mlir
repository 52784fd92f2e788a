// RUN: wino-opt %s -transform-interpreter -canonicalize -cse | FileCheck %s

// A tile of an input transform reads its window: 2 tiles of F(4, 3) read 10.

#F = #winograd.algorithm<F(4, 3)>
#plain = affine_map<(t, c, i) -> (c, t * 4 + i)>
#padded = affine_map<(t, c, i) -> (c, t * 4 + i - 1)>
#write = affine_map<(t, c, i) -> (i, t, c)>

// CHECK-DAG: #[[READ:.+]] = affine_map<(d0, d1, d2) -> (d1, d0 * 4 + d2)>
// CHECK-DAG: #[[START:.+]] = affine_map<(d0) -> (0, d0 * 4 - 1)>
// CHECK-DAG: #[[END:.+]] = affine_map<(d0) -> (0, d0 * 4 + 9)>
// CHECK-DAG: #[[CLIP:.+]] = affine_map<(d0) -> (14, d0)>
// CHECK-DAG: #[[BEFORE:.+]] = affine_map<(d0) -> (d0 * -4 + 1, 0)>
// CHECK-DAG: #[[LENGTH:.+]] = affine_map<(d0) -> (10, d0)>

// CHECK-LABEL: @at_the_edges
// CHECK-SAME: %[[X:[^:]+]]: tensor<8x14xf32>
// CHECK: scf.for %[[T:.+]] = %c0 to %c4 step %c2 iter_args(%[[E:.+]] = %{{.*}})
// CHECK: %[[START0:.+]] = affine.max #[[START]](%[[T]])
// CHECK: %[[FROM:.+]] = affine.min #[[CLIP]](%[[START0]])
// CHECK: %[[END0:.+]] = affine.max #[[END]](%[[T]])
// CHECK: %[[TO:.+]] = affine.min #[[CLIP]](%[[END0]])
// CHECK: %[[SIZE:.+]] = affine.apply #{{.*}}(%[[TO]], %[[FROM]])
// CHECK: %[[BEFORE0:.+]] = affine.max #[[BEFORE]](%[[T]])
// CHECK: %[[LOW:.+]] = affine.min #[[LENGTH]](%[[BEFORE0]])
// CHECK: %[[HIGH:.+]] = affine.apply #{{.*}}(%[[LOW]], %[[TO]], %[[FROM]])
// CHECK: %[[W:.+]] = tensor.extract_slice %[[X]][0, %[[FROM]]] [8, %[[SIZE]]] [1, 1]
// CHECK: %[[P:.+]] = tensor.pad %[[W]] low[0, %[[LOW]]] high[0, %[[HIGH]]]
// CHECK: tensor<8x?xf32> to tensor<8x10xf32>
// CHECK: %[[I:.+]] = tensor.extract_slice %[[E]][0, %[[T]], 0] [6, 2, 8]
// CHECK: winograd.kron input [#F4x3] read #[[READ]] {{.*}} ins(%[[P]] : tensor<8x10xf32>) outs(%[[I]] : tensor<6x2x8xf32>)
func.func @at_the_edges(%x: tensor<8x14xf32>, %e: tensor<6x4x8xf32>) -> tensor<6x4x8xf32> {
  %0 = winograd.kron input [#F] read #padded write #write
      ins(%x : tensor<8x14xf32>) outs(%e : tensor<6x4x8xf32>) -> tensor<6x4x8xf32>
  return %0 : tensor<6x4x8xf32>
}

// No window sticks out of 18 = 4 * 4 + 2 elements.
// CHECK-LABEL: @inside
// CHECK-SAME: %[[X:[^:]+]]: tensor<8x18xf32>
// CHECK-NOT: tensor.pad
// CHECK: %[[W:.+]] = tensor.extract_slice %[[X]][0, %{{.*}}] [8, 10] [1, 1]
// CHECK: winograd.kron input {{.*}} ins(%[[W]] : tensor<8x10xf32>)
func.func @inside(%x: tensor<8x18xf32>, %e: tensor<6x4x8xf32>) -> tensor<6x4x8xf32> {
  %0 = winograd.kron input [#F] read #plain write #write
      ins(%x : tensor<8x18xf32>) outs(%e : tensor<6x4x8xf32>) -> tensor<6x4x8xf32>
  return %0 : tensor<6x4x8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %krons = transform.structured.match ops{["winograd.kron"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.tile_using_for %krons tile_sizes [2] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}
