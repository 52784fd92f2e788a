// The transform of a constant filter gets no buffer: it will be in memory when it is
// folded. Three buffers.

// RUN: wino-opt %s --winograd-plan="plan=four-buffer tile=2" --convert-linalg-to-winograd | FileCheck %s --check-prefixes=CHECK,KRON
// RUN: wino-opt %s --winograd-plan="plan=four-buffer tile=2" --convert-linalg-to-winograd --winograd-fold-filter \
// RUN:   | FileCheck %s --check-prefixes=CHECK,FOLDED

// CHECK-LABEL: @conv(
// FOLDED-NOT: winograd.kron filter
// CHECK: winograd.bufferize %{{.+}} global : tensor<4x1x4x6xf32>
// CHECK-NOT: winograd.bufferize
// KRON: %[[G:.+]] = winograd.kron filter
// CHECK-NOT: winograd.bufferize
// CHECK: %[[M:.+]] = winograd.hadamard_reduce
// KRON-SAME: ins(%{{[0-9]+}}, %[[G]] :
// FOLDED-SAME: ins(%{{[0-9]+}}, %cst{{[_0-9]*}} :
// CHECK-NEXT: winograd.bufferize %[[M]] global : tensor<4x1x4x5xf32>
// CHECK: %[[Y:.+]] = winograd.kron output
// CHECK-NEXT: winograd.bufferize %[[Y]] global : tensor<1x8x5xf32>
// CHECK-NOT: winograd.bufferize
// CHECK: return
func.func @conv(%x: tensor<1x10x6xf32>) -> tensor<1x8x5xf32> {
  %g = arith.constant dense<1.0> : tensor<3x6x5xf32>
  %init = arith.constant dense<0.0> : tensor<1x8x5xf32>
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x6xf32>, tensor<3x6x5xf32>)
      outs(%init : tensor<1x8x5xf32>) -> tensor<1x8x5xf32>
  return %y : tensor<1x8x5xf32>
}
