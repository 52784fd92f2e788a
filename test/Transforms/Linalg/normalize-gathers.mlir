// A filter that is read backwards, with its channels exchanged, as torch-mlir writes that
// of a transposed convolution, becomes an operand with a map; a constant is folded
// through it, whatever its size; what is read elsewhere stays.

// RUN: wino-opt %s -pass-pipeline='builtin.module(func.func(winograd-normalize-gathers))' | FileCheck %s
// RUN: wino-opt %s -pass-pipeline='builtin.module(func.func(winograd-normalize-gathers,winograd-fold-constants))' | FileCheck %s --check-prefix=FOLD

// CHECK-DAG: #[[FLIP:.*]] = affine_map<(d0, d1, d2) -> (d1, d0, -d2 + 2)>
// CHECK-DAG: #[[TWICE:.*]] = affine_map<(d0) -> (d0 floordiv 2)>
// CHECK-LABEL: @flip
// CHECK-SAME: (%[[G:.*]]: tensor<4x2x3xf32>)
// CHECK: linalg.generic {indexing_maps = [#[[FLIP]], {{.*}}]{{.*}}} ins(%[[G]] : tensor<4x2x3xf32>)
// CHECK-NOT: tensor.extract
func.func @flip(%g: tensor<4x2x3xf32>) -> tensor<2x4x3xf32> {
  %c2 = arith.constant 2 : index
  %e = tensor.empty() : tensor<2x4x3xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d1, d2)>], iterator_types = ["parallel", "parallel", "parallel"]}
      outs(%e : tensor<2x4x3xf32>) {
  ^bb0(%out: f32):
    %c = linalg.index 0 : index
    %k = linalg.index 1 : index
    %r = linalg.index 2 : index
    %last = arith.subi %c2, %r : index
    %v = tensor.extract %g[%k, %c, %last] : tensor<4x2x3xf32>
    linalg.yield %v : f32
  } -> tensor<2x4x3xf32>
  return %y : tensor<2x4x3xf32>
}

// FOLD-LABEL: @constant
// FOLD: arith.constant dense<{{\[\[}}3.000000e+00, 2.000000e+00, 1.000000e+00], [6.000000e+00, 5.000000e+00, 4.000000e+00]]>
// FOLD-NOT: linalg.generic
// FOLD: return
func.func @constant() -> tensor<2x3xf32> {
  %g = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %c2 = arith.constant 2 : index
  %e = tensor.empty() : tensor<2x3xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]}
      outs(%e : tensor<2x3xf32>) {
  ^bb0(%out: f32):
    %k = linalg.index 0 : index
    %r = linalg.index 1 : index
    %last = arith.subi %c2, %r : index
    %v = tensor.extract %g[%k, %last] : tensor<2x3xf32>
    linalg.yield %v : f32
  } -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// The index 3 - r is outside for r = 0: what happens then is not for this pass to say.
// CHECK-LABEL: @outside
// CHECK: tensor.extract
func.func @outside(%g: tensor<3xf32>) -> tensor<3xf32> {
  %c3 = arith.constant 3 : index
  %e = tensor.empty() : tensor<3xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]}
      outs(%e : tensor<3xf32>) {
  ^bb0(%out: f32):
    %r = linalg.index 0 : index
    %i = arith.subi %c3, %r : index
    %v = tensor.extract %g[%i] : tensor<3xf32>
    linalg.yield %v : f32
  } -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// The nearest neighbour of an image that is twice as large, found in floats.
// CHECK-LABEL: @nearest
// CHECK: linalg.generic {indexing_maps = [#[[TWICE]], {{.*}} ins(%{{.*}} : tensor<4xf32>)
// CHECK-NOT: tensor.extract
func.func @nearest(%x: tensor<4xf32>) -> tensor<8xf32> {
  %two = arith.constant 2.0 : f32
  %last = arith.constant 3.0 : f32
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]}
      outs(%e : tensor<8xf32>) {
  ^bb0(%out: f32):
    %w = linalg.index 0 : index
    %i = arith.index_cast %w : index to i64
    %f = arith.sitofp %i : i64 to f32
    %d = arith.divf %f, %two : f32
    %floor = math.floor %d : f32
    %low = arith.maximumf %floor, %zero : f32
    %high = arith.minimumf %low, %last : f32
    %n = arith.fptosi %high : f32 to i64
    %nearest = arith.index_cast %n : i64 to index
    %v = tensor.extract %x[%nearest] : tensor<4xf32>
    linalg.yield %v : f32
  } -> tensor<8xf32>
  return %y : tensor<8xf32>
}

// By 1.5: neither a multiple of the loop nor a part of it.
// CHECK-LABEL: @between
// CHECK: tensor.extract
func.func @between(%x: tensor<4xf32>) -> tensor<6xf32> {
  %scale = arith.constant 1.5 : f32
  %e = tensor.empty() : tensor<6xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]}
      outs(%e : tensor<6xf32>) {
  ^bb0(%out: f32):
    %w = linalg.index 0 : index
    %i = arith.index_cast %w : index to i64
    %f = arith.sitofp %i : i64 to f32
    %d = arith.divf %f, %scale : f32
    %n = arith.fptosi %d : f32 to i64
    %nearest = arith.index_cast %n : i64 to index
    %v = tensor.extract %x[%nearest] : tensor<4xf32>
    linalg.yield %v : f32
  } -> tensor<6xf32>
  return %y : tensor<6xf32>
}

// A loop alone cannot index a part of an axis: the read stays.
// CHECK-LABEL: @part(
// CHECK: tensor.extract
func.func @part(%x: tensor<3xf32>) -> tensor<2xf32> {
  %e = tensor.empty() : tensor<2xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]}
      outs(%e : tensor<2xf32>) {
  ^bb0(%o: f32):
    %i = linalg.index 0 : index
    %v = tensor.extract %x[%i] : tensor<3xf32>
    linalg.yield %v : f32
  } -> tensor<2xf32>
  return %y : tensor<2xf32>
}
