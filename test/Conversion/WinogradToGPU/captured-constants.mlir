// Constants that a body uses from outside, also in its regions, become constants of
// the kernel.

// RUN: wino-opt %s --convert-winograd-to-gpu --canonicalize --cse | FileCheck %s

// CHECK: gpu.func @conditional_loops(%[[X:.+]]: memref<4x6xf32>, %[[Y:.+]]: memref<4x6xf32>) kernel
// CHECK-DAG: %[[TWO:.+]] = arith.constant 2.000000e+00 : f32
// CHECK-DAG: %[[ZERO:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: %[[A:.+]] = memref.load %[[X]]
// CHECK: %[[IS:.+]] = arith.cmpf olt, %[[A]], %[[ZERO]]
// CHECK: %[[R:.+]] = scf.if %[[IS]] -> (f32) {
// CHECK: arith.mulf %[[A]], %[[TWO]]
// CHECK: memref.store %[[R]], %[[Y]]
func.func @conditional(%x: tensor<4x6xf32>) -> tensor<4x6xf32> {
  %empty = tensor.empty() : tensor<4x6xf32>
  %two = arith.constant 2.0 : f32
  %zero = arith.constant 0.0 : f32
  %y = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<4x6xf32>) outs(%empty : tensor<4x6xf32>) {
  ^bb0(%a: f32, %out: f32):
    %is = arith.cmpf olt, %a, %zero : f32
    %r = scf.if %is -> f32 {
      %b = arith.mulf %a, %two : f32
      %q = math.exp %b : f32
      scf.yield %q : f32
    } else {
      scf.yield %a : f32
    }
    linalg.yield %r : f32
  } -> tensor<4x6xf32>
  return %y : tensor<4x6xf32>
}
