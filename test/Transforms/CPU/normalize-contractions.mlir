// Products that are summed get one form.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-normalize-contractions{lanes=8}))' | FileCheck %s
// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-normalize-contractions{lanes=8},canonicalize))' | FileCheck %s --check-prefix=CONSTANT

#image = affine_map<(n, k, h, w, c, r, s) -> (n, c, h + r, w + s)>
#stepped = affine_map<(n, k, h, w, c, r, s) -> (n, c, h * 2 + r, w * 2 + s)>
#filter = affine_map<(n, k, h, w, c, r, s) -> (k, c, r, s)>
#result = affine_map<(n, k, h, w, c, r, s) -> (n, k, h, w)>

// A pointwise convolution has no taps, and its pixels are one loop.

// CHECK-DAG: #[[W:.+]] = affine_map<(d0, d1, d2, d3) -> (d1, d3)>
// CHECK-DAG: #[[X:.+]] = affine_map<(d0, d1, d2, d3) -> (d0, d3, d2)>
// CHECK-DAG: #[[Y:.+]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
// CHECK-LABEL: func.func @pointwise(
// CHECK-DAG: %[[F:.+]] = tensor.collapse_shape %{{.+}} {{\[\[}}0], [1, 2, 3]] : tensor<16x8x1x1xf32> into tensor<16x8xf32>
// CHECK-DAG: %[[I:.+]] = tensor.collapse_shape %{{.+}} {{\[\[}}0], [1], [2, 3]] : tensor<1x8x5x7xf32> into tensor<1x8x35xf32>
// CHECK: linalg.generic {indexing_maps = [#[[X]], #[[W]], #[[Y]]], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%[[I]], %[[F]] : tensor<1x8x35xf32>, tensor<16x8xf32>)
func.func @pointwise(%x: tensor<1x8x5x7xf32>, %f: tensor<16x8x1x1xf32>, %y: tensor<1x16x5x7xf32>) -> tensor<1x16x5x7xf32> {
  %0 = linalg.generic {indexing_maps = [#image, #filter, #result], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%x, %f : tensor<1x8x5x7xf32>, tensor<16x8x1x1xf32>) outs(%y : tensor<1x16x5x7xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %c, %p : f32
    linalg.yield %s : f32
  } -> tensor<1x16x5x7xf32>
  return %0 : tensor<1x16x5x7xf32>
}

// One that steps gets the pixels that it steps on side by side.

// CHECK-LABEL: func.func @stepped(
// CHECK: %[[I:.+]] = linalg.generic {{.*}} ins(%{{.+}} : tensor<1x8x9x13xf32>) outs(%{{.+}} : tensor<1x8x5x7xf32>)
// CHECK: tensor.collapse_shape %[[I]] {{\[\[}}0], [1], [2, 3]] : tensor<1x8x5x7xf32> into tensor<1x8x35xf32>
func.func @stepped(%x: tensor<1x8x9x13xf32>, %f: tensor<16x8x1x1xf32>, %y: tensor<1x16x5x7xf32>) -> tensor<1x16x5x7xf32> {
  %0 = linalg.generic {indexing_maps = [#stepped, #filter, #result], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%x, %f : tensor<1x8x9x13xf32>, tensor<16x8x1x1xf32>) outs(%y : tensor<1x16x5x7xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %c, %p : f32
    linalg.yield %s : f32
  } -> tensor<1x16x5x7xf32>
  return %0 : tensor<1x16x5x7xf32>
}

// A convolution with taps is left alone.

// CHECK-LABEL: func.func @taps(
// CHECK-NOT: collapse_shape
// CHECK: return
func.func @taps(%x: tensor<1x8x7x9xf32>, %f: tensor<16x8x3x3xf32>, %y: tensor<1x16x5x7xf32>) -> tensor<1x16x5x7xf32> {
  %0 = linalg.generic {indexing_maps = [#image, #filter, #result], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%x, %f : tensor<1x8x7x9xf32>, tensor<16x8x3x3xf32>) outs(%y : tensor<1x16x5x7xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %c, %p : f32
    linalg.yield %s : f32
  } -> tensor<1x16x5x7xf32>
  return %0 : tensor<1x16x5x7xf32>
}

#a = affine_map<(i, j, l) -> (i, l)>
#b = affine_map<(i, j, l) -> (j, l)>
#c = affine_map<(i, j, l) -> (i, j)>

// The rows of what is used often are transposed; a constant at compile time.

// CHECK-LABEL: func.func @transposed(
// CHECK-SAME: %[[A:[^:]+]]: tensor<16x32xf32>, %[[B:[^:]+]]: tensor<24x32xf32>
// CHECK: %[[T:.+]] = linalg.transpose ins(%[[B]] : tensor<24x32xf32>) outs(%{{.+}} : tensor<32x24xf32>) permutation = [1, 0]
// CHECK: linalg.generic {{.*}} ins(%[[A]], %[[T]] : tensor<16x32xf32>, tensor<32x24xf32>)
func.func @transposed(%x: tensor<16x32xf32>, %w: tensor<24x32xf32>, %y: tensor<16x24xf32>) -> tensor<16x24xf32> {
  %0 = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<16x32xf32>, tensor<24x32xf32>) outs(%y : tensor<16x24xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %c, %p : f32
    linalg.yield %s : f32
  } -> tensor<16x24xf32>
  return %0 : tensor<16x24xf32>
}

// CONSTANT-LABEL: func.func @constant(
// CONSTANT: arith.constant dense<{{\[\[}}1.000000e+00, 3.000000e+00], [2.000000e+00, 4.000000e+00]]> : tensor<2x2xf32>
// CONSTANT-NOT: linalg.transpose
// CONSTANT: return
func.func @constant(%x: tensor<1x2xf32>, %y: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%y : tensor<1x2xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %c, %p : f32
    linalg.yield %s : f32
  } -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

// What is used once is not: a dot product has as many sums as a vector has values.

// CHECK-LABEL: func.func @dots(
// CHECK-NOT: linalg.transpose
// CHECK: tensor.expand_shape %{{.+}} {{\[\[}}0], [1, 2]] output_shape [24, 4, 8] : tensor<24x32xf32> into tensor<24x4x8xf32>
// CHECK: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction", "parallel"]}
// CHECK: linalg.generic {{.*}} ins(%{{.+}} : tensor<1x24x8xf32>) outs(%{{.+}} : tensor<1x24xf32>)
func.func @dots(%x: tensor<1x32xf32>, %w: tensor<24x32xf32>, %y: tensor<1x24xf32>) -> tensor<1x24xf32> {
  %0 = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<1x32xf32>, tensor<24x32xf32>) outs(%y : tensor<1x24xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %c, %p : f32
    linalg.yield %s : f32
  } -> tensor<1x24xf32>
  return %0 : tensor<1x24xf32>
}

// CONSTANT-LABEL: func.func @resource(
// CONSTANT: arith.constant dense<{{\[\[}}1.000000e+00, 3.000000e+00], [2.000000e+00, 4.000000e+00]]> : tensor<2x2xf32>
// CONSTANT-NOT: linalg.transpose
// CONSTANT: return
func.func @resource(%x: tensor<1x2xf32>, %y: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %r = arith.constant dense_resource<weights> : tensor<4xf32>
  %w = tensor.expand_shape %r [[0, 1]] output_shape [2, 2] : tensor<4xf32> into tensor<2x2xf32>
  %0 = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%y : tensor<1x2xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %c, %p : f32
    linalg.yield %s : f32
  } -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

// What is elementwise goes through the pixels as through a row; a bias of a channel
// has no axes of size 1. In a loop over blocks, views would be copies.

#id = affine_map<(n, k, h, w) -> (n, k, h, w)>
#channel = affine_map<(n, k, h, w) -> (k, 0, 0)>

// CHECK-LABEL: func.func @bias(
// CHECK: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "parallel"]} ins(%{{.+}}, %{{.+}} : tensor<1x8x35xf32>, tensor<8xf32>)
func.func @bias(%x: tensor<1x8x5x7xf32>, %b: tensor<8x1x1xf32>) -> tensor<1x8x5x7xf32> {
  %e = tensor.empty() : tensor<1x8x5x7xf32>
  %0 = linalg.generic {indexing_maps = [#id, #channel, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%x, %b : tensor<1x8x5x7xf32>, tensor<8x1x1xf32>) outs(%e : tensor<1x8x5x7xf32>) {
  ^bb0(%v: f32, %c: f32, %q: f32):
    %s = arith.addf %v, %c : f32
    linalg.yield %s : f32
  } -> tensor<1x8x5x7xf32>
  return %0 : tensor<1x8x5x7xf32>
}

{-#
  dialect_resources: {
    builtin: {
      weights: "0x040000000000803F000000400000404000008040"
    }
  }
#-}


// An image is longer than windows of one tap reach: it is cut, so that the loop is as
// long as the axis; or, where an index falls, or the only window's place is left out,
// too, nothing is.

// CHECK-LABEL: @longer(
// CHECK-SAME: %[[X:.+]]: tensor<9x4xf32>, %[[G:.+]]: tensor<1x4x8xf32>
// CHECK: %[[CUT:.+]] = tensor.extract_slice %[[X]][0, 0] [7, 4]
// CHECK: linalg.generic {{.*}} ins(%[[CUT]], %{{.+}} : tensor<7x4xf32>, tensor<4x8xf32>)
func.func @longer(%x: tensor<9x4xf32>, %g: tensor<1x4x8xf32>, %y: tensor<7x8xf32>) -> tensor<7x8xf32> {
  %0 = linalg.generic {indexing_maps = [affine_map<(o, f, k, c) -> (o + k, c)>, affine_map<(o, f, k, c) -> (k, c, f)>,
                                        affine_map<(o, f, k, c) -> (o, f)>],
      iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
      ins(%x, %g : tensor<9x4xf32>, tensor<1x4x8xf32>) outs(%y : tensor<7x8xf32>) {
  ^bb0(%a: f32, %b: f32, %s: f32):
    %m = arith.mulf %a, %b : f32
    %t = arith.addf %s, %m : f32
    linalg.yield %t : f32
  } -> tensor<7x8xf32>
  return %0 : tensor<7x8xf32>
}

// CHECK-LABEL: @longer_falling(
// CHECK: linalg.generic {{.*}} ins(%{{.+}}, %{{.+}} : tensor<9x4xf32>, tensor<1x4x8xf32>)
func.func @longer_falling(%x: tensor<9x4xf32>, %g: tensor<1x4x8xf32>, %y: tensor<7x8xf32>) -> tensor<7x8xf32> {
  %0 = linalg.generic {indexing_maps = [affine_map<(o, f, k, c) -> (o - k, c)>, affine_map<(o, f, k, c) -> (k, c, f)>,
                                        affine_map<(o, f, k, c) -> (o, f)>],
      iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
      ins(%x, %g : tensor<9x4xf32>, tensor<1x4x8xf32>) outs(%y : tensor<7x8xf32>) {
  ^bb0(%a: f32, %b: f32, %s: f32):
    %m = arith.mulf %a, %b : f32
    %t = arith.addf %s, %m : f32
    linalg.yield %t : f32
  } -> tensor<7x8xf32>
  return %0 : tensor<7x8xf32>
}

// CHECK-LABEL: @only_place(
// CHECK: linalg.generic {{.*}} ins(%{{.+}}, %{{.+}} : tensor<9x4xf32>, tensor<1x4x8xf32>)
func.func @only_place(%x: tensor<9x4xf32>, %g: tensor<1x4x8xf32>, %y: tensor<1x8xf32>) -> tensor<1x8xf32> {
  %0 = linalg.generic {indexing_maps = [affine_map<(o, f, k, c) -> (o + k, c)>, affine_map<(o, f, k, c) -> (k, c, f)>,
                                        affine_map<(o, f, k, c) -> (o, f)>],
      iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
      ins(%x, %g : tensor<9x4xf32>, tensor<1x4x8xf32>) outs(%y : tensor<1x8xf32>) {
  ^bb0(%a: f32, %b: f32, %s: f32):
    %m = arith.mulf %a, %b : f32
    %t = arith.addf %s, %m : f32
    linalg.yield %t : f32
  } -> tensor<1x8xf32>
  return %0 : tensor<1x8xf32>
}
