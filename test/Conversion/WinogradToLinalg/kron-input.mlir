// Windows that reach beyond the input read zeros there: in front of it by a
// padding that was absorbed, behind it because the last tile is not full. The window
// is written once: what is inside of the input, and the zeros around it.

// RUN: wino-opt %s --convert-winograd-to-linalg=lanes=8 --canonicalize | FileCheck %s

#F2x3 = #winograd.algorithm<F(2, 3)>
#write = affine_map<(t, c, i) -> (i, t, c)>

// CHECK-LABEL: @inside
// CHECK-NOT: tensor.pad
// CHECK-NOT: linalg.fill
// CHECK-COUNT-4: tensor.extract_slice %{{.+}}[%{{.+}}, 0] [1, 8] [1, 1] : tensor<8x8xf32> to tensor<8xf32>
// CHECK-NOT: tensor.pad
// CHECK-NOT: linalg.fill
// CHECK: return
func.func @inside(%x: tensor<8x8xf32>, %e: tensor<4x3x8xf32>) -> tensor<4x3x8xf32> {
  %X = winograd.kron input [#F2x3] read affine_map<(t, c, i) -> (t * 2 + i, c)> write #write
      ins(%x : tensor<8x8xf32>) outs(%e : tensor<4x3x8xf32>) -> tensor<4x3x8xf32>
  return %X : tensor<4x3x8xf32>
}

// CHECK-LABEL: @behind
// CHECK-SAME: %[[X:[^:]+]]: tensor<7x8xf32>
// CHECK: %[[ZERO:.+]] = arith.constant 0.000000e+00 : f32
// CHECK-NOT: tensor.pad
// CHECK: %[[EMPTY:.+]] = tensor.empty() : tensor<8x8xf32>
// CHECK: tensor.extract_slice %[[EMPTY]][7, 0] [1, 8] [1, 1]
// CHECK: %[[ZEROS:.+]] = linalg.fill ins(%[[ZERO]] : f32)
// CHECK: %[[AROUND:.+]] = tensor.insert_slice %[[ZEROS]] into %[[EMPTY]][7, 0] [1, 8] [1, 1]
// CHECK: %[[WINDOW:.+]] = tensor.insert_slice %[[X]] into %[[AROUND]][0, 0] [7, 8] [1, 1]
// CHECK-NOT: linalg.fill
// CHECK-COUNT-4: tensor.extract_slice %[[WINDOW]][%{{.+}}, 0] [1, 8] [1, 1]
// CHECK: linalg.generic
func.func @behind(%x: tensor<7x8xf32>, %e: tensor<4x3x8xf32>) -> tensor<4x3x8xf32> {
  %X = winograd.kron input [#F2x3] read affine_map<(t, c, i) -> (t * 2 + i, c)> write #write
      ins(%x : tensor<7x8xf32>) outs(%e : tensor<4x3x8xf32>) -> tensor<4x3x8xf32>
  return %X : tensor<4x3x8xf32>
}

// CHECK-LABEL: @in_front
// CHECK-SAME: %[[X:[^:]+]]: tensor<6x8xf32>
// CHECK-NOT: tensor.pad
// CHECK: %[[EMPTY:.+]] = tensor.empty() : tensor<8x8xf32>
// CHECK: tensor.extract_slice %[[EMPTY]][0, 0] [1, 8] [1, 1]
// CHECK: linalg.fill
// CHECK: tensor.extract_slice %{{.+}}[7, 0] [1, 8] [1, 1]
// CHECK: linalg.fill
// CHECK: tensor.insert_slice %[[X]] into %{{.+}}[1, 0] [6, 8] [1, 1]
// CHECK: linalg.generic
func.func @in_front(%x: tensor<6x8xf32>, %e: tensor<4x3x8xf32>) -> tensor<4x3x8xf32> {
  %X = winograd.kron input [#F2x3] read affine_map<(t, c, i) -> (t * 2 + i - 1, c)> write #write
      ins(%x : tensor<6x8xf32>) outs(%e : tensor<4x3x8xf32>) -> tensor<4x3x8xf32>
  return %X : tensor<4x3x8xf32>
}
