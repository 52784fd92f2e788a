// Windows that reach beyond the input read zeros there: in front of it by a
// padding that was absorbed, behind it because the last tile is not full.

// RUN: wino-opt %s --convert-winograd-to-linalg | FileCheck %s

#F2x3 = #winograd.algorithm<F(2, 3)>
#write = affine_map<(t, c, i) -> (i, t, c)>

// CHECK-LABEL: @inside
// CHECK-NOT: tensor.pad
// CHECK: tensor.extract_slice %{{.+}}[%{{.+}}, 0] [4, 8] [1, 1] : tensor<8x8xf32> to tensor<4x8xf32>
// CHECK-NOT: tensor.pad
// CHECK: return
func.func @inside(%x: tensor<8x8xf32>, %e: tensor<4x3x8xf32>) -> tensor<4x3x8xf32> {
  %X = winograd.kron input [#F2x3] read affine_map<(t, c, i) -> (t * 2 + i, c)> write #write
      ins(%x : tensor<8x8xf32>) outs(%e : tensor<4x3x8xf32>) -> tensor<4x3x8xf32>
  return %X : tensor<4x3x8xf32>
}

// CHECK-LABEL: @behind
// CHECK: %[[ZERO:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: %[[SLICE:.+]] = tensor.extract_slice {{.*}} : tensor<7x8xf32> to tensor<?x8xf32>
// CHECK: %[[TILE:.+]] = tensor.pad %[[SLICE]] low[%{{.+}}, 0] high[%{{.+}}, 0]
// CHECK: tensor.yield %[[ZERO]]
// CHECK: tensor<?x8xf32> to tensor<4x8xf32>
// CHECK-COUNT-4: tensor.extract_slice %[[TILE]][{{[0-3]}}, 0] [1, 8] [1, 1]
// CHECK: linalg.generic
func.func @behind(%x: tensor<7x8xf32>, %e: tensor<4x3x8xf32>) -> tensor<4x3x8xf32> {
  %X = winograd.kron input [#F2x3] read affine_map<(t, c, i) -> (t * 2 + i, c)> write #write
      ins(%x : tensor<7x8xf32>) outs(%e : tensor<4x3x8xf32>) -> tensor<4x3x8xf32>
  return %X : tensor<4x3x8xf32>
}

// CHECK-LABEL: @in_front
// CHECK: tensor.pad {{.*}} low[%{{.+}}, 0] high[%{{.+}}, 0]
// CHECK: tensor<?x8xf32> to tensor<4x8xf32>
func.func @in_front(%x: tensor<6x8xf32>, %e: tensor<4x3x8xf32>) -> tensor<4x3x8xf32> {
  %X = winograd.kron input [#F2x3] read affine_map<(t, c, i) -> (t * 2 + i - 1, c)> write #write
      ins(%x : tensor<6x8xf32>) outs(%e : tensor<4x3x8xf32>) -> tensor<4x3x8xf32>
  return %X : tensor<4x3x8xf32>
}
