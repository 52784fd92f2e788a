// Tiles that differ in each dimension, which the planner takes where equal ones do not
// fit a device's registers.

// REQUIRES: vulkan
// RUN: sed 's/PLAN/blocked/' %s | wino-run - --entry=volume --target=vulkan --validate --random-inputs --check --tolerance=5e-4
// RUN: sed 's/PLAN/"four-buffer"/' %s | wino-run - --entry=image --target=vulkan --validate --random-inputs --check --tolerance=2e-4
// RUN: sed 's/PLAN/"three-buffer"/' %s | wino-run - --entry=image --target=vulkan --validate --random-inputs --check --tolerance=2e-4
// RUN: sed 's/PLAN/blocked/' %s | wino-run - --entry=image --target=vulkan --validate --random-inputs --check --tolerance=2e-4
// RUN: sed 's/PLAN/"single-kernel"/' %s | wino-run - --entry=image --target=vulkan --validate --random-inputs --check --tolerance=2e-4
#F4x3 = #winograd.algorithm<F(4, 3)>
#F2x3 = #winograd.algorithm<F(2, 3)>
#F5x3 = #winograd.algorithm<F(5, 3)>
func.func @volume(%x: tensor<1x10x11x10x8xf32>, %g: tensor<3x3x3x8x8xf32>, %init: tensor<1x8x9x8x8xf32>) -> tensor<1x8x9x8x8xf32> {
  %y = linalg.conv_3d_ndhwc_dhwcf {winograd.plan = #winograd.plan<"four-buffer", [#F4x3, #F2x3, #F5x3]>} ins(%x, %g : tensor<1x10x11x10x8xf32>, tensor<3x3x3x8x8xf32>)
      outs(%init : tensor<1x8x9x8x8xf32>) -> tensor<1x8x9x8x8xf32>
  return %y : tensor<1x8x9x8x8xf32>
}
func.func @image(%x: tensor<1x5x13x15xf32>, %g: tensor<7x5x3x3xf32>, %init: tensor<1x7x11x13xf32>) -> tensor<1x7x11x13xf32> {
  %y = linalg.conv_2d_nchw_fchw {winograd.plan = #winograd.plan<PLAN, [#F5x3, #F2x3]>} ins(%x, %g : tensor<1x5x13x15xf32>, tensor<7x5x3x3xf32>)
      outs(%init : tensor<1x7x11x13xf32>) -> tensor<1x7x11x13xf32>
  return %y : tensor<1x7x11x13xf32>
}
