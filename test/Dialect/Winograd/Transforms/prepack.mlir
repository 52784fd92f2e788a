// What a function computes from its filter alone becomes a function, and so does
// the rest.

// RUN: wino-opt %s --winograd-prepack | FileCheck %s
// RUN: wino-opt %s --winograd-prepack --remark-format=emitRemark --remarks-filter='winograd-prepack' -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#g = affine_map<(c, k, i) -> (i, c, k)>

// REMARK: remark: {{.*}}conv: filters that can be transformed ahead: 1

// CHECK-LABEL: func.func @conv(%{{.+}}: tensor<10x6xf32>, %{{.+}}: tensor<3x6x5xf32>) -> tensor<8x5xf32>
// CHECK: winograd.kron input
// CHECK: winograd.kron filter
// CHECK: winograd.kron output

// CHECK-LABEL: func.func @conv_prepack(
// CHECK-SAME: %[[g:.+]]: tensor<3x6x5xf32>) -> tensor<4x6x5xf32>
// CHECK-NEXT: %[[EMPTY:.+]] = tensor.empty() : tensor<4x6x5xf32>
// CHECK-NEXT: %[[G:.+]] = winograd.kron filter {{.*}} ins(%[[g]] : {{.*}} outs(%[[EMPTY]] :
// CHECK-NEXT: %[[B:.+]] = winograd.bufferize %[[G]] global
// CHECK-NEXT: return %[[B]]

// CHECK-LABEL: func.func @conv_prepacked
// CHECK-SAME: (%[[x:.+]]: tensor<10x6xf32>, %[[G:.+]]: tensor<4x6x5xf32> {winograd.packed}) -> tensor<8x5xf32>
// CHECK: %[[X:.+]] = winograd.kron input {{.*}} ins(%[[x]] :
// CHECK-NOT: filter
// CHECK: %[[M:.+]] = winograd.hadamard_reduce {{.*}} ins(%[[X]], %[[G]] :
// CHECK: %[[y:.+]] = winograd.kron output
// CHECK-NEXT: return %[[y]]
func.func @conv(%x: tensor<10x6xf32>, %g: tensor<3x6x5xf32>) -> tensor<8x5xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x4x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<10x6xf32>) outs(%0 : tensor<4x4x6xf32>) -> tensor<4x4x6xf32>
  %1 = tensor.empty() : tensor<4x6x5xf32>
  %G = winograd.kron filter [#F] read #g write #g ins(%g : tensor<3x6x5xf32>) outs(%1 : tensor<4x6x5xf32>) -> tensor<4x6x5xf32>
  %buffer = winograd.bufferize %G global : tensor<4x6x5xf32>
  %2 = tensor.empty() : tensor<4x4x5xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%2 : tensor<4x4x5xf32>) -> tensor<4x4x5xf32>
  %M = winograd.hadamard_reduce [affine_map<(i, t, k, c) -> (i, t, c)>, affine_map<(i, t, k, c) -> (i, c, k)>, affine_map<(i, t, k, c) -> (i, t, k)>]
      ins(%X, %buffer : tensor<4x4x6xf32>, tensor<4x6x5xf32>) outs(%fill : tensor<4x4x5xf32>) -> tensor<4x4x5xf32>
  %3 = tensor.empty() : tensor<8x5xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%M : tensor<4x4x5xf32>) outs(%3 : tensor<8x5xf32>) -> tensor<8x5xf32>
  return %y : tensor<8x5xf32>
}

// A private function is nobody's to call, and one without filters has none.
// CHECK-NOT: _prepack
func.func private @hidden(%g: tensor<3xf32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %G = winograd.kron filter [#F] read affine_map<(i) -> (i)> write affine_map<(i) -> (i)> ins(%g : tensor<3xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %G : tensor<4xf32>
}
func.func @other(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = call @hidden_caller(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}
func.func private @hidden_caller(tensor<4xf32>) -> tensor<4xf32>
