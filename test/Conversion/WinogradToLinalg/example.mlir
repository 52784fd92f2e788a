// The example of the pass's description: a tile is a loop's iteration, and its
// transform straight-line arithmetic on the lanes of all taps.

// RUN: wino-opt %s --convert-winograd-to-linalg | FileCheck %s

#F2x3 = #winograd.algorithm<F(2, 3)>

// CHECK-DAG: #[[DOUBLE:map[0-9]*]] = affine_map<(d0) -> (d0 * 2)>
// CHECK-DAG: #[[NEXT:map[0-9]*]] = affine_map<(d0) -> (d0 * 2 + 1)>
// CHECK-LABEL: @example
// CHECK-SAME: %[[X:[^:]+]]: tensor<8x4xf32>, %[[E:[^:]+]]: tensor<4x3x4xf32>
// CHECK-DAG: %[[C0:.+]] = arith.constant 0 : index
// CHECK-DAG: %[[C1:.+]] = arith.constant 1 : index
// CHECK-DAG: %[[C3:.+]] = arith.constant 3 : index
// CHECK: %[[R:.+]] = scf.for %[[T:[^ ]+]] = %[[C0]] to %[[C3]] step %[[C1]] iter_args(%[[OUT:.+]] = %[[E]]) -> (tensor<4x3x4xf32>) {
// CHECK: %[[T0:.+]] = affine.apply #[[DOUBLE]](%[[T]])
// CHECK: %[[D0:.+]] = tensor.extract_slice %[[X]][%[[T0]], 0] [1, 4] [1, 1] : tensor<8x4xf32> to tensor<4xf32>
// CHECK: %[[T1:.+]] = affine.apply #[[NEXT]](%[[T]])
// CHECK: %[[D1:.+]] = tensor.extract_slice %[[X]][%[[T1]], 0] [1, 4] [1, 1] : tensor<8x4xf32> to tensor<4xf32>
// CHECK: %[[D2:.+]] = tensor.extract_slice %[[X]][%{{.+}}, 0] [1, 4] [1, 1] : tensor<8x4xf32> to tensor<4xf32>
// CHECK: %[[D3:.+]] = tensor.extract_slice %[[X]][%{{.+}}, 0] [1, 4] [1, 1] : tensor<8x4xf32> to tensor<4xf32>
// CHECK: %[[I:.+]]:4 = linalg.generic {{.*}} iterator_types = ["parallel"]} ins(%[[D0]], %[[D1]], %[[D2]], %[[D3]] :
// CHECK-NEXT: ^bb0(%[[IN0:[^:]+]]: f32, %[[IN1:[^:]+]]: f32, %[[IN2:[^:]+]]: f32, %[[IN3:[^:]+]]: f32, {{.*}}):
// CHECK-NEXT: %[[R0:.+]] = arith.subf %[[IN0]], %[[IN2]] fastmath<contract> : f32
// CHECK-NEXT: %[[R1:.+]] = arith.addf %[[IN2]], %[[IN1]] fastmath<contract> : f32
// CHECK-NEXT: %[[R2:.+]] = arith.subf %[[IN2]], %[[IN1]] fastmath<contract> : f32
// CHECK-NEXT: %[[R3:.+]] = arith.subf %[[IN3]], %[[IN1]] fastmath<contract> : f32
// CHECK-NEXT: linalg.yield %[[R0]], %[[R1]], %[[R2]], %[[R3]]
// CHECK: %[[I0:.+]] = tensor.insert_slice %[[I]]#0 into %[[OUT]][0, %[[T]], 0] [1, 1, 4] [1, 1, 1]
// CHECK: %[[I1:.+]] = tensor.insert_slice %[[I]]#1 into %[[I0]][1, %[[T]], 0] [1, 1, 4] [1, 1, 1]
// CHECK: %[[I2:.+]] = tensor.insert_slice %[[I]]#2 into %[[I1]][2, %[[T]], 0] [1, 1, 4] [1, 1, 1]
// CHECK: %[[I3:.+]] = tensor.insert_slice %[[I]]#3 into %[[I2]][3, %[[T]], 0] [1, 1, 4] [1, 1, 1]
// CHECK: scf.yield %[[I3]]
// CHECK: return %[[R]]
func.func @example(%x: tensor<8x4xf32>, %e: tensor<4x3x4xf32>) -> tensor<4x3x4xf32> {
  %X = winograd.kron input [#F2x3] read affine_map<(t, c, i) -> (t * 2 + i, c)>
      write affine_map<(t, c, i) -> (i, t, c)>
      ins(%x : tensor<8x4xf32>) outs(%e : tensor<4x3x4xf32>) -> tensor<4x3x4xf32>
  return %X : tensor<4x3x4xf32>
}
