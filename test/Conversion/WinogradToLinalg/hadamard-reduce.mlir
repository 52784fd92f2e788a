// A product that reduces is a linalg.contract, any other a generic that multiplies
// in the result's type, as the contraction does. Loops that are adjacent in all
// operands become one.

// RUN: wino-opt %s --convert-winograd-to-linalg | FileCheck %s

#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>

// CHECK-DAG: #[[A:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d3)>
// CHECK-DAG: #[[B:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d0, d3, d2)>
// CHECK-DAG: #[[C:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
// CHECK-DAG: #[[X:map[0-9]*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[G:map[0-9]*]] = affine_map<(d0, d1) -> (d0)>
// CHECK-LABEL: @reduced
// CHECK-SAME: %[[XHAT:[^:]+]]: tensor<4x5x6xf16>, %[[GHAT:[^:]+]]: tensor<4x6x7xf16>, %[[E:[^:]+]]: tensor<4x5x7xf32>
// CHECK: %[[M:.+]] = linalg.contract indexing_maps = [#[[A]], #[[B]], #[[C]]] ins(%[[XHAT]], %[[GHAT]] : tensor<4x5x6xf16>, tensor<4x6x7xf16>) outs(%[[E]] : tensor<4x5x7xf32>)
// CHECK: return %[[M]]
func.func @reduced(%x: tensor<4x5x6xf16>, %g: tensor<4x6x7xf16>, %e: tensor<4x5x7xf32>) -> tensor<4x5x7xf32> {
  %m = winograd.hadamard_reduce [#a, #b, #c]
      ins(%x, %g : tensor<4x5x6xf16>, tensor<4x6x7xf16>) outs(%e : tensor<4x5x7xf32>) -> tensor<4x5x7xf32>
  return %m : tensor<4x5x7xf32>
}

// CHECK-LABEL: @unreduced
// CHECK-SAME: %[[XHAT:[^:]+]]: tensor<4x5xf16>, %[[GHAT:[^:]+]]: tensor<4xf16>, %[[E:[^:]+]]: tensor<4x5xf32>
// CHECK: linalg.generic {indexing_maps = [#[[X]], #[[G]], #[[X]]], iterator_types = ["parallel", "parallel"]} ins(%[[XHAT]], %[[GHAT]] : tensor<4x5xf16>, tensor<4xf16>) outs(%[[E]] : tensor<4x5xf32>)
// CHECK-NEXT: ^bb0(%[[P:[^:]+]]: f16, %[[Q:[^:]+]]: f16, %[[OUT:[^:]+]]: f32):
// CHECK-NEXT: %[[PE:.+]] = arith.extf %[[P]] : f16 to f32
// CHECK-NEXT: %[[QE:.+]] = arith.extf %[[Q]] : f16 to f32
// CHECK-NEXT: %[[PQ:.+]] = arith.mulf %[[PE]], %[[QE]] fastmath<contract> : f32
// CHECK-NEXT: %[[SUM:.+]] = arith.addf %[[OUT]], %[[PQ]] fastmath<contract> : f32
// CHECK-NEXT: linalg.yield %[[SUM]]
func.func @unreduced(%x: tensor<4x5xf16>, %g: tensor<4xf16>, %e: tensor<4x5xf32>) -> tensor<4x5xf32> {
  %m = winograd.hadamard_reduce [affine_map<(i, t) -> (i, t)>, affine_map<(i, t) -> (i)>, affine_map<(i, t) -> (i, t)>]
      ins(%x, %g : tensor<4x5xf16>, tensor<4xf16>) outs(%e : tensor<4x5xf32>) -> tensor<4x5xf32>
  return %m : tensor<4x5xf32>
}

// CHECK-LABEL: @adjacent
// CHECK-DAG: tensor.collapse_shape %{{.+}} {{\[\[}}0, 1], [2, 3], [4]] : tensor<4x4x2x5x6xf32> into tensor<16x10x6xf32>
// CHECK-DAG: tensor.collapse_shape %{{.+}} {{\[\[}}0, 1], [2], [3]] : tensor<4x4x6x7xf32> into tensor<16x6x7xf32>
// CHECK: linalg.contract {{.*}} outs(%{{.+}} : tensor<16x10x7xf32>)
// CHECK: tensor.expand_shape {{.*}} : tensor<16x10x7xf32> into tensor<4x4x2x5x7xf32>
func.func @adjacent(%x: tensor<4x4x2x5x6xf32>, %g: tensor<4x4x6x7xf32>, %e: tensor<4x4x2x5x7xf32>) -> tensor<4x4x2x5x7xf32> {
  %m = winograd.hadamard_reduce [affine_map<(i, j, s, t, k, c) -> (i, j, s, t, c)>,
      affine_map<(i, j, s, t, k, c) -> (i, j, c, k)>, affine_map<(i, j, s, t, k, c) -> (i, j, s, t, k)>]
      ins(%x, %g : tensor<4x4x2x5x6xf32>, tensor<4x4x6x7xf32>) outs(%e : tensor<4x4x2x5x7xf32>) -> tensor<4x4x2x5x7xf32>
  return %m : tensor<4x4x2x5x7xf32>
}
