// RUN: wino-opt %s | FileCheck %s
// RUN: wino-opt %s | wino-opt | FileCheck %s
// RUN: wino-opt %s --mlir-print-op-generic | wino-opt | FileCheck %s
// RUN: wino-opt %s --emit-bytecode | wino-opt | FileCheck %s

// #winograd.plan prints what it parses; names with a hyphen are strings, others may be.

#F2x3 = #winograd.algorithm<F(2, 3)>
#F4x5 = #winograd.algorithm<F(4, 5)>

// CHECK-LABEL: @direct
// CHECK-SAME: attributes {test.plan = #winograd.plan<direct>}
func.func private @direct() attributes {test.plan = #winograd.plan<direct>}

// CHECK-LABEL: @string
// CHECK-SAME: attributes {test.plan = #winograd.plan<direct>}
func.func private @string() attributes {test.plan = #winograd.plan<"direct">}

// CHECK-LABEL: @open
// CHECK-SAME: attributes {test.plan = #winograd.plan<blocked, [#F2x3]>}
func.func private @open() attributes {test.plan = #winograd.plan<blocked, [#F2x3]>}

// CHECK-LABEL: @block
// CHECK-SAME: attributes {test.plan = #winograd.plan<blocked, [#F4x5, #F2x3], block = [7, 14], panel = 16>}
func.func private @block() attributes {test.plan = #winograd.plan<blocked, [#F4x5, #F2x3], block = [7, 14], panel = 16>}

// In any order.
// CHECK-LABEL: @order
// CHECK-SAME: attributes {test.plan = #winograd.plan<"three-buffer", [#F2x3], block = [9223372036854775807], panel = 1>}
func.func private @order() attributes {test.plan = #winograd.plan<"three-buffer", panel = 1, block = [9223372036854775807], [#F2x3]>}

// CHECK-LABEL: @four_buffer
// CHECK-SAME: attributes {test.plan = #winograd.plan<"four-buffer", [#F2x3, #F2x3, #F2x3]>}
func.func private @four_buffer() attributes {test.plan = #winograd.plan<"four-buffer", [#F2x3, #F2x3, #F2x3]>}

// CHECK-LABEL: @single_kernel
// CHECK-SAME: attributes {test.plan = #winograd.plan<"single-kernel", [#F2x3]>}
func.func private @single_kernel() attributes {test.plan = #winograd.plan<"single-kernel", [#winograd.algorithm<F(2, 3)>]>}

// CHECK-LABEL: @workgroup
// CHECK-SAME: attributes {test.plan = #winograd.plan<blocked, [#F2x3], workgroup = #winograd.workgroup_schedule<tiles = 4, channels = 32, depth = 8, rows = 4, columns = 8>>}
func.func private @workgroup() attributes {test.plan = #winograd.plan<blocked, [#F2x3],
    workgroup = #winograd.workgroup_schedule<tiles = 4, channels = 32, depth = 8, rows = 4, columns = 8>>}

// Of a convolution, the attribute has its name.
// CHECK-LABEL: @conv
// CHECK: linalg.conv_1d {winograd.plan = #winograd.plan<blocked, [#F2x3], block = [4], panel = 1>} ins
func.func @conv(%x: tensor<10xf32>, %g: tensor<3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  %y = linalg.conv_1d {winograd.plan = #winograd.plan<blocked, [#F2x3], block = [4], panel = 1>}
      ins(%x, %g : tensor<10xf32>, tensor<3xf32>) outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}
