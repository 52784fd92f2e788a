// A remark says why a named convolution is left alone.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 --remark-format=emitRemark \
// RUN:   --remarks-filter-missed="winograd.*" -verify-diagnostics | FileCheck %s
// CHECK-NOT: winograd.

func.func @stride_and_dilation(%x: tensor<1x13x4xf32>, %g: tensor<3x4x6xf32>, %init: tensor<1x4x6xf32>) -> tensor<1x4x6xf32> {
  // expected-remark@below {{not rewritten: stride 2 and dilation 3 in dimension d1 (expected one to be a multiple of the other)}}
  %y = linalg.conv_1d_nwc_wcf {strides = dense<2> : tensor<1xi64>, dilations = dense<3> : tensor<1xi64>} ins(%x, %g : tensor<1x13x4xf32>, tensor<3x4x6xf32>)
      outs(%init : tensor<1x4x6xf32>) -> tensor<1x4x6xf32>
  return %y : tensor<1x4x6xf32>
}

func.func @stride_without_taps(%x: tensor<1x16x4xf32>, %g: tensor<2x4x6xf32>, %init: tensor<1x8x6xf32>) -> tensor<1x8x6xf32> {
  // expected-remark@below {{not rewritten: the filter has no more taps than the stride in every dimension}}
  %y = linalg.conv_1d_nwc_wcf {strides = dense<2> : tensor<1xi64>} ins(%x, %g : tensor<1x16x4xf32>, tensor<2x4x6xf32>)
      outs(%init : tensor<1x8x6xf32>) -> tensor<1x8x6xf32>
  return %y : tensor<1x8x6xf32>
}

func.func @one_tap(%x: tensor<1x8x8x4xf32>, %g: tensor<1x1x4x6xf32>, %init: tensor<1x8x8x6xf32>) -> tensor<1x8x8x6xf32> {
  // expected-remark@below {{not rewritten: the filter has one tap in every dimension}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x8x8x4xf32>, tensor<1x1x4x6xf32>)
      outs(%init : tensor<1x8x8x6xf32>) -> tensor<1x8x8x6xf32>
  return %y : tensor<1x8x8x6xf32>
}

func.func @dynamic_taps(%x: tensor<1x10x4xf32>, %g: tensor<?x4x6xf32>, %init: tensor<1x8x6xf32>) -> tensor<1x8x6xf32> {
  // expected-remark@below {{not rewritten: the filter has a dynamic size in dimension d3}}
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x4xf32>, tensor<?x4x6xf32>)
      outs(%init : tensor<1x8x6xf32>) -> tensor<1x8x6xf32>
  return %y : tensor<1x8x6xf32>
}

func.func @integers(%x: tensor<1x10x4xi32>, %g: tensor<3x4x6xi32>, %init: tensor<1x8x6xi32>) -> tensor<1x8x6xi32> {
  // expected-remark@below {{not rewritten: the element type i32 (expected f16, bf16, f32 or f64)}}
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x4xi32>, tensor<3x4x6xi32>)
      outs(%init : tensor<1x8x6xi32>) -> tensor<1x8x6xi32>
  return %y : tensor<1x8x6xi32>
}

func.func @memrefs(%x: memref<1x10x4xf32>, %g: memref<3x4x6xf32>, %y: memref<1x8x6xf32>) {
  // expected-remark@below {{not rewritten: it works on memrefs (expected tensors: see winograd-lift-memrefs)}}
  linalg.conv_1d_nwc_wcf ins(%x, %g : memref<1x10x4xf32>, memref<3x4x6xf32>) outs(%y : memref<1x8x6xf32>)
  return
}

func.func @mixed_types(%x: tensor<1x10x4xf16>, %g: tensor<3x4x6xf32>, %init: tensor<1x8x6xf32>) -> tensor<1x8x6xf32> {
  // expected-remark@below {{not rewritten: input and filter differ in their element types}}
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x4xf16>, tensor<3x4x6xf32>)
      outs(%init : tensor<1x8x6xf32>) -> tensor<1x8x6xf32>
  return %y : tensor<1x8x6xf32>
}
