// A block has at most as many tiles as there are.

// RUN: wino-opt %s --winograd-plan="plan=blocked tile=2 block=1000000000,2" --convert-linalg-to-winograd | FileCheck %s
// RUN: wino-opt %s --winograd-plan="plan=blocked tile=2 block=9223372036854775807,2" --convert-linalg-to-winograd | FileCheck %s
// RUN: not wino-opt %s --winograd-plan="plan=blocked tile=2 block=-1,2" 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// NEGATIVE: error: 'linalg.conv_2d_nhwc_hwcf' op expected the option 'block' to have 2 positive numbers

module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
// CHECK-LABEL: @static
// CHECK: winograd.kron output {{.*}}winograd.schedule = #winograd.schedule<block = [1, 6, 2, 0]
func.func @static(%x: tensor<1x14x14x8xf32>, %g: tensor<3x3x8x16xf32>, %i: tensor<1x12x12x16xf32>) -> tensor<1x12x12x16xf32> {
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x14x14x8xf32>, tensor<3x3x8x16xf32>) outs(%i : tensor<1x12x12x16xf32>) -> tensor<1x12x12x16xf32>
  return %y : tensor<1x12x12x16xf32>
}

// How many there are is not known: at most as many as a block can have.
// CHECK-LABEL: @dynamic
// CHECK: winograd.kron output {{.*}}winograd.schedule = #winograd.schedule<block = [1, 65536, 2, 0]
func.func @dynamic(%x: tensor<1x?x14x8xf32>, %g: tensor<3x3x8x16xf32>, %i: tensor<1x?x12x16xf32>) -> tensor<1x?x12x16xf32> {
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x?x14x8xf32>, tensor<3x3x8x16xf32>) outs(%i : tensor<1x?x12x16xf32>) -> tensor<1x?x12x16xf32>
  return %y : tensor<1x?x12x16xf32>
}
}
