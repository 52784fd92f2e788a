// RUN: wino-opt %s --winograd-annotate-kernels | FileCheck %s
// RUN: wino-opt %s --winograd-kernels-to-spirv=embed=false | FileCheck %s --check-prefix=SPIRV
// RUN: wino-opt %s --winograd-kernels-to-spirv \
// RUN:   | %python %S/Inputs/validate.py | FileCheck %s --check-prefix=VALID

// VALID-COUNT-6: valid:
module attributes {gpu.container_module} {
  memref.global "private" constant @one : memref<8xf32> = dense<1.0>
  memref.global "private" constant @two : memref<8xf32> = dense<2.0>

  func.func private @same(%x: memref<8xf32>) -> memref<8xf32> {
    return %x : memref<8xf32>
  }

  func.func @run(%x: memref<8xf32>, %z: memref<8xf32>) -> memref<2x4xf32> {
    %c1 = arith.constant 1 : index
    %one = memref.get_global @one : memref<8xf32>
    %two = memref.get_global @two : memref<8xf32>
    %y = memref.alloc() : memref<2x4xf32>
    %flat = memref.collapse_shape %y [[0, 1]] : memref<2x4xf32> into memref<8xf32>
    gpu.launch_func @copy::@copy blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
        args(%x : memref<8xf32>, %flat : memref<8xf32>)
    gpu.launch_func @copy::@copy blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
        args(%one : memref<8xf32>, %flat : memref<8xf32>)
    // What is only read may be the same.
    gpu.launch_func @add::@add blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
        args(%x : memref<8xf32>, %x : memref<8xf32>, %flat : memref<8xf32>)
    // In place: the last two are the same memory.
    gpu.launch_func @in_place::@in_place blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
        args(%two : memref<8xf32>, %y : memref<2x4xf32>, %flat : memref<8xf32>)
    // Arguments may overlap.
    gpu.launch_func @arguments::@arguments blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
        args(%x : memref<8xf32>, %z : memref<8xf32>)
    // What a call returns may be what it got.
    %again = func.call @same(%flat) : (memref<8xf32>) -> memref<8xf32>
    gpu.launch_func @call::@call blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
        args(%flat : memref<8xf32>, %again : memref<8xf32>)
    return %y : memref<2x4xf32>
  }

  // CHECK: gpu.func @copy(%{{.*}}: memref<8xf32> {llvm.noalias}, %{{.*}}: memref<8xf32> {llvm.noalias}) kernel
  // SPIRV: spirv.GlobalVariable @copy_arg0 bind(0, 0) {non_writable, restrict} :
  // SPIRV: spirv.GlobalVariable @copy_arg1 bind(0, 1) {restrict} :
  gpu.module @copy {
    gpu.func @copy(%x: memref<8xf32>, %y: memref<8xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
      %c0 = arith.constant 0 : index
      %a = memref.load %x[%c0] : memref<8xf32>
      memref.store %a, %y[%c0] : memref<8xf32>
      gpu.return
    }
  }
  // CHECK: gpu.func @add(%{{.*}}: memref<8xf32> {llvm.noalias}, %{{.*}}: memref<8xf32> {llvm.noalias}, %{{.*}}: memref<8xf32> {llvm.noalias}) kernel
  gpu.module @add {
    gpu.func @add(%x: memref<8xf32>, %y: memref<8xf32>, %z: memref<8xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
      %c0 = arith.constant 0 : index
      %a = memref.load %x[%c0] : memref<8xf32>
      %b = memref.load %y[%c0] : memref<8xf32>
      %c = arith.addf %a, %b : f32
      %flat = memref.expand_shape %z [[0, 1]] output_shape [2, 4] : memref<8xf32> into memref<2x4xf32>
      memref.store %c, %flat[%c0, %c0] : memref<2x4xf32>
      gpu.return
    }
  }
  // CHECK: gpu.func @in_place(%{{.*}}: memref<8xf32> {llvm.noalias}, %{{.*}}: memref<2x4xf32>, %{{.*}}: memref<8xf32>) kernel
  gpu.module @in_place {
    gpu.func @in_place(%w: memref<8xf32>, %x: memref<2x4xf32>, %y: memref<8xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
      %c0 = arith.constant 0 : index
      %a = memref.load %x[%c0, %c0] : memref<2x4xf32>
      memref.store %a, %y[%c0] : memref<8xf32>
      gpu.return
    }
  }
  // CHECK: gpu.func @arguments(%{{.*}}: memref<8xf32>, %{{.*}}: memref<8xf32>) kernel
  gpu.module @arguments {
    gpu.func @arguments(%x: memref<8xf32>, %y: memref<8xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
      %c0 = arith.constant 0 : index
      %a = memref.load %x[%c0] : memref<8xf32>
      memref.store %a, %y[%c0] : memref<8xf32>
      gpu.return
    }
  }
  // CHECK: gpu.func @call(%{{.*}}: memref<8xf32>, %{{.*}}: memref<8xf32>) kernel
  gpu.module @call {
    gpu.func @call(%x: memref<8xf32>, %y: memref<8xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
      %c0 = arith.constant 0 : index
      %a = memref.load %x[%c0] : memref<8xf32>
      memref.store %a, %y[%c0] : memref<8xf32>
      gpu.return
    }
  }
  // CHECK: gpu.func @not_launched(%{{.*}}: memref<8xf32>) kernel
  gpu.module @not_launched {
    gpu.func @not_launched(%x: memref<8xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
      gpu.return
    }
  }
}
