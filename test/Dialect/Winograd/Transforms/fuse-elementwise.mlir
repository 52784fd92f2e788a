// What follows a convolution elementwise becomes one operation; what makes its image, or
// its filter, stays in front of it, also when the convolution is a linalg.generic, which
// upstream's pass fuses with it.

// RUN: wino-opt %s --winograd-fuse-elementwise | FileCheck %s -DCONV=linalg.conv_2d_nhwc_hwcf
// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-generalize),winograd-fuse-elementwise)' | FileCheck %s -DCONV=linalg.generic
// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-generalize),linalg-fuse-elementwise-ops)' | FileCheck %s --check-prefix=UPSTREAM

#map = affine_map<(n, h, w, k) -> (n, h, w, k)>
#bias = affine_map<(n, h, w, k) -> (k)>
// CHECK-LABEL: @conv(
// CHECK-SAME: %[[X:[^:]+]]: tensor<1x10x10x6xf32>, %[[G:[^:]+]]: tensor<3x3x6x5xf32>, %[[BIAS:[^:]+]]: tensor<5xf32>
// CHECK: %[[IMAGE:.+]] = linalg.generic {{.*}} ins(%[[X]] : tensor<1x10x10x6xf32>)
// CHECK: arith.maximumf
// CHECK: %[[FILTER:.+]] = linalg.generic {{.*}} ins(%[[G]] : tensor<3x3x6x5xf32>)
// CHECK: arith.negf
// CHECK: %[[Y:.+]] = [[CONV]] {{.*}}ins(%[[IMAGE]], %[[FILTER]] : tensor<1x10x10x6xf32>, tensor<3x3x6x5xf32>)
// CHECK: %[[R:.+]] = linalg.generic {{.*}} ins(%[[Y]], %[[BIAS]] : tensor<1x8x8x5xf32>, tensor<5xf32>)
// CHECK: %[[SUM:.+]] = arith.addf
// CHECK-NEXT: %[[MAX:.+]] = arith.maximumf %[[SUM]]
// CHECK-NEXT: linalg.yield %[[MAX]]
// CHECK-NOT: linalg.
// CHECK: return %[[R]]

// UPSTREAM-LABEL: @conv(
// UPSTREAM: linalg.generic {{.*}} ins(%arg0, %arg1 : tensor<1x10x10x6xf32>, tensor<3x3x6x5xf32>)
func.func @conv(%x: tensor<1x10x10x6xf32>, %g: tensor<3x3x6x5xf32>, %bias: tensor<5xf32>) -> tensor<1x8x8x5xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<1x10x10x6xf32>
  %image = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%x : tensor<1x10x10x6xf32>) outs(%0 : tensor<1x10x10x6xf32>) {
  ^bb0(%a: f32, %out: f32):
    %max = arith.maximumf %a, %zero : f32
    linalg.yield %max : f32
  } -> tensor<1x10x10x6xf32>
  %1 = tensor.empty() : tensor<3x3x6x5xf32>
  %filter = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%g : tensor<3x3x6x5xf32>) outs(%1 : tensor<3x3x6x5xf32>) {
  ^bb0(%a: f32, %out: f32):
    %neg = arith.negf %a : f32
    linalg.yield %neg : f32
  } -> tensor<3x3x6x5xf32>
  %2 = tensor.empty() : tensor<1x8x8x5xf32>
  %init = linalg.fill ins(%zero : f32) outs(%2 : tensor<1x8x8x5xf32>) -> tensor<1x8x8x5xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%image, %filter : tensor<1x10x10x6xf32>, tensor<3x3x6x5xf32>)
      outs(%init : tensor<1x8x8x5xf32>) -> tensor<1x8x8x5xf32>
  %s = linalg.generic {indexing_maps = [#map, #bias, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y, %bias : tensor<1x8x8x5xf32>, tensor<5xf32>) outs(%2 : tensor<1x8x8x5xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %sum = arith.addf %a, %b : f32
    linalg.yield %sum : f32
  } -> tensor<1x8x8x5xf32>
  %r = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%s : tensor<1x8x8x5xf32>) outs(%2 : tensor<1x8x8x5xf32>) {
  ^bb0(%a: f32, %out: f32):
    %max = arith.maximumf %a, %zero : f32
    linalg.yield %max : f32
  } -> tensor<1x8x8x5xf32>
  return %r : tensor<1x8x8x5xf32>
}

// A value with two users is computed once.
#row = affine_map<(i) -> (i)>
// CHECK-LABEL: @two_users(
// CHECK: %[[EXP:.+]] = linalg.generic {{.*}} ins(%{{.*}} : tensor<8xf32>)
// CHECK: math.exp
// CHECK: %[[NEG:.+]] = linalg.generic {{.*}} ins(%[[EXP]] :
// CHECK: return %[[EXP]], %[[NEG]]
func.func @two_users(%x: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>) {
  %0 = tensor.empty() : tensor<8xf32>
  %e = linalg.generic {indexing_maps = [#row, #row], iterator_types = ["parallel"]}
      ins(%x : tensor<8xf32>) outs(%0 : tensor<8xf32>) {
  ^bb0(%a: f32, %out: f32):
    %exp = math.exp %a : f32
    linalg.yield %exp : f32
  } -> tensor<8xf32>
  %n = linalg.generic {indexing_maps = [#row, #row], iterator_types = ["parallel"]}
      ins(%e : tensor<8xf32>) outs(%0 : tensor<8xf32>) {
  ^bb0(%a: f32, %out: f32):
    %neg = arith.negf %a : f32
    linalg.yield %neg : f32
  } -> tensor<8xf32>
  return %e, %n : tensor<8xf32>, tensor<8xf32>
}

// What makes an operand that a product reads again stays in front; a sum takes along
// what makes its values.

// CHECK-LABEL: func.func @product(
// CHECK: linalg.generic
// CHECK: arith.divf
// CHECK: linalg.generic
// CHECK-NOT: arith.divf
// CHECK: return
func.func @product(%x: tensor<4x8xf32>, %w: tensor<8x6xf32>, %y: tensor<4x6xf32>, %d: f32) -> tensor<4x6xf32> {
  %e = tensor.empty() : tensor<4x8xf32>
  %q = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]} ins(%x : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%a: f32, %b: f32):
    %s = arith.divf %a, %d : f32
    linalg.yield %s : f32
  } -> tensor<4x8xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(i, j, l) -> (i, l)>, affine_map<(i, j, l) -> (l, j)>, affine_map<(i, j, l) -> (i, j)>], iterator_types = ["parallel", "parallel", "reduction"]} ins(%q, %w : tensor<4x8xf32>, tensor<8x6xf32>) outs(%y : tensor<4x6xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %c, %p : f32
    linalg.yield %s : f32
  } -> tensor<4x6xf32>
  return %r : tensor<4x6xf32>
}

// CHECK-LABEL: func.func @sum(
// CHECK-COUNT-1: linalg.generic
// CHECK-NOT: linalg.generic
// CHECK: return
func.func @sum(%x: tensor<4x8xf32>, %y: tensor<4xf32>, %d: f32) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4x8xf32>
  %q = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]} ins(%x : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%a: f32, %b: f32):
    %s = arith.divf %a, %d : f32
    linalg.yield %s : f32
  } -> tensor<4x8xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>], iterator_types = ["parallel", "reduction"]} ins(%q : tensor<4x8xf32>) outs(%y : tensor<4xf32>) {
  ^bb0(%a: f32, %b: f32):
    %s = arith.addf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// What cuts off the results in front of a transposed convolution's comes last, and the
// buffer is that of what it cuts; not where another operand has only what is left.

#F2 = #winograd.algorithm<F(2, 2)>
#read = affine_map<(t, k, p, u) -> (u, t, k, p)>
#write = affine_map<(t, k, p, u) -> (t * 4 + u * 2 + p, k)>
#ik = affine_map<(i, k) -> (i, k)>
#ki = affine_map<(i, k) -> (k, i)>
#k = affine_map<(i, k) -> (k)>
// CHECK-LABEL: @cut(
// CHECK-SAME: %[[M:.+]]: tensor<3x2x5x2xf32>, %[[BIAS:.+]]: tensor<5xf32>
// CHECK: %[[Y:.+]] = winograd.kron output
// CHECK: %[[E:.+]] = tensor.empty() : tensor<5x8xf32>
// CHECK: %[[Z:.+]] = linalg.generic {{.*}} ins(%[[Y]], %[[BIAS]] : tensor<8x5xf32>, tensor<5xf32>) outs(%[[E]] : tensor<5x8xf32>)
// CHECK: %[[B:.+]] = winograd.bufferize %[[Z]] global : tensor<5x8xf32>
// CHECK: %[[R:.+]] = tensor.extract_slice %[[B]][0, 1] [5, 7] [1, 1] : tensor<5x8xf32> to tensor<5x7xf32>
// CHECK: return %[[R]]
func.func @cut(%m: tensor<3x2x5x2xf32>, %bias: tensor<5xf32>) -> tensor<5x7xf32> {
  %0 = tensor.empty() : tensor<8x5xf32>
  %y = winograd.kron output [#F2] read #read write #write ins(%m : tensor<3x2x5x2xf32>) outs(%0 : tensor<8x5xf32>) -> tensor<8x5xf32>
  %b = winograd.bufferize %y global : tensor<8x5xf32>
  %part = tensor.extract_slice %b[1, 0] [7, 5] [1, 1] : tensor<8x5xf32> to tensor<7x5xf32>
  %1 = tensor.empty() : tensor<5x7xf32>
  %z = linalg.generic {indexing_maps = [#ik, #k, #ki], iterator_types = ["parallel", "parallel"]}
      ins(%part, %bias : tensor<7x5xf32>, tensor<5xf32>) outs(%1 : tensor<5x7xf32>) {
  ^bb0(%v: f32, %c: f32, %out: f32):
    %s = arith.addf %v, %c : f32
    linalg.yield %s : f32
  } -> tensor<5x7xf32>
  return %z : tensor<5x7xf32>
}

// CHECK-LABEL: @residual_of_cut(
// CHECK: %[[PART:.+]] = tensor.extract_slice
// CHECK: linalg.generic {{.*}} ins(%[[PART]],
func.func @residual_of_cut(%m: tensor<3x2x5x2xf32>, %skip: tensor<7x5xf32>) -> tensor<7x5xf32> {
  %0 = tensor.empty() : tensor<8x5xf32>
  %y = winograd.kron output [#F2] read #read write #write ins(%m : tensor<3x2x5x2xf32>) outs(%0 : tensor<8x5xf32>) -> tensor<8x5xf32>
  %part = tensor.extract_slice %y[1, 0] [7, 5] [1, 1] : tensor<8x5xf32> to tensor<7x5xf32>
  %1 = tensor.empty() : tensor<7x5xf32>
  %z = linalg.generic {indexing_maps = [#ik, #ik, #ik], iterator_types = ["parallel", "parallel"]}
      ins(%part, %skip : tensor<7x5xf32>, tensor<7x5xf32>) outs(%1 : tensor<7x5xf32>) {
  ^bb0(%v: f32, %c: f32, %out: f32):
    %s = arith.addf %v, %c : f32
    linalg.yield %s : f32
  } -> tensor<7x5xf32>
  return %z : tensor<7x5xf32>
}
