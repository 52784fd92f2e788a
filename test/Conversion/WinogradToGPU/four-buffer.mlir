// four-buffer: three kernels, and a fourth for a filter that is not transformed yet.
// The product has a register tile of at most rows x columns sums per thread.

// RUN: wino-opt %s --convert-winograd-to-gpu="rows=2 columns=4 steps=4" --canonicalize --cse | FileCheck %s
// RUN: wino-opt %s --convert-winograd-to-gpu="rows=1 columns=1 steps=4" --canonicalize --cse | FileCheck %s --check-prefix=ONE
// RUN: wino-opt %s --convert-winograd-to-gpu="workgroup-size=8 steps=4" --canonicalize --cse | FileCheck %s --check-prefix=SMALL

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>

// CHECK-LABEL: func.func @conv(
// CHECK: %[[X:.+]] = memref.alloc() : memref<4x4x4xf32>
// CHECK: gpu.launch_func{{ +}}@conv_input::@conv_input {{.*}} args(%{{.+}} : memref<10x4xf32>, %[[X]] : memref<4x4x4xf32>)
// CHECK: %[[M:.+]] = memref.alloc() : memref<4x4x8xf32>
// CHECK: gpu.launch_func{{ +}}@conv_loops::@conv_loops {{.*}} args(%[[X]] : memref<4x4x4xf32>, %{{.+}} : memref<4x4x8xf32>, %[[M]] : memref<4x4x8xf32>)
// CHECK: %[[Y:.+]] = memref.alloc() : memref<8x8xf32>
// CHECK: gpu.launch_func{{ +}}@conv_output::@conv_output {{.*}} args(%[[M]] : memref<4x4x8xf32>, %[[Y]] : memref<8x8xf32>)
// CHECK-NOT: gpu.launch_func

// CHECK-NOT: workgroup(
// CHECK-NOT: gpu.barrier
// CHECK: gpu.func @conv_input(
// CHECK-NOT: gpu.barrier

// Four input channels are one step, without a loop: of two rows, a vector each of
// X^; of four columns, a vector per input channel. Two vectors are stored.
// CHECK: gpu.func @conv_loops(%[[X:.+]]: memref<4x4x4xf32>, %[[G:.+]]: memref<4x4x8xf32>, %[[M:.+]]: memref<4x4x8xf32>) kernel
// CHECK-NOT: memref.load
// CHECK-DAG: vector.load %[[X]][{{.*}}] : memref<4x4x4xf32>, vector<4xf32>
// CHECK-DAG: vector.load %[[X]][{{.*}}] : memref<4x4x4xf32>, vector<4xf32>
// CHECK-DAG: vector.load %[[G]][{{.*}}] : memref<4x4x8xf32>, vector<4xf32>
// CHECK-DAG: vector.load %[[G]][{{.*}}] : memref<4x4x8xf32>, vector<4xf32>
// CHECK-DAG: vector.load %[[G]][{{.*}}] : memref<4x4x8xf32>, vector<4xf32>
// CHECK-DAG: vector.load %[[G]][{{.*}}] : memref<4x4x8xf32>, vector<4xf32>
// CHECK-NOT: vector.load
// CHECK-COUNT-2: vector.store {{.+}}, %[[M]][{{.*}}] : memref<4x4x8xf32>, vector<4xf32>
// CHECK-NOT: vector.store
// CHECK-NOT: gpu.barrier
// CHECK: gpu.func @conv_output(
// CHECK-NOT: gpu.barrier
// CHECK-NOT: gpu.func

// One sum per thread: 4 positions x 4 tiles x 8 channels, 64 at a time.
// ONE: gpu.func @conv_loops(
// ONE-SAME: known_grid_size = array<i32: 2, 1, 1>
// ONE: gpu.func @conv_output(

// The input transform has 4 tiles x 4 channels; the output one 4 x 8.
// SMALL: gpu.func @conv_input(
// SMALL-SAME: known_block_size = array<i32: 8, 1, 1>, known_grid_size = array<i32: 2, 1, 1>
// SMALL-NOT: scf.if
// SMALL: gpu.func @conv_loops(
// SMALL: gpu.func @conv_output(
// SMALL-SAME: known_block_size = array<i32: 8, 1, 1>, known_grid_size = array<i32: 4, 1, 1>
// SMALL-NOT: scf.if
func.func @conv(%x: tensor<10x4xf32>, %G: tensor<4x4x8xf32>) -> tensor<8x8xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x4x4xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<10x4xf32>) outs(%0 : tensor<4x4x4xf32>) -> tensor<4x4x4xf32>
  %Xbuffer = winograd.bufferize %X global : tensor<4x4x4xf32>
  %1 = tensor.empty() : tensor<4x4x8xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%Xbuffer, %G : tensor<4x4x4xf32>, tensor<4x4x8xf32>) outs(%fill : tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
  %Mbuffer = winograd.bufferize %M global : tensor<4x4x8xf32>
  %2 = tensor.empty() : tensor<8x8xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%Mbuffer : tensor<4x4x8xf32>) outs(%2 : tensor<8x8xf32>) -> tensor<8x8xf32>
  %ybuffer = winograd.bufferize %y global : tensor<8x8xf32>
  return %ybuffer : tensor<8x8xf32>
}
