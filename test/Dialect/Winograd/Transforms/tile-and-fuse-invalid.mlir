// RUN: wino-opt %s --winograd-tile-and-fuse --split-input-file --verify-diagnostics
// RUN: not wino-opt %s --winograd-tile-and-fuse=lanes=-1 --split-input-file -o /dev/null 2>&1 | FileCheck %s
// CHECK: error: expected the option 'lanes' to be at least 0, but got -1

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#g = affine_map<(c, k, i) -> (i, c, k)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>
func.func @length(%x: tensor<18x6xf32>, %G: tensor<4x6x16xf32>) -> tensor<16x16xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x8x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<18x6xf32>) outs(%0 : tensor<4x8x6xf32>) -> tensor<4x8x6xf32>
  %XB = winograd.bufferize %X private : tensor<4x8x6xf32>
  %1 = tensor.empty() : tensor<4x8x16xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%XB, %G : tensor<4x8x6xf32>, tensor<4x6x16xf32>) outs(%fill : tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
  %MB = winograd.bufferize %M private : tensor<4x8x16xf32>
  %2 = tensor.empty() : tensor<16x16xf32>
  // expected-error@below {{expected a 'winograd.schedule' with 2 sizes per level, one for each parallel loop, but got #winograd.schedule<block = [4], panel = [0]>}}
  %y = winograd.kron output [#F] read #X write #x ins(%MB : tensor<4x8x16xf32>) outs(%2 : tensor<16x16xf32>)
      {winograd.schedule = #winograd.schedule<block = [4], panel = [0]>} -> tensor<16x16xf32>
  return %y : tensor<16x16xf32>
}

// -----

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#g = affine_map<(c, k, i) -> (i, c, k)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>
func.func @other(%x: tensor<18x6xf32>, %G: tensor<4x6x16xf32>) -> tensor<16x16xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x8x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<18x6xf32>) outs(%0 : tensor<4x8x6xf32>) -> tensor<4x8x6xf32>
  %XB = winograd.bufferize %X private : tensor<4x8x6xf32>
  %1 = tensor.empty() : tensor<4x8x16xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%XB, %G : tensor<4x8x6xf32>, tensor<4x6x16xf32>) outs(%fill : tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
  %MB = winograd.bufferize %M private : tensor<4x8x16xf32>
  %2 = tensor.empty() : tensor<16x16xf32>
  // expected-error@below {{but got 4 : i64}}
  %y = winograd.kron output [#F] read #X write #x ins(%MB : tensor<4x8x16xf32>) outs(%2 : tensor<16x16xf32>)
      {winograd.schedule = 4 : i64} -> tensor<16x16xf32>
  return %y : tensor<16x16xf32>
}

// -----

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#g = affine_map<(c, k, i) -> (i, c, k)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>
func.func @dynamic(%x: tensor<18x6xf32>, %G: tensor<4x6x?xf32>, %k: index, %2: tensor<16x?xf32>) -> tensor<16x?xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x8x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<18x6xf32>) outs(%0 : tensor<4x8x6xf32>) -> tensor<4x8x6xf32>
  %1 = tensor.empty(%k) : tensor<4x8x?xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x8x?xf32>) -> tensor<4x8x?xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%X, %G : tensor<4x8x6xf32>, tensor<4x6x?xf32>) outs(%fill : tensor<4x8x?xf32>) -> tensor<4x8x?xf32>
  // expected-error@below {{expected a block of static size, but loop 1 is dynamic, and whole in #winograd.schedule<block = [4, 0], panel = [0, 8]>}}
  %y = winograd.kron output [#F] read #X write #x ins(%M : tensor<4x8x?xf32>) outs(%2 : tensor<16x?xf32>)
      {winograd.schedule = #winograd.schedule<block = [4, 0], panel = [0, 8]>} -> tensor<16x?xf32>
  return %y : tensor<16x?xf32>
}

// -----

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>
func.func @schedule_s3(%x: tensor<18x6xf32>, %G: tensor<4x6x20xf32>, %2: tensor<16x20xf32>) -> tensor<16x20xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x8x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<18x6xf32>) outs(%0 : tensor<4x8x6xf32>) -> tensor<4x8x6xf32>
  %1 = tensor.empty() : tensor<4x8x20xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x8x20xf32>) -> tensor<4x8x20xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%X, %G : tensor<4x8x6xf32>, tensor<4x6x20xf32>) outs(%fill : tensor<4x8x20xf32>) -> tensor<4x8x20xf32>
  // expected-error@below {{expected blocks that divide loop 1, which has 20 iterations and is no window, but got #winograd.schedule<block = [3, 8], panel = [0, 0]>}}
  %y = winograd.kron output [#F] read #X write #x ins(%M : tensor<4x8x20xf32>) outs(%2 : tensor<16x20xf32>)
      {winograd.schedule = #winograd.schedule<block = [3, 8], panel = [0, 0]>} -> tensor<16x20xf32>
  return %y : tensor<16x20xf32>
}

// -----

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>
func.func @schedule_s3_dynamic(%x: tensor<18x6xf32>, %G: tensor<4x6x?xf32>, %k: index, %2: tensor<16x?xf32>) -> tensor<16x?xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x8x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<18x6xf32>) outs(%0 : tensor<4x8x6xf32>) -> tensor<4x8x6xf32>
  %1 = tensor.empty(%k) : tensor<4x8x?xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x8x?xf32>) -> tensor<4x8x?xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%X, %G : tensor<4x8x6xf32>, tensor<4x6x?xf32>) outs(%fill : tensor<4x8x?xf32>) -> tensor<4x8x?xf32>
  // expected-error@below {{expected blocks of size 1 along loop 1, which is dynamic and no window, but got #winograd.schedule<block = [4, 2], panel = [0, 0]>}}
  %y = winograd.kron output [#F] read #X write #x ins(%M : tensor<4x8x?xf32>) outs(%2 : tensor<16x?xf32>)
      {winograd.schedule = #winograd.schedule<block = [4, 2], panel = [0, 0]>} -> tensor<16x?xf32>
  return %y : tensor<16x?xf32>
}
