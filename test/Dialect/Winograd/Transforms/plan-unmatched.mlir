// What is raised already is no business of the plan. A product that starts from
// something else than zero is not a convolution, and its initial value is not lost.

// RUN: wino-opt %s --winograd-plan=plan=direct --convert-linalg-to-winograd | FileCheck %s
// RUN: wino-opt %s --winograd-plan=plan=four-buffer --convert-linalg-to-winograd=tile=2 | FileCheck %s
// RUN: wino-opt %s --winograd-plan="target=gpu plan=four-buffer" --convert-linalg-to-winograd | FileCheck %s

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, i) -> (t * 2 + i)>
#X = affine_map<(t, i) -> (i, t)>
#id = affine_map<(i) -> (i)>

// CHECK-LABEL: @starts_from_one(
// CHECK-NOT: winograd.bufferize
// CHECK: %[[ONE:.+]] = arith.constant 1.000000e+00 : f32
// CHECK: %[[ONES:.+]] = linalg.fill ins(%[[ONE]] : f32)
// CHECK: %[[M:.+]] = winograd.hadamard_reduce {{.*}} outs(%[[ONES]] :
// CHECK-NEXT: tensor.empty
// CHECK-NEXT: %[[Y:.+]] = winograd.kron output {{.*}} ins(%[[M]] :
// CHECK-NEXT: return %[[Y]]
func.func @starts_from_one(%x: tensor<8xf32>, %g: tensor<3xf32>) -> tensor<6xf32> {
  %one = arith.constant 1.0 : f32
  %0 = tensor.empty() : tensor<4x3xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<8xf32>) outs(%0 : tensor<4x3xf32>) -> tensor<4x3xf32>
  %1 = tensor.empty() : tensor<4xf32>
  %G = winograd.kron filter [#F] read #id write #id ins(%g : tensor<3xf32>) outs(%1 : tensor<4xf32>) -> tensor<4xf32>
  %ones = linalg.fill ins(%one : f32) outs(%0 : tensor<4x3xf32>) -> tensor<4x3xf32>
  %M = winograd.hadamard_reduce [affine_map<(i, t) -> (i, t)>, affine_map<(i, t) -> (i)>, affine_map<(i, t) -> (i, t)>]
      ins(%X, %G : tensor<4x3xf32>, tensor<4xf32>) outs(%ones : tensor<4x3xf32>) -> tensor<4x3xf32>
  %2 = tensor.empty() : tensor<6xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%M : tensor<4x3xf32>) outs(%2 : tensor<6xf32>) -> tensor<6xf32>
  return %y : tensor<6xf32>
}
