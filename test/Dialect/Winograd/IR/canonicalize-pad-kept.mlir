// RUN: wino-opt %s -canonicalize | FileCheck %s

// A tensor.pad that a kron must not absorb.

#F = #winograd.algorithm<F(4, 3)>

// Outside of the source are ones.
// CHECK-LABEL: @nonzero
// CHECK: %[[P:.+]] = tensor.pad
// CHECK: winograd.kron input {{.*}} ins(%[[P]] :
func.func @nonzero(%x: tensor<14xf32>, %e: tensor<6x4xf32>) -> tensor<6x4xf32> {
  %v = arith.constant 1.0 : f32
  %p = tensor.pad %x low[1] high[1] {
  ^bb0(%a: index):
    tensor.yield %v : f32
  } : tensor<14xf32> to tensor<16xf32>
  %0 = winograd.kron input [#F] read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%p : tensor<16xf32>) outs(%e : tensor<6x4xf32>) -> tensor<6x4xf32>
  return %0 : tensor<6x4xf32>
}

// Nobody knows what is outside of the source.
// CHECK-LABEL: @unknown_value
// CHECK: %[[P:.+]] = tensor.pad
// CHECK: winograd.kron input {{.*}} ins(%[[P]] :
func.func @unknown_value(%x: tensor<14xf32>, %e: tensor<6x4xf32>, %v: f32) -> tensor<6x4xf32> {
  %p = tensor.pad %x low[1] high[1] {
  ^bb0(%a: index):
    tensor.yield %v : f32
  } : tensor<14xf32> to tensor<16xf32>
  %0 = winograd.kron input [#F] read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%p : tensor<16xf32>) outs(%e : tensor<6x4xf32>) -> tensor<6x4xf32>
  return %0 : tensor<6x4xf32>
}

// What a negative padding cuts away would be read again.
// CHECK-LABEL: @crops
// CHECK: %[[P:.+]] = tensor.pad
// CHECK: winograd.kron input {{.*}} ins(%[[P]] :
func.func @crops(%x: tensor<14xf32>, %e: tensor<6x4xf32>) -> tensor<6x4xf32> {
  %v = arith.constant 0.0 : f32
  %p = tensor.pad %x low[1] high[-2] {
  ^bb0(%a: index):
    tensor.yield %v : f32
  } : tensor<14xf32> to tensor<13xf32>
  %0 = winograd.kron input [#F] read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%p : tensor<13xf32>) outs(%e : tensor<6x4xf32>) -> tensor<6x4xf32>
  return %0 : tensor<6x4xf32>
}

// The shift of a map is a constant.
// CHECK-LABEL: @dynamic_low
// CHECK: %[[P:.+]] = tensor.pad
// CHECK: winograd.kron input {{.*}} ins(%[[P]] :
func.func @dynamic_low(%x: tensor<14xf32>, %e: tensor<6x4xf32>, %l: index) -> tensor<6x4xf32> {
  %v = arith.constant 0.0 : f32
  %p = tensor.pad %x low[%l] high[1] {
  ^bb0(%a: index):
    tensor.yield %v : f32
  } : tensor<14xf32> to tensor<?xf32>
  %0 = winograd.kron input [#F] read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%p : tensor<?xf32>) outs(%e : tensor<6x4xf32>) -> tensor<6x4xf32>
  return %0 : tensor<6x4xf32>
}

// A plain axis has the size of its dimension.
// CHECK-LABEL: @plain_axis
// CHECK: %[[P:.+]] = tensor.pad
// CHECK: winograd.kron input {{.*}} ins(%[[P]] :
func.func @plain_axis(%x: tensor<6x14xf32>, %e: tensor<6x4x8xf32>) -> tensor<6x4x8xf32> {
  %v = arith.constant 0.0 : f32
  %p = tensor.pad %x low[0, 1] high[2, 1] {
  ^bb0(%a: index, %b: index):
    tensor.yield %v : f32
  } : tensor<6x14xf32> to tensor<8x16xf32>
  %0 = winograd.kron input [#F] read affine_map<(c, t, i) -> (c, t * 4 + i)> write affine_map<(c, t, i) -> (i, t, c)>
      ins(%p : tensor<8x16xf32>) outs(%e : tensor<6x4x8xf32>) -> tensor<6x4x8xf32>
  return %0 : tensor<6x4x8xf32>
}

// Only an `input` transform extends its source by zeros.
// CHECK-LABEL: @of_output
// CHECK: %[[P:.+]] = tensor.pad
// CHECK: winograd.kron output {{.*}} ins(%[[P]] :
func.func @of_output(%x: tensor<6x3xf32>, %e: tensor<16xf32>) -> tensor<16xf32> {
  %v = arith.constant 0.0 : f32
  %p = tensor.pad %x low[0, 0] high[0, 1] {
  ^bb0(%a: index, %b: index):
    tensor.yield %v : f32
  } : tensor<6x3xf32> to tensor<6x4xf32>
  %0 = winograd.kron output [#F] read affine_map<(t, i) -> (i, t)> write affine_map<(t, i) -> (t * 4 + i)>
      ins(%p : tensor<6x4xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  return %0 : tensor<16xf32>
}

// Nor does a `filter`.
// CHECK-LABEL: @of_filter
// CHECK: %[[P:.+]] = tensor.pad
// CHECK: winograd.kron filter {{.*}} ins(%[[P]] :
func.func @of_filter(%x: tensor<2xf32>, %e: tensor<6xf32>) -> tensor<6xf32> {
  %v = arith.constant 0.0 : f32
  %p = tensor.pad %x low[0] high[1] {
  ^bb0(%a: index):
    tensor.yield %v : f32
  } : tensor<2xf32> to tensor<3xf32>
  %0 = winograd.kron filter [#F] read affine_map<(i) -> (i)> write affine_map<(i) -> (i)>
      ins(%p : tensor<3xf32>) outs(%e : tensor<6xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}
