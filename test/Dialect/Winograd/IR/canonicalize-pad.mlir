// RUN: wino-opt %s -canonicalize -split-input-file | FileCheck %s

// kron(pad0(x, lo, hi), d -> m * t + u) = kron(x, d -> m * t + u - lo)

#F = #winograd.algorithm<F(4, 3)>
#read = affine_map<(ty, tx, c, i, j) -> (c, ty * 4 + i, tx * 4 + j)>
#write = affine_map<(ty, tx, c, i, j) -> (i, j, ty, tx, c)>

// CHECK: #[[SHIFTED:.+]] = affine_map<(d0, d1, d2, d3, d4) -> (d2, d0 * 4 + d3 - 1, d1 * 4 + d4 - 2)>
// CHECK-LABEL: @absorbed
// CHECK-SAME: %[[X:[^:]+]]: tensor<8x14x14xf32>
// CHECK-NOT: tensor.pad
// CHECK: winograd.kron input [#F4x3, #F4x3] read #[[SHIFTED]] write #{{.*}} ins(%[[X]] : tensor<8x14x14xf32>)
func.func @absorbed(%x: tensor<8x14x14xf32>, %e: tensor<6x6x4x4x8xf32>) -> tensor<6x6x4x4x8xf32> {
  %zero = arith.constant 0.0 : f32
  %p = tensor.pad %x low[0, 1, 2] high[0, 1, 0] {
  ^bb0(%c: index, %h: index, %w: index):
    tensor.yield %zero : f32
  } : tensor<8x14x14xf32> to tensor<8x16x16xf32>
  %0 = winograd.kron input [#F, #F] read #read write #write
      ins(%p : tensor<8x16x16xf32>) outs(%e : tensor<6x6x4x4x8xf32>) -> tensor<6x6x4x4x8xf32>
  return %0 : tensor<6x6x4x4x8xf32>
}

// -----

#F = #winograd.algorithm<F(4, 3)>

// The padding adds to the one that is there already.
// CHECK: #[[TWICE:.+]] = affine_map<(d0, d1) -> (d0 * 4 + d1 - 3)>
// CHECK-LABEL: @absorbed_twice
// CHECK-SAME: %[[X:[^:]+]]: tensor<?xf32>
// CHECK: winograd.kron input [#F4x3] read #[[TWICE]] write #{{.*}} ins(%[[X]] : tensor<?xf32>)
func.func @absorbed_twice(%x: tensor<?xf32>, %e: tensor<6x?xf32>) -> tensor<6x?xf32> {
  %zero = arith.constant -0.0 : f32
  %p = tensor.pad %x low[2] high[2] {
  ^bb0(%h: index):
    tensor.yield %zero : f32
  } : tensor<?xf32> to tensor<?xf32>
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i - 1)> write affine_map<(t, i) -> (i, t)>
      ins(%p : tensor<?xf32>) outs(%e : tensor<6x?xf32>) -> tensor<6x?xf32>
  return %0 : tensor<6x?xf32>
}
