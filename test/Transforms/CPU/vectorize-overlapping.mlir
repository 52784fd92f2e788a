// A loop of unknown size consists of whole tiles, of which the last one ends where the
// loop does; of shorter tiles, if it is shorter than one; and of single values at last.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-vectorize{lanes=16 rows=4},canonicalize,cse))' | FileCheck %s

module attributes {llvm.target = #llvm.target<triple="x86_64-linux-gnu", chip="x86-64-v4">} {
// CHECK-DAG: #[[LAST:.+]] = affine_map<(d0)[s0] -> (s0 - 16, d0)>
// CHECK-LABEL: @elementwise(
// CHECK-SAME: %[[A:[^:]+]]: tensor<?xf32>, %[[B:[^:]+]]: tensor<?xf32>
// CHECK-DAG: %[[C16:.+]] = arith.constant 16 : index
// CHECK-DAG: %[[C4:.+]] = arith.constant 4 : index
// CHECK: %[[SIZE:.+]] = tensor.dim %[[A]]
// CHECK: %[[FITS:.+]] = arith.cmpi sge, %[[SIZE]], %[[C16]]
// CHECK: scf.if %[[FITS]]
// CHECK: scf.for %[[I:.+]] = %{{.+}} to %[[SIZE]] step %[[C16]] iter_args(%{{.+}} = %[[B]])
// CHECK: %[[AT:.+]] = affine.min #[[LAST]](%[[I]])[%[[SIZE]]]
// CHECK: vector.transfer_read %[[A]][%[[AT]]], {{.*}}, vector<16xf32>
// CHECK: vector.transfer_write %{{.+}}, %{{.+}}[%[[AT]]]
// CHECK: else
// CHECK: arith.cmpi sge, %[[SIZE]], %[[C4]]
// CHECK: vector<4xf32>
// CHECK: else
// CHECK: vector<1xf32>
func.func @elementwise(%a: tensor<?xf32>, %b: tensor<?xf32>) -> tensor<?xf32> {
  %0 = linalg.add ins(%a, %a : tensor<?xf32>, tensor<?xf32>) outs(%b : tensor<?xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// Sums from zero on can be computed twice: zeros go with every tile.

// CHECK-LABEL: @from_zero(
// CHECK-NOT: tensor.dim %{{.+}} : tensor<?x16xf32>
// CHECK: scf.if
// CHECK: scf.for
// CHECK: affine.min
// CHECK: scf.for {{.*}} iter_args({{.*}}) -> (vector<4x16xf32>)
// CHECK: else
func.func @from_zero(%a: tensor<?x8xf32>, %b: tensor<8x16xf32>, %n: index) -> tensor<?x16xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty(%n) : tensor<?x16xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%empty : tensor<?x16xf32>) -> tensor<?x16xf32>
  %0 = linalg.matmul ins(%a, %b : tensor<?x8xf32>, tensor<8x16xf32>) outs(%fill : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %0 : tensor<?x16xf32>
}

// What is added to a given value would be added twice.

// CHECK-LABEL: @from_given(
// CHECK-NOT: scf.if
// CHECK-NOT: affine.min
// CHECK: return
func.func @from_given(%a: tensor<?x8xf32>, %b: tensor<8x16xf32>, %c: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %0 = linalg.matmul ins(%a, %b : tensor<?x8xf32>, tensor<8x16xf32>) outs(%c : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %0 : tensor<?x16xf32>
}
}
