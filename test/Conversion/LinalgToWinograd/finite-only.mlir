// A convolution whose values may not be finite is left alone: by the option of the
// plan, or by the closest attribute around it, which the plan and the raise respect.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 --split-input-file --remark-format=emitRemark \
// RUN:   --remarks-filter="winograd.*" -verify-diagnostics | FileCheck %s
// RUN: wino-opt %s --winograd-plan="plan=blocked tile=2" --convert-linalg-to-winograd --split-input-file | FileCheck %s
// RUN: wino-opt %s --winograd-plan="target=gpu plan=four-buffer tile=2" --convert-linalg-to-winograd --split-input-file | FileCheck %s
// RUN: wino-opt %s --winograd-plan="plan=blocked tile=2" --split-input-file --remark-format=emitRemark \
// RUN:   --remarks-filter-missed="winograd-plan" -o /dev/null 2>&1 | FileCheck %s --check-prefix=LEFT
// LEFT-COUNT-2: [Missed] left | Category:winograd-plan | Reason="not rewritten: its values may be infinite, NaN, or too large for Winograd's sums (finite-only=false)"
// LEFT-NOT: [Missed]

// RUN: wino-opt %s --winograd-plan="plan=blocked tile=2 finite-only=false" --convert-linalg-to-winograd --split-input-file | FileCheck %s --check-prefix=NONE
// RUN: wino-opt %s --winograd-plan="target=gpu plan=four-buffer tile=2 finite-only=false" --convert-linalg-to-winograd --split-input-file | FileCheck %s --check-prefix=NONE
// RUN: wino-opt %s --winograd-to-kernels="tile=2 finite-only=false" --split-input-file | FileCheck %s --check-prefix=NONE
// RUN: wino-opt %s --winograd-to-cpu="plan=blocked tile=2 finite-only=false" --split-input-file -o /dev/null
// NONE-NOT: winograd.plan
// NONE-NOT: winograd.kron
// NONE-NOT: conv_input

// CHECK-LABEL: @operation
// CHECK: winograd.kron output
// CHECK: linalg.conv_1d {winograd.finite_only = false}
func.func @operation(%x: tensor<10xf32>, %g: tensor<3xf32>, %init: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>) {
  // expected-remark@below {{rewritten with F(2, 3), for values that are finite and of moderate size}}
  %0 = linalg.conv_1d ins(%x, %g : tensor<10xf32>, tensor<3xf32>) outs(%init : tensor<8xf32>) -> tensor<8xf32>
  // expected-remark@below {{not rewritten: its values may be infinite, NaN, or too large for Winograd's sums (winograd.finite_only = false)}}
  %1 = linalg.conv_1d {winograd.finite_only = false} ins(%x, %g : tensor<10xf32>, tensor<3xf32>) outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %0, %1 : tensor<8xf32>, tensor<8xf32>
}

// -----

module attributes {winograd.finite_only = false} {
  // CHECK-LABEL: @module
  // CHECK: linalg.conv_1d ins
  func.func @module(%x: tensor<10xf32>, %g: tensor<3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
    // expected-remark@below {{not rewritten: its values may be infinite}}
    %y = linalg.conv_1d ins(%x, %g : tensor<10xf32>, tensor<3xf32>) outs(%init : tensor<8xf32>) -> tensor<8xf32>
    return %y : tensor<8xf32>
  }
  // CHECK-LABEL: @function
  // CHECK: winograd.kron output
  func.func @function(%x: tensor<10xf32>, %g: tensor<3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> attributes {winograd.finite_only = true} {
    // expected-remark@below {{rewritten with F(2, 3)}}
    %y = linalg.conv_1d ins(%x, %g : tensor<10xf32>, tensor<3xf32>) outs(%init : tensor<8xf32>) -> tensor<8xf32>
    return %y : tensor<8xf32>
  }
}
