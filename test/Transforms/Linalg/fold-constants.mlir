// RUN: wino-opt %s -pass-pipeline='builtin.module(func.func(winograd-fold-constants,canonicalize))' | FileCheck %s

#id = affine_map<(c) -> (c)>
#rows = affine_map<(i, j) -> (i)>
#columns = affine_map<(i, j) -> (0, j)>
#all = affine_map<(i, j) -> (i, j)>

// The factors of a normalisation: 1 / sqrt(variance + epsilon), of which the
// f64 constant is rounded first; 1 / sqrt(0.25) and 1 / sqrt(4).

// CHECK-LABEL: func @normalisation(
// CHECK: %[[C:.*]] = arith.constant dense<[2.000000e+00, 5.000000e-01]> : tensor<2xf32>
// CHECK: return %[[C]]
func.func @normalisation() -> tensor<2xf32> {
  %variance = arith.constant dense<[0.125, 3.875]> : tensor<2xf32>
  %epsilon = arith.constant 0.125 : f64
  %empty = tensor.empty() : tensor<2xf32>
  %factor = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%variance : tensor<2xf32>) outs(%empty : tensor<2xf32>) {
  ^bb0(%v: f32, %o: f32):
    %e = arith.truncf %epsilon : f64 to f32
    %s = arith.addf %v, %e : f32
    %r = math.rsqrt %s : f32
    linalg.yield %r : f32
  } -> tensor<2xf32>
  return %factor : tensor<2xf32>
}

// Operands that are broadcast, a splat, and the result of one that was folded.

// CHECK-LABEL: func @broadcast(
// CHECK{LITERAL}: arith.constant dense<[[21, 31], [31, 41]]> : tensor<2x2xi32>
func.func @broadcast() -> tensor<2x2xi32> {
  %row = arith.constant dense<[10, 20]> : tensor<2xi32>
  %column = arith.constant dense<[[10, 20]]> : tensor<1x2xi32>
  %one = arith.constant dense<1> : tensor<2x2xi32>
  %empty = tensor.empty() : tensor<2x2xi32>
  %sum = linalg.generic {indexing_maps = [#rows, #columns, #all], iterator_types = ["parallel", "parallel"]}
      ins(%row, %column : tensor<2xi32>, tensor<1x2xi32>) outs(%empty : tensor<2x2xi32>) {
  ^bb0(%a: i32, %b: i32, %o: i32):
    %s = arith.addi %a, %b : i32
    linalg.yield %s : i32
  } -> tensor<2x2xi32>
  %more = linalg.generic {indexing_maps = [#all, #all, #all], iterator_types = ["parallel", "parallel"]}
      ins(%sum, %one : tensor<2x2xi32>, tensor<2x2xi32>) outs(%empty : tensor<2x2xi32>) {
  ^bb0(%a: i32, %b: i32, %o: i32):
    %s = arith.addi %a, %b : i32
    linalg.yield %s : i32
  } -> tensor<2x2xi32>
  return %more : tensor<2x2xi32>
}

// An argument, the destination's values, an index: none of these is a constant.

// CHECK-LABEL: func @left(
// CHECK-COUNT-3: linalg.generic
func.func @left(%x: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xindex>) {
  %c = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %empty = tensor.empty() : tensor<2xf32>
  %a = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]}
      ins(%c, %x : tensor<2xf32>, tensor<2xf32>) outs(%empty : tensor<2xf32>) {
  ^bb0(%v: f32, %w: f32, %o: f32):
    %s = arith.addf %v, %w : f32
    linalg.yield %s : f32
  } -> tensor<2xf32>
  %b = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%c : tensor<2xf32>) outs(%x : tensor<2xf32>) {
  ^bb0(%v: f32, %o: f32):
    %s = arith.addf %v, %o : f32
    linalg.yield %s : f32
  } -> tensor<2xf32>
  %indices = tensor.empty() : tensor<2xindex>
  %i = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%c : tensor<2xf32>) outs(%indices : tensor<2xindex>) {
  ^bb0(%v: f32, %o: index):
    %s = linalg.index 0 : index
    linalg.yield %s : index
  } -> tensor<2xindex>
  return %a, %b, %i : tensor<2xf32>, tensor<2xf32>, tensor<2xindex>
}

// A bias is not stored once for each pixel.
// CHECK-LABEL: @repeated
// CHECK: linalg.generic
func.func @repeated() -> tensor<4x8xf32> {
  %bias = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %e = tensor.empty() : tensor<4x8xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0)>, affine_map<(d0, d1) -> (d0, d1)>],
      iterator_types = ["parallel", "parallel"]} ins(%bias : tensor<4xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
