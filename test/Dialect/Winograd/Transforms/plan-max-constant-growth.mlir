// What makes a constant filter larger than the option allows is refused: as a multiple
// of the filter's bytes. A filter that is an argument does not count.

// RUN: split-file %s %t
// RUN: wino-opt %t/choice.mlir --winograd-plan | FileCheck %t/choice.mlir --check-prefixes=CHECK,ANY
// RUN: wino-opt %t/choice.mlir --winograd-plan=max-constant-growth=0 | FileCheck %t/choice.mlir --check-prefixes=CHECK,ANY
// RUN: wino-opt %t/choice.mlir --winograd-plan=max-constant-growth=4 | FileCheck %t/choice.mlir --check-prefixes=CHECK,FOUR
// RUN: wino-opt %t/choice.mlir --winograd-plan=max-constant-growth=2 | FileCheck %t/choice.mlir --check-prefixes=CHECK,TWO
// RUN: wino-opt %t/choice.mlir --winograd-plan=max-constant-growth=1 | FileCheck %t/choice.mlir --check-prefixes=CHECK,ONE
// RUN: wino-opt %t/choice.mlir --winograd-plan=max-constant-growth=4 --remark-format=emitRemark --remarks-filter="winograd-plan" -verify-diagnostics -o /dev/null
// The same holds for a GPU, and in the pipelines.
// RUN: wino-opt %t/choice.mlir --winograd-describe-gpu --winograd-plan="target=gpu max-constant-growth=2" | FileCheck %t/choice.mlir --check-prefix=GPU
// RUN: wino-opt %t/choice.mlir --winograd-to-cpu=max-constant-growth=1 --remark-format=emitRemark --remarks-filter="winograd-plan" -o /dev/null 2>&1 | FileCheck %t/choice.mlir --check-prefix=CPU-PIPELINE
// RUN: wino-opt %t/choice.mlir --winograd-to-kernels=max-constant-growth=1 --remark-format=emitRemark --remarks-filter="winograd-plan" -o /dev/null 2>&1 | FileCheck %t/choice.mlir --check-prefix=GPU-PIPELINE

// A plan that is asked for and that grows too much is an error; one that is given is kept.
// RUN: not wino-opt %t/choice.mlir --winograd-plan="plan=blocked tile=4 max-constant-growth=3.5" 2>&1 | FileCheck %s --check-prefix=REFUSED
// REFUSED: error: 'linalg.conv_2d_nhwc_hwcf' op cannot have the plan blocked, which makes 589824 bytes of a constant filter of 147456, 4.00 times as many, more than 3.50
// RUN: wino-opt %t/given.mlir --winograd-plan=max-constant-growth=1 | FileCheck %t/given.mlir

// RUN: not wino-opt %t/given.mlir --winograd-plan=max-constant-growth=-1 2>&1 | FileCheck %s --check-prefix=OPTION -DGOT=-1.00
// RUN: not wino-opt %t/given.mlir --winograd-plan=max-constant-growth=nan 2>&1 | FileCheck %s --check-prefix=OPTION -DGOT=nan
// OPTION: error: expected the option 'max-constant-growth' to be at least 0, but got [[GOT]]

//--- choice.mlir
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
// CHECK-LABEL: @constant(
// ANY: #winograd.plan<blocked, [#F6x3, #F6x3]
// FOUR: #winograd.plan<blocked, [#F4x3, #F4x3]
// TWO: #winograd.plan<blocked, [#F2x3, #F2x3]
// ONE: #winograd.plan<direct>
// GPU-LABEL: @constant(
// GPU: #winograd.plan<{{[^,]+}}, [#F2x3, #F2x3]
// CPU-PIPELINE: plan direct
// GPU-PIPELINE: plan direct
func.func @constant(%x: tensor<1x26x26x64xf32>, %init: tensor<1x24x24x64xf32>) -> tensor<1x24x24x64xf32> {
  %g = arith.constant dense<0.5> : tensor<3x3x64x64xf32>
  // expected-remark-re@below {{plan blocked F(4, 3) x F(4, 3)", blocked F(2, 3) x F(2, 3)="{{[^"]*}}, adds 114688, promise {{[^"]*}}", {{.*}}blocked F(4, 3) x F(4, 3)="{{[^"]*}}, adds 442368, promise {{[^"]*}}", {{.*}}blocked F(6, 3) x F(6, 3)="{{[^"]*}}, adds 901120, promise {{[^"]*}}, refused: makes 1048576 bytes of a constant filter of 147456, 7.11 times as many, more than 4.00", {{.*}}direct="{{[^"]*}}, adds 0, promise}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x26x26x64xf32>, tensor<3x3x64x64xf32>)
      outs(%init : tensor<1x24x24x64xf32>) -> tensor<1x24x24x64xf32>
  return %y : tensor<1x24x24x64xf32>
}

// CHECK-LABEL: @argument(
// CHECK: #winograd.plan<blocked, [#F6x3, #F6x3]
func.func @argument(%x: tensor<1x26x26x64xf32>, %g: tensor<3x3x64x64xf32>, %init: tensor<1x24x24x64xf32>) -> tensor<1x24x24x64xf32> {
  // expected-remark-re@below {{blocked F(6, 3) x F(6, 3)="{{[^"]*}}, adds 0, promise}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x26x26x64xf32>, tensor<3x3x64x64xf32>)
      outs(%init : tensor<1x24x24x64xf32>) -> tensor<1x24x24x64xf32>
  return %y : tensor<1x24x24x64xf32>
}
}

//--- given.mlir
#F6x3 = #winograd.algorithm<F(6, 3)>
// CHECK: #winograd.plan<blocked, [#F6x3, #F6x3]
func.func @given(%x: tensor<1x26x26x64xf32>, %init: tensor<1x24x24x64xf32>) -> tensor<1x24x24x64xf32> {
  %g = arith.constant dense<0.5> : tensor<3x3x64x64xf32>
  %y = linalg.conv_2d_nhwc_hwcf {winograd.plan = #winograd.plan<blocked, [#F6x3, #F6x3]>}
      ins(%x, %g : tensor<1x26x26x64xf32>, tensor<3x3x64x64xf32>)
      outs(%init : tensor<1x24x24x64xf32>) -> tensor<1x24x24x64xf32>
  return %y : tensor<1x24x24x64xf32>
}
