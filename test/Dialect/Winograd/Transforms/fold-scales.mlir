// What a convolution's channels are multiplied by becomes part of its constant filter.

// RUN: wino-opt %s -pass-pipeline='builtin.module(func.func(winograd-generalize,winograd-fold-scales,winograd-fold-constants),canonicalize,cse)' | FileCheck %s

#id = affine_map<(n, h, w, k) -> (n, h, w, k)>
#k = affine_map<(n, h, w, k) -> (k)>
#nchw = affine_map<(n, h, w, k) -> (n, k, h, w)>

// (2 (y - 1) / 4 + 3: half the filter, and 2.5; 8 (y - 2) / 2 + 5: four times the
// filter, and -3. A ReLU stays.
// CHECK-LABEL: @normalised(
// CHECK-SAME: %[[X:.*]]: tensor<1x4x4x1xf32>
// CHECK-DAG: %[[G:.*]] = arith.constant dense<{{.*}}[5.000000e-01, 4.000000e+00]{{.*}}[1.000000e+00, 8.000000e+00]{{.*}}> : tensor<1x2x1x2xf32>
// CHECK-DAG: %[[T:.*]] = arith.constant dense<[2.500000e+00, -3.000000e+00]> : tensor<2xf32>
// CHECK: %[[Y:.*]] = linalg.generic {{.*}} ins(%[[X]], %[[G]] :
// CHECK: %[[Z:.*]] = linalg.generic {{.*}} ins(%[[Y]], %[[T]] : tensor<1x4x3x2xf32>, tensor<2xf32>)
// CHECK: %[[S:.*]] = arith.addf
// CHECK-NEXT: %[[R:.*]] = arith.maximumf %[[S]]
// CHECK-NEXT: linalg.yield %[[R]]
// CHECK: return %[[Z]]
func.func @normalised(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x3x2xf32> {
  %zero = arith.constant 0.0 : f32
  %g = arith.constant dense<[[[[1.0, 1.0]], [[2.0, 2.0]]]]> : tensor<1x2x1x2xf32>
  %mean = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %deviation = arith.constant dense<[4.0, 2.0]> : tensor<2xf32>
  %weight = arith.constant dense<[2.0, 8.0]> : tensor<2xf32>
  %bias = arith.constant dense<[3.0, 5.0]> : tensor<2xf32>
  %e = tensor.empty() : tensor<1x4x3x2xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x4x3x2xf32>) -> tensor<1x4x3x2xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x4x4x1xf32>, tensor<1x2x1x2xf32>) outs(%f : tensor<1x4x3x2xf32>) -> tensor<1x4x3x2xf32>
  %z = linalg.generic {indexing_maps = [#id, #k, #k, #k, #k, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y, %mean, %deviation, %weight, %bias : tensor<1x4x3x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>)
      outs(%e : tensor<1x4x3x2xf32>) {
  ^bb0(%v: f32, %m: f32, %d: f32, %w: f32, %b: f32, %o: f32):
    %0 = arith.subf %v, %m : f32
    %1 = arith.divf %0, %d : f32
    %2 = arith.mulf %w, %1 : f32
    %3 = arith.addf %2, %b : f32
    %r = arith.maximumf %3, %zero : f32
    linalg.yield %r : f32
  } -> tensor<1x4x3x2xf32>
  return %z : tensor<1x4x3x2xf32>
}

// The initial value of a channel is scaled, too, and added behind: -2 (y + b) in another
// order of axes, b an argument.
// CHECK-LABEL: @biased(
// CHECK-SAME: %[[X:.*]]: tensor<1x4x4x1xf32>, %[[B:.*]]: tensor<2xf32>
// CHECK-DAG: %[[G:.*]] = arith.constant dense<-2.000000e+00> : tensor<1x2x1x2xf32>
// CHECK: %[[T:.*]] = linalg.generic {{.*}} ins(%[[B]]
// CHECK: arith.mulf
// CHECK: linalg.generic {{.*}} ins(%[[X]], %[[G]] :
// CHECK: linalg.generic {{.*}} ins(%{{.*}}, %[[T]] : tensor<1x4x3x2xf32>, tensor<2xf32>)
// CHECK-NEXT: ^bb0(%[[V:.*]]: f32, %[[S:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT: %[[R:.*]] = arith.addf %[[V]], %[[S]]
// CHECK-NEXT: linalg.yield %[[R]]
func.func @biased(%x: tensor<1x4x4x1xf32>, %b: tensor<2xf32>) -> tensor<1x2x4x3xf32> {
  %two = arith.constant 2.0 : f32
  %g = arith.constant dense<1.0> : tensor<1x2x1x2xf32>
  %e = tensor.empty() : tensor<1x4x3x2xf32>
  %init = linalg.broadcast ins(%b : tensor<2xf32>) outs(%e : tensor<1x4x3x2xf32>) dimensions = [0, 1, 2]
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x4x4x1xf32>, tensor<1x2x1x2xf32>) outs(%init : tensor<1x4x3x2xf32>) -> tensor<1x4x3x2xf32>
  %e1 = tensor.empty() : tensor<1x2x4x3xf32>
  %z = linalg.generic {indexing_maps = [#id, #nchw], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y : tensor<1x4x3x2xf32>) outs(%e1 : tensor<1x2x4x3xf32>) {
  ^bb0(%v: f32, %o: f32):
    %0 = arith.mulf %v, %two : f32
    %1 = arith.negf %0 : f32
    linalg.yield %1 : f32
  } -> tensor<1x2x4x3xf32>
  return %z : tensor<1x2x4x3xf32>
}

// Nothing to scale; a scale that is no constant; a value that is used beside its scaled
// one; values that may not be finite.
// CHECK-LABEL: @added(
// CHECK: arith.constant dense<1.000000e+00> : tensor<1x2x1x2xf32>
func.func @added(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x3x2xf32> {
  %zero = arith.constant 0.0 : f32
  %g = arith.constant dense<1.0> : tensor<1x2x1x2xf32>
  %s = arith.constant dense<[3.0, 5.0]> : tensor<2xf32>
  %e = tensor.empty() : tensor<1x4x3x2xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x4x3x2xf32>) -> tensor<1x4x3x2xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x4x4x1xf32>, tensor<1x2x1x2xf32>) outs(%f : tensor<1x4x3x2xf32>) -> tensor<1x4x3x2xf32>
  %z = linalg.generic {indexing_maps = [#id, #k, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y, %s : tensor<1x4x3x2xf32>, tensor<2xf32>) outs(%e : tensor<1x4x3x2xf32>) {
  ^bb0(%v: f32, %b: f32, %o: f32):
    %0 = arith.addf %v, %b : f32
    linalg.yield %0 : f32
  } -> tensor<1x4x3x2xf32>
  return %z : tensor<1x4x3x2xf32>
}

// CHECK-LABEL: @argument(
// CHECK: arith.constant dense<1.000000e+00> : tensor<1x2x1x2xf32>
// CHECK: arith.mulf
// CHECK: arith.mulf
func.func @argument(%x: tensor<1x4x4x1xf32>, %s: tensor<2xf32>) -> tensor<1x4x3x2xf32> {
  %zero = arith.constant 0.0 : f32
  %g = arith.constant dense<1.0> : tensor<1x2x1x2xf32>
  %e = tensor.empty() : tensor<1x4x3x2xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x4x3x2xf32>) -> tensor<1x4x3x2xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x4x4x1xf32>, tensor<1x2x1x2xf32>) outs(%f : tensor<1x4x3x2xf32>) -> tensor<1x4x3x2xf32>
  %z = linalg.generic {indexing_maps = [#id, #k, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y, %s : tensor<1x4x3x2xf32>, tensor<2xf32>) outs(%e : tensor<1x4x3x2xf32>) {
  ^bb0(%v: f32, %b: f32, %o: f32):
    %0 = arith.mulf %v, %b : f32
    linalg.yield %0 : f32
  } -> tensor<1x4x3x2xf32>
  return %z : tensor<1x4x3x2xf32>
}

// CHECK-LABEL: @gate(
// CHECK: arith.constant dense<1.000000e+00> : tensor<1x2x1x2xf32>
func.func @gate(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x3x2xf32> {
  %zero = arith.constant 0.0 : f32
  %two = arith.constant 2.0 : f32
  %g = arith.constant dense<1.0> : tensor<1x2x1x2xf32>
  %e = tensor.empty() : tensor<1x4x3x2xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x4x3x2xf32>) -> tensor<1x4x3x2xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x4x4x1xf32>, tensor<1x2x1x2xf32>) outs(%f : tensor<1x4x3x2xf32>) -> tensor<1x4x3x2xf32>
  %z = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y : tensor<1x4x3x2xf32>) outs(%e : tensor<1x4x3x2xf32>) {
  ^bb0(%v: f32, %o: f32):
    %0 = arith.mulf %v, %two : f32
    %1 = arith.maximumf %v, %0 : f32
    linalg.yield %1 : f32
  } -> tensor<1x4x3x2xf32>
  return %z : tensor<1x4x3x2xf32>
}

// CHECK-LABEL: @infinite(
// CHECK: arith.constant dense<1.000000e+00> : tensor<1x2x1x2xf32>
func.func @infinite(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x3x2xf32> attributes {winograd.finite_only = false} {
  %zero = arith.constant 0.0 : f32
  %two = arith.constant 2.0 : f32
  %g = arith.constant dense<1.0> : tensor<1x2x1x2xf32>
  %e = tensor.empty() : tensor<1x4x3x2xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x4x3x2xf32>) -> tensor<1x4x3x2xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x4x4x1xf32>, tensor<1x2x1x2xf32>) outs(%f : tensor<1x4x3x2xf32>) -> tensor<1x4x3x2xf32>
  %z = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y : tensor<1x4x3x2xf32>) outs(%e : tensor<1x4x3x2xf32>) {
  ^bb0(%v: f32, %o: f32):
    %0 = arith.mulf %v, %two : f32
    linalg.yield %0 : f32
  } -> tensor<1x4x3x2xf32>
  return %z : tensor<1x4x3x2xf32>
}
