// auto takes the fastest plan by the cost model, of those that the device can hold;
// the remark says how much of the device it needs, and which plans were refused.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=4 --winograd-plan-gpu | FileCheck %s
// RUN: wino-opt %s --convert-linalg-to-winograd=tile=4 --winograd-plan-gpu \
// RUN:   --remark-format=emitRemark --remarks-filter="winograd-plan" -verify-diagnostics -o /dev/null
// RUN: wino-opt %s --convert-linalg-to-winograd=tile=4 --winograd-plan-gpu=bindings=3 \
// RUN:   --remark-format=emitRemark --remarks-filter="winograd-plan" -o /dev/null 2>&1 | FileCheck %s --check-prefix=REFUSED

// CHECK-LABEL: @many_channels(
// CHECK: winograd.kron input
// CHECK: winograd.kron output

// The initial value is added by an operation behind the output transform, whose
// kernel reads it as a fourth buffer.
// REFUSED: [[#@LINE+4]]:8: remark: [Missed] refused | Category:winograd-plan | Reason="plan four-buffer needs 4 buffers, more than 3"
// REFUSED: [[#@LINE+3]]:8: remark: [Analysis] plan | {{.*}}Remark="plan direct"
func.func @many_channels(%x: tensor<1x58x58x64xf32>, %g: tensor<3x3x64x64xf32>, %init: tensor<1x56x56x64xf32>) -> tensor<1x56x56x64xf32> {
  // expected-remark-re@below {{plan | Category:winograd-plan | Buffers={{[2-4]}}, Bytes={{[0-9]+}}, Instructions={{[0-9]+}}, Registers={{[0-9]+}}, Remark="plan {{single-kernel|blocked|three-buffer|four-buffer}}", Threads={{[0-9]+}}, WorkgroupBytes={{[0-9]+}}}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x58x58x64xf32>, tensor<3x3x64x64xf32>)
      outs(%init : tensor<1x56x56x64xf32>) -> tensor<1x56x56x64xf32>
  return %y : tensor<1x56x56x64xf32>
}

// Nothing is saved where there is one channel.
// CHECK-LABEL: @one_channel(
// CHECK-NOT: winograd.
// CHECK: linalg.generic
// CHECK: return
func.func @one_channel(%x: tensor<1x10x10x1xf32>, %g: tensor<3x3x1x1xf32>, %init: tensor<1x8x8x1xf32>) -> tensor<1x8x8x1xf32> {
  // expected-remark-re@below {{plan | Category:winograd-plan | Buffers=0, Bytes=0, Instructions={{[0-9]+}}, Registers={{[0-9]+}}, Remark="plan direct", Threads=1, WorkgroupBytes=0}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x10x10x1xf32>, tensor<3x3x1x1xf32>)
      outs(%init : tensor<1x8x8x1xf32>) -> tensor<1x8x8x1xf32>
  return %y : tensor<1x8x8x1xf32>
}
