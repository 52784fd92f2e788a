// What depends on the channel alone is computed for each channel, not for each pixel.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-hoist-broadcasts))' | FileCheck %s

#id = affine_map<(n, k, h, w) -> (n, k, h, w)>
#channel = affine_map<(n, k, h, w) -> (k, 0, 0)>

// CHECK-DAG: #[[K00:.+]] = affine_map<(d0) -> (d0, 0, 0)>
// CHECK-DAG: #[[K:.+]] = affine_map<(d0) -> (d0)>
// CHECK-DAG: #[[OFK:.+]] = affine_map<(d0, d1, d2, d3) -> (d1)>
// CHECK-LABEL: func.func @normalisation(
// CHECK-SAME: %[[X:[^:]+]]: tensor<1x8x5x7xf32>, %[[VAR:[^:]+]]: tensor<8x1x1xf32>, %[[MEAN:[^:]+]]: tensor<8x1x1xf32>)
// CHECK: %[[R:.+]] = linalg.generic {indexing_maps = [#[[K00]], #[[K]]], iterator_types = ["parallel"]} ins(%[[VAR]] : tensor<8x1x1xf32>) outs(%{{.+}} : tensor<8xf32>)
// CHECK: arith.addf
// CHECK: math.rsqrt
// CHECK: linalg.generic {{.*}}#[[OFK]]{{.*}} ins(%[[X]], %[[MEAN]], %[[R]] : tensor<1x8x5x7xf32>, tensor<8x1x1xf32>, tensor<8xf32>)
// CHECK-NOT: math.rsqrt
// CHECK: arith.maximumf
func.func @normalisation(%x: tensor<1x8x5x7xf32>, %var: tensor<8x1x1xf32>, %mean: tensor<8x1x1xf32>) -> tensor<1x8x5x7xf32> {
  %z = arith.constant 0.0 : f32
  %eps = arith.constant 1.0e-5 : f32
  %e = tensor.empty() : tensor<1x8x5x7xf32>
  %o = linalg.generic {indexing_maps=[#id,#channel,#channel,#id], iterator_types=["parallel","parallel","parallel","parallel"]} ins(%x,%var,%mean: tensor<1x8x5x7xf32>, tensor<8x1x1xf32>, tensor<8x1x1xf32>) outs(%e : tensor<1x8x5x7xf32>) {
  ^bb0(%a: f32, %v: f32, %m: f32, %q: f32):
    %s = arith.addf %v, %eps : f32
    %r = math.rsqrt %s : f32
    %d = arith.subf %a, %m : f32
    %y = arith.mulf %d, %r : f32
    %u = arith.maximumf %y, %z : f32
    linalg.yield %u : f32
  } -> tensor<1x8x5x7xf32>
  return %o : tensor<1x8x5x7xf32>
}

// A division of each value, and a product by channel, stay where they are.

// CHECK-LABEL: func.func @stays(
// CHECK-COUNT-1: linalg.generic
// CHECK-NOT: linalg.generic
// CHECK: return
func.func @stays(%x: tensor<1x8x5x7xf32>, %a: tensor<8x1x1xf32>, %b: tensor<8x1x1xf32>) -> tensor<1x8x5x7xf32> {
  %e = tensor.empty() : tensor<1x8x5x7xf32>
  %o = linalg.generic {indexing_maps = [#id, #channel, #channel, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%x, %a, %b : tensor<1x8x5x7xf32>, tensor<8x1x1xf32>, tensor<8x1x1xf32>) outs(%e : tensor<1x8x5x7xf32>) {
  ^bb0(%v: f32, %c: f32, %d: f32, %q: f32):
    %s = arith.mulf %c, %d : f32
    %r = arith.divf %v, %s : f32
    linalg.yield %r : f32
  } -> tensor<1x8x5x7xf32>
  return %o : tensor<1x8x5x7xf32>
}
