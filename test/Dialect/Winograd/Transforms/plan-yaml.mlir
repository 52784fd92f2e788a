// The remark as YAML: a table of the candidates for a script, the fastest first, then
// those that are refused.

// RUN: wino-opt %s --winograd-plan --remark-format=yaml --remarks-output-file=%t --remarks-filter=winograd-plan -o /dev/null
// RUN: FileCheck %s --input-file=%t

// CHECK: --- !Analysis
// CHECK-NEXT: Pass: winograd-plan
// CHECK-NEXT: Name: plan
// CHECK: Remark: '2-D convolution, batch 1, 64 to 64 channels, output 56x56, filter 3x3, f32: plan [[PLAN:blocked F\([0-9], 3\) x F\([0-9], 3\)]]'
// CHECK-NEXT: '[[PLAN]]': time {{[0-9]+}}, traffic {{[0-9]+}}, memory {{[0-9]+}}, adds 0, promise {{[0-9.]+E-[0-9]+}}, error {{[0-9.]+$}}
// CHECK: direct: time {{[0-9]+}}, traffic {{[0-9]+}}, memory 0, adds 0, promise {{[0-9.]+E-[0-9]+}}, error 1.00
// CHECK: 'blocked F(8, 3) x F(8, 3)': '{{.*}}, refused: has {{[0-9.]+}} times the direct convolution
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
func.func @conv(%x: tensor<1x64x58x58xf32>, %g: tensor<64x64x3x3xf32>, %i: tensor<1x64x56x56xf32>) -> tensor<1x64x56x56xf32> {
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<1x64x58x58xf32>, tensor<64x64x3x3xf32>)
      outs(%i : tensor<1x64x56x56xf32>) -> tensor<1x64x56x56xf32>
  return %y : tensor<1x64x56x56xf32>
}
}
