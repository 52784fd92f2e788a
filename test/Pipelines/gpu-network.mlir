// Equal layers of a network share their kernels, which differ from those of other
// layers; each layer's buffers are freed before the next one's are needed.

// RUN: wino-opt %s --winograd-to-kernels="plan=blocked tile=2" | FileCheck %s

// CHECK-LABEL: func.func @network(
// CHECK: gpu.launch_func{{ +}}@[[EQUAL:[a-z0-9_]+]]::@{{.*}} args(%arg0 : memref<1x10x8xf32>, %[[G:.+]] : memref<4x8x8xf32>, %[[A:.+]] : memref<1x10x8xf32>)
// CHECK: gpu.launch_func{{ +}}@[[EQUAL]]::@{{.*}} args(%[[A]] : memref<1x10x8xf32>, %{{.+}} : memref<4x8x8xf32>, %[[B:.+]] : memref<1x10x8xf32>)
// CHECK-NEXT: memref.dealloc %[[A]]
// CHECK-NOT: @[[EQUAL]]::
// CHECK: gpu.launch_func{{ +}}@[[OTHER:[a-z0-9_]+]]::@{{.*}} args(%[[B]] : memref<1x10x8xf32>, %{{.+}} : memref<4x8x4xf32>, %[[C:.+]] : memref<1x10x4xf32>)
// CHECK-NEXT: memref.dealloc %[[B]]
// CHECK-NEXT: return %[[C]]
// CHECK-COUNT-2: gpu.module
// CHECK-NOT: gpu.module
func.func @network(%x: tensor<1x10x8xf32>) -> tensor<1x10x4xf32> {
  %zero = arith.constant 0.0 : f32
  %g0 = arith.constant dense<1.0> : tensor<3x8x8xf32>
  %g1 = arith.constant dense<2.0> : tensor<3x8x8xf32>
  %g2 = arith.constant dense<3.0> : tensor<3x8x4xf32>
  %wide = tensor.empty() : tensor<1x10x8xf32>
  %narrow = tensor.empty() : tensor<1x10x4xf32>
  %init0 = linalg.fill ins(%zero : f32) outs(%wide : tensor<1x10x8xf32>) -> tensor<1x10x8xf32>
  %init1 = linalg.fill ins(%zero : f32) outs(%narrow : tensor<1x10x4xf32>) -> tensor<1x10x4xf32>
  %p0 = tensor.pad %x low[0, 1, 0] high[0, 1, 0] {
  ^bb0(%n: index, %w: index, %c: index):
    tensor.yield %zero : f32
  } : tensor<1x10x8xf32> to tensor<1x12x8xf32>
  %a = linalg.conv_1d_nwc_wcf ins(%p0, %g0 : tensor<1x12x8xf32>, tensor<3x8x8xf32>) outs(%init0 : tensor<1x10x8xf32>) -> tensor<1x10x8xf32>
  %p1 = tensor.pad %a low[0, 1, 0] high[0, 1, 0] {
  ^bb0(%n: index, %w: index, %c: index):
    tensor.yield %zero : f32
  } : tensor<1x10x8xf32> to tensor<1x12x8xf32>
  %b = linalg.conv_1d_nwc_wcf ins(%p1, %g1 : tensor<1x12x8xf32>, tensor<3x8x8xf32>) outs(%init0 : tensor<1x10x8xf32>) -> tensor<1x10x8xf32>
  %p2 = tensor.pad %b low[0, 1, 0] high[0, 1, 0] {
  ^bb0(%n: index, %w: index, %c: index):
    tensor.yield %zero : f32
  } : tensor<1x10x8xf32> to tensor<1x12x8xf32>
  %c = linalg.conv_1d_nwc_wcf ins(%p2, %g2 : tensor<1x12x8xf32>, tensor<3x8x4xf32>) outs(%init1 : tensor<1x10x4xf32>) -> tensor<1x10x4xf32>
  return %c : tensor<1x10x4xf32>
}
