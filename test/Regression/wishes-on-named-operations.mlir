// What a user says of a named convolution is still there when it is planned: the
// pipelines make generic operations of named ones before.

// DEFINE: %{remarks} = --remark-format=emitRemark --remarks-filter=winograd-plan -o /dev/null 2>&1
// RUN: wino-opt %s --winograd-to-cpu %{remarks} | FileCheck %s
// RUN: wino-opt %s --winograd-to-kernels %{remarks} | FileCheck %s

// CHECK: :[[#@LINE+3]]:8: remark: [Missed] left {{.*}} Reason="not rewritten: its values may be infinite
func.func @infinite(%x: tensor<1x58x58x64xf32>, %g: tensor<3x3x64x64xf32>,
                    %i: tensor<1x56x56x64xf32>) -> tensor<1x56x56x64xf32> {
  %y = linalg.conv_2d_nhwc_hwcf {winograd.finite_only = false} ins(%x, %g : tensor<1x58x58x64xf32>, tensor<3x3x64x64xf32>)
      outs(%i : tensor<1x56x56x64xf32>) -> tensor<1x56x56x64xf32>
  return %y : tensor<1x56x56x64xf32>
}

// CHECK: :[[#@LINE+3]]:8: remark: [Analysis] plan {{.*}}: plan {{[a-z-]+}} F(3, 3) x F(3, 3)"
func.func @accurate(%x: tensor<1x58x58x64xf32>, %g: tensor<3x3x64x64xf32>,
                    %i: tensor<1x56x56x64xf32>) -> tensor<1x56x56x64xf32> {
  %y = linalg.conv_2d_nhwc_hwcf {winograd.max_error = 1.0} ins(%x, %g : tensor<1x58x58x64xf32>, tensor<3x3x64x64xf32>)
      outs(%i : tensor<1x56x56x64xf32>) -> tensor<1x56x56x64xf32>
  return %y : tensor<1x56x56x64xf32>
}

// CHECK: :[[#@LINE+3]]:8: remark: [Analysis] plan {{.*}}: plan four-buffer, as given"
func.func @given(%x: tensor<1x58x58x64xf32>, %g: tensor<3x3x64x64xf32>,
                 %i: tensor<1x56x56x64xf32>) -> tensor<1x56x56x64xf32> {
  %y = linalg.conv_2d_nhwc_hwcf {winograd.plan = #winograd.plan<"four-buffer", [#winograd.algorithm<F(2, 3)>, #winograd.algorithm<F(2, 3)>]>}
      ins(%x, %g : tensor<1x58x58x64xf32>, tensor<3x3x64x64xf32>)
      outs(%i : tensor<1x56x56x64xf32>) -> tensor<1x56x56x64xf32>
  return %y : tensor<1x56x56x64xf32>
}
