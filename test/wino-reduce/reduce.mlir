// What has nothing to do with an error goes away.

// RUN: wino-reduce %s --reduction-tree=test=%S/Inputs/keeps-its-error.sh 2>/dev/null \
// RUN:   | FileCheck %s

// CHECK: #[[F:.*]] = #winograd.algorithm<F(2, 5)
// CHECK-NOT: @other
// CHECK-NOT: winograd.bufferize
// CHECK-NOT: linalg.exp
// CHECK: func.func @conv
// CHECK-NEXT: linalg.conv_1d {winograd.plan = #winograd.plan<"four-buffer", [#[[F]]]>}
// CHECK-NEXT: return

func.func @other(%x: tensor<10xf32>) -> tensor<10xf32> {
  %y = linalg.exp ins(%x : tensor<10xf32>) outs(%x : tensor<10xf32>) -> tensor<10xf32>
  return %y : tensor<10xf32>
}

func.func @conv(%x: tensor<10xf32>, %w: tensor<3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  %a = winograd.bufferize %x global : tensor<10xf32>
  %b = linalg.exp ins(%a : tensor<10xf32>) outs(%x : tensor<10xf32>) -> tensor<10xf32>
  %y = linalg.conv_1d
      {winograd.plan = #winograd.plan<"four-buffer", [#winograd.algorithm<F(2, 5)>]>}
      ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}
