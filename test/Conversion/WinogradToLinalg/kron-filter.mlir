// A two-dimensional transform: all columns along the first axis, then all rows
// along the second, with the matrix's entries as constants.

// RUN: wino-opt %s --convert-winograd-to-linalg --canonicalize | FileCheck %s

#F2x3 = #winograd.algorithm<F(2, 3)>
#map = affine_map<(c, i, j) -> (i, j, c)>

// CHECK-LABEL: @filter
// CHECK-SAME: %[[G:[^:]+]]: tensor<3x3x8xf32>, %[[E:[^:]+]]: tensor<4x4x8xf32>
// CHECK-DAG: %[[HALF:.+]] = arith.constant 5.000000e-01 : f32
// CHECK-DAG: %[[C4:.+]] = arith.constant 4 : index
// CHECK-DAG: %[[C3:.+]] = arith.constant 3 : index
// CHECK: %[[SCRATCH:.+]] = tensor.empty() : tensor<4x3x8xf32>
// CHECK: %[[COLUMNS:.+]] = scf.for %[[J:[^ ]+]] = {{.*}} to %[[C3]] {{.*}} iter_args(%{{.+}} = %[[SCRATCH]])
// CHECK-COUNT-3: tensor.extract_slice %[[G]][{{[0-2]}}, %[[J]], 0] [1, 1, 8] [1, 1, 1]
// CHECK: linalg.generic {{.*}} iterator_types = ["parallel"]}
// CHECK-NEXT: ^bb0(%[[A:[^:]+]]: f32, %[[B:[^:]+]]: f32, %[[C:[^:]+]]: f32, {{.*}}, {{.*}}, {{.*}}, {{.*}}):
// CHECK-NEXT: %[[HA:.+]] = arith.mulf %[[A]], %[[HALF]] fastmath<contract> : f32
// CHECK-NEXT: %[[HC:.+]] = arith.mulf %[[C]], %[[HALF]] fastmath<contract> : f32
// CHECK-NEXT: %[[EVEN:.+]] = arith.addf %[[HC]], %[[HA]] fastmath<contract> : f32
// CHECK-NEXT: %[[ODD:.+]] = arith.mulf %[[B]], %[[HALF]] fastmath<contract> : f32
// CHECK-NEXT: %[[R1:.+]] = arith.addf %[[EVEN]], %[[ODD]] fastmath<contract> : f32
// CHECK-NEXT: %[[R2:.+]] = arith.subf %[[EVEN]], %[[ODD]] fastmath<contract> : f32
// CHECK-NEXT: linalg.yield %[[A]], %[[R1]], %[[R2]], %[[C]]
// CHECK-COUNT-4: tensor.insert_slice
// CHECK: %[[ROWS:.+]] = scf.for %[[I:[^ ]+]] = {{.*}} to %[[C4]] {{.*}} iter_args(%{{.+}} = %[[E]])
// CHECK-COUNT-3: tensor.extract_slice %[[COLUMNS]][%[[I]], {{[0-2]}}, 0] [1, 1, 8] [1, 1, 1]
// CHECK: linalg.generic
// CHECK-COUNT-4: tensor.insert_slice
// CHECK: return %[[ROWS]]
func.func @filter(%g: tensor<3x3x8xf32>, %e: tensor<4x4x8xf32>) -> tensor<4x4x8xf32> {
  %G = winograd.kron filter [#F2x3, #F2x3] read #map write #map
      ins(%g : tensor<3x3x8xf32>) outs(%e : tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
  return %G : tensor<4x4x8xf32>
}
