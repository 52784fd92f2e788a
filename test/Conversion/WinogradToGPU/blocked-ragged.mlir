// Blocks that stick out: threads outside read the last tile, channel or slice, whose
// values of X^ are zeros beyond the input channels, and store nothing.

// RUN: wino-opt %s --convert-winograd-to-gpu --canonicalize --cse | FileCheck %s

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>

// Five outputs are three tiles, in two blocks of two; seven channels two of four;
// three input channels two slices of two.
// CHECK: gpu.func @conv_block(%[[X:.+]]: memref<7x3xf32>, %[[G:.+]]: memref<4x3x7xf32>, %[[Y:.+]]: memref<5x7xf32>)
// CHECK-SAME: known_block_size = array<i32: 16, 1, 1>, known_grid_size = array<i32: 4, 1, 1>
// CHECK: scf.for %[[FIRST:.+]] = %c0 to %c3 step %c2 iter_args(
// CHECK: scf.if
// CHECK: %[[CHANNEL:.+]] = arith.addi %[[FIRST]], %{{.+}}
// CHECK-DAG: arith.minui %[[CHANNEL]], %c2
// CHECK-DAG: arith.minui %{{.+}}, %c2
// CHECK: memref.load %[[X]]
// CHECK: %[[IS:.+]] = arith.cmpi ult, %[[CHANNEL]], %c3
// CHECK-COUNT-4: arith.select %[[IS]], %{{.+}}, %{{.+}} : f32
// CHECK: gpu.barrier
// CHECK: arith.minui %{{.+}}, %c6
// CHECK: memref.load %[[G]]
// CHECK: gpu.barrier
// CHECK: scf.yield
// CHECK: gpu.barrier
// CHECK: %[[ISTILE:.+]] = arith.cmpi ult, %{{.+}}, %c3
// CHECK: %[[ISCHANNEL:.+]] = arith.cmpi ult, %{{.+}}, %c7
// CHECK: %[[BOTH:.+]] = arith.andi %[[ISTILE]], %[[ISCHANNEL]]
// CHECK: scf.if %[[BOTH]] {
// CHECK: memref.store {{.+}}, %[[Y]]
// The second output of a tile may be outside of the image.
// CHECK: scf.if
// CHECK-NEXT: memref.store {{.+}}, %[[Y]]
func.func @conv(%x: tensor<7x3xf32>, %G: tensor<4x3x7xf32>) -> tensor<5x7xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x3x3xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<7x3xf32>) outs(%0 : tensor<4x3x3xf32>) -> tensor<4x3x3xf32>
  %Xbuffer = winograd.bufferize %X workgroup : tensor<4x3x3xf32>
  %1 = tensor.empty() : tensor<4x3x7xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x3x7xf32>) -> tensor<4x3x7xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%Xbuffer, %G : tensor<4x3x3xf32>, tensor<4x3x7xf32>) outs(%fill : tensor<4x3x7xf32>) -> tensor<4x3x7xf32>
  %Mbuffer = winograd.bufferize %M workgroup : tensor<4x3x7xf32>
  %2 = tensor.empty() : tensor<5x7xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%Mbuffer : tensor<4x3x7xf32>) outs(%2 : tensor<5x7xf32>)
      {winograd.workgroup_schedule = #winograd.workgroup_schedule<tiles = 2, channels = 4, depth = 2, rows = 1, columns = 2>} -> tensor<5x7xf32>
  %ybuffer = winograd.bufferize %y global : tensor<5x7xf32>
  return %ybuffer : tensor<5x7xf32>
}
