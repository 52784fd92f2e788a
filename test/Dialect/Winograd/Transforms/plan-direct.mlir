// direct is the convolution again, as a linalg.generic; what the input's windows
// reached beyond the image is padded, what they did not reach is cut off.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=4 --winograd-plan=plan=direct --canonicalize | FileCheck %s
// RUN: wino-opt %s --convert-linalg-to-winograd=tile=4 --winograd-plan=plan=direct \
// RUN:   --remark-format=emitRemark --remarks-filter-analyse="winograd-plan" -verify-diagnostics -o /dev/null

// CHECK-DAG: #[[X:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d1, d0 + d2, d4)>
// CHECK-DAG: #[[G:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d4, d3)>
// CHECK-DAG: #[[Y:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d1, d2, d3)>
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
// CHECK-LABEL: @valid(
// CHECK-SAME: %[[INPUT:[^:]+]]: tensor<1x10x6xf32>, %[[FILTER:[^:]+]]: tensor<3x6x5xf32>
// CHECK-NOT: winograd.
// CHECK: %[[ZERO:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: %[[INIT:.+]] = linalg.fill ins(%[[ZERO]] : f32) {{.*}} -> tensor<1x8x5xf32>
// CHECK: linalg.generic {indexing_maps = [#[[X]], #[[G]], #[[Y]]], iterator_types = ["reduction", "parallel", "parallel", "parallel", "reduction"]} ins(%[[INPUT]], %[[FILTER]] : tensor<1x10x6xf32>, tensor<3x6x5xf32>) outs(%[[INIT]] : tensor<1x8x5xf32>)
// CHECK-NEXT: ^bb0(%[[A:[^:]+]]: f32, %[[B:[^:]+]]: f32, %[[C:[^:]+]]: f32):
// CHECK-NEXT: %[[P:.+]] = arith.mulf %[[A]], %[[B]] fastmath<contract> : f32
// CHECK-NEXT: %[[S:.+]] = arith.addf %[[C]], %[[P]] fastmath<contract> : f32
// CHECK-NEXT: linalg.yield %[[S]] : f32
func.func @valid(%x: tensor<1x10x6xf32>, %g: tensor<3x6x5xf32>) -> tensor<1x8x5xf32> {
  %init = arith.constant dense<0.0> : tensor<1x8x5xf32>
  // expected-remark@below {{Buffers=0, Bytes=0, Remark="plan direct: asked for; 351 cycles estimated in blocks, direct 256"}}
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x6xf32>, tensor<3x6x5xf32>)
      outs(%init : tensor<1x8x5xf32>) -> tensor<1x8x5xf32>
  return %y : tensor<1x8x5xf32>
}

// CHECK-LABEL: @padded(
// CHECK-SAME: %[[INPUT:[^:]+]]: tensor<1x8x6xf16>
// CHECK: %[[PADDED:.+]] = tensor.pad %[[INPUT]] low[0, 2, 0] high[0, 0, 0]
// CHECK: tensor<1x8x6xf16> to tensor<1x10x6xf16>
// CHECK: linalg.generic {{.*}} ins(%[[PADDED]], %{{.+}} : tensor<1x10x6xf16>, tensor<3x6x5xf16>)
// CHECK: arith.extf %{{.+}} : f16 to f32
// CHECK: arith.extf %{{.+}} : f16 to f32
// CHECK: arith.addf {{.*}} : f32
func.func @padded(%x: tensor<1x8x6xf16>, %g: tensor<3x6x5xf16>) -> tensor<1x8x5xf32> {
  %zero = arith.constant 0.0 : f16
  %init = arith.constant dense<0.0> : tensor<1x8x5xf32>
  %padded = tensor.pad %x low[0, 2, 0] high[0, 0, 0] {
  ^bb0(%n: index, %w: index, %c: index):
    tensor.yield %zero : f16
  } : tensor<1x8x6xf16> to tensor<1x10x6xf16>
  // expected-remark@below {{plan direct: asked for; }}
  %y = linalg.conv_1d_nwc_wcf ins(%padded, %g : tensor<1x10x6xf16>, tensor<3x6x5xf16>)
      outs(%init : tensor<1x8x5xf32>) -> tensor<1x8x5xf32>
  return %y : tensor<1x8x5xf32>
}
}
