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
