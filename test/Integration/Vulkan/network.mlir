// Functions that call each other: what one leaves is on the device for the next.
// The arguments go there once, the results come back once, and the constant is
// not among the copies of a run.

// REQUIRES: vulkan, python
// RUN: rm -rf %t && mkdir -p %t
// RUN: %python %S/../../wino-run/Inputs/npy.py make %t/x.npy "np.float32([1, 2, 3, 4, 5, 6])"
// RUN: wino-run %s --entry=network --target=vulkan --validate --input=%t/x.npy --output=%t/y.npy --output=%t/z.npy --profile \
// RUN:   | FileCheck %s
// RUN: %python %S/../../wino-run/Inputs/npy.py equal %t/y.npy "np.float32([[15, 18, 21], [24, 27, 30]])"
// RUN: %python %S/../../wino-run/Inputs/npy.py equal %t/z.npy "np.float32([7, 8, 9, 10, 11, 12])"
// RUN: env WINOGRAD_VULKAN_STAGING=1 wino-run %s --entry=network --target=vulkan --validate --input=%t/x.npy --output=%t/y2.npy --output=%t/z2.npy
// RUN: %python %S/../../wino-run/Inputs/npy.py equal %t/y2.npy "np.load('%t/y.npy')"
// RUN: %python %S/../../wino-run/Inputs/npy.py equal %t/z2.npy "np.load('%t/z.npy')"

// CHECK: add 4 {{.*}} 288 B
// CHECK-NEXT: (copies to the device) 1 {{.*}} 24.0 B
// CHECK-NEXT: (copies to the host) 2 {{.*}} 48.0 B

module attributes {gpu.container_module} {
  memref.global "private" constant @threes : memref<6xf32> = dense<3.0>

  // x + 3 + 3
  func.func private @layer(%x: memref<6xf32>) -> memref<6xf32> {
    %c1 = arith.constant 1 : index
    %c6 = arith.constant 6 : index
    %threes = memref.get_global @threes : memref<6xf32>
    %y = memref.alloc() : memref<6xf32>
    %z = memref.alloc() : memref<6xf32>
    gpu.launch_func @add::@add blocks in (%c1, %c1, %c1) threads in (%c6, %c1, %c1)
      args(%x : memref<6xf32>, %threes : memref<6xf32>, %y : memref<6xf32>)
    gpu.launch_func @add::@add blocks in (%c1, %c1, %c1) threads in (%c6, %c1, %c1)
      args(%y : memref<6xf32>, %threes : memref<6xf32>, %z : memref<6xf32>)
    memref.dealloc %y : memref<6xf32>
    return %z : memref<6xf32>
  }

  // (x + (x + 6)) + (x + 6), and x + 6, which is written into x.
  func.func @network(%x: memref<6xf32>) -> (memref<2x3xf32>, memref<6xf32>) {
    %c1 = arith.constant 1 : index
    %c6 = arith.constant 6 : index
    %a = call @layer(%x) : (memref<6xf32>) -> memref<6xf32>
    %b = memref.alloc() : memref<6xf32>
    gpu.launch_func @add::@add blocks in (%c1, %c1, %c1) threads in (%c6, %c1, %c1)
      args(%x : memref<6xf32>, %a : memref<6xf32>, %b : memref<6xf32>)
    memref.copy %a, %x : memref<6xf32> to memref<6xf32>
    %y = memref.alloc() : memref<6xf32>
    gpu.launch_func @add::@add blocks in (%c1, %c1, %c1) threads in (%c6, %c1, %c1)
      args(%b : memref<6xf32>, %x : memref<6xf32>, %y : memref<6xf32>)
    memref.dealloc %a : memref<6xf32>
    memref.dealloc %b : memref<6xf32>
    %view = memref.expand_shape %y [[0, 1]] output_shape [2, 3] : memref<6xf32> into memref<2x3xf32>
    return %view, %x : memref<2x3xf32>, memref<6xf32>
  }

  gpu.module @add {
    gpu.func @add(%a: memref<6xf32>, %b: memref<6xf32>, %c: memref<6xf32>) kernel
        attributes {known_block_size = array<i32: 6, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      %i = gpu.thread_id x
      %x = memref.load %a[%i] : memref<6xf32>
      %y = memref.load %b[%i] : memref<6xf32>
      %z = arith.addf %x, %y : f32
      memref.store %z, %c[%i] : memref<6xf32>
      gpu.return
    }
  }
}
