// An operation that reduces is a loop with a register tile of sums, which each
// loaded value is used for as often as possible; operands are loaded and results
// stored by vectors along a last axis that is a multiple of four, if neighbours
// there are the thread's.

// RUN: wino-opt %s --convert-winograd-to-gpu="rows=2 columns=4 steps=4" --canonicalize --cse | FileCheck %s

// Two rows and a vector of four columns; four steps of the sum at a time, and the
// last two of seventy behind the loop. The rows of %a have 70 values, so that no
// vector begins at a multiple of four.
// CHECK: gpu.func @product_loops(%[[A:.+]]: memref<20x70xf32>, %[[B:.+]]: memref<70x24xf32>, %[[C:.+]]: memref<20x24xf32>) kernel
// CHECK-NOT: workgroup(
// CHECK-DAG: %[[ZERO:.+]] = arith.constant 0.000000e+00 : f32
// 20 / 2 by 24 / 4 threads.
// CHECK: %[[IS:.+]] = arith.cmpi ult, %{{.+}}, %c60
// CHECK-NEXT: scf.if %[[IS]] {
// CHECK-NOT: vector.load %[[A]]
// CHECK: %[[SUMS:.+]]:8 = scf.for %{{.+}} = %c0 to %c68 step %c4 iter_args(%{{[a-z0-9]+}} = %[[ZERO]],
// CHECK-COUNT-4: vector.load %[[B]][{{.*}}] : memref<70x24xf32>, vector<4xf32>
// CHECK: scf.yield
// CHECK-NEXT: }
// CHECK: memref.load %[[A]][%{{.+}}, %c68]
// CHECK: vector.load %[[B]][%c68, %{{.+}}]
// CHECK: arith.addf %[[SUMS]]#0, %{{.+}} fastmath<contract>
// CHECK: vector.load %[[B]][%c69, %{{.+}}]
// CHECK-NOT: vector.load
// CHECK-NOT: gpu.barrier
// CHECK-COUNT-2: vector.store %{{.+}}, %[[C]][{{.*}}] : memref<20x24xf32>, vector<4xf32>
// CHECK-NOT: vector.store
// CHECK: gpu.return
func.func @product(%a: tensor<20x70xf32>, %b: tensor<70x24xf32>) -> tensor<20x24xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<20x24xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<20x24xf32>) -> tensor<20x24xf32>
  %c = linalg.matmul ins(%a, %b : tensor<20x70xf32>, tensor<70x24xf32>)
      outs(%init : tensor<20x24xf32>) -> tensor<20x24xf32>
  return %c : tensor<20x24xf32>
}

// What the sums start from is read, unless it is a fill; columns are not vectors
// where their number is odd, and the last thread's second row may be outside.
// CHECK: gpu.func @ragged_loops(%[[A:.+]]: memref<5x8xf32>, %[[B:.+]]: memref<8x7xf32>, %[[INIT:.+]]: memref<5x7xf32>, %[[C:.+]]: memref<5x7xf32>) kernel
// CHECK-NOT: vector.store
// CHECK: memref.load %[[INIT]]
// CHECK: scf.for %{{.+}} = %c0 to %c8 step %c4 iter_args(
// CHECK: vector.load %[[A]][{{.*}}] : memref<5x8xf32>, vector<4xf32>
// CHECK-NOT: vector.load %[[B]]
// CHECK: scf.yield
// CHECK: scf.if
// CHECK-NEXT: memref.store {{.+}}, %[[C]]
// CHECK: gpu.return
func.func @ragged(%a: tensor<5x8xf32>, %b: tensor<8x7xf32>, %init: tensor<5x7xf32>) -> tensor<5x7xf32> {
  %c = linalg.matmul ins(%a, %b : tensor<5x8xf32>, tensor<8x7xf32>)
      outs(%init : tensor<5x7xf32>) -> tensor<5x7xf32>
  return %c : tensor<5x7xf32>
}
