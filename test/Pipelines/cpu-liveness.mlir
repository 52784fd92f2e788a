// The result of a layer is freed behind the last one that reads it, so that a
// network needs the memory of its widest layers, not that of all of them.

// RUN: wino-opt %s --winograd-to-cpu | FileCheck %s

// CHECK-LABEL: llvm.func @layers(
// CHECK: llvm.call @malloc(
// CHECK: %[[A:.+]] = llvm.call @malloc(
// CHECK-NOT: llvm.call @malloc(
// CHECK: llvm.call @free(%[[A]])
// CHECK: %[[B:.+]] = llvm.call @malloc(
// CHECK: llvm.call @free(%[[B]])
func.func @layers(%x: tensor<96x96xf32>, %w: tensor<96x96xf32>) -> tensor<96x96xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<96x96xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%e : tensor<96x96xf32>) -> tensor<96x96xf32>
  %a = linalg.matmul ins(%x, %w : tensor<96x96xf32>, tensor<96x96xf32>) outs(%zeros : tensor<96x96xf32>) -> tensor<96x96xf32>
  %b = linalg.matmul ins(%a, %w : tensor<96x96xf32>, tensor<96x96xf32>) outs(%zeros : tensor<96x96xf32>) -> tensor<96x96xf32>
  %c = linalg.matmul ins(%b, %w : tensor<96x96xf32>, tensor<96x96xf32>) outs(%zeros : tensor<96x96xf32>) -> tensor<96x96xf32>
  %y = linalg.matmul ins(%c, %w : tensor<96x96xf32>, tensor<96x96xf32>) outs(%zeros : tensor<96x96xf32>) -> tensor<96x96xf32>
  return %y : tensor<96x96xf32>
}
