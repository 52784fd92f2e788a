// Kernels that differ only in their names become one.

// RUN: wino-opt %s --winograd-merge-kernels | FileCheck %s

// CHECK-LABEL: func.func @launch(
// CHECK-NEXT: %[[C8:.+]] = arith.constant 8 : index
// CHECK-NEXT: gpu.launch_func{{ +}}@first::@first blocks
// CHECK-NEXT: gpu.launch_func{{ +}}@first::@first blocks
// CHECK-NEXT: gpu.launch_func{{ +}}@block_size::@block_size blocks
// CHECK-NEXT: gpu.launch_func{{ +}}@body::@body blocks
// CHECK-NEXT: gpu.launch_func{{ +}}@constant::@constant blocks
// CHECK-NEXT: gpu.launch_func{{ +}}@type::@type blocks
// CHECK-NEXT: gpu.launch_func{{ +}}@operand::@operand blocks
// CHECK-NEXT: return
module attributes {gpu.container_module} {
  func.func @launch(%x: memref<8xf32>, %y: memref<8xf32>, %z: memref<8xf64>) {
    %n = arith.constant 8 : index
    gpu.launch_func @first::@first blocks in (%n, %n, %n) threads in (%n, %n, %n) args(%x : memref<8xf32>, %y : memref<8xf32>)
    gpu.launch_func @same::@same blocks in (%n, %n, %n) threads in (%n, %n, %n) args(%y : memref<8xf32>, %x : memref<8xf32>)
    gpu.launch_func @block_size::@block_size blocks in (%n, %n, %n) threads in (%n, %n, %n) args(%x : memref<8xf32>, %y : memref<8xf32>)
    gpu.launch_func @body::@body blocks in (%n, %n, %n) threads in (%n, %n, %n) args(%x : memref<8xf32>, %y : memref<8xf32>)
    gpu.launch_func @constant::@constant blocks in (%n, %n, %n) threads in (%n, %n, %n) args(%x : memref<8xf32>, %y : memref<8xf32>)
    gpu.launch_func @type::@type blocks in (%n, %n, %n) threads in (%n, %n, %n) args(%z : memref<8xf64>, %z : memref<8xf64>)
    gpu.launch_func @operand::@operand blocks in (%n, %n, %n) threads in (%n, %n, %n) args(%x : memref<8xf32>, %y : memref<8xf32>)
    return
  }

  // CHECK: gpu.module @first
  // CHECK-NOT: @same
  gpu.module @first {
    gpu.func @first(%x: memref<8xf32>, %y: memref<8xf32>) kernel attributes {known_block_size = array<i32: 8, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      %i = gpu.thread_id x
      %two = arith.constant 2.0 : f32
      %a = memref.load %x[%i] : memref<8xf32>
      %b = arith.mulf %a, %two : f32
      memref.store %b, %y[%i] : memref<8xf32>
      gpu.return
    }
  }
  gpu.module @same {
    gpu.func @same(%in: memref<8xf32>, %out: memref<8xf32>) kernel attributes {known_block_size = array<i32: 8, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      %thread = gpu.thread_id x
      %factor = arith.constant 2.0 : f32
      %old = memref.load %in[%thread] : memref<8xf32>
      %new = arith.mulf %old, %factor : f32
      memref.store %new, %out[%thread] : memref<8xf32>
      gpu.return
    }
  }
  // CHECK: gpu.module @block_size
  gpu.module @block_size {
    gpu.func @block_size(%x: memref<8xf32>, %y: memref<8xf32>) kernel attributes {known_block_size = array<i32: 4, 1, 1>, known_grid_size = array<i32: 2, 1, 1>} {
      %i = gpu.thread_id x
      %two = arith.constant 2.0 : f32
      %a = memref.load %x[%i] : memref<8xf32>
      %b = arith.mulf %a, %two : f32
      memref.store %b, %y[%i] : memref<8xf32>
      gpu.return
    }
  }
  // CHECK: gpu.module @body
  gpu.module @body {
    gpu.func @body(%x: memref<8xf32>, %y: memref<8xf32>) kernel attributes {known_block_size = array<i32: 8, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      %i = gpu.thread_id x
      %two = arith.constant 2.0 : f32
      %a = memref.load %x[%i] : memref<8xf32>
      %b = arith.addf %a, %two : f32
      memref.store %b, %y[%i] : memref<8xf32>
      gpu.return
    }
  }
  // CHECK: gpu.module @constant
  gpu.module @constant {
    gpu.func @constant(%x: memref<8xf32>, %y: memref<8xf32>) kernel attributes {known_block_size = array<i32: 8, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      %i = gpu.thread_id x
      %two = arith.constant 3.0 : f32
      %a = memref.load %x[%i] : memref<8xf32>
      %b = arith.mulf %a, %two : f32
      memref.store %b, %y[%i] : memref<8xf32>
      gpu.return
    }
  }
  // CHECK: gpu.module @type
  gpu.module @type {
    gpu.func @type(%x: memref<8xf64>, %y: memref<8xf64>) kernel attributes {known_block_size = array<i32: 8, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      %i = gpu.thread_id x
      %two = arith.constant 2.0 : f64
      %a = memref.load %x[%i] : memref<8xf64>
      %b = arith.mulf %a, %two : f64
      memref.store %b, %y[%i] : memref<8xf64>
      gpu.return
    }
  }
  // CHECK: gpu.module @operand
  gpu.module @operand {
    gpu.func @operand(%y: memref<8xf32>, %x: memref<8xf32>) kernel attributes {known_block_size = array<i32: 8, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      %i = gpu.thread_id x
      %two = arith.constant 2.0 : f32
      %a = memref.load %x[%i] : memref<8xf32>
      %b = arith.mulf %a, %two : f32
      memref.store %b, %y[%i] : memref<8xf32>
      gpu.return
    }
  }
  // A module with more than a kernel is left as it is.
  // CHECK: gpu.module @two
  // CHECK: gpu.func @kernel
  gpu.module @two {
    gpu.func @kernel(%x: memref<8xf32>, %y: memref<8xf32>) kernel attributes {known_block_size = array<i32: 8, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      %i = gpu.thread_id x
      %two = arith.constant 2.0 : f32
      %a = memref.load %x[%i] : memref<8xf32>
      %b = arith.mulf %a, %two : f32
      memref.store %b, %y[%i] : memref<8xf32>
      gpu.return
    }
    func.func private @other()
  }
}
