// The transform of a constant filter is in memory already, or will be when it is
// folded: three buffers, before folding and after.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 --winograd-plan=plan=four-buffer | FileCheck %s
// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 --winograd-fold-filter --winograd-plan=plan=four-buffer \
// RUN:   | FileCheck %s --check-prefixes=CHECK,FOLDED

// CHECK-LABEL: @conv(
// FOLDED-NOT: winograd.kron filter
// CHECK: winograd.bufferize %{{.+}} global : tensor<4x1x4x6xf32>
// CHECK-NOT: winograd.bufferize
// CHECK: %[[M:.+]] = winograd.hadamard_reduce
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
