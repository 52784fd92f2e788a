// An elementwise operation of which an operand is transposed has two lanes: its
// tiles are matrices, transposed in registers, not element by element.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-vectorize{lanes=8},canonicalize))' | FileCheck %s

// CHECK-LABEL: @transposed(
// CHECK-SAME: %[[A:[^:]+]]: tensor<20x16xf32>, %[[B:[^:]+]]: tensor<16x20xf32>
// CHECK: scf.for %[[I:[^ ]+]] = %c0 to %c16 step %c8
// CHECK: scf.for %[[J:[^ ]+]] = %c0 to %c16 step %c8
// CHECK: %[[TILE:.+]] = vector.transfer_read %[[A]][%[[J]], %[[I]]], {{.*}} : tensor<20x16xf32>, vector<8x8xf32>
// CHECK: %[[T:.+]] = vector.transpose %[[TILE]], [1, 0]
// CHECK: vector.transfer_write %[[T]], %{{.+}}[%[[I]], %[[J]]] {{.*}} : vector<8x8xf32>, tensor<16x20xf32>
// CHECK: %[[REST:.+]] = vector.transfer_read %[[A]][%c16, %[[I]]], {{.*}} vector<4x8xf32>
// CHECK: vector.transpose %[[REST]], [1, 0]
// CHECK-NOT: linalg.
// CHECK: return
func.func @transposed(%a: tensor<20x16xf32>, %b: tensor<16x20xf32>) -> tensor<16x20xf32> {
  %0 = linalg.transpose ins(%a : tensor<20x16xf32>) outs(%b : tensor<16x20xf32>) permutation = [1, 0]
  return %0 : tensor<16x20xf32>
}

// CHECK-LABEL: @one_of_two(
// CHECK: vector.transpose {{.*}} : vector<8x8xf32>
// CHECK: arith.addf {{.*}} : vector<8x8xf32>
func.func @one_of_two(%a: tensor<16x16xf32>, %b: tensor<16x16xf32>, %c: tensor<16x16xf32>) -> tensor<16x16xf32> {
  %0 = linalg.generic {
    indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j, i)>, affine_map<(i, j) -> (i, j)>],
    iterator_types = ["parallel", "parallel"]}
    ins(%a, %b : tensor<16x16xf32>, tensor<16x16xf32>) outs(%c : tensor<16x16xf32>) {
  ^bb0(%x: f32, %y: f32, %out: f32):
    %s = arith.addf %x, %y : f32
    linalg.yield %s : f32
  } -> tensor<16x16xf32>
  return %0 : tensor<16x16xf32>
}
