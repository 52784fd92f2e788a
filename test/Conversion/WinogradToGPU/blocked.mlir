// blocked: one kernel; a workgroup has two tiles and four output channels at all
// four positions, and X^ of two input channels at a time in workgroup memory.

// RUN: wino-opt %s --convert-winograd-to-gpu --canonicalize --cse | FileCheck %s

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>

// 4 / 2 blocks of tiles and 8 / 4 of channels; 4 positions, 2 rows, 2 columns.
// CHECK-LABEL: func.func @conv(
// CHECK-DAG: %[[ONE:.+]] = arith.constant 1 : index
// CHECK-DAG: %[[BLOCKS:.+]] = arith.constant 4 : index
// CHECK-DAG: %[[THREADS:.+]] = arith.constant 16 : index
// CHECK: %[[X:.+]] = bufferization.to_buffer %arg0 read_only
// CHECK: %[[G:.+]] = bufferization.to_buffer %arg1 read_only
// CHECK: %[[Y:.+]] = memref.alloc() : memref<8x8xf32>
// CHECK: gpu.launch_func{{ +}}@conv_block::@conv_block blocks in (%[[BLOCKS]], %[[ONE]], %[[ONE]]) threads in (%[[THREADS]], %[[ONE]], %[[ONE]])
// CHECK-SAME: args(%[[X]] : memref<10x4xf32>, %[[G]] : memref<4x4x8xf32>, %[[Y]] : memref<8x8xf32>)
// CHECK-NOT: gpu.launch_func
// CHECK: %[[RESULT:.+]] = bufferization.to_tensor %[[Y]]
// CHECK: return %[[RESULT]]

// CHECK: gpu.module @conv_block {
// CHECK: gpu.func @conv_block(%[[X:.+]]: memref<10x4xf32>, %[[G:.+]]: memref<4x4x8xf32>, %[[Y:.+]]: memref<8x8xf32>)
// CHECK-SAME: workgroup(%[[XS:.+]] : memref<4x2x2xf32, #gpu.address_space<workgroup>>, %[[MS:.+]] : memref<4x2x4xf32, #gpu.address_space<workgroup>>)
// CHECK-SAME: kernel attributes {known_block_size = array<i32: 16, 1, 1>, known_grid_size = array<i32: 4, 1, 1>}
// CHECK: %[[THREAD:.+]] = gpu.thread_id x

// Slices of the input channels; two sums of a thread go around.
// CHECK: %[[SUMS:.+]]:2 = scf.for %{{.+}} = %c0 to %c4 step %c2 iter_args({{.*}}) -> (f32, f32) {

// The threads that have one of the two tiles of two channels transform it.
// CHECK: %[[HAS:.+]] = arith.cmpi ult, %[[THREAD]], %c4
// CHECK-NEXT: scf.if %[[HAS]] {
// CHECK-COUNT-4: memref.load %[[X]]
// CHECK-COUNT-4: memref.store {{.+}}, %[[XS]]
// CHECK: }
// CHECK-NEXT: gpu.barrier

// One value of X^ and two of the filter per step.
// CHECK-NEXT: scf.for %[[C:.+]] = %c0 to %c2 step %c1 iter_args({{.*}}) -> (f32, f32) {
// CHECK: %[[V:.+]] = memref.load %[[XS]][
// CHECK: memref.load %[[G]][
// CHECK: memref.load %[[G]][
// CHECK: arith.mulf %[[V]], {{.+}} fastmath<contract>
// CHECK: arith.mulf %[[V]], {{.+}} fastmath<contract>
// CHECK-NOT: memref.load
// CHECK: scf.yield
// CHECK-NEXT: }
// The next slice overwrites this one.
// CHECK-NEXT: gpu.barrier
// CHECK-NEXT: scf.yield
// CHECK-NEXT: }

// The sums become M^, which other threads read.
// CHECK: memref.store %[[SUMS]]#0, %[[MS]]
// CHECK: memref.store %[[SUMS]]#1, %[[MS]]
// CHECK-NEXT: gpu.barrier
// CHECK-NOT: memref.store
// CHECK-COUNT-4: memref.load %[[MS]]
// CHECK-COUNT-2: memref.store {{.+}}, %[[Y]]
// CHECK-NOT: gpu.barrier
// CHECK: gpu.return
// CHECK-NOT: gpu.func
func.func @conv(%x: tensor<10x4xf32>, %G: tensor<4x4x8xf32>) -> tensor<8x8xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x4x4xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<10x4xf32>) outs(%0 : tensor<4x4x4xf32>) -> tensor<4x4x4xf32>
  %Xbuffer = winograd.bufferize %X workgroup : tensor<4x4x4xf32>
  %1 = tensor.empty() : tensor<4x4x8xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%Xbuffer, %G : tensor<4x4x4xf32>, tensor<4x4x8xf32>) outs(%fill : tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
  %Mbuffer = winograd.bufferize %M workgroup : tensor<4x4x8xf32>
  %2 = tensor.empty() : tensor<8x8xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%Mbuffer : tensor<4x4x8xf32>) outs(%2 : tensor<8x8xf32>) {winograd.workgroup_schedule = #winograd.workgroup_schedule<tiles = 2, channels = 4, depth = 2, rows = 1, columns = 2>} -> tensor<8x8xf32>
  %ybuffer = winograd.bufferize %y global : tensor<8x8xf32>
  return %ybuffer : tensor<8x8xf32>
}
