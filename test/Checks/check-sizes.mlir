// Assertions that sizes fit each other, at the start of the function.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-check-sizes))' --split-input-file | FileCheck %s

// CHECK-LABEL: @conv
// CHECK-SAME: (%[[X:.*]]: tensor<?x?x?xf32>, %[[G:.*]]: tensor<3x?x?xf32>, %{{.*}}: tensor<?x?x?xf32>)
// CHECK-DAG: %[[C:.*]] = tensor.dim %[[X]], %c2
// CHECK-DAG: %[[D:.*]] = tensor.dim %[[G]], %c1
// CHECK: %[[EQUAL:.*]] = arith.cmpi eq, %[[D]], %[[C]]
// CHECK: cf.assert %[[EQUAL]], "expected dimension 1 of operand 1 of linalg.conv_1d_nwc_wcf to be as large as dimension 2 of operand 0 ({{.*}}.mlir:{{[0-9:]+}})"
// CHECK: cf.assert %{{.*}}, "expected dimension 1 of operand 0 of linalg.conv_1d_nwc_wcf to be larger than every index of it
// CHECK-NEXT: linalg.conv_1d_nwc_wcf
func.func @conv(%x: tensor<?x?x?xf32>, %g: tensor<3x?x?xf32>, %i: tensor<?x?x?xf32>) -> tensor<?x?x?xf32> {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<?x?x?xf32>, tensor<3x?x?xf32>) outs(%i : tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  return %y : tensor<?x?x?xf32>
}

// -----

// Static sizes are verified, and sizes that are made of each other fit.
// CHECK-LABEL: @nothing
// CHECK-NOT: cf.assert
// CHECK: return
func.func @nothing(%x: tensor<4x8xf32>, %d: tensor<?xf32>) -> (tensor<4x8xf32>, tensor<?xf32>) {
  %e = tensor.empty() : tensor<4x8xf32>
  %y = linalg.add ins(%x, %x : tensor<4x8xf32>, tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) -> tensor<4x8xf32>
  %c0 = arith.constant 0 : index
  %n = tensor.dim %d, %c0 : tensor<?xf32>
  %f = tensor.empty(%n) : tensor<?xf32>
  %z = linalg.exp ins(%d : tensor<?xf32>) outs(%f : tensor<?xf32>) -> tensor<?xf32>
  %w = linalg.add ins(%z, %d : tensor<?xf32>, tensor<?xf32>) outs(%f : tensor<?xf32>) -> tensor<?xf32>
  return %y, %w : tensor<4x8xf32>, tensor<?xf32>
}

// -----

// Other operations: each before what is computed, if only the arguments say it.
// CHECK-LABEL: @others
// CHECK: cf.assert {{.*}} of operand 0 of tensor.cast to be 4
// CHECK: cf.assert {{.*}} of operand 0 of tensor.pad to be as large as what is cut off
// CHECK: cf.assert {{.*}} of operand 0 of tensor.expand_shape to be as large as its parts together
// CHECK: cf.assert {{.*}} a slice of dimension 0 of operand 0 of tensor.extract_slice to lie inside of it
// CHECK: cf.assert {{.*}} of operand 1 of arith.addf to be as large as that of the others
// CHECK: tensor.cast
func.func @others(%x: tensor<?xf32>, %y: tensor<?xf32>, %n: index) -> (tensor<4xf32>, tensor<?xf32>, tensor<?x?xf32>, tensor<?xf32>, tensor<?xf32>) {
  %cast = tensor.cast %x : tensor<?xf32> to tensor<4xf32>
  %zero = arith.constant 0.0 : f32
  %pad = tensor.pad %x low[-3] high[1] {
  ^bb0(%i: index):
    tensor.yield %zero : f32
  } : tensor<?xf32> to tensor<?xf32>
  %c2 = arith.constant 2 : index
  %shape = tensor.expand_shape %x [[0, 1]] output_shape [%n, %c2] : tensor<?xf32> into tensor<?x?xf32>
  %slice = tensor.extract_slice %x[1] [%n] [2] : tensor<?xf32> to tensor<?xf32>
  %sum = arith.addf %x, %y : tensor<?xf32>
  return %cast, %pad, %shape, %slice, %sum : tensor<4xf32>, tensor<?xf32>, tensor<?x?xf32>, tensor<?xf32>, tensor<?xf32>
}

// -----

#mod = affine_map<(d0, d1) -> ((d0 + d1) mod 8)>
#half = affine_map<(d0, d1) -> (d0 floordiv 2)>
#id = affine_map<(d0, d1) -> (d0)>
#window = affine_map<(d0, d1) -> (d1)>

// The largest index of a quotient is that of the last iteration; of a remainder
// nothing simple is known.
// CHECK-LABEL: @quotient
// CHECK-NOT: dimension 0 of operand 0
// CHECK: cf.assert {{.*}} dimension 0 of operand 1 of linalg.generic to be larger than every index of it
// CHECK-NOT: dimension 0 of operand 0
// CHECK: linalg.generic
func.func @quotient(%x: tensor<?xf32>, %h: tensor<?xf32>, %w: tensor<3xf32>, %i: tensor<?xf32>) -> tensor<?xf32> {
  %y = linalg.generic {indexing_maps = [#mod, #half, #window, #id], iterator_types = ["parallel", "reduction"]}
      ins(%x, %h, %w : tensor<?xf32>, tensor<?xf32>, tensor<3xf32>) outs(%i : tensor<?xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32, %s: f32):
    %d = arith.addf %a, %s : f32
    linalg.yield %d : f32
  } -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

// The example of the pass's description.
// CHECK-LABEL: @product
// CHECK-SAME: (%[[A:.*]]: tensor<4x?xf32>, %[[B:.*]]: tensor<?x8xf32>,
// CHECK: %[[ROWS:.*]] = tensor.dim %[[B]], %c0
// CHECK: %[[COLUMNS:.*]] = tensor.dim %[[A]], %c1
// CHECK: %[[EQUAL:.*]] = arith.cmpi eq, %[[ROWS]], %[[COLUMNS]]
// CHECK: cf.assert %[[EQUAL]], "expected dimension 0 of operand 1 of linalg.matmul to be as large as dimension 1 of operand 0
// CHECK: linalg.matmul
func.func @product(%a: tensor<4x?xf32>, %b: tensor<?x8xf32>, %c: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = linalg.matmul ins(%a, %b : tensor<4x?xf32>, tensor<?x8xf32>)
      outs(%c : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
