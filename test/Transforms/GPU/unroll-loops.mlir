// RUN: wino-opt %s --pass-pipeline="builtin.module(func.func(winograd-unroll-loops))" --split-input-file --verify-diagnostics | FileCheck %s
// RUN: not wino-opt %s --pass-pipeline="builtin.module(func.func(winograd-unroll-loops{most=2}))" --split-input-file 2>&1 | FileCheck %s --check-prefix=MOST

// Both loops, the inner one too.
// CHECK-LABEL: @nested
// CHECK-SAME: %[[X:.+]]: tensor<4xf32>
// CHECK-NOT: scf.for
// CHECK: %[[A:.+]] = linalg.exp ins(%[[X]]
// CHECK: %[[B:.+]] = linalg.exp ins(%[[A]]
// CHECK: %[[C:.+]] = linalg.exp ins(%[[B]]
// CHECK: %[[D:.+]] = linalg.exp ins(%[[C]]
// CHECK: %[[E:.+]] = linalg.exp ins(%[[D]]
// CHECK: %[[F:.+]] = linalg.exp ins(%[[E]]
// CHECK: return %[[F]]
// MOST: error: 'scf.for' op expected at most 2 iterations of a loop around tensors, but got 3
func.func @nested(%x: tensor<4xf32>) -> tensor<4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %e = tensor.empty() : tensor<4xf32>
  %r = scf.for %i = %c0 to %c6 step %c2 iter_args(%a = %x) -> tensor<4xf32> {
    %s = scf.for %j = %c0 to %c2 step %c1 iter_args(%b = %a) -> tensor<4xf32> {
      %y = linalg.exp ins(%b : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
      scf.yield %y : tensor<4xf32>
    }
    scf.yield %s : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}

// -----

// No iterations.
// CHECK-LABEL: @none
// CHECK: return %arg0 : tensor<4xf32>
func.func @none(%x: tensor<4xf32>, %e: tensor<4xf32>) -> tensor<4xf32> {
  %c2 = arith.constant 2 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c2 to %c1 step %c1 iter_args(%a = %x) -> tensor<4xf32> {
    %y = linalg.exp ins(%a : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    scf.yield %y : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}

// -----

// A loop on scalars, and one of a thread, stay.
// CHECK-LABEL: @scalars
// CHECK: scf.for
// CHECK: linalg.generic
// CHECK: scf.for
func.func @scalars(%x: tensor<4xf32>, %n: index) -> (tensor<4xf32>, f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %s = scf.for %i = %c0 to %n step %c1 iter_args(%a = %zero) -> f32 {
    %b = arith.addf %a, %one : f32
    scf.yield %b : f32
  }
  %r = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>], iterator_types = ["parallel"]} outs(%x : tensor<4xf32>) {
  ^bb0(%v: f32):
    %t = scf.for %i = %c0 to %n step %c1 iter_args(%a = %v) -> f32 {
      %b = arith.addf %a, %a : f32
      scf.yield %b : f32
    }
    linalg.yield %t : f32
  } -> tensor<4xf32>
  return %r, %s : tensor<4xf32>, f32
}

// -----

func.func @dynamic(%x: tensor<4xf32>, %e: tensor<4xf32>, %n: index) -> tensor<4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-error@+1 {{'scf.for' op expected a loop around tensors to have constant bounds, since a GPU's launches are a list}}
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> tensor<4xf32> {
    %y = linalg.exp ins(%a : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    scf.yield %y : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}
