// Lanes that share sums, with validation, against the direct path on the CPU. 4
// lanes are what every device has.

// REQUIRES: vulkan, python
// DEFINE: %{options} = subgroup-size=4
// DEFINE: %{plan} = four-buffer
// DEFINE: %{run} = wino-run %s --target=vulkan --validate --random-inputs --check --tolerance=2e-4 --plan=%{plan} --pipeline-options="%{options}"
// DEFINE: %{check} = %{run} --entry=conv && %{run} --entry=nhwc && %{run} --entry=biased && %{run} --entry=pool && %{run} --entry=half

// RUN: %{check}
// REDEFINE: %{plan} = direct
// RUN: %{check}
// REDEFINE: %{options} = subgroup-size=2 workgroup-size=32
// RUN: %{check}
// REDEFINE: %{plan} = auto
// RUN: %{check}
// The fused plans share nothing.
// REDEFINE: %{plan} = blocked
// RUN: %{check}

// The kernels that did share.
// RUN: wino-opt %s --winograd-to-kernels="plan=four-buffer subgroup-size=4" | FileCheck %s
// CHECK-LABEL: gpu.func @conv_loops(
// CHECK:         gpu.subgroup_reduce add %{{.+}} cluster(size = 4)
// CHECK-LABEL: gpu.func @nhwc_loops(
// CHECK:         gpu.subgroup_reduce add %{{.+}} cluster(size = 4)
// CHECK-LABEL: gpu.func @biased_loops(
// CHECK:         gpu.subgroup_reduce add %{{.+}} cluster(size = 2)
// CHECK-LABEL: gpu.func @pool_loops(
// CHECK:         gpu.subgroup_reduce add %{{.+}} cluster(size = 4)
// CHECK-LABEL: gpu.func @half_loops(
// CHECK:         gpu.subgroup_reduce add %{{.+}} cluster(size = 4)

// Subgroups that are too small.
// RUN: not wino-run %s --target=vulkan --entry=wide --random-inputs --time --plan=four-buffer --pipeline-options="subgroup-size=32" 2>&1 \
// RUN:   | FileCheck %s --check-prefix=SMALL
// SMALL: error: expected subgroups of at least 32 lanes for kernel 'wide_loops', but those of '{{.+}}' have {{[0-9]+}}

func.func @conv(%x: tensor<1x64x9x9xf32>, %f: tensor<17x64x3x3xf32>) -> tensor<1x17x7x7xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x17x7x7xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<1x17x7x7xf32>) -> tensor<1x17x7x7xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %f : tensor<1x64x9x9xf32>, tensor<17x64x3x3xf32>)
      outs(%init : tensor<1x17x7x7xf32>) -> tensor<1x17x7x7xf32>
  return %y : tensor<1x17x7x7xf32>
}

func.func @nhwc(%x: tensor<2x8x9x40xf32>, %f: tensor<3x3x40x5xf32>) -> tensor<2x6x7x5xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<2x6x7x5xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<2x6x7x5xf32>) -> tensor<2x6x7x5xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %f : tensor<2x8x9x40xf32>, tensor<3x3x40x5xf32>)
      outs(%init : tensor<2x6x7x5xf32>) -> tensor<2x6x7x5xf32>
  return %y : tensor<2x6x7x5xf32>
}

// 20 channels: 10 steps for each of 2 lanes.
func.func @biased(%x: tensor<1x20x9x9xf32>, %f: tensor<9x20x3x3xf32>, %b: tensor<1x9x7x7xf32>) -> tensor<1x9x7x7xf32> {
  %y = linalg.conv_2d_nchw_fchw ins(%x, %f : tensor<1x20x9x9xf32>, tensor<9x20x3x3xf32>)
      outs(%b : tensor<1x9x7x7xf32>) -> tensor<1x9x7x7xf32>
  return %y : tensor<1x9x7x7xf32>
}

// A sum over pixels that starts from an argument.
func.func @pool(%x: tensor<3x32x5xf32>, %start: tensor<3x5xf32>) -> tensor<3x5xf32> {
  %y = linalg.reduce {arith.addf} ins(%x : tensor<3x32x5xf32>) outs(%start : tensor<3x5xf32>) dimensions = [1]
  return %y : tensor<3x5xf32>
}

func.func @half(%x: tensor<1x64x9x9xf16>, %f: tensor<8x64x3x3xf16>) -> tensor<1x8x7x7xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x8x7x7xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<1x8x7x7xf32>) -> tensor<1x8x7x7xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %f : tensor<1x64x9x9xf16>, tensor<8x64x3x3xf16>)
      outs(%init : tensor<1x8x7x7xf32>) -> tensor<1x8x7x7xf32>
  return %y : tensor<1x8x7x7xf32>
}

func.func @wide(%x: tensor<1x512x4x4xf32>, %f: tensor<4x512x3x3xf32>) -> tensor<1x4x2x2xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x4x2x2xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<1x4x2x2xf32>) -> tensor<1x4x2x2xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %f : tensor<1x512x4x4xf32>, tensor<4x512x3x3xf32>)
      outs(%init : tensor<1x4x2x2xf32>) -> tensor<1x4x2x2xf32>
  return %y : tensor<1x4x2x2xf32>
}
