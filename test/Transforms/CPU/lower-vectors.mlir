// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-lower-vectors))' | FileCheck %s

// One value for all lanes is a load and a broadcast.

// CHECK-LABEL: func.func @broadcast
// CHECK-SAME:    (%[[M:.+]]: memref<4x8xf32>, %[[I:.+]]: index)
// CHECK:         %[[S:.+]] = memref.load %[[M]][%[[I]], %[[I]]]
// CHECK:         %[[V:.+]] = vector.broadcast %[[S]] : f32 to vector<16xf32>
// CHECK:         return %[[V]]
func.func @broadcast(%m: memref<4x8xf32>, %i: index) -> vector<16xf32> {
  %p = ub.poison : f32
  %v = vector.transfer_read %m[%i, %i], %p {in_bounds = [true], permutation_map = affine_map<(a, b) -> (0)>} : memref<4x8xf32>, vector<16xf32>
  return %v : vector<16xf32>
}

// A transfer of two dimensions is unrolled; no loop, no buffer.

// CHECK-LABEL: func.func @rows
// CHECK-NOT:     {{scf.for|memref.alloca}}
// CHECK-COUNT-2: vector.load %{{.+}} : memref<2x16xf32>, vector<16xf32>
// CHECK-NOT:     {{scf.for|memref.alloca|vector.transfer}}
// CHECK-COUNT-2: vector.store %{{.+}} : memref<2x16xf32>, vector<16xf32>
// CHECK:         return
func.func @rows(%from: memref<2x16xf32>, %to: memref<2x16xf32>) {
  %c0 = arith.constant 0 : index
  %p = ub.poison : f32
  %v = vector.transfer_read %from[%c0, %c0], %p {in_bounds = [true, true]} : memref<2x16xf32>, vector<2x16xf32>
  vector.transfer_write %v, %to[%c0, %c0] {in_bounds = [true, true]} : vector<2x16xf32>, memref<2x16xf32>
  return
}
