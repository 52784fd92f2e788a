// What loses more than the option, or the closest attribute around a convolution, allows
// is refused: as a multiple of the direct convolution's rounding error.

// RUN: split-file %s %t
// RUN: wino-opt %t/choice.mlir --winograd-plan | FileCheck %t/choice.mlir --check-prefixes=CHECK,TEN
// RUN: wino-opt %t/choice.mlir --winograd-plan=max-error=10 | FileCheck %t/choice.mlir --check-prefixes=CHECK,TEN
// RUN: wino-opt %t/choice.mlir --winograd-plan=max-error=2 | FileCheck %t/choice.mlir --check-prefixes=CHECK,TWO
// RUN: wino-opt %t/choice.mlir --winograd-plan=max-error=1 | FileCheck %t/choice.mlir --check-prefixes=CHECK,ONE
// RUN: wino-opt %t/choice.mlir --winograd-plan=max-error=0.5 | FileCheck %t/choice.mlir --check-prefixes=CHECK,NONE
// RUN: wino-opt %t/choice.mlir --winograd-plan=max-error=inf | FileCheck %t/choice.mlir --check-prefixes=CHECK,ANY
// X^ and G^ of a narrow type lose more.
// RUN: wino-opt %t/choice.mlir --winograd-plan=narrow-transforms=true | FileCheck %t/choice.mlir --check-prefixes=CHECK,NARROW
// The same holds for a GPU.
// RUN: wino-opt %t/choice.mlir --winograd-describe-gpu --winograd-plan="target=gpu max-error=1" | FileCheck %t/choice.mlir --check-prefix=GPU
// RUN: wino-opt %t/choice.mlir --winograd-plan --remark-format=emitRemark --remarks-filter="winograd-plan" -verify-diagnostics -o /dev/null

// A tile that is given may lose anything, unless somebody says how much.
// RUN: wino-opt %t/large.mlir --winograd-plan="plan=blocked tile=8" | FileCheck %t/large.mlir
// RUN: wino-opt %t/large.mlir --winograd-plan="tile=8 max-error=5" | FileCheck %t/large.mlir --check-prefix=DIRECT
// A plan that is asked for and that loses too much is an error; one that is given is kept.
// RUN: not wino-opt %t/large.mlir --winograd-plan="plan=blocked tile=8 max-error=5" 2>&1 | FileCheck %s --check-prefix=REFUSED -DMOST=5.0
// RUN: not wino-opt %t/large.mlir --winograd-describe-gpu --winograd-plan="target=gpu plan=four-buffer tile=8 max-error=2.5" 2>&1 | FileCheck %s --check-prefix=REFUSED -DMOST=2.5
// REFUSED: error: 'linalg.conv_2d_nhwc_hwcf' op cannot have the plan {{blocked|four-buffer}}, which has {{[0-9.]+}} times the direct convolution's rounding error, more than [[MOST]]

// RUN: not wino-opt %t/large.mlir --winograd-plan=max-error=-1 2>&1 | FileCheck %s --check-prefix=OPTION -DGOT=-1.00
// RUN: not wino-opt %t/large.mlir --winograd-plan=max-error=nan 2>&1 | FileCheck %s --check-prefix=OPTION -DGOT=nan
// OPTION: error: expected the option 'max-error' to be at least 0, but got [[GOT]]
// RUN: wino-opt %t/invalid.mlir -split-input-file -verify-diagnostics

//--- choice.mlir
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
// TEN-LABEL: @option(
// TEN: #winograd.plan<blocked, [#F6x3, #F6x3]
// TWO-LABEL: @option(
// TWO: #winograd.plan<blocked, [#F4x3, #F4x3]
// ONE-LABEL: @option(
// ONE: #winograd.plan<blocked, [#F3x3, #F3x3]
// NONE-LABEL: @option(
// NONE: #winograd.plan<direct>
// ANY-LABEL: @option(
// ANY: #winograd.plan<blocked, [#F8x3, #F8x3]
// GPU-LABEL: @option(
// GPU: #winograd.plan<{{[^,]+}}, [#F3x3, #F3x3]
func.func @option(%x: tensor<1x26x26x64xf32>, %g: tensor<3x3x64x64xf32>, %init: tensor<1x24x24x64xf32>) -> tensor<1x24x24x64xf32> {
  // expected-remark-re@below {{plan blocked F(6, 3) x F(6, 3)", blocked F(2, 3) x F(2, 3)="{{.*}}, error 0.62", {{.*}}F(6, 3)="{{.*}}, error 7.62", {{.*}}F(7, 3)="{{.*}}, error 17.57, refused: has 17.57 times the direct convolution's rounding error, more than 10.00"}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x26x26x64xf32>, tensor<3x3x64x64xf32>)
      outs(%init : tensor<1x24x24x64xf32>) -> tensor<1x24x24x64xf32>
  return %y : tensor<1x24x24x64xf32>
}

// The attribute says more than the option: that of the operation, or else that of the
// function.
// CHECK-LABEL: @attributes(
// CHECK: linalg.conv_2d_nhwc_hwcf {winograd.plan = #winograd.plan<blocked, [#F4x3, #F4x3]
// CHECK: linalg.conv_2d_nhwc_hwcf {winograd.max_error = 1.000000e+00 : f64, winograd.plan = #winograd.plan<blocked, [#F3x3, #F3x3]
// GPU-LABEL: @attributes(
// GPU: linalg.conv_2d_nhwc_hwcf {winograd.plan = #winograd.plan<{{[^,]+}}, [#F4x3, #F4x3]
// GPU: linalg.conv_2d_nhwc_hwcf {winograd.max_error = 1.000000e+00 : f64, winograd.plan = #winograd.plan<{{[^,]+}}, [#F3x3, #F3x3]
func.func @attributes(%x: tensor<1x26x26x64xf32>, %g: tensor<3x3x64x64xf32>, %init: tensor<1x24x24x64xf32>)
    -> (tensor<1x24x24x64xf32>, tensor<1x24x24x64xf32>) attributes {winograd.max_error = 2.0} {
  // expected-remark-re@below {{plan blocked F(4, 3) x F(4, 3)", {{.*}}F(6, 3)="{{.*}}, error 7.62, refused: has 7.62 times the direct convolution's rounding error, more than 2.00"}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x26x26x64xf32>, tensor<3x3x64x64xf32>)
      outs(%init : tensor<1x24x24x64xf32>) -> tensor<1x24x24x64xf32>
  // expected-remark-re@below {{plan blocked F(3, 3) x F(3, 3)", {{.*}}F(4, 3)="{{.*}}, error 1.76, refused: has 1.76 times the direct convolution's rounding error, more than 1.00"}}
  %z = linalg.conv_2d_nhwc_hwcf {winograd.max_error = 1.0} ins(%x, %g : tensor<1x26x26x64xf32>, tensor<3x3x64x64xf32>)
      outs(%init : tensor<1x24x24x64xf32>) -> tensor<1x24x24x64xf32>
  return %y, %z : tensor<1x24x24x64xf32>, tensor<1x24x24x64xf32>
}

// A sum of few values has a small error in the direct convolution.
// ONE-LABEL: @few_channels(
// ONE: #winograd.plan<direct>
func.func @few_channels(%x: tensor<1x26x26x4xf32>, %g: tensor<3x3x4x64xf32>, %init: tensor<1x24x24x64xf32>) -> tensor<1x24x24x64xf32> {
  // expected-remark-re@below {{plan blocked {{.*}}, blocked F(2, 3) x F(2, 3)="{{.*}}, error 1.}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x26x26x4xf32>, tensor<3x3x4x64xf32>)
      outs(%init : tensor<1x24x24x64xf32>) -> tensor<1x24x24x64xf32>
  return %y : tensor<1x24x24x64xf32>
}

// What the result's type rounds away hides what else there is.
// TWO-LABEL: @narrow(
// TWO: #winograd.plan<blocked, [#F8x3, #F8x3]
// NARROW-LABEL: @narrow(
// NARROW: #winograd.plan<blocked, [#F4x3, #F4x3]
func.func @narrow(%x: tensor<1x26x26x64xbf16>, %g: tensor<3x3x64x64xbf16>, %init: tensor<1x24x24x64xbf16>) -> tensor<1x24x24x64xbf16> {
  // expected-remark-re@below {{bf16: plan blocked F(8, 3) x F(8, 3)", {{.*}}F(8, 3)="{{[^"]*}}, error 1.0}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x26x26x64xbf16>, tensor<3x3x64x64xbf16>)
      outs(%init : tensor<1x24x24x64xbf16>) -> tensor<1x24x24x64xbf16>
  return %y : tensor<1x24x24x64xbf16>
}
}

//--- large.mlir
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
// CHECK: #winograd.plan<blocked, [#F8x3, #F8x3]
// DIRECT: #winograd.plan<direct>
// CHECK: {winograd.max_error = 1.000000e+00 : f64, winograd.plan = #winograd.plan<blocked, [#F8x3, #F8x3]
// DIRECT: {winograd.max_error = 1.000000e+00 : f64, winograd.plan = #winograd.plan<blocked, [#F8x3, #F8x3]
func.func @large(%x: tensor<1x26x26x64xf32>, %g: tensor<3x3x64x64xf32>, %init: tensor<1x24x24x64xf32>)
    -> (tensor<1x24x24x64xf32>, tensor<1x24x24x64xf32>) {
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x26x26x64xf32>, tensor<3x3x64x64xf32>)
      outs(%init : tensor<1x24x24x64xf32>) -> tensor<1x24x24x64xf32>
  %z = linalg.conv_2d_nhwc_hwcf {winograd.max_error = 1.0,
      winograd.plan = #winograd.plan<blocked, [#winograd.algorithm<F(8, 3)>, #winograd.algorithm<F(8, 3)>]>}
      ins(%x, %g : tensor<1x26x26x64xf32>, tensor<3x3x64x64xf32>)
      outs(%init : tensor<1x24x24x64xf32>) -> tensor<1x24x24x64xf32>
  return %y, %z : tensor<1x24x24x64xf32>, tensor<1x24x24x64xf32>
}
}

//--- invalid.mlir
// expected-error@below {{expected 'winograd.max_error' to be a positive floating-point number, but got 0.000000e+00 : f64}}
func.func @zero() attributes {winograd.max_error = 0.0} {
  return
}

// -----

// expected-error@below {{expected 'winograd.max_error' to be a positive floating-point number, but got -1.000000e+00 : f32}}
func.func @negative() attributes {winograd.max_error = -1.0 : f32} {
  return
}

// -----

// expected-error@below {{expected 'winograd.max_error' to be a positive floating-point number, but got 0x7FF8000000000000 : f64}}
func.func @not_a_number() attributes {winograd.max_error = 0x7FF8000000000000 : f64} {
  return
}

// -----

// expected-error@below {{expected 'winograd.max_error' to be a positive floating-point number, but got "much"}}
module attributes {winograd.max_error = "much"} {
}

// -----

func.func @operation(%x: tensor<10xf32>, %g: tensor<3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@below {{'linalg.conv_1d' op expected 'winograd.max_error' to be a positive floating-point number, but got unit}}
  %y = linalg.conv_1d {winograd.max_error} ins(%x, %g : tensor<10xf32>, tensor<3xf32>) outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}
