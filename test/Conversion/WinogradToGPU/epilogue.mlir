// What follows a convolution elementwise is computed by the kernel that transforms
// back, on the values that it has in registers; bias and residual are its buffers.

// RUN: wino-opt %s --winograd-to-kernels="plan=four-buffer tile=2" | FileCheck %s --check-prefixes=CHECK,THREE -DKERNEL=output
// RUN: wino-opt %s --winograd-to-kernels="plan=three-buffer tile=2" | FileCheck %s --check-prefixes=CHECK,TWO -DKERNEL=product_output
// RUN: wino-opt %s --winograd-to-kernels="plan=blocked tile=2" | FileCheck %s --check-prefixes=CHECK,ONE -DKERNEL=block
// RUN: wino-opt %s --winograd-to-kernels="plan=single-kernel tile=2" | FileCheck %s --check-prefixes=CHECK,ONE -DKERNEL=single

// CHECK-LABEL: func.func @residual(
// ONE-COUNT-1: gpu.launch_func
// TWO-COUNT-2: gpu.launch_func
// THREE-COUNT-3: gpu.launch_func
// CHECK-NOT: gpu.launch_func
// CHECK: return

// CHECK: gpu.func @residual_[[KERNEL]](
// CHECK-SAME: %[[BIAS:[a-z0-9]+]]: memref<8xf32>, %[[Z:[a-z0-9]+]]: memref<1x7x8xf32>, %[[Y:[a-z0-9]+]]: memref<1x7x8xf32>)
// The first output of a tile is always inside: seven are three tiles and a half.
// CHECK: memref.load %[[BIAS]][%[[K:.+]]]
// CHECK: memref.load %[[Z]][%c0, %[[I:.+]], %[[K]]]
// CHECK: %[[MAX:.+]] = arith.maximumf
// CHECK-NEXT: memref.store %[[MAX]], %[[Y]][%c0, %[[I]], %[[K]]]
// CHECK: scf.if
// CHECK: memref.load %[[Z]][%c0, %[[NEXT:.+]], %[[K]]]
// CHECK: %[[MAX:.+]] = arith.maximumf
// CHECK-NEXT: memref.store %[[MAX]], %[[Y]][%c0, %[[NEXT]], %[[K]]]
// CHECK-NOT: memref.store {{.+}} : memref<1x7x8xf32>
func.func @residual(%x: tensor<1x9x4xf32>, %z: tensor<1x7x8xf32>, %bias: tensor<8xf32>) -> tensor<1x7x8xf32> {
  %zero = arith.constant 0.0 : f32
  %g = arith.constant dense<1.0> : tensor<3x4x8xf32>
  %empty = tensor.empty() : tensor<1x7x8xf32>
  %init = linalg.broadcast ins(%bias : tensor<8xf32>) outs(%empty : tensor<1x7x8xf32>) dimensions = [0, 1]
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x9x4xf32>, tensor<3x4x8xf32>)
      outs(%init : tensor<1x7x8xf32>) -> tensor<1x7x8xf32>
  %sum = linalg.add ins(%y, %z : tensor<1x7x8xf32>, tensor<1x7x8xf32>) outs(%empty : tensor<1x7x8xf32>) -> tensor<1x7x8xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x7x8xf32>) -> tensor<1x7x8xf32>
  %relu = linalg.max ins(%sum, %zeros : tensor<1x7x8xf32>, tensor<1x7x8xf32>) outs(%empty : tensor<1x7x8xf32>) -> tensor<1x7x8xf32>
  return %relu : tensor<1x7x8xf32>
}
