// A contraction becomes register tiles of rows x lanes whose accumulators stay in
// vectors over the reduction, four steps at a time; narrow factors are widened by the contraction.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-vectorize{lanes=8 rows=6},canonicalize))' | FileCheck %s

// CHECK-LABEL: @gemm(
// CHECK-SAME: %[[A:[^:]+]]: tensor<12x8xf32>, %[[B:[^:]+]]: tensor<8x32xf32>, %[[C:[^:]+]]: tensor<12x32xf32>
// CHECK-DAG: %[[C4:.+]] = arith.constant 4 : index
// CHECK-DAG: %[[C6:.+]] = arith.constant 6 : index
// CHECK-DAG: %[[C8:.+]] = arith.constant 8 : index
// CHECK-DAG: %[[C16:.+]] = arith.constant 16 : index
// CHECK: scf.for %[[I:[^ ]+]] = {{.*}} step %[[C6]] iter_args(%{{.+}} = %[[C]])
// CHECK: scf.for %[[J:[^ ]+]] = {{.*}} step %[[C16]] iter_args(%[[OUT:.+]] = %{{.+}})
// CHECK: %[[TILE:.+]] = tensor.extract_slice %[[OUT]][%[[I]], %[[J]]] [6, 16]
// CHECK: %[[INIT:.+]] = vector.transfer_read %[[TILE]]
// CHECK: %[[SUM:.+]] = scf.for %[[K:[^ ]+]] = {{.*}} to %[[C8]] step %[[C4]] iter_args(%[[ACC:.+]] = %[[INIT]]) -> (vector<6x16xf32>) {
// CHECK-NEXT: %[[X:.+]] = vector.transfer_read %[[A]][%[[I]], %[[K]]]
// CHECK-NEXT: %[[Y:.+]] = vector.transfer_read %[[B]][%[[K]], %[[J]]]
// CHECK-NEXT: %[[NEXT:.+]] = vector.contract {{.*}} %[[X]], %[[Y]], %[[ACC]] : {{.*}} into vector<6x16xf32>
// CHECK-NEXT: scf.yield %[[NEXT]]
// CHECK: %[[DONE:.+]] = vector.transfer_write %[[SUM]], %[[TILE]]
// CHECK: tensor.insert_slice %[[DONE]] into %[[OUT]][%[[I]], %[[J]]]
func.func @gemm(%a: tensor<12x8xf32>, %b: tensor<8x32xf32>, %c: tensor<12x32xf32>) -> tensor<12x32xf32> {
  %0 = linalg.matmul ins(%a, %b : tensor<12x8xf32>, tensor<8x32xf32>) outs(%c : tensor<12x32xf32>) -> tensor<12x32xf32>
  return %0 : tensor<12x32xf32>
}

// CHECK-LABEL: @widened(
// CHECK-NOT: arith.extf
// CHECK: vector.contract {{.*}} : vector<6x4xf16>, vector<4x16xf16> into vector<6x16xf32>
func.func @widened(%a: tensor<12x8xf16>, %b: tensor<8x32xf16>, %c: tensor<12x32xf32>) -> tensor<12x32xf32> {
  %0 = linalg.matmul ins(%a, %b : tensor<12x8xf16>, tensor<8x32xf16>) outs(%c : tensor<12x32xf32>) -> tensor<12x32xf32>
  return %0 : tensor<12x32xf32>
}

// Of two operands the inner loop's is read again for every tile of the outer one:
// the smaller one, where the larger has no room in half of the second-level cache
// (256 KiB, without a description).

// CHECK-LABEL: @large_columns(
// CHECK-DAG: %[[C6:.+]] = arith.constant 6 : index
// CHECK-DAG: %[[C16:.+]] = arith.constant 16 : index
// CHECK: scf.for %{{.+}} step %[[C16]]
// CHECK: scf.for %{{.+}} step %[[C6]]
func.func @large_columns(%a: tensor<12x512xf32>, %b: tensor<512x256xf32>, %c: tensor<12x256xf32>) -> tensor<12x256xf32> {
  %0 = linalg.matmul ins(%a, %b : tensor<12x512xf32>, tensor<512x256xf32>) outs(%c : tensor<12x256xf32>) -> tensor<12x256xf32>
  return %0 : tensor<12x256xf32>
}

// CHECK-LABEL: @large_rows(
// CHECK-DAG: %[[C6:.+]] = arith.constant 6 : index
// CHECK-DAG: %[[C16:.+]] = arith.constant 16 : index
// CHECK: scf.for %{{.+}} step %[[C6]]
// CHECK: scf.for %{{.+}} step %[[C16]]
func.func @large_rows(%a: tensor<768x512xf32>, %b: tensor<512x32xf32>, %c: tensor<768x32xf32>) -> tensor<768x32xf32> {
  %0 = linalg.matmul ins(%a, %b : tensor<768x512xf32>, tensor<512x32xf32>) outs(%c : tensor<768x32xf32>) -> tensor<768x32xf32>
  return %0 : tensor<768x32xf32>
}
