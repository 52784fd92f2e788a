// Of a schedule by hand, more than a loop has is the whole loop; along a dynamic
// one there is a limit.

// RUN: wino-opt %s --split-input-file --winograd-tile-and-fuse --verify-diagnostics | FileCheck %s

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>
// CHECK-LABEL: @whole
// CHECK: scf.forall (%{{.+}}) in (1)
// CHECK: winograd.kron input {{.*}} -> tensor<4x4x6xf32>
func.func @whole(%x: tensor<10x6xf32>, %G: tensor<4x6x5xf32>) -> tensor<8x5xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x4x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<10x6xf32>) outs(%0 : tensor<4x4x6xf32>) -> tensor<4x4x6xf32>
  %X1 = winograd.bufferize %X private : tensor<4x4x6xf32>
  %2 = tensor.empty() : tensor<4x4x5xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%2 : tensor<4x4x5xf32>) -> tensor<4x4x5xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%X1, %G : tensor<4x4x6xf32>, tensor<4x6x5xf32>) outs(%fill : tensor<4x4x5xf32>) -> tensor<4x4x5xf32>
  %M1 = winograd.bufferize %M private : tensor<4x4x5xf32>
  %3 = tensor.empty() : tensor<8x5xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%M1 : tensor<4x4x5xf32>) outs(%3 : tensor<8x5xf32>) {winograd.schedule = #winograd.schedule<block = [9223372036854775807, 4611686018427387904], panel = [0, 9223372036854775807]>} -> tensor<8x5xf32>
  return %y : tensor<8x5xf32>
}

// -----

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>
func.func @dynamic(%X: tensor<4x?x6xf32>, %x: tensor<?x6xf32>, %G: tensor<4x6x5xf32>, %M0: tensor<4x?x5xf32>, %3: tensor<?x5xf32>) -> tensor<?x5xf32> {
  %zero = arith.constant 0.0 : f32
  %X1 = winograd.kron input [#F] read #x write #X ins(%x : tensor<?x6xf32>) outs(%X : tensor<4x?x6xf32>) -> tensor<4x?x6xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%M0 : tensor<4x?x5xf32>) -> tensor<4x?x5xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%X1, %G : tensor<4x?x6xf32>, tensor<4x6x5xf32>) outs(%fill : tensor<4x?x5xf32>) -> tensor<4x?x5xf32>
  // expected-error@below {{expected a block of at most 65536 tiles along loop 0, which is dynamic, but got #winograd.schedule<block = [65537, 0], panel = [0, 0]>}}
  %y = winograd.kron output [#F] read #X write #x ins(%M : tensor<4x?x5xf32>) outs(%3 : tensor<?x5xf32>) {winograd.schedule = #winograd.schedule<block = [65537, 0], panel = [0, 0]>} -> tensor<?x5xf32>
  return %y : tensor<?x5xf32>
}
