// Of a dimension with one tap, the image may have more than the result.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 | FileCheck %s

// CHECK-LABEL: @static
// CHECK: winograd.kron input {{.*}} ins(%{{.+}} : tensor<10x7xf32>) outs(%{{.+}} : tensor<4x8x3xf32>)
func.func @static(%x: tensor<10x7xf32>, %w: tensor<1x3xf32>, %i: tensor<8x5xf32>) -> tensor<8x5xf32> {
  %y = linalg.conv_2d ins(%x, %w : tensor<10x7xf32>, tensor<1x3xf32>) outs(%i : tensor<8x5xf32>) -> tensor<8x5xf32>
  return %y : tensor<8x5xf32>
}
// CHECK-LABEL: @dynamic
// CHECK: winograd.kron input
func.func @dynamic(%x: tensor<?x?xf32>, %w: tensor<1x3xf32>, %i: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %y = linalg.conv_2d ins(%x, %w : tensor<?x?xf32>, tensor<1x3xf32>) outs(%i : tensor<?x?xf32>) -> tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}
