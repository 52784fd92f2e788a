// Without a tile, what costs more than the direct convolution is left alone, with
// the figures; only-profitable=false, or a tile, rewrites it all the same.

// RUN: wino-opt %s --convert-linalg-to-winograd --remark-format=emitRemark \
// RUN:   --remarks-filter-missed="winograd.*" -verify-diagnostics | FileCheck %s
// CHECK-NOT: winograd.kron
// RUN: wino-opt %s --convert-linalg-to-winograd=only-profitable=false | FileCheck %s --check-prefix=ANYWAY
// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 | FileCheck %s --check-prefix=ANYWAY
// ANYWAY: winograd.kron output
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
func.func @one_channel(%x: tensor<1x1x10x10xf32>, %g: tensor<1x1x3x3xf32>, %init: tensor<1x1x8x8xf32>) -> tensor<1x1x8x8xf32> {
  // expected-remark@below {{not rewritten: Winograd would take 2,138 cycles, the direct convolution 1,202}}
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<1x1x10x10xf32>, tensor<1x1x3x3xf32>)
      outs(%init : tensor<1x1x8x8xf32>) -> tensor<1x1x8x8xf32>
  return %y : tensor<1x1x8x8xf32>
}
}
