// A convolution in a loop: its iterations are launches of the same kernels.

// REQUIRES: vulkan
// RUN: wino-run %s --entry=loop --target=vulkan --validate --random-inputs --tile=2 --check --tolerance=2e-3
// RUN: wino-opt %s --winograd-to-kernels="plan=four-buffer tile=2" | FileCheck %s

// CHECK-COUNT-3: gpu.launch_func @loop_loops::@loop_loops
// CHECK-NOT: gpu.launch_func @loop_loops
// CHECK-COUNT-1: gpu.func @loop_loops
// CHECK-NOT: gpu.func @loop_loops
func.func @loop(%x: tensor<1x4x12x10xf32>, %g: tensor<4x4x3x3xf32>) -> tensor<1x4x12x10xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %zero = arith.constant 0.0 : f32
  %r = scf.for %i = %c0 to %c3 step %c1 iter_args(%a = %x) -> tensor<1x4x12x10xf32> {
    %padded = tensor.pad %a low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%i0: index, %i1: index, %i2: index, %i3: index):
      tensor.yield %zero : f32
    } : tensor<1x4x12x10xf32> to tensor<1x4x14x12xf32>
    %empty = tensor.empty() : tensor<1x4x12x10xf32>
    %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x4x12x10xf32>) -> tensor<1x4x12x10xf32>
    %y = linalg.conv_2d_nchw_fchw ins(%padded, %g : tensor<1x4x14x12xf32>, tensor<4x4x3x3xf32>)
      outs(%init : tensor<1x4x12x10xf32>) -> tensor<1x4x12x10xf32>
    scf.yield %y : tensor<1x4x12x10xf32>
  }
  return %r : tensor<1x4x12x10xf32>
}
