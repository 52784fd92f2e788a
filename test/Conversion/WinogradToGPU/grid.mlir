// A grid has at most 65535 workgroups per dimension, which is what Vulkan promises:
// more become rows, and what the last row has too many is cut off.

// RUN: wino-opt %s --convert-winograd-to-gpu=workgroup-size=1 --canonicalize --cse | FileCheck %s

// CHECK: gpu.func @most_loops
// CHECK-SAME: known_block_size = array<i32: 1, 1, 1>, known_grid_size = array<i32: 65535, 1, 1>
// CHECK-NOT: gpu.block_id y
// CHECK-NOT: scf.if
func.func @most(%x: tensor<65535xf32>) -> tensor<65535xf32> {
  %empty = tensor.empty() : tensor<65535xf32>
  %y = linalg.exp ins(%x : tensor<65535xf32>) outs(%empty : tensor<65535xf32>) -> tensor<65535xf32>
  return %y : tensor<65535xf32>
}

// 3 rows of 43691 are two more than 131071.
// CHECK: gpu.func @more_loops
// CHECK-SAME: known_block_size = array<i32: 1, 1, 1>, known_grid_size = array<i32: 43691, 3, 1>
// CHECK-DAG: %[[X:.+]] = gpu.block_id x
// CHECK-DAG: %[[Y:.+]] = gpu.block_id y
// CHECK: %[[ROW:.+]] = arith.muli %[[Y]], %c43691
// CHECK: %[[GROUP:.+]] = arith.addi %[[X]], %[[ROW]]
// CHECK: %[[IS:.+]] = arith.cmpi ult, %{{.+}}, %c131071
// CHECK: scf.if %[[IS]] {
func.func @more(%x: tensor<131071xf32>) -> tensor<131071xf32> {
  %empty = tensor.empty() : tensor<131071xf32>
  %y = linalg.exp ins(%x : tensor<131071xf32>) outs(%empty : tensor<131071xf32>) -> tensor<131071xf32>
  return %y : tensor<131071xf32>
}
