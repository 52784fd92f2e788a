// A direct convolution is one kernel: loops over the taps, four input channels at a
// time, and the sums of a register tile of pixels and output channels go around.

// RUN: wino-opt %s --convert-winograd-to-gpu="rows=2 columns=4 steps=4" --canonicalize --cse | FileCheck %s

// CHECK-LABEL: func.func @conv(
// CHECK: gpu.launch_func{{ +}}@conv_loops::@conv_loops
// CHECK-SAME: args(%{{.+}} : memref<1x10x6x8xf32>, %{{.+}} : memref<3x3x8x8xf32>, %{{.+}} : memref<1x8x4x8xf32>)
// CHECK-NOT: gpu.launch_func
// CHECK: gpu.func @conv_loops(%[[X:.+]]: memref<1x10x6x8xf32>, %[[G:.+]]: memref<3x3x8x8xf32>, %[[Y:.+]]: memref<1x8x4x8xf32>) kernel
// CHECK-NOT: gpu.barrier
// CHECK: scf.for %[[U:.+]] = %c0 to %c3 step %c1 iter_args({{.*}}) -> (f32, f32, f32, f32, f32, f32, f32, f32) {
// CHECK: scf.for %[[V:.+]] = %c0 to %c3 step %c1 iter_args(
// CHECK: scf.for %[[C:.+]] = %c0 to %c8 step %c4 iter_args(
// CHECK: vector.load %[[X]][%c0, {{.*}}, %[[C]]] : memref<1x10x6x8xf32>, vector<4xf32>
// CHECK: vector.load %[[G]][%[[U]], %[[V]], %[[C]], {{.*}}] : memref<3x3x8x8xf32>, vector<4xf32>
// CHECK: scf.yield
// CHECK: scf.yield
// CHECK: scf.yield
// CHECK-COUNT-2: vector.store {{.+}}, %[[Y]][{{.*}}] : memref<1x8x4x8xf32>, vector<4xf32>
// CHECK-NOT: vector.store
// CHECK: gpu.return
func.func @conv(%x: tensor<1x10x6x8xf32>, %g: tensor<3x3x8x8xf32>) -> tensor<1x8x4x8xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x8x4x8xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x10x6x8xf32>, tensor<3x3x8x8xf32>)
      outs(%init : tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
  return %y : tensor<1x8x4x8xf32>
}
