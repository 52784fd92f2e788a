// direct leaves the convolution as it is, with its padding and its types, named or
// generic; when the plan is executed, its attribute goes.

// RUN: wino-opt %s --winograd-plan="plan=direct tile=4" | FileCheck %s --check-prefix=PLAN
// RUN: wino-opt %s --winograd-plan="plan=direct tile=4" --convert-linalg-to-winograd > %t.direct
// RUN: wino-opt %s > %t.plain
// RUN: diff %t.plain %t.direct
// RUN: wino-opt %s --winograd-plan="target=gpu plan=direct" --convert-linalg-to-winograd | diff %t.plain -
// RUN: wino-opt %s --winograd-plan="plan=direct tile=4" --remark-format=emitRemark \
// RUN:   --remarks-filter="winograd-plan" -verify-diagnostics -o /dev/null
// RUN: wino-opt %s --winograd-plan="plan=direct tile=4" --convert-linalg-to-winograd --remark-format=emitRemark \
// RUN:   --remarks-filter="winograd-raise" -o /dev/null 2>&1 | FileCheck %s --check-prefix=SILENT --allow-empty
// SILENT-NOT: winograd-raise

module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
// PLAN-LABEL: @valid(
// PLAN: linalg.conv_1d_nwc_wcf {winograd.plan = #winograd.plan<direct>} ins
func.func @valid(%x: tensor<1x10x6xf32>, %g: tensor<3x6x5xf32>) -> tensor<1x8x5xf32> {
  %init = arith.constant dense<0.0> : tensor<1x8x5xf32>
  // expected-remark@below {{plan direct, asked for", blocked F(4, 3)="time 383, }}
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x6xf32>, tensor<3x6x5xf32>)
      outs(%init : tensor<1x8x5xf32>) -> tensor<1x8x5xf32>
  return %y : tensor<1x8x5xf32>
}

// PLAN-LABEL: @padded(
// PLAN: tensor.pad
// PLAN: linalg.conv_1d_nwc_wcf {winograd.plan = #winograd.plan<direct>} ins
func.func @padded(%x: tensor<1x8x6xf16>, %g: tensor<3x6x5xf16>) -> tensor<1x8x5xf32> {
  %zero = arith.constant 0.0 : f16
  %init = arith.constant dense<0.0> : tensor<1x8x5xf32>
  %padded = tensor.pad %x low[0, 2, 0] high[0, 0, 0] {
  ^bb0(%n: index, %w: index, %c: index):
    tensor.yield %zero : f16
  } : tensor<1x8x6xf16> to tensor<1x10x6xf16>
  // expected-remark@below {{filter 3, f16 to f32: plan direct, asked for", }}
  %y = linalg.conv_1d_nwc_wcf ins(%padded, %g : tensor<1x10x6xf16>, tensor<3x6x5xf16>)
      outs(%init : tensor<1x8x5xf32>) -> tensor<1x8x5xf32>
  return %y : tensor<1x8x5xf32>
}

// PLAN-LABEL: @generic(
// PLAN: linalg.generic {{.*}} attrs = {winograd.plan = #winograd.plan<direct>}
func.func @generic(%x: tensor<10xf32>, %g: tensor<3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  // expected-remark@below {{"1-D convolution, 1 to 1 channels, output 8, filter 3, f32: plan direct, asked for", }}
  %y = linalg.generic {indexing_maps = [affine_map<(o, f) -> (o + f)>, affine_map<(o, f) -> (f)>, affine_map<(o, f) -> (o)>],
      iterator_types = ["parallel", "reduction"]} ins(%x, %g : tensor<10xf32>, tensor<3xf32>) outs(%init : tensor<8xf32>) {
  ^bb0(%a: f32, %b: f32, %sum: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %sum, %p : f32
    linalg.yield %s : f32
  } -> tensor<8xf32>
  return %y : tensor<8xf32>
}
}
