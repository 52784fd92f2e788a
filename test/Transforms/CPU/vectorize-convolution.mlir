// The lane of a convolution with the channels in front is its width, read from the
// tap on; with the channels behind, it is the output channel.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-vectorize,canonicalize))' | FileCheck %s

// CHECK-LABEL: @channels_first(
// CHECK-SAME: %[[X:[^:]+]]: tensor<2x4x18xf32>
// CHECK: scf.for %[[N:[^ ]+]] =
// CHECK: scf.for %[[C:[^ ]+]] = {{.*}} -> (vector<1x3x16xf32>)
// CHECK: scf.for %[[TAP:[^ ]+]] = {{.*}} -> (vector<1x3x16xf32>)
// CHECK: vector.transfer_read %[[X]][%[[N]], %[[C]], %[[TAP]]], {{.*}}, vector<1x1x16xf32>
// CHECK: vector.contract {{.*}} into vector<1x3x16xf32>
func.func @channels_first(%x: tensor<2x4x18xf32>, %g: tensor<3x4x3xf32>, %i: tensor<2x3x16xf32>) -> tensor<2x3x16xf32> {
  %y = linalg.conv_1d_ncw_fcw ins(%x, %g : tensor<2x4x18xf32>, tensor<3x4x3xf32>)
      outs(%i : tensor<2x3x16xf32>) -> tensor<2x3x16xf32>
  return %y : tensor<2x3x16xf32>
}

// CHECK-LABEL: @channels_last(
// CHECK-SAME: %{{[^:]+}}: tensor<2x14x4xf32>, %[[G:[^:]+]]: tensor<3x4x32xf32>
// CHECK: vector.transfer_read %[[G]]
// CHECK: vector.contract {{.*}} into vector<{{.*}}6x16xf32>
func.func @channels_last(%x: tensor<2x14x4xf32>, %g: tensor<3x4x32xf32>, %i: tensor<2x12x32xf32>) -> tensor<2x12x32xf32> {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<2x14x4xf32>, tensor<3x4x32xf32>)
      outs(%i : tensor<2x12x32xf32>) -> tensor<2x12x32xf32>
  return %y : tensor<2x12x32xf32>
}

// Rows are pixels side by side, of an image that is higher than wide, too, if a row
// has four.

// CHECK-LABEL: @tall(
// CHECK: arith.mulf {{.*}} : vector<4x16xf32>
func.func @tall(%x: tensor<4x22x6xf32>, %g: tensor<4x3x3x16xf32>, %i: tensor<20x4x16xf32>) -> tensor<20x4x16xf32> {
  %y = linalg.generic {indexing_maps = [affine_map<(h, w, k, c, i, j) -> (c, h + i, w + j)>,
                                        affine_map<(h, w, k, c, i, j) -> (c, i, j, k)>,
                                        affine_map<(h, w, k, c, i, j) -> (h, w, k)>],
      iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%x, %g : tensor<4x22x6xf32>, tensor<4x3x3x16xf32>) outs(%i : tensor<20x4x16xf32>) {
  ^bb0(%a: f32, %b: f32, %s: f32):
    %m = arith.mulf %a, %b : f32
    %t = arith.addf %s, %m : f32
    linalg.yield %t : f32
  } -> tensor<20x4x16xf32>
  return %y : tensor<20x4x16xf32>
}

// CHECK-LABEL: @narrow(
// CHECK: arith.mulf {{.*}} : vector<5x16xf32>
func.func @narrow(%x: tensor<4x22x5xf32>, %g: tensor<4x3x3x16xf32>, %i: tensor<20x3x16xf32>) -> tensor<20x3x16xf32> {
  %y = linalg.generic {indexing_maps = [affine_map<(h, w, k, c, i, j) -> (c, h + i, w + j)>,
                                        affine_map<(h, w, k, c, i, j) -> (c, i, j, k)>,
                                        affine_map<(h, w, k, c, i, j) -> (h, w, k)>],
      iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%x, %g : tensor<4x22x5xf32>, tensor<4x3x3x16xf32>) outs(%i : tensor<20x3x16xf32>) {
  ^bb0(%a: f32, %b: f32, %s: f32):
    %m = arith.mulf %a, %b : f32
    %t = arith.addf %s, %m : f32
    linalg.yield %t : f32
  } -> tensor<20x3x16xf32>
  return %y : tensor<20x3x16xf32>
}

// A batch of unknown size may be one image: rows are the pixels of a row.

// CHECK-LABEL: @dynamic_batch(
// CHECK: linalg.conv_2d_nhwc_hwcf {{.*}} outs(%{{.+}} : tensor<1x1x4x16xf32>)
func.func @dynamic_batch(%x: tensor<?x10x17x4xf32>, %g: tensor<3x3x4x16xf32>, %i: tensor<?x4x8x16xf32>) -> tensor<?x4x8x16xf32> {
  %y = linalg.conv_2d_nhwc_hwcf {strides = dense<2> : tensor<2xi64>}
      ins(%x, %g : tensor<?x10x17x4xf32>, tensor<3x3x4x16xf32>)
      outs(%i : tensor<?x4x8x16xf32>) -> tensor<?x4x8x16xf32>
  return %y : tensor<?x4x8x16xf32>
}
