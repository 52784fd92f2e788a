// RUN: wino-opt %s | wino-opt | FileCheck %s
// RUN: wino-opt %s -mlir-print-op-generic | wino-opt | FileCheck %s

// CHECK-LABEL: @spaces
// CHECK-SAME: %[[X:.+]]: tensor<4x?xf32>
func.func @spaces(%x: tensor<4x?xf32>) -> tensor<4x?xf32> {
  // CHECK: %[[A:.+]] = winograd.bufferize %[[X]] global : tensor<4x?xf32>
  %0 = winograd.bufferize %x global : tensor<4x?xf32>
  // CHECK: %[[B:.+]] = winograd.bufferize %[[A]] workgroup {note = "kept"} : tensor<4x?xf32>
  %1 = winograd.bufferize %0 workgroup {note = "kept"} : tensor<4x?xf32>
  // CHECK: %[[C:.+]] = winograd.bufferize %[[B]] private : tensor<4x?xf32>
  %2 = winograd.bufferize %1 private : tensor<4x?xf32>
  // CHECK: return %[[C]]
  return %2 : tensor<4x?xf32>
}

// Any element type can be stored.
// CHECK-LABEL: @rank_0
// CHECK: winograd.bufferize %{{.*}} global : tensor<i8>
func.func @rank_0(%x: tensor<i8>) -> tensor<i8> {
  %0 = winograd.bufferize %x global : tensor<i8>
  return %0 : tensor<i8>
}
