// A tensor.pad of negative widths becomes one of a slice.

// RUN: wino-opt %s --winograd-crop-pads | FileCheck %s
// RUN: wino-opt %s --winograd-crop-pads --winograd-crop-pads | FileCheck %s

// CHECK-LABEL: func.func @mixed
// CHECK: %[[S:.+]] = tensor.extract_slice %{{.+}}[1, 0] [7, 6] [1, 1] : tensor<8x9xf32> to tensor<7x6xf32>
// CHECK: tensor.pad %[[S]] low[0, 2] high[2, 0]
func.func @mixed(%x: tensor<8x9xf32>) -> tensor<9x8xf32> {
  %c = arith.constant 1.5 : f32
  %y = tensor.pad %x low[-1, 2] high[2, -3] {
  ^bb0(%i: index, %j: index):
    tensor.yield %c : f32
  } : tensor<8x9xf32> to tensor<9x8xf32>
  return %y : tensor<9x8xf32>
}

// A crop of more than there is leaves nothing but padding.
// CHECK-LABEL: func.func @all
// CHECK: linalg.fill
// CHECK-NOT: tensor.pad
// CHECK: return
func.func @all(%x: tensor<2x2xf32>) -> tensor<1x1xf32> {
  %c = arith.constant 1.5 : f32
  %y = tensor.pad %x low[-3, 3] high[2, -4] {
  ^bb0(%i: index, %j: index):
    tensor.yield %c : f32
  } : tensor<2x2xf32> to tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}

// CHECK-LABEL: func.func @kept
// CHECK: tensor.pad %{{.+}} low[0] high[1]
// CHECK-NOT: extract_slice
// CHECK: return
func.func @kept(%x: tensor<?xf32>) -> tensor<?xf32> {
  %c = arith.constant 0.0 : f32
  %y = tensor.pad %x low[0] high[1] {
  ^bb0(%i: index):
    tensor.yield %c : f32
  } : tensor<?xf32> to tensor<?xf32>
  return %y : tensor<?xf32>
}

// What is known at run time only may be negative.
// CHECK-LABEL: func.func @dynamic
// CHECK: %[[S:.+]] = tensor.extract_slice %{{.+}}[%{{.+}}] [%{{.+}}] [1] : tensor<?xf32> to tensor<?xf32>
// CHECK: tensor.pad %[[S]] nofold low[%{{.+}}] high[%{{.+}}]
// CHECK-NOT: extract_slice
// CHECK: return
func.func @dynamic(%x: tensor<?xf32>, %low: index) -> tensor<?xf32> {
  %c = arith.constant 0.0 : f32
  %y = tensor.pad %x nofold low[%low] high[1] {
  ^bb0(%i: index):
    tensor.yield %c : f32
  } : tensor<?xf32> to tensor<?xf32>
  return %y : tensor<?xf32>
}

// Of nothing, all is padding.
// CHECK-LABEL: func.func @nothing
// CHECK: linalg.fill
// CHECK-NOT: tensor.pad
// CHECK: return
func.func @nothing(%x: tensor<0xf32>) -> tensor<2xf32> {
  %c = arith.constant 1.5 : f32
  %y = tensor.pad %x low[-1] high[3] {
  ^bb0(%i: index):
    tensor.yield %c : f32
  } : tensor<0xf32> to tensor<2xf32>
  return %y : tensor<2xf32>
}

// MLIR's fold takes this for its source, since the types are the same.
// CHECK-LABEL: func.func @shifted
// CHECK: %[[S:.+]] = tensor.extract_slice %{{.+}}[0] [4] [1] : tensor<5xi64> to tensor<4xi64>
// CHECK: tensor.pad %[[S]] low[1] high[0]
func.func @shifted(%x: tensor<5xi64>) -> tensor<5xi64> {
  %c = arith.constant 0 : i64
  %y = tensor.pad %x low[1] high[-1] {
  ^bb0(%i: index):
    tensor.yield %c : i64
  } : tensor<5xi64> to tensor<5xi64>
  return %y : tensor<5xi64>
}

// CHECK-LABEL: func.func @around_nothing
// CHECK: linalg.fill
// CHECK-NOT: tensor.pad
func.func @around_nothing(%x: tensor<2x0xf32>) -> tensor<3x4xf32> {
  %c = arith.constant 1.5 : f32
  %y = tensor.pad %x low[1, 0] high[0, 4] {
  ^bb0(%i: index, %j: index):
    tensor.yield %c : f32
  } : tensor<2x0xf32> to tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}
