// single-kernel: a thread computes a tile of an output channel, with the sums of all
// positions in its registers, and no memory in between.

// RUN: wino-opt %s --convert-winograd-to-gpu --canonicalize --cse | FileCheck %s
// RUN: wino-opt %s --convert-winograd-to-gpu=workgroup-size=32 --canonicalize --cse | FileCheck %s --check-prefix=WHOLE

// 4 tiles and 8 channels are 32 threads: where they fill the workgroup, nothing is
// asked.
// WHOLE: known_block_size = array<i32: 32, 1, 1>, known_grid_size = array<i32: 1, 1, 1>
// WHOLE-NOT: scf.if

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>

// CHECK-LABEL: func.func @conv(
// CHECK: gpu.launch_func{{ +}}@conv_single::@conv_single {{.*}} args(%{{.+}} : memref<10x4xf32>, %{{.+}} : memref<4x4x8xf32>, %{{.+}} : memref<8x8xf32>)
// CHECK-NOT: gpu.launch_func

// CHECK: gpu.func @conv_single(%[[X:.+]]: memref<10x4xf32>, %[[G:.+]]: memref<4x4x8xf32>, %[[Y:.+]]: memref<8x8xf32>) kernel
// CHECK-SAME: known_block_size = array<i32: 64, 1, 1>, known_grid_size = array<i32: 1, 1, 1>
// CHECK-NOT: memref.alloca
// CHECK-NOT: gpu.barrier
// CHECK: %[[IS:.+]] = arith.cmpi ult, %{{.+}}, %c32
// CHECK: scf.if %[[IS]] {
// CHECK: %[[SUMS:.+]]:4 = scf.for %{{.+}} = %c0 to %c4 step %c1 iter_args({{.*}}) -> (f32, f32, f32, f32) {
// CHECK-COUNT-4: memref.load %[[X]]
// CHECK-COUNT-4: memref.load %[[G]]
// CHECK: scf.yield
// CHECK-NEXT: }
// CHECK-NOT: memref.load
// CHECK-COUNT-2: memref.store {{.+}}, %[[Y]]
// CHECK-NOT: memref.store
// CHECK-NOT: gpu.barrier
// CHECK: gpu.return
// CHECK-NOT: gpu.func
func.func @conv(%x: tensor<10x4xf32>, %G: tensor<4x4x8xf32>) -> tensor<8x8xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x4x4xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<10x4xf32>) outs(%0 : tensor<4x4x4xf32>) -> tensor<4x4x4xf32>
  %Xbuffer = winograd.bufferize %X private : tensor<4x4x4xf32>
  %1 = tensor.empty() : tensor<4x4x8xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%Xbuffer, %G : tensor<4x4x4xf32>, tensor<4x4x8xf32>) outs(%fill : tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
  %Mbuffer = winograd.bufferize %M private : tensor<4x4x8xf32>
  %2 = tensor.empty() : tensor<8x8xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%Mbuffer : tensor<4x4x8xf32>) outs(%2 : tensor<8x8xf32>) -> tensor<8x8xf32>
  %ybuffer = winograd.bufferize %y global : tensor<8x8xf32>
  return %ybuffer : tensor<8x8xf32>
}
