// Operations with a loop that has no iterations are left as they are: no tile
// divides it, and no vector is as short.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-vectorize{lanes=8}))' | FileCheck %s

// CHECK-LABEL: func.func @fill
// CHECK-NOT: scf.for
// CHECK: return
func.func @fill() -> tensor<2x5x0xi64> {
  %zero = arith.constant 0 : i64
  %empty = tensor.empty() : tensor<2x5x0xi64>
  %0 = linalg.fill ins(%zero : i64) outs(%empty : tensor<2x5x0xi64>) -> tensor<2x5x0xi64>
  return %0 : tensor<2x5x0xi64>
}

// No rows: their number was divided by that of the register tile.
// CHECK-LABEL: func.func @rows
// CHECK: linalg.matmul
func.func @rows(%a: tensor<0x5xf32>, %b: tensor<5x8xf32>, %c: tensor<0x8xf32>) -> tensor<0x8xf32> {
  %0 = linalg.matmul ins(%a, %b : tensor<0x5xf32>, tensor<5x8xf32>) outs(%c : tensor<0x8xf32>) -> tensor<0x8xf32>
  return %0 : tensor<0x8xf32>
}

// CHECK-LABEL: func.func @channels
// CHECK: linalg.matmul
func.func @channels(%a: tensor<4x0xf32>, %b: tensor<0x8xf32>, %c: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = linalg.matmul ins(%a, %b : tensor<4x0xf32>, tensor<0x8xf32>) outs(%c : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}
