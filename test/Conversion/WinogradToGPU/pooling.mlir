// A pooling's window gives the extents of its loops; nothing of it is read, so it
// is no argument of the kernel.

// RUN: wino-opt %s --winograd-to-kernels | FileCheck %s

// CHECK-LABEL: func.func @pool(
// CHECK-SAME: %[[X:.+]]: memref<1x9x11x4xf32>)
// CHECK: %[[Y:.+]] = memref.alloc() : memref<1x7x10x4xf32>
// CHECK-NOT: memref.alloc
// CHECK: gpu.launch_func @pool_loops::@pool_loops {{.*}} args(%[[X]] : memref<1x9x11x4xf32>, %[[Y]] : memref<1x7x10x4xf32>)
// CHECK: gpu.func @pool_loops(%{{.+}}: memref<1x9x11x4xf32>, %{{.+}}: memref<1x7x10x4xf32>) kernel
// CHECK: scf.for %{{.+}} = %c0 to %c3
// CHECK: arith.maximumf
func.func @pool(%x: tensor<1x9x11x4xf32>) -> tensor<1x7x10x4xf32> {
  %least = arith.constant -3.0e+38 : f32
  %empty = tensor.empty() : tensor<1x7x10x4xf32>
  %start = linalg.fill ins(%least : f32) outs(%empty : tensor<1x7x10x4xf32>) -> tensor<1x7x10x4xf32>
  %window = tensor.empty() : tensor<3x2xf32>
  %y = linalg.pooling_nhwc_max ins(%x, %window : tensor<1x9x11x4xf32>, tensor<3x2xf32>)
    outs(%start : tensor<1x7x10x4xf32>) -> tensor<1x7x10x4xf32>
  return %y : tensor<1x7x10x4xf32>
}
