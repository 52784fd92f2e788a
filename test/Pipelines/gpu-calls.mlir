// Calls are gone, so that what a function returns to another one is freed, too.

// RUN: wino-opt %s --winograd-to-kernels="plan=blocked tile=4" | FileCheck %s

// CHECK-NOT:     @block(
// CHECK-LABEL: func.func @twice(
// CHECK:         %[[G0:.+]] = memref.alloc() : memref<6x6x8x8xf32>
// CHECK:         %[[Y0:.+]] = memref.alloc() : memref<1x8x8x8xf32>
// CHECK:         gpu.launch_func @block_block::@block_block
// CHECK:         memref.dealloc %[[G0]]
// CHECK:         %[[P:.+]] = memref.alloc() : memref<1x8x10x10xf32>
// CHECK:         gpu.launch_func @twice_pad::@twice_pad
// CHECK:         memref.dealloc %[[Y0]]
// CHECK:         %[[G1:.+]] = memref.alloc() : memref<6x6x8x8xf32>
// CHECK:         %[[Y1:.+]] = memref.alloc() : memref<1x8x8x8xf32>
// CHECK:         gpu.launch_func @block_block::@block_block
// CHECK-DAG:     memref.dealloc %[[G1]]
// CHECK-DAG:     memref.dealloc %[[P]]
// CHECK:         return %[[Y1]]
// CHECK-NOT:     call @

func.func private @block(%x: tensor<1x8x10x10xf32>, %f: tensor<8x8x3x3xf32>) -> tensor<1x8x8x8xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x8x8x8xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %f : tensor<1x8x10x10xf32>, tensor<8x8x3x3xf32>) outs(%init : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  return %y : tensor<1x8x8x8xf32>
}
func.func @twice(%x: tensor<1x8x10x10xf32>, %f: tensor<8x8x3x3xf32>) -> tensor<1x8x8x8xf32> {
  %0 = func.call @block(%x, %f) : (tensor<1x8x10x10xf32>, tensor<8x8x3x3xf32>) -> tensor<1x8x8x8xf32>
  %zero = arith.constant 0.0 : f32
  %p = tensor.pad %0 low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%a: index, %b: index, %c: index, %d: index):
    tensor.yield %zero : f32
  } : tensor<1x8x8x8xf32> to tensor<1x8x10x10xf32>
  %1 = func.call @block(%p, %f) : (tensor<1x8x10x10xf32>, tensor<8x8x3x3xf32>) -> tensor<1x8x8x8xf32>
  return %1 : tensor<1x8x8x8xf32>
}
