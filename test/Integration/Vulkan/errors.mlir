// What cannot run is an error of wino-run, never a crash, and leaves no output.

// REQUIRES: vulkan
// RUN: rm -rf %t && mkdir -p %t

// RUN: not wino-run %s --entry=block --target=vulkan --random-inputs --output=%t/y.npy 2>&1 | FileCheck %s --check-prefix=BLOCK
// BLOCK: wino-run: error: expected a launch of kernel 'double' with workgroups of 6x1x1 threads, for which it was compiled, but got 5x1x1
// RUN: not wino-run %s --entry=grid --target=vulkan --random-inputs --output=%t/y.npy 2>&1 | FileCheck %s --check-prefix=GRID
// GRID: wino-run: error: expected a launch of kernel 'double' with at most {{[0-9x]+}} workgroups, but got 9999999999x1x1
// RUN: not wino-run %s --entry=block --target=vulkan --random-inputs --check 2>&1 | FileCheck %s --check-prefix=CHECK-FORM
// CHECK-FORM: wino-run: error: expected --check with a module of linalg, which has a reference, but got one in launch form
// RUN: not ls %t/y.npy

// RUN: not wino-run %s --entry=block --target=vulkan --device=abacus --random-inputs --time 2>&1 | FileCheck %s --check-prefix=DEVICE
// DEVICE: wino-run: error: expected the index or a part of the name of one Vulkan device, but got 'abacus', which fits none of 0:
// RUN: not wino-run %s --entry=block --target=vulkan --device=99 --random-inputs --time 2>&1 | FileCheck %s --check-prefix=INDEX
// INDEX: but got '99', which fits none of 0:

// Without a driver.
// RUN: env VK_ICD_FILENAMES=%t/none.json VK_DRIVER_FILES=%t/none.json not wino-run %s --entry=block --target=vulkan --random-inputs --time 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: wino-run: error: expected a device for Vulkan, but this machine has
// RUN: env VK_LAYER_PATH=%t not wino-run %s --entry=block --target=vulkan --validate --random-inputs --time 2>&1 | FileCheck %s --check-prefix=LAYER
// LAYER: wino-run: error: expected the layer VK_LAYER_KHRONOS_validation for validation, but it is not installed

// Threads that exchange values are in full subgroups.
// RUN: not wino-run %s --entry=swap --target=vulkan --random-inputs --time 2>&1 | FileCheck %s --check-prefix=FULL
// FULL: wino-run: error: expected workgroups of full subgroups for kernel 'exchange', but 6 threads are no multiple of {{[0-9]+}}

// Kernels that are there already have no options.
// RUN: not wino-run %s --entry=block --target=vulkan --random-inputs --time --pipeline-options=subgroup-size=4 2>&1 | FileCheck %s --check-prefix=LAUNCHES
// LAUNCHES: wino-run: error: expected no --pipeline-options for a module that launches kernels

module attributes {gpu.container_module} {
  func.func @block(%x: memref<6xf32>) -> memref<6xf32> {
    %c1 = arith.constant 1 : index
    %c5 = arith.constant 5 : index
    %y = memref.alloc() : memref<6xf32>
    gpu.launch_func @double::@double blocks in (%c1, %c1, %c1) threads in (%c5, %c1, %c1)
      args(%x : memref<6xf32>, %y : memref<6xf32>)
    return %y : memref<6xf32>
  }
  func.func @grid(%x: memref<6xf32>) -> memref<6xf32> {
    %c1 = arith.constant 1 : index
    %c6 = arith.constant 6 : index
    %many = arith.constant 9999999999 : index
    %y = memref.alloc() : memref<6xf32>
    gpu.launch_func @double::@double blocks in (%many, %c1, %c1) threads in (%c6, %c1, %c1)
      args(%x : memref<6xf32>, %y : memref<6xf32>)
    return %y : memref<6xf32>
  }
  func.func @swap(%x: memref<6xf32>) -> memref<6xf32> {
    %c1 = arith.constant 1 : index
    %c6 = arith.constant 6 : index
    %y = memref.alloc() : memref<6xf32>
    gpu.launch_func @exchange::@exchange blocks in (%c1, %c1, %c1) threads in (%c6, %c1, %c1)
      args(%x : memref<6xf32>, %y : memref<6xf32>)
    return %y : memref<6xf32>
  }
  gpu.module @exchange {
    gpu.func @exchange(%x: memref<6xf32>, %y: memref<6xf32>) kernel
        attributes {known_block_size = array<i32: 6, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      %i = gpu.thread_id x
      %a = memref.load %x[%i] : memref<6xf32>
      %b = gpu.subgroup_reduce add %a cluster(size = 2) : (f32) -> f32
      memref.store %b, %y[%i] : memref<6xf32>
      gpu.return
    }
  }
  gpu.module @double {
    gpu.func @double(%x: memref<6xf32>, %y: memref<6xf32>) kernel
        attributes {known_block_size = array<i32: 6, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      %i = gpu.thread_id x
      %a = memref.load %x[%i] : memref<6xf32>
      %b = arith.addf %a, %a : f32
      memref.store %b, %y[%i] : memref<6xf32>
      gpu.return
    }
  }
}
