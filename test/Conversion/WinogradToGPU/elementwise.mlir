// Elementwise operations and fills are kernels with a thread per value, scalars that
// are constants, and no memory but their operands.

// RUN: wino-opt %s --convert-winograd-to-gpu --canonicalize --cse | FileCheck %s

// The zeros that a sum starts from are not stored; what is returned is.
// CHECK-LABEL: func.func @fill(
// CHECK-COUNT-1: gpu.launch_func
// CHECK-NOT: gpu.launch_func
// CHECK-LABEL: func.func @elementwise(
// CHECK-COUNT-1: gpu.launch_func
// CHECK-NOT: gpu.launch_func
// CHECK-LABEL: func.func @update(
// CHECK-COUNT-1: gpu.launch_func
// CHECK-NOT: gpu.launch_func

// CHECK: gpu.func @fill_loops(%[[Y:.+]]: memref<8x5xf32>) kernel
// CHECK: %[[C:.+]] = arith.constant 1.500000e+00 : f32
// CHECK: memref.store %[[C]], %[[Y]]
func.func @fill() -> tensor<8x5xf32> {
  %c = arith.constant 1.5 : f32
  %empty = tensor.empty() : tensor<8x5xf32>
  %y = linalg.fill ins(%c : f32) outs(%empty : tensor<8x5xf32>) -> tensor<8x5xf32>
  return %y : tensor<8x5xf32>
}

// Neighbouring threads store neighbouring values: j is a thread's number modulo 8.
// CHECK: gpu.func @elementwise_loops(%[[X:.+]]: memref<8x5xf32>, %[[Z:.+]]: memref<5xf32>, %[[Y:.+]]: memref<5x8xf32>) kernel
// CHECK: %[[TWO:.+]] = arith.constant 2.000000e+00 : f32
// CHECK: %[[J:.+]] = arith.remui %{{.+}}, %c8
// CHECK: %[[I:.+]] = arith.divui %{{.+}}, %c8
// CHECK: %[[A:.+]] = memref.load %[[X]][%[[J]], %[[I]]]
// CHECK: %[[B:.+]] = memref.load %[[Z]][%[[I]]]
// CHECK: %[[K:.+]] = arith.index_cast %[[J]] : index to i32
// CHECK: %[[F:.+]] = arith.sitofp %[[K]]
// CHECK: %[[P:.+]] = arith.mulf %[[A]], %[[TWO]] fastmath<contract>
// CHECK: %[[Q:.+]] = arith.addf %[[P]], %[[B]] fastmath<contract>
// CHECK: %[[R:.+]] = arith.addf %[[Q]], %[[F]] fastmath<contract>
// CHECK: memref.store %[[R]], %[[Y]][%[[I]], %[[J]]]
func.func @elementwise(%x: tensor<8x5xf32>, %z: tensor<5xf32>) -> tensor<5x8xf32> {
  %c = arith.constant 2.0 : f32
  %empty = tensor.empty() : tensor<5x8xf32>
  %y = linalg.generic {
      indexing_maps = [affine_map<(i, j) -> (j, i)>, affine_map<(i, j) -> (i)>, affine_map<(i, j) -> ()>, affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%x, %z, %c : tensor<8x5xf32>, tensor<5xf32>, f32) outs(%empty : tensor<5x8xf32>) {
  ^bb0(%a: f32, %b: f32, %scale: f32, %out: f32):
    %j = linalg.index 1 : index
    %k = arith.index_cast %j : index to i32
    %f = arith.sitofp %k : i32 to f32
    %p = arith.mulf %a, %scale : f32
    %q = arith.addf %p, %b : f32
    %r = arith.addf %q, %f : f32
    linalg.yield %r : f32
  } -> tensor<5x8xf32>
  return %y : tensor<5x8xf32>
}

// Arguments are not written: what is updated is read, and stored elsewhere.
// CHECK: gpu.func @update_loops(%[[X:.+]]: memref<8xf32>, %[[OLD:.+]]: memref<8xf32>, %[[NEW:.+]]: memref<8xf32>) kernel
// CHECK: memref.load %[[X]]
// CHECK: memref.load %[[OLD]]
// CHECK: memref.store {{.+}}, %[[NEW]]
func.func @update(%x: tensor<8xf32>, %old: tensor<8xf32>) -> tensor<8xf32> {
  %y = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      ins(%x : tensor<8xf32>) outs(%old : tensor<8xf32>) {
  ^bb0(%a: f32, %b: f32):
    %sum = arith.addf %a, %b : f32
    linalg.yield %sum : f32
  } -> tensor<8xf32>
  return %y : tensor<8xf32>
}
