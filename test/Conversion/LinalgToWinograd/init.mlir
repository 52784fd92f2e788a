// The initial value is added at the end, and before the result is rounded; zero is
// not added.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 | FileCheck %s

// CHECK-LABEL: @bias
// CHECK: %[[BIAS:.+]] = linalg.broadcast
// CHECK: %[[Y:.+]] = winograd.kron output
// CHECK: %[[SUM:.+]] = linalg.generic {{.*}} ins(%[[BIAS]], %[[Y]] : tensor<1x8x6xf32>, tensor<1x8x6xf32>)
// CHECK: ^bb0(%[[A:.+]]: f32, %[[B:.+]]: f32, %{{.+}}: f32):
// CHECK-NEXT: %[[C:.+]] = arith.addf %[[A]], %[[B]] : f32
// CHECK-NEXT: linalg.yield %[[C]]
// CHECK: return %[[SUM]]
func.func @bias(%x: tensor<1x10x4xf32>, %g: tensor<3x4x6xf32>, %b: tensor<6xf32>) -> tensor<1x8x6xf32> {
  %empty = tensor.empty() : tensor<1x8x6xf32>
  %init = linalg.broadcast ins(%b : tensor<6xf32>) outs(%empty : tensor<1x8x6xf32>) dimensions = [0, 1]
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x4xf32>, tensor<3x4x6xf32>)
      outs(%init : tensor<1x8x6xf32>) -> tensor<1x8x6xf32>
  return %y : tensor<1x8x6xf32>
}

// CHECK-LABEL: @rounded
// CHECK-SAME: %[[INIT:[^:]+]]: tensor<1x8x6xf16>)
// CHECK: %[[Y:.+]] = winograd.kron output {{.*}} -> tensor<1x8x6xf32>
// CHECK: linalg.generic {{.*}} ins(%[[INIT]], %[[Y]] : tensor<1x8x6xf16>, tensor<1x8x6xf32>)
// CHECK: %[[A:.+]] = arith.extf %{{.*}} : f16 to f32
// CHECK-NEXT: %[[C:.+]] = arith.addf %[[A]], %{{.*}} : f32
// CHECK-NEXT: %[[D:.+]] = arith.truncf %[[C]] : f32 to f16
// CHECK-NEXT: linalg.yield %[[D]]
func.func @rounded(%x: tensor<1x10x4xf16>, %g: tensor<3x4x6xf16>, %init: tensor<1x8x6xf16>) -> tensor<1x8x6xf16> {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x4xf16>, tensor<3x4x6xf16>)
      outs(%init : tensor<1x8x6xf16>) -> tensor<1x8x6xf16>
  return %y : tensor<1x8x6xf16>
}

// CHECK-LABEL: @zero_fill
// CHECK: %[[Y:.+]] = winograd.kron output {{.*}} -> tensor<1x8x6xf16>
// CHECK-NEXT: return %[[Y]]
func.func @zero_fill(%x: tensor<1x10x4xf16>, %g: tensor<3x4x6xf16>) -> tensor<1x8x6xf16> {
  %zero = arith.constant 0.0 : f16
  %empty = tensor.empty() : tensor<1x8x6xf16>
  %init = linalg.fill ins(%zero : f16) outs(%empty : tensor<1x8x6xf16>) -> tensor<1x8x6xf16>
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x4xf16>, tensor<3x4x6xf16>)
      outs(%init : tensor<1x8x6xf16>) -> tensor<1x8x6xf16>
  return %y : tensor<1x8x6xf16>
}

// CHECK-LABEL: @zero_constant
// CHECK: %[[Y:.+]] = winograd.kron output
// CHECK-NEXT: return %[[Y]]
func.func @zero_constant(%x: tensor<1x10x4xf32>, %g: tensor<3x4x6xf32>) -> tensor<1x8x6xf32> {
  %init = arith.constant dense<0.0> : tensor<1x8x6xf32>
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x4xf32>, tensor<3x4x6xf32>)
      outs(%init : tensor<1x8x6xf32>) -> tensor<1x8x6xf32>
  return %y : tensor<1x8x6xf32>
}
