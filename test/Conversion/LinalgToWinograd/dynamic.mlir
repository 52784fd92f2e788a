// Every size but the filter's taps may be dynamic: a tile that is not full counts.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=4 | FileCheck %s

// CHECK: #[[TILES:map[0-9]*]] = affine_map<()[s0] -> (s0 ceildiv 4)>
// CHECK-LABEL: @dynamic
// CHECK-SAME: %[[X:[^:]+]]: tensor<?x?x?x?xf32>, %[[G:[^:]+]]: tensor<?x?x3x3xf32>, %[[INIT:[^:]+]]: tensor<?x?x?x?xf32>
// CHECK-DAG: %[[C0:.+]] = arith.constant 0 : index
// CHECK-DAG: %[[C1:.+]] = arith.constant 1 : index
// CHECK-DAG: %[[C2:.+]] = arith.constant 2 : index
// CHECK-DAG: %[[C3:.+]] = arith.constant 3 : index
// CHECK: %[[BATCH:.+]] = tensor.dim %[[X]], %[[C0]]
// CHECK: %[[H:.+]] = tensor.dim %[[INIT]], %[[C2]]
// CHECK: %[[TILES_H:.+]] = affine.apply #[[TILES]]()[%[[H]]]
// CHECK: %[[W:.+]] = tensor.dim %[[INIT]], %[[C3]]
// CHECK: %[[TILES_W:.+]] = affine.apply #[[TILES]]()[%[[W]]]
// CHECK: %[[C:.+]] = tensor.dim %[[X]], %[[C1]]
// CHECK: tensor.empty(%[[BATCH]], %[[TILES_H]], %[[TILES_W]], %[[C]]) : tensor<6x6x?x?x?x?xf32>
// CHECK: winograd.kron input
// CHECK: %[[K:.+]] = tensor.dim %[[G]], %[[C0]]
// CHECK: tensor.empty({{.*}}, %[[K]]) : tensor<6x6x?x?xf32>
// CHECK: winograd.kron filter
// CHECK: winograd.hadamard_reduce {{.*}} -> tensor<6x6x?x?x?x?xf32>
// CHECK: winograd.kron output {{.*}} -> tensor<?x?x?x?xf32>
func.func @dynamic(%x: tensor<?x?x?x?xf32>, %g: tensor<?x?x3x3xf32>, %init: tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32> {
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<?x?x?x?xf32>, tensor<?x?x3x3xf32>)
      outs(%init : tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  return %y : tensor<?x?x?x?xf32>
}

// A size that one operand knows is known.
// CHECK-LABEL: @dynamic_image
// CHECK: winograd.kron input {{.*}} -> tensor<6x1x?x4xf32>
// CHECK: winograd.kron filter {{.*}} -> tensor<6x4x8xf32>
// CHECK: winograd.hadamard_reduce {{.*}} -> tensor<6x1x?x8xf32>
func.func @dynamic_image(%x: tensor<1x?x4xf32>, %g: tensor<3x4x8xf32>, %init: tensor<1x?x8xf32>) -> tensor<1x?x8xf32> {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x?x4xf32>, tensor<3x4x8xf32>)
      outs(%init : tensor<1x?x8xf32>) -> tensor<1x?x8xf32>
  return %y : tensor<1x?x8xf32>
}
