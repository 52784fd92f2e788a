// Strides, dilations, long filters and zeros between the values of an image become maps.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 -canonicalize | FileCheck %s

// CHECK-DAG: #[[M0x:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d2 * 4 + d4 * 2 + d1, d3)>
// CHECK-DAG: #[[M7:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1 * 4 + d4 * 2 + d2, d3)>
// CHECK-DAG: #[[M8:.*]] = affine_map<(d0, d1, d2, d3) -> (d3 * 2 + d0, d1, d2)>
// CHECK-DAG: #[[M13:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1 * 2 + d3, d2)>
// CHECK-DAG: #[[M14:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1 * 4 + d3 * 2, d2)>
// CHECK-DAG: #[[M18:.*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1 * 2 + d3, d2 * 2 + d5, d4)>
// CHECK-DAG: #[[M20:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d3, d1, d2)>
// CHECK-DAG: #[[M26:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1 * 2 + d4 + d2 * 4, d3)>
// CHECK-DAG: #[[M27:.*]] = affine_map<(d0, d1, d2, d3) -> (d0 * 4 + d3, d1, d2)>
// CHECK-DAG: #[[M28:.*]] = affine_map<(d0, d1) -> (d0 * 2 + d1)>
// CHECK-DAG: #[[M30:.*]] = affine_map<(d0) -> (-d0 + 2)>
// CHECK-DAG: #[[M34:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1 * 2 + d3 - 1, d2)>
// CHECK-DAG: #[[M35:.*]] = affine_map<(d0, d1, d2, d3) -> (d3 * 2 - d1 + 1, d0, d2)>

// CHECK-LABEL: @dilation
// CHECK: winograd.kron input {{.*}} read #[[M0x]] write
// CHECK: winograd.kron output {{.*}} write #[[M0x]] ins
func.func @dilation(%x: tensor<1x12x4xf32>, %g: tensor<3x4x6xf32>, %init: tensor<1x8x6xf32>) -> tensor<1x8x6xf32> {
  %y = linalg.conv_1d_nwc_wcf {dilations = dense<2> : tensor<1xi64>} ins(%x, %g : tensor<1x12x4xf32>, tensor<3x4x6xf32>)
      outs(%init : tensor<1x8x6xf32>) -> tensor<1x8x6xf32>
  return %y : tensor<1x8x6xf32>
}

// CHECK-LABEL: @stride
// CHECK: winograd.kron input {{.*}} read #[[M7]] write
// CHECK: winograd.kron filter {{.*}} read #[[M8]] write
// CHECK: winograd.kron output {{.*}} write #[[M13]] ins
func.func @stride(%x: tensor<1x17x4xf32>, %g: tensor<3x4x6xf32>, %init: tensor<1x8x6xf32>) -> tensor<1x8x6xf32> {
  %y = linalg.conv_1d_nwc_wcf {strides = dense<2> : tensor<1xi64>} ins(%x, %g : tensor<1x17x4xf32>, tensor<3x4x6xf32>)
      outs(%init : tensor<1x8x6xf32>) -> tensor<1x8x6xf32>
  return %y : tensor<1x8x6xf32>
}

// One of the image's values in two is never read.
// CHECK-LABEL: @stride_and_dilation
// CHECK: winograd.kron input {{.*}} read #[[M14]] write
func.func @stride_and_dilation(%x: tensor<1x19x4xf32>, %g: tensor<3x4x6xf32>, %init: tensor<1x8x6xf32>) -> tensor<1x8x6xf32> {
  %y = linalg.conv_1d_nwc_wcf {strides = dense<2> : tensor<1xi64>, dilations = dense<2> : tensor<1xi64>}
      ins(%x, %g : tensor<1x19x4xf32>, tensor<3x4x6xf32>) outs(%init : tensor<1x8x6xf32>) -> tensor<1x8x6xf32>
  return %y : tensor<1x8x6xf32>
}

// A stride of as many taps is no reason to leave the other dimension.
// CHECK-LABEL: @one_dimension
// CHECK: winograd.kron input {{.*}} read #[[M18]] write
// CHECK: winograd.kron filter {{.*}} read #[[M20]] write
func.func @one_dimension(%x: tensor<1x8x10x4xf32>, %g: tensor<2x3x4x6xf32>, %init: tensor<1x4x8x6xf32>) -> tensor<1x4x8x6xf32> {
  %y = linalg.conv_2d_nhwc_hwcf {strides = dense<[2, 1]> : tensor<2xi64>} ins(%x, %g : tensor<1x8x10x4xf32>, tensor<2x3x4x6xf32>)
      outs(%init : tensor<1x4x8x6xf32>) -> tensor<1x4x8x6xf32>
  return %y : tensor<1x4x8x6xf32>
}

// 8 taps are two blocks of 4.
// CHECK-LABEL: @eight_taps
// CHECK: winograd.kron input {{.*}} read #[[M26]] write
// CHECK: winograd.kron filter {{.*}} read #[[M27]] write
func.func @eight_taps(%x: tensor<1x15x4xf32>, %g: tensor<8x4x6xf32>, %init: tensor<1x8x6xf32>) -> tensor<1x8x6xf32> {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x15x4xf32>, tensor<8x4x6xf32>)
      outs(%init : tensor<1x8x6xf32>) -> tensor<1x8x6xf32>
  return %y : tensor<1x8x6xf32>
}

// CHECK-LABEL: @backwards
// CHECK: winograd.kron input {{.*}} read #[[M28]] write
// CHECK: winograd.kron filter {{.*}} read #[[M30]] write
func.func @backwards(%x: tensor<6xf32>, %g: tensor<3xf32>, %init: tensor<4xf32>) -> tensor<4xf32> {
  %y = linalg.generic {indexing_maps = [affine_map<(o, k) -> (o - k + 2)>,
      affine_map<(o, k) -> (k)>, affine_map<(o, k) -> (o)>], iterator_types = ["parallel", "reduction"]}
      ins(%x, %g : tensor<6xf32>, tensor<3xf32>) outs(%init : tensor<4xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %product = arith.mulf %a, %b : f32
    %sum = arith.addf %c, %product : f32
    linalg.yield %sum : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// A transposed convolution of stride 2, 4 taps, padding 1: the image without its zeros
// is transformed once for both residues of the result. The first output is the second
// of a pair: what is in front of it is cut off.
// CHECK-LABEL: @transposed
// CHECK-SAME: (%[[X:.*]]: tensor<1x8x4xf32>
// CHECK-NOT: tensor.insert_slice
// CHECK: winograd.kron input {{.*}} read #[[M34]] write {{.*}} ins(%[[X]] :
// CHECK: winograd.kron filter {{.*}} read #[[M35]] write
// CHECK: winograd.kron output {{.*}} write #[[M7]] ins
// CHECK: tensor.extract_slice {{.*}}[0, 1, 0] [1, 16, 6] [1, 1, 1] : tensor<1x17x6xf32>
func.func @transposed(%x: tensor<1x8x4xf32>, %g: tensor<4x4x6xf32>) -> tensor<1x16x6xf32> {
  %zero = arith.constant 0.0 : f32
  %e0 = tensor.empty() : tensor<1x19x4xf32>
  %f0 = linalg.fill ins(%zero : f32) outs(%e0 : tensor<1x19x4xf32>) -> tensor<1x19x4xf32>
  %z = tensor.insert_slice %x into %f0[0, 2, 0] [1, 8, 4] [1, 2, 1] : tensor<1x8x4xf32> into tensor<1x19x4xf32>
  %e = tensor.empty() : tensor<1x16x6xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x16x6xf32>) -> tensor<1x16x6xf32>
  %y = linalg.conv_1d_nwc_wcf ins(%z, %g : tensor<1x19x4xf32>, tensor<4x4x6xf32>)
      outs(%f : tensor<1x16x6xf32>) -> tensor<1x16x6xf32>
  return %y : tensor<1x16x6xf32>
}
