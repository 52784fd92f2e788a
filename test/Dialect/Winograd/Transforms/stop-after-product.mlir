// The product that is not reduced has the input channels as its last dimension; a
// constant filter, and buffers, are passed through.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 --winograd-stop-after=step=product | FileCheck %s
// RUN: wino-opt %s --winograd-plan="plan=four-buffer tile=2" --convert-linalg-to-winograd \
// RUN:   --winograd-fold-filter --winograd-stop-after=step=product | FileCheck %s

// CHECK-DAG: #[[A:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d4)>
// CHECK-DAG: #[[B:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d4, d3)>
// CHECK-DAG: #[[C:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
// CHECK: func.func @conv({{.*}}) -> tensor<4x1x4x5x6xf32> {
// CHECK: %[[EMPTY:.+]] = tensor.empty() : tensor<4x1x4x5x6xf32>
// CHECK: %[[FILL:.+]] = linalg.fill {{.*}} outs(%[[EMPTY]] :
// CHECK: %[[P:.+]] = winograd.hadamard_reduce [#[[A]], #[[B]], #[[C]]] {{.*}} outs(%[[FILL]] : tensor<4x1x4x5x6xf32>)
// CHECK-NOT: winograd.kron output
// CHECK: return %[[P]]
func.func @conv(%x: tensor<1x10x6xf32>, %init: tensor<1x8x5xf32>) -> tensor<1x8x5xf32> {
  %g = arith.constant dense<1.0> : tensor<3x6x5xf32>
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x6xf32>, tensor<3x6x5xf32>)
      outs(%init : tensor<1x8x5xf32>) -> tensor<1x8x5xf32>
  return %y : tensor<1x8x5xf32>
}
