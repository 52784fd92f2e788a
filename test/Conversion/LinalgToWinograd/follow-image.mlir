// With follow-image, tiles are innermost in the transformed tensors of images that
// have a spatial dimension innermost, and channels in those of others.

// RUN: wino-opt %s --convert-linalg-to-winograd="tile=2 follow-image" | FileCheck %s

// CHECK-LABEL: @nchw
// CHECK: winograd.kron input {{.*}} ins(%{{.+}} : tensor<1x5x11x9xf32>) {{.*}} -> tensor<4x4x5x1x5x4xf32>
// CHECK: winograd.kron filter {{.*}} -> tensor<4x4x5x6xf32>
// CHECK: winograd.hadamard_reduce {{.*}} -> tensor<4x4x6x1x5x4xf32>
// CHECK: winograd.kron output {{.*}} -> tensor<1x6x9x7xf32>
func.func @nchw(%x: tensor<1x5x11x9xf32>, %g: tensor<6x5x3x3xf32>, %y: tensor<1x6x9x7xf32>) -> tensor<1x6x9x7xf32> {
  %r = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<1x5x11x9xf32>, tensor<6x5x3x3xf32>)
    outs(%y : tensor<1x6x9x7xf32>) -> tensor<1x6x9x7xf32>
  return %r : tensor<1x6x9x7xf32>
}

// CHECK-LABEL: @nhwc
// CHECK: winograd.kron input {{.*}} -> tensor<4x4x1x5x4x5xf32>
// CHECK: winograd.hadamard_reduce {{.*}} -> tensor<4x4x1x5x4x6xf32>
func.func @nhwc(%x: tensor<1x11x9x5xf32>, %g: tensor<3x3x5x6xf32>, %y: tensor<1x9x7x6xf32>) -> tensor<1x9x7x6xf32> {
  %r = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x11x9x5xf32>, tensor<3x3x5x6xf32>)
    outs(%y : tensor<1x9x7x6xf32>) -> tensor<1x9x7x6xf32>
  return %r : tensor<1x9x7x6xf32>
}

// Image and result may differ.
// CHECK-LABEL: @mixed
// CHECK: winograd.kron input {{.*}} -> tensor<4x5x1x4xf32>
// CHECK: winograd.hadamard_reduce {{.*}} -> tensor<4x1x4x6xf32>
func.func @mixed(%x: tensor<1x5x9xf32>, %g: tensor<3x5x6xf32>, %y: tensor<1x7x6xf32>) -> tensor<1x7x6xf32> {
  %r = linalg.generic {
      indexing_maps = [affine_map<(n, w, f, r, c) -> (n, c, w + r)>,
                       affine_map<(n, w, f, r, c) -> (r, c, f)>,
                       affine_map<(n, w, f, r, c) -> (n, w, f)>],
      iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]}
      ins(%x, %g : tensor<1x5x9xf32>, tensor<3x5x6xf32>) outs(%y : tensor<1x7x6xf32>) {
  ^bb0(%a: f32, %b: f32, %s: f32):
    %p = arith.mulf %a, %b : f32
    %t = arith.addf %s, %p : f32
    linalg.yield %t : f32
  } -> tensor<1x7x6xf32>
  return %r : tensor<1x7x6xf32>
}

// Depthwise: its channels are depth, and nothing is reduced.
// CHECK-LABEL: @depthwise
// CHECK: winograd.kron input {{.*}} -> tensor<4x4x3x1x4x3xf32>
// CHECK: winograd.hadamard_reduce {{.*}} -> tensor<4x4x3x1x4x3xf32>
func.func @depthwise(%x: tensor<1x3x9x8xf32>, %g: tensor<3x3x3xf32>, %y: tensor<1x3x7x6xf32>) -> tensor<1x3x7x6xf32> {
  %r = linalg.depthwise_conv_2d_nchw_chw ins(%x, %g : tensor<1x3x9x8xf32>, tensor<3x3x3xf32>)
    outs(%y : tensor<1x3x7x6xf32>) -> tensor<1x3x7x6xf32>
  return %r : tensor<1x3x7x6xf32>
}
