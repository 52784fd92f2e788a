// Seventeen lanes leave a remainder of one. Its size must be known before the axis
// of the filter's one tap is dropped: canonicalization took the lane's instead.

// RUN: wino-opt %s --convert-winograd-to-linalg=lanes=8 --canonicalize | FileCheck %s

#F4x3 = #winograd.algorithm<F(4, 3)>

// CHECK-LABEL: func.func @filter
// CHECK: scf.for {{.*}} -> (tensor<6x17xf32>) {
// CHECK: tensor.extract_slice %arg0[16, 0, 0] [1, 3, 1]
// CHECK-SAME: tensor<17x3x1xf32> to tensor<1x3{{(x1)?}}xf32>
func.func @filter(%g: tensor<17x3x1xf32>, %e: tensor<6x17xf32>) -> tensor<6x17xf32> {
  %0 = winograd.kron filter [#F4x3] read affine_map<(d0, d1) -> (d0, d1, 0)>
      write affine_map<(d0, d1) -> (d1, d0)>
      ins(%g : tensor<17x3x1xf32>) outs(%e : tensor<6x17xf32>) -> tensor<6x17xf32>
  return %0 : tensor<6x17xf32>
}
