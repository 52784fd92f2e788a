// However large an image is, the model looks at a bounded number of blocks: this
// would take hours otherwise.

// RUN: wino-opt %s --winograd-plan=plan=blocked --convert-linalg-to-winograd | FileCheck %s
// RUN: wino-opt %s --winograd-plan -o /dev/null
// RUN: wino-opt %s --winograd-describe-gpu --winograd-plan=target=gpu -o /dev/null

module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<"num_threads" = 1024 : i64>>} {
// CHECK-LABEL: @two
// CHECK: winograd.schedule = #winograd.schedule<block = [1, {{[0-9]+}}, {{[0-9]+}}, 0]
func.func @two(%x: tensor<1x1000000000x1000000000x1xf32>, %g: tensor<3x3x1x1xf32>, %i: tensor<1x999999998x999999998x1xf32>) -> tensor<1x999999998x999999998x1xf32> {
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x1000000000x1000000000x1xf32>, tensor<3x3x1x1xf32>) outs(%i : tensor<1x999999998x999999998x1xf32>) -> tensor<1x999999998x999999998x1xf32>
  return %y : tensor<1x999999998x999999998x1xf32>
}
// CHECK-LABEL: @one
// CHECK: winograd.schedule = #winograd.schedule<block = [1, {{[0-9]+}}, 0]
func.func @one(%x: tensor<1x1000000000000000000x1xf16>, %g: tensor<3x1x1xf16>, %i: tensor<1x999999999999999998x1xf16>) -> tensor<1x999999999999999998x1xf16> {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x1000000000000000000x1xf16>, tensor<3x1x1xf16>) outs(%i : tensor<1x999999999999999998x1xf16>) -> tensor<1x999999999999999998x1xf16>
  return %y : tensor<1x999999999999999998x1xf16>
}
// CHECK-LABEL: @three
// CHECK: winograd.schedule = #winograd.schedule<block = [1, {{[0-9]+}}, {{[0-9]+}}, {{[0-9]+}}, 0]
func.func @three(%x: tensor<1x1000000x1000000x1000000x1xf32>, %g: tensor<3x3x3x1x1xf32>, %i: tensor<1x999998x999998x999998x1xf32>) -> tensor<1x999998x999998x999998x1xf32> {
  %y = linalg.conv_3d_ndhwc_dhwcf ins(%x, %g : tensor<1x1000000x1000000x1000000x1xf32>, tensor<3x3x3x1x1xf32>) outs(%i : tensor<1x999998x999998x999998x1xf32>) -> tensor<1x999998x999998x999998x1xf32>
  return %y : tensor<1x999998x999998x999998x1xf32>
}
// The products of sizes have no room in 64 bits.
// CHECK-LABEL: @channels
// CHECK: winograd.schedule = #winograd.schedule<block = [1, 1, 0]
func.func @channels(%x: tensor<4611686018427387904x4611686018427387904x4611686018427387904xf32>, %g: tensor<3x4611686018427387904x4611686018427387904xf32>, %i: tensor<4611686018427387904x4611686018427387902x4611686018427387904xf32>) -> tensor<4611686018427387904x4611686018427387902x4611686018427387904xf32> {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<4611686018427387904x4611686018427387904x4611686018427387904xf32>, tensor<3x4611686018427387904x4611686018427387904xf32>) outs(%i : tensor<4611686018427387904x4611686018427387902x4611686018427387904xf32>) -> tensor<4611686018427387904x4611686018427387902x4611686018427387904xf32>
  return %y : tensor<4611686018427387904x4611686018427387902x4611686018427387904xf32>
}
}
