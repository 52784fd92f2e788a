// With a tile, convolutions without a plan are rewritten with F(tile, r) in every
// dimension, and without buffers; those with a plan are rewritten by it. Without a tile,
// and without a plan, they are left alone.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=3 --split-input-file | FileCheck %s
// RUN: wino-opt %s --convert-linalg-to-winograd --split-input-file --remark-format=emitRemark \
// RUN:   --remarks-filter="winograd.*" -verify-diagnostics | FileCheck %s --check-prefix=WITHOUT

// CHECK-LABEL: @three_taps
// CHECK-NOT: winograd.bufferize
// CHECK: winograd.kron output [#F3x3, #F3x3]
// CHECK-NOT: winograd.bufferize
// CHECK-NOT: winograd.schedule
// WITHOUT-LABEL: @three_taps
// WITHOUT: linalg.conv_2d_nhwc_hwcf ins
func.func @three_taps(%x: tensor<1x10x10x8xf32>, %g: tensor<3x3x8x8xf32>, %init: tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32> {
  // expected-remark@below {{not rewritten: it has no plan (winograd-plan makes one)}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x10x10x8xf32>, tensor<3x3x8x8xf32>)
      outs(%init : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  return %y : tensor<1x8x8x8xf32>
}

// -----

// CHECK-LABEL: @five_and_seven_taps
// CHECK: winograd.kron output [#F3x5, #F3x7]
// WITHOUT-LABEL: @five_and_seven_taps
// WITHOUT: linalg.conv_2d_nhwc_hwcf ins
func.func @five_and_seven_taps(%x: tensor<1x20x38x64xf32>, %g: tensor<5x7x64x64xf32>, %init: tensor<1x16x32x64xf32>) -> tensor<1x16x32x64xf32> {
  // expected-remark@below {{not rewritten: it has no plan}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x20x38x64xf32>, tensor<5x7x64x64xf32>)
      outs(%init : tensor<1x16x32x64xf32>) -> tensor<1x16x32x64xf32>
  return %y : tensor<1x16x32x64xf32>
}

// -----

// CHECK-LABEL: @planned
// CHECK: winograd.kron output [#F2x3]
// CHECK-SAME: winograd.schedule = #winograd.schedule<block = [1, 4, 0], panel = [0, 0, 8]>
// WITHOUT-LABEL: @planned
// WITHOUT: winograd.kron output [#F2x3]
func.func @planned(%x: tensor<1x18x8xf32>, %g: tensor<3x8x8xf32>, %init: tensor<1x16x8xf32>) -> tensor<1x16x8xf32> {
  // expected-remark@below {{rewritten with F(2, 3)}}
  %y = linalg.conv_1d_nwc_wcf {winograd.plan = #winograd.plan<blocked, [#winograd.algorithm<F(2, 3)>], block = [4], panel = 8>}
      ins(%x, %g : tensor<1x18x8xf32>, tensor<3x8x8xf32>) outs(%init : tensor<1x16x8xf32>) -> tensor<1x16x8xf32>
  return %y : tensor<1x16x8xf32>
}

// -----

// CHECK-LABEL: @direct
// CHECK: linalg.conv_1d_nwc_wcf ins
// WITHOUT-LABEL: @direct
// WITHOUT: linalg.conv_1d_nwc_wcf ins
func.func @direct(%x: tensor<1x18x8xf32>, %g: tensor<3x8x8xf32>, %init: tensor<1x16x8xf32>) -> tensor<1x16x8xf32> {
  %y = linalg.conv_1d_nwc_wcf {winograd.plan = #winograd.plan<direct>}
      ins(%x, %g : tensor<1x18x8xf32>, tensor<3x8x8xf32>) outs(%init : tensor<1x16x8xf32>) -> tensor<1x16x8xf32>
  return %y : tensor<1x16x8xf32>
}
