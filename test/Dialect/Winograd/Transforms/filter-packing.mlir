// A filter of several panels is arranged in panels, [K / panel][...][panel]: a
// constant at compile time, an argument before the loops. Zeros fill the last panel.

// RUN: wino-opt %s --winograd-tile-and-fuse=lanes=2 --canonicalize --cse | FileCheck %s

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#g = affine_map<(c, k, i) -> (i, c, k)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>

// CHECK-LABEL: @constant(
// CHECK: arith.constant dense<{{\[\[}}{{\[\[}}0.000000e+00, 1.000000e+00]], {{\[\[}}4.000000e+00, 5.000000e+00]], {{\[\[}}8.000000e+00, 9.000000e+00]], {{\[\[}}1.200000e+01, 1.300000e+01]]], {{\[\[\[}}2.000000e+00, 3.000000e+00]],
// CHECK-SAME: tensor<2x4x1x2xf32>
// CHECK-NOT: linalg.transpose
// CHECK: scf.forall
// CHECK: scf.for
// CHECK: %[[PANEL:.+]] = tensor.extract_slice %{{.+}}[%{{.+}}, 0, 0, 0] [1, 4, 1, 2] [1, 1, 1, 1] : tensor<2x4x1x2xf32> to tensor<1x4x1x2xf32>
// CHECK: tensor.collapse_shape %[[PANEL]] {{.*}} into tensor<4x1x2xf32>
func.func @constant(%x: tensor<6x1xf32>) -> tensor<4x4xf32> {
  %zero = arith.constant 0.0 : f32
  %G = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0]], [[4.0, 5.0, 6.0, 7.0]], [[8.0, 9.0, 10.0, 11.0]], [[12.0, 13.0, 14.0, 15.0]]]> : tensor<4x1x4xf32>
  %0 = tensor.empty() : tensor<4x2x1xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<6x1xf32>) outs(%0 : tensor<4x2x1xf32>) -> tensor<4x2x1xf32>
  %XB = winograd.bufferize %X private : tensor<4x2x1xf32>
  %1 = tensor.empty() : tensor<4x2x4xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%XB, %G : tensor<4x2x1xf32>, tensor<4x1x4xf32>) outs(%fill : tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
  %MB = winograd.bufferize %M private : tensor<4x2x4xf32>
  %2 = tensor.empty() : tensor<4x4xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%MB : tensor<4x2x4xf32>) outs(%2 : tensor<4x4xf32>)
      {winograd.schedule = #winograd.schedule<block = [1, 0], panel = [0, 2]>} -> tensor<4x4xf32>
  return %y : tensor<4x4xf32>
}

// A resource, which reshapes do not fold into.
// CHECK-LABEL: @reshaped(
// CHECK: arith.constant dense<{{\[\[}}{{\[\[}}0.000000e+00, 1.000000e+00]], {{\[\[}}4.000000e+00, 5.000000e+00]],
// CHECK-SAME: tensor<2x4x1x2xf32>
// CHECK-NOT: linalg.transpose
// CHECK: scf.forall
func.func @reshaped(%x: tensor<6x1xf32>) -> tensor<4x4xf32> {
  %zero = arith.constant 0.0 : f32
  %g = arith.constant dense_resource<g> : tensor<4x4xf32>
  %G = tensor.expand_shape %g [[0, 1], [2]] output_shape [4, 1, 4] : tensor<4x4xf32> into tensor<4x1x4xf32>
  %0 = tensor.empty() : tensor<4x2x1xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<6x1xf32>) outs(%0 : tensor<4x2x1xf32>) -> tensor<4x2x1xf32>
  %XB = winograd.bufferize %X private : tensor<4x2x1xf32>
  %1 = tensor.empty() : tensor<4x2x4xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%XB, %G : tensor<4x2x1xf32>, tensor<4x1x4xf32>) outs(%fill : tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
  %MB = winograd.bufferize %M private : tensor<4x2x4xf32>
  %2 = tensor.empty() : tensor<4x4xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%MB : tensor<4x2x4xf32>) outs(%2 : tensor<4x4xf32>)
      {winograd.schedule = #winograd.schedule<block = [1, 0], panel = [0, 2]>} -> tensor<4x4xf32>
  return %y : tensor<4x4xf32>
}

// CHECK-LABEL: @argument(
// CHECK-SAME: %[[G:[^:]+]]: tensor<4x6x20xf32>
// CHECK: %[[PADDED:.+]] = tensor.pad %[[G]] low[0, 0, 0] high[0, 0, 4]
// CHECK: %[[SPLIT:.+]] = tensor.expand_shape %[[PADDED]] {{.*}} into tensor<4x6x3x8xf32>
// CHECK: %[[PACKED:.+]] = linalg.transpose ins(%[[SPLIT]] : tensor<4x6x3x8xf32>) outs(%{{.+}} : tensor<3x4x6x8xf32>) permutation = [2, 0, 1, 3]
// CHECK: scf.forall
// CHECK: tensor.extract_slice %[[PACKED]][%{{.+}}, 0, 0, 0] [1, 4, 6, 8]
// CHECK: tensor.extract_slice %[[PACKED]][2, 0, 0, 0] [1, 4, 6, 4]
func.func @argument(%x: tensor<18x6xf32>, %G: tensor<4x6x20xf32>) -> tensor<16x20xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x8x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<18x6xf32>) outs(%0 : tensor<4x8x6xf32>) -> tensor<4x8x6xf32>
  %XB = winograd.bufferize %X private : tensor<4x8x6xf32>
  %1 = tensor.empty() : tensor<4x8x20xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x8x20xf32>) -> tensor<4x8x20xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%XB, %G : tensor<4x8x6xf32>, tensor<4x6x20xf32>) outs(%fill : tensor<4x8x20xf32>) -> tensor<4x8x20xf32>
  %MB = winograd.bufferize %M private : tensor<4x8x20xf32>
  %2 = tensor.empty() : tensor<16x20xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%MB : tensor<4x8x20xf32>) outs(%2 : tensor<16x20xf32>)
      {winograd.schedule = #winograd.schedule<block = [4, 0], panel = [0, 8]>} -> tensor<16x20xf32>
  return %y : tensor<16x20xf32>
}

// One panel is the filter as it is.
// CHECK-LABEL: @one_panel(
// CHECK-NOT: linalg.transpose
// CHECK: return
func.func @one_panel(%x: tensor<18x6xf32>, %G: tensor<4x6x8xf32>) -> tensor<16x8xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x8x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<18x6xf32>) outs(%0 : tensor<4x8x6xf32>) -> tensor<4x8x6xf32>
  %XB = winograd.bufferize %X private : tensor<4x8x6xf32>
  %1 = tensor.empty() : tensor<4x8x8xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x8x8xf32>) -> tensor<4x8x8xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%XB, %G : tensor<4x8x6xf32>, tensor<4x6x8xf32>) outs(%fill : tensor<4x8x8xf32>) -> tensor<4x8x8xf32>
  %MB = winograd.bufferize %M private : tensor<4x8x8xf32>
  %2 = tensor.empty() : tensor<16x8xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%MB : tensor<4x8x8xf32>) outs(%2 : tensor<16x8xf32>)
      {winograd.schedule = #winograd.schedule<block = [4, 0], panel = [0, 8]>} -> tensor<16x8xf32>
  return %y : tensor<16x8xf32>
}

{-# dialect_resources: { builtin: { g: "0x04000000000000000000803F0000004000004040000080400000A0400000C0400000E0400000004100001041000020410000304100004041000050410000604100007041" } } #-}
