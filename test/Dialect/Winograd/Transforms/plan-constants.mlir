// A transformed filter lies behind all other constants of its function, which every run
// of it reads, too: where they are more than the caches hold, it comes from memory, and
// takes longer. A constant of one value is none.

// RUN: wino-opt %s --winograd-plan="plan=blocked tile=4 block=2,2" --remark-format=emitRemark \
// RUN:   --remarks-filter="winograd-plan" -o /dev/null 2>&1 | FileCheck %s
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "L2_cache_size_in_bytes" = 65536 : i64, "L3_cache_size_in_bytes" = 131072 : i64>>} {

// CHECK: blocked F(4, 3) x F(4, 3)="time [[ALONE:[0-9]+]],
func.func @alone(%x: tensor<1x10x10x8xf32>, %init: tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32> {
  %w = arith.constant dense_resource<w> : tensor<3x3x8x16xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x10x10x8xf32>, tensor<3x3x8x16xf32>)
      outs(%init : tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
  return %y : tensor<1x8x8x16xf32>
}

// CHECK: blocked F(4, 3) x F(4, 3)="time [[ALONE]],
func.func @beside_one_value(%x: tensor<1x10x10x8xf32>, %init: tensor<1x8x8x16xf32>)
    -> (tensor<1x8x8x16xf32>, tensor<65536xf32>) {
  %other = arith.constant dense<1.0> : tensor<65536xf32>
  %w = arith.constant dense_resource<w> : tensor<3x3x8x16xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x10x10x8xf32>, tensor<3x3x8x16xf32>)
      outs(%init : tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
  return %y, %other : tensor<1x8x8x16xf32>, tensor<65536xf32>
}

// CHECK-NOT: blocked F(4, 3) x F(4, 3)="time [[ALONE]],
func.func @beside_others(%x: tensor<1x10x10x8xf32>, %init: tensor<1x8x8x16xf32>)
    -> (tensor<1x8x8x16xf32>, tensor<65536xf32>) {
  %other = arith.constant dense_resource<other> : tensor<65536xf32>
  %w = arith.constant dense_resource<w> : tensor<3x3x8x16xf32>
  // CHECK: blocked F(4, 3) x F(4, 3)="time
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x10x10x8xf32>, tensor<3x3x8x16xf32>)
      outs(%init : tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
  return %y, %other : tensor<1x8x8x16xf32>, tensor<65536xf32>
}

}
