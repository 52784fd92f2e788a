// What a plan keeps in global memory has loops of its own: X^ in blocks of tiles
// (three-buffer), and M^ in panels of channels as well (four-buffer).

// RUN: wino-opt %s --winograd-tile-and-fuse=lanes=8 --canonicalize --cse | FileCheck %s

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#g = affine_map<(c, k, i) -> (i, c, k)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>

// CHECK-LABEL: @three_buffer(
// CHECK: %[[X:.+]] = scf.forall {{.*}} = (0) to (8) step (4) {{.*}} -> (tensor<4x8x6xf32>) {
// CHECK: winograd.kron input {{.*}} -> tensor<4x4x6xf32>
// CHECK: %[[XB:.+]] = winograd.bufferize %[[X]] global : tensor<4x8x6xf32>
// CHECK: scf.forall {{.*}} = (0) to (8) step (4) {{.*}} -> (tensor<16x16xf32>) {
// CHECK: tensor.extract_slice %[[XB]]
// CHECK: scf.for
// CHECK: %[[M:.+]] = winograd.hadamard_reduce {{.*}} -> tensor<4x4x8xf32>
// CHECK: winograd.bufferize %[[M]] private
// CHECK: winograd.kron output {{.*}} -> tensor<8x8xf32>
func.func @three_buffer(%x: tensor<18x6xf32>, %G: tensor<4x6x16xf32>) -> tensor<16x16xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x8x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<18x6xf32>) outs(%0 : tensor<4x8x6xf32>) -> tensor<4x8x6xf32>
  %XB = winograd.bufferize %X global : tensor<4x8x6xf32>
  %1 = tensor.empty() : tensor<4x8x16xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%XB, %G : tensor<4x8x6xf32>, tensor<4x6x16xf32>) outs(%fill : tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
  %MB = winograd.bufferize %M private : tensor<4x8x16xf32>
  %2 = tensor.empty() : tensor<16x16xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%MB : tensor<4x8x16xf32>) outs(%2 : tensor<16x16xf32>)
      {winograd.schedule = #winograd.schedule<block = [4, 0], panel = [0, 8]>} -> tensor<16x16xf32>
  return %y : tensor<16x16xf32>
}

// CHECK-LABEL: @four_buffer(
// CHECK: %[[X:.+]] = scf.forall {{.*}} = (0) to (8) step (4) {{.*}} -> (tensor<4x8x6xf32>) {
// CHECK: %[[XB:.+]] = winograd.bufferize %[[X]] global : tensor<4x8x6xf32>
// CHECK: %[[M:.+]] = scf.forall {{.*}} = (0) to (16) step (8) {{.*}} -> (tensor<4x8x16xf32>) {
// CHECK: winograd.hadamard_reduce {{.*}} ins(%[[XB]], %{{.+}} : tensor<4x8x6xf32>, tensor<4x6x8xf32>)
// CHECK: winograd.bufferize %[[M]] global : tensor<4x8x16xf32>
// CHECK: scf.forall {{.*}} = (0) to (8) step (4) {{.*}} -> (tensor<16x16xf32>) {
// CHECK: winograd.kron output
func.func @four_buffer(%x: tensor<18x6xf32>, %G: tensor<4x6x16xf32>) -> tensor<16x16xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x8x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<18x6xf32>) outs(%0 : tensor<4x8x6xf32>) -> tensor<4x8x6xf32>
  %XB = winograd.bufferize %X global : tensor<4x8x6xf32>
  %1 = tensor.empty() : tensor<4x8x16xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%XB, %G : tensor<4x8x6xf32>, tensor<4x6x16xf32>) outs(%fill : tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
  %MB = winograd.bufferize %M global : tensor<4x8x16xf32>
  %2 = tensor.empty() : tensor<16x16xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%MB : tensor<4x8x16xf32>) outs(%2 : tensor<16x16xf32>)
      {winograd.schedule = #winograd.schedule<block = [4, 0], panel = [0, 8]>} -> tensor<16x16xf32>
  return %y : tensor<16x16xf32>
}

// One block that is all of a convolution is a loop, too, with its memory inside.
// CHECK-LABEL: @one_block(
// CHECK: scf.forall (%{{.+}}) in (1)
// CHECK: tensor.empty() : tensor<4x8x6xf32>
// CHECK: winograd.kron input {{.*}} -> tensor<4x8x6xf32>
// CHECK: winograd.hadamard_reduce
// CHECK: winograd.kron output
// CHECK: } {mapping = [#winograd.workers]}
func.func @one_block(%x: tensor<18x6xf32>, %G: tensor<4x6x16xf32>) -> tensor<16x16xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x8x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<18x6xf32>) outs(%0 : tensor<4x8x6xf32>) -> tensor<4x8x6xf32>
  %XB = winograd.bufferize %X private : tensor<4x8x6xf32>
  %1 = tensor.empty() : tensor<4x8x16xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%XB, %G : tensor<4x8x6xf32>, tensor<4x6x16xf32>) outs(%fill : tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
  %MB = winograd.bufferize %M private : tensor<4x8x16xf32>
  %2 = tensor.empty() : tensor<16x16xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%MB : tensor<4x8x16xf32>) outs(%2 : tensor<16x16xf32>)
      {winograd.schedule = #winograd.schedule<block = [0, 0], panel = [0, 8]>} -> tensor<16x16xf32>
  return %y : tensor<16x16xf32>
}
