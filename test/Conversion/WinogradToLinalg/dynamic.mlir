// Dynamic sizes: the loops end at the destination's sizes, full lanes have a
// static size, and windows are clamped to the input's size: what is inside of it is
// copied, zeros are written around.

// RUN: wino-opt %s --convert-winograd-to-linalg=lanes=16 | FileCheck %s

#F2x3 = #winograd.algorithm<F(2, 3)>

// CHECK: #[[WHOLE:map[0-9]*]] = affine_map<()[s0] -> ((s0 floordiv 16) * 16)>
// CHECK-LABEL: @dynamic
// CHECK-SAME: %[[X:[^:]+]]: tensor<?x?xf32>, %[[E:[^:]+]]: tensor<4x?x?xf32>
// CHECK-DAG: %[[C0:.+]] = arith.constant 0 : index
// CHECK-DAG: %[[C1:.+]] = arith.constant 1 : index
// CHECK-DAG: %[[C2:.+]] = arith.constant 2 : index
// CHECK-DAG: %[[C16:.+]] = arith.constant 16 : index
// CHECK: %[[TILES:.+]] = tensor.dim %[[E]], %[[C1]]
// CHECK: %[[CHANNELS:.+]] = tensor.dim %[[E]], %[[C2]]
// CHECK: scf.for %{{.+}} = %[[C0]] to %[[TILES]] step %[[C1]]
// CHECK: %[[FULL:.+]] = affine.apply #[[WHOLE]]()[%[[CHANNELS]]]
// CHECK: scf.for %{{.+}} = %[[C0]] to %[[FULL]] step %[[C16]]
// CHECK: %[[EXTENT:.+]] = tensor.dim %[[X]], %[[C0]]
// CHECK: affine.min #{{.+}}(%{{.+}})[%[[EXTENT]]]
// CHECK: %[[INSIDE:.+]] = tensor.extract_slice %[[X]][{{.*}}, 16] [1, 1] : tensor<?x?xf32> to tensor<?x16xf32>
// CHECK: tensor.empty() : tensor<4x16xf32>
// CHECK-COUNT-2: linalg.fill {{.*}} : tensor<?x16xf32>
// CHECK: linalg.generic {{.*}} ins(%[[INSIDE]] : tensor<?x16xf32>)
// CHECK: linalg.generic {{.*}} outs({{.*}} : tensor<16xf32>,
// CHECK: scf.for %{{.+}} = %[[FULL]] to %[[CHANNELS]] step %[[C16]]
// CHECK: tensor.empty(%{{.+}}) : tensor<4x?xf32>
// CHECK: linalg.generic {{.*}} outs({{.*}} : tensor<?xf32>,
func.func @dynamic(%x: tensor<?x?xf32>, %e: tensor<4x?x?xf32>) -> tensor<4x?x?xf32> {
  %X = winograd.kron input [#F2x3] read affine_map<(t, c, i) -> (t * 2 + i - 1, c)>
      write affine_map<(t, c, i) -> (i, t, c)>
      ins(%x : tensor<?x?xf32>) outs(%e : tensor<4x?x?xf32>) -> tensor<4x?x?xf32>
  return %X : tensor<4x?x?xf32>
}
