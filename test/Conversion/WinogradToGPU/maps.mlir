// Maps of any kind: a thread calculates where its values are.

// RUN: wino-opt %s --convert-winograd-to-gpu --canonicalize --cse | FileCheck %s

// An axis of one value has the index 0: a global pooling that keeps its axes.
#in = affine_map<(n, c, h, w) -> (n, c, h, w)>
#out = affine_map<(n, c, h, w) -> (n, c, 0, 0)>
// CHECK: gpu.func @global_loops(%[[X:.+]]: memref<1x8x3x5xf32>, %[[Y:.+]]: memref<1x8x1x1xf32>) kernel
// CHECK: scf.for
// CHECK: memref.load %[[X]][%c0, %[[C:[^,]+]], %{{[^,]+}}, %{{[^,]+}}]
// CHECK: memref.store %{{.+}}, %[[Y]][%c0, %[[C]], %c0, %c0]
func.func @global(%x: tensor<1x8x3x5xf32>) -> tensor<1x8x1x1xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x8x1x1xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x8x1x1xf32>) -> tensor<1x8x1x1xf32>
  %y = linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
      ins(%x : tensor<1x8x3x5xf32>) outs(%f : tensor<1x8x1x1xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = arith.addf %a, %o : f32
    linalg.yield %s : f32
  } -> tensor<1x8x1x1xf32>
  return %y : tensor<1x8x1x1xf32>
}

// CHECK: gpu.func @around_loops(%[[X:.+]]: memref<12xf32>, %[[Y:.+]]: memref<12xf32>) kernel
// CHECK: %[[J:.+]] = arith.addi %[[I:.+]], %c5
// CHECK: %[[REST:.+]] = arith.remsi %[[J]], %c12
// CHECK: memref.load %[[X]][%{{.+}}]
// CHECK: memref.store %{{.+}}, %[[Y]][%[[I]]]
func.func @around(%x: tensor<12xf32>) -> tensor<12xf32> {
  %e = tensor.empty() : tensor<12xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(i) -> ((i + 5) mod 12)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      ins(%x : tensor<12xf32>) outs(%e : tensor<12xf32>) {
  ^bb0(%a: f32, %o: f32):
    linalg.yield %a : f32
  } -> tensor<12xf32>
  return %y : tensor<12xf32>
}

// Values that a body extracts of a tensor are loaded, from places inside: a thread
// of a register tile may have points outside.
// CHECK: gpu.func @gather_loops(%[[X:.+]]: memref<9xf32>, %[[Y:.+]]: memref<9xf32>) kernel
// CHECK: %[[J:.+]] = arith.subi %c8, %[[I:[^ ]+]]
// CHECK: memref.load %[[X]][%[[J]]]
// CHECK: memref.store %{{.+}}, %[[Y]][%[[I]]]
func.func @gather(%x: tensor<9xf32>) -> tensor<9xf32> {
  %c8 = arith.constant 8 : index
  %e = tensor.empty() : tensor<9xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>], iterator_types = ["parallel"]} outs(%e : tensor<9xf32>) {
  ^bb0(%o: f32):
    %i = linalg.index 0 : index
    %j = arith.subi %c8, %i : index
    %v = tensor.extract %x[%j] : tensor<9xf32>
    linalg.yield %v : f32
  } -> tensor<9xf32>
  return %y : tensor<9xf32>
}

// The loops that index the result are the threads', whatever they are called.
// CHECK: gpu.func @named_otherwise_loops(%[[X:.+]]: memref<6x4xf32>, %{{.+}}: memref<6xf32>, %[[Y:.+]]: memref<6xf32>) kernel
// CHECK: scf.for
// CHECK: memref.store %{{.+}}, %[[Y]][%{{.+}}]
func.func @named_otherwise(%x: tensor<6x4xf32>, %z: tensor<6xf32>) -> tensor<6xf32> {
  %y = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>], iterator_types = ["reduction", "parallel"]}
      ins(%x : tensor<6x4xf32>) outs(%z : tensor<6xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = arith.addf %a, %o : f32
    linalg.yield %s : f32
  } -> tensor<6xf32>
  return %y : tensor<6xf32>
}
