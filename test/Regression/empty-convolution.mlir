// A convolution one of whose loops has no iterations is left alone; the cost model
// divided by its channels, and its blocks could not be tiled.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=4 | FileCheck %s --check-prefix=LEFT
// RUN: wino-opt %s --winograd-to-cpu=plan=blocked | FileCheck %s
// LEFT-NOT: winograd.

// CHECK: llvm.func @no_image(
func.func @no_image(%x: tensor<1x2x8x4xf32>, %g: tensor<3x3x4x8xf32>, %init: tensor<1x0x6x8xf32>) -> tensor<1x0x6x8xf32> {
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x2x8x4xf32>, tensor<3x3x4x8xf32>)
      outs(%init : tensor<1x0x6x8xf32>) -> tensor<1x0x6x8xf32>
  return %y : tensor<1x0x6x8xf32>
}

// CHECK: llvm.func @no_filters(
func.func @no_filters(%x: tensor<1x8x8x4xf32>, %g: tensor<3x3x4x0xf32>, %init: tensor<1x6x6x0xf32>) -> tensor<1x6x6x0xf32> {
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x8x8x4xf32>, tensor<3x3x4x0xf32>)
      outs(%init : tensor<1x6x6x0xf32>) -> tensor<1x6x6x0xf32>
  return %y : tensor<1x6x6x0xf32>
}

// CHECK: llvm.func @no_batch(
func.func @no_batch(%x: tensor<0x8x8x4xf32>, %g: tensor<3x3x4x8xf32>, %init: tensor<0x6x6x8xf32>) -> tensor<0x6x6x8xf32> {
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<0x8x8x4xf32>, tensor<3x3x4x8xf32>)
      outs(%init : tensor<0x6x6x8xf32>) -> tensor<0x6x6x8xf32>
  return %y : tensor<0x6x6x8xf32>
}
