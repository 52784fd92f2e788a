// An elementwise operation becomes vectors of lanes; what the lanes do not divide
// is peeled, and of dynamic shapes done one by one. An operation without a lane is
// left alone.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-vectorize{lanes=16},canonicalize))' | FileCheck %s
// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-vectorize{lanes=8},canonicalize))' | FileCheck %s --check-prefix=EIGHT

// CHECK-LABEL: @remainder(
// CHECK-SAME: %[[A:[^:]+]]: tensor<20xf32>, %[[B:[^:]+]]: tensor<20xf32>
// CHECK-DAG: %[[C0:.+]] = arith.constant 0 : index
// CHECK-DAG: %[[C16:.+]] = arith.constant 16 : index
// CHECK: vector.transfer_read %[[A]][%[[C0]]], {{.*}}, vector<16xf32>
// CHECK: %[[SUM:.+]] = arith.addf {{.*}} : vector<16xf32>
// CHECK: %[[W:.+]] = vector.transfer_write %[[SUM]], %[[B]][%[[C0]]]
// CHECK: vector.transfer_read %[[A]][%[[C16]]], {{.*}}, vector<4xf32>
// CHECK: %[[REST:.+]] = arith.addf {{.*}} : vector<4xf32>
// CHECK: %[[R:.+]] = vector.transfer_write %[[REST]], %[[W]][%[[C16]]]
// CHECK: return %[[R]]
// EIGHT-LABEL: @remainder(
// EIGHT: scf.for {{.*}} -> (tensor<20xf32>)
// EIGHT: arith.addf {{.*}} : vector<8xf32>
// EIGHT: arith.addf {{.*}} : vector<4xf32>
// EIGHT: return
func.func @remainder(%a: tensor<20xf32>, %b: tensor<20xf32>) -> tensor<20xf32> {
  %0 = linalg.add ins(%a, %a : tensor<20xf32>, tensor<20xf32>) outs(%b : tensor<20xf32>) -> tensor<20xf32>
  return %0 : tensor<20xf32>
}

// CHECK-LABEL: @no_lane(
// CHECK-NEXT: linalg.generic
// CHECK-NOT: vector.
// CHECK: return
func.func @no_lane(%a: tensor<8x10xf32>, %b: tensor<8xf32>) -> tensor<8xf32> {
  %0 = linalg.generic {
    indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>],
    iterator_types = ["parallel", "reduction"]} ins(%a : tensor<8x10xf32>) outs(%b : tensor<8xf32>) {
  ^bb0(%in: f32, %acc: f32):
    %s = arith.addf %in, %acc : f32
    linalg.yield %s : f32
  } -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// CHECK-LABEL: @dynamic(
// CHECK: scf.for {{.*}} step %{{c16.*}} iter_args
// CHECK: arith.addf {{.*}} : vector<16xf32>
// CHECK: scf.for
// CHECK: arith.addf {{.*}} : vector<1xf32>
// CHECK: return
func.func @dynamic(%a: tensor<?xf32>, %b: tensor<?xf32>) -> tensor<?xf32> {
  %0 = linalg.add ins(%a, %a : tensor<?xf32>, tensor<?xf32>) outs(%b : tensor<?xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}
