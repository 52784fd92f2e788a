// auto takes the fastest plan by the cost model, of those that the device can hold;
// the remark says how much of the device it needs, and which plans were refused.

// RUN: wino-opt %s --winograd-plan=target=gpu | FileCheck %s
// RUN: wino-opt %s --winograd-plan=target=gpu --convert-linalg-to-winograd | FileCheck %s --check-prefix=RAISED
// RUN: wino-opt %s --winograd-plan=target=gpu \
// RUN:   --remark-format=emitRemark --remarks-filter="winograd-plan" -verify-diagnostics -o /dev/null
// RUN: wino-opt %s --winograd-describe-gpu=bindings=3 --winograd-plan=target=gpu \
// RUN:   --remark-format=emitRemark --remarks-filter="winograd-plan" -o /dev/null 2>&1 | FileCheck %s --check-prefix=REFUSED
// RUN: wino-opt %s --winograd-describe-gpu="registers=256 instructions=8192" --winograd-plan=target=gpu | FileCheck %s --check-prefix=MANY
// Where no tile fits, the direct convolution does.
// RUN: wino-opt %s --winograd-describe-gpu=registers=16 --winograd-plan=target=gpu | FileCheck %s --check-prefix=FEW

module attributes {dlti.target_system_spec = #dlti.target_system_spec<"GPU" = #dlti.target_device_spec<
    "workgroup_memory_in_bytes" = 32768 : i64, "max_workgroup_size" = 1024 : i64, "max_buffers" = 31 : i64,
    "registers_per_thread" = 128 : i64, "max_instructions" = 4096 : i64>>} {
// CHECK-LABEL: @many_channels(
// CHECK: winograd.plan = #winograd.plan<{{"single-kernel"|blocked|"three-buffer"|"four-buffer"}}, [#F{{[2-6]}}x3, #F{{[2-6]}}x3]
// RAISED-LABEL: @many_channels(
// RAISED: winograd.kron input
// RAISED: winograd.kron output
// FEW-LABEL: @many_channels(
// FEW: winograd.plan = #winograd.plan<direct>

// The initial value is added by an operation behind the output transform, whose
// kernel reads it as a fourth buffer.
// REFUSED: [[#@LINE+4]]:8: remark: [Analysis] plan | {{.*}}Remark="2-D convolution, batch 1, 64 to 64 channels, output 56x56, filter 3x3, f32: plan direct"
// REFUSED-SAME: direct="time {{[0-9]+}}, traffic {{[0-9]+}}, memory 0, adds 0, promise {{[0-9.E-]+}}, error 1.00", four-buffer F(2, 3) x F(2, 3)="{{[^"]*}}, refused: needs 4 buffers, more than 3"
func.func @many_channels(%x: tensor<1x58x58x64xf32>, %g: tensor<3x3x64x64xf32>, %init: tensor<1x56x56x64xf32>) -> tensor<1x56x56x64xf32> {
  // expected-remark-re@below {{plan | Category:winograd-plan | Instructions={{[0-9]+}}, Registers={{[0-9]+}}, Remark="2-D convolution, batch 1, 64 to 64 channels, output 56x56, filter 3x3, f32: plan {{single-kernel|blocked|three-buffer|four-buffer}} F({{[2-6]}}, 3) x F({{[2-6]}}, 3)", Threads={{[0-9]+}}, WorkgroupBytes={{[0-9]+}}, blocked F(2, 3) x F(2, 3)="time {{[0-9]+}}, traffic {{[0-9]+}}, memory {{[0-9]+}}, adds 0, promise {{[0-9.E-]+}}, error {{[0-9.]+}}", }}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x58x58x64xf32>, tensor<3x3x64x64xf32>)
      outs(%init : tensor<1x56x56x64xf32>) -> tensor<1x56x56x64xf32>
  return %y : tensor<1x56x56x64xf32>
}

// Nothing is saved where there is one channel.
// CHECK-LABEL: @one_channel(
// CHECK: winograd.plan = #winograd.plan<direct>
// RAISED-LABEL: @one_channel(
// RAISED-NOT: winograd.
// RAISED: linalg.conv_2d_nhwc_hwcf ins
// RAISED: return
func.func @one_channel(%x: tensor<1x10x10x1xf32>, %g: tensor<3x3x1x1xf32>, %init: tensor<1x8x8x1xf32>) -> tensor<1x8x8x1xf32> {
  // expected-remark-re@below {{plan | Category:winograd-plan | Instructions={{[0-9]+}}, Registers={{[0-9]+}}, Remark="2-D convolution, batch 1, 1 to 1 channels, output 8x8, filter 3x3, f32: plan direct", Threads=1, WorkgroupBytes=0, }}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x10x10x1xf32>, tensor<3x3x1x1xf32>)
      outs(%init : tensor<1x8x8x1xf32>) -> tensor<1x8x8x1xf32>
  return %y : tensor<1x8x8x1xf32>
}

// 6 x 6 x 6 values do not fit into 128 registers, 6 x 4 x 4 do.
// CHECK-LABEL: @volume(
// CHECK: winograd.plan = #winograd.plan<{{[^,]+}}, [#F4x3, #F2x3, #F2x3]
// MANY-LABEL: @volume(
// MANY: winograd.plan = #winograd.plan<{{[^,]+}}, [#F4x3, #F4x3, #F4x3]
// FEW-LABEL: @volume(
// FEW: winograd.plan = #winograd.plan<direct>
func.func @volume(%x: tensor<1x10x10x10x64xf32>, %g: tensor<3x3x3x64x64xf32>, %init: tensor<1x8x8x8x64xf32>) -> tensor<1x8x8x8x64xf32> {
  // expected-remark-re@below {{F(4, 3) x F(2, 3) x F(2, 3)", {{.*}}four-buffer F(4, 3) x F(4, 3) x F(4, 3)="{{.*}}refused: needs 232 registers per thread, more than 128"}}
  %y = linalg.conv_3d_ndhwc_dhwcf ins(%x, %g : tensor<1x10x10x10x64xf32>, tensor<3x3x3x64x64xf32>)
      outs(%init : tensor<1x8x8x8x64xf32>) -> tensor<1x8x8x8x64xf32>
  return %y : tensor<1x8x8x8x64xf32>
}

// Nor do 8 x 8 values of f64, which take two registers each; 8 x 7 do.
// CHECK-LABEL: @wide(
// CHECK: winograd.plan = #winograd.plan<{{[^,]+}}, [#F4x5, #F3x5]
// MANY-LABEL: @wide(
// MANY: winograd.plan = #winograd.plan<{{[^,]+}}, [#F4x5, #F4x5]
func.func @wide(%x: tensor<1x20x20x64xf64>, %g: tensor<5x5x64x64xf64>, %init: tensor<1x16x16x64xf64>) -> tensor<1x16x16x64xf64> {
  // expected-remark-re@below {{F(4, 5) x F(3, 5)", {{.*}}four-buffer F(4, 5) x F(4, 5)="{{.*}}refused: needs 144 registers per thread, more than 128"}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x20x20x64xf64>, tensor<5x5x64x64xf64>)
      outs(%init : tensor<1x16x16x64xf64>) -> tensor<1x16x16x64xf64>
  return %y : tensor<1x16x16x64xf64>
}
}
