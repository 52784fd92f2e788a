// Attributes of arguments, from what kernels write and launches pass.

// RUN: wino-opt %s --winograd-annotate-kernels-for-nvvm | FileCheck %s
module attributes {gpu.container_module} {
  memref.global "private" constant @w : memref<64xf32> = dense<2.0>
  func.func @f(%x: memref<64xf32>, %z: memref<64xf32>) -> (memref<8x8xf32>, memref<64xf32>) {
    %c1 = arith.constant 1 : index
    %c64 = arith.constant 64 : index
    %w = memref.get_global @w : memref<64xf32>
    %y = memref.alloc() : memref<8x8xf32>
    %v = memref.collapse_shape %y [[0, 1]] : memref<8x8xf32> into memref<64xf32>
    gpu.launch_func @distinct::@distinct blocks in (%c1, %c1, %c1) threads in (%c64, %c1, %c1)
        args(%x : memref<64xf32>, %w : memref<64xf32>, %v : memref<64xf32>)
    gpu.launch_func @read_twice::@read_twice blocks in (%c1, %c1, %c1) threads in (%c64, %c1, %c1)
        args(%x : memref<64xf32>, %x : memref<64xf32>, %v : memref<64xf32>)
    gpu.launch_func @same::@same blocks in (%c1, %c1, %c1) threads in (%c64, %c1, %c1)
        args(%v : memref<64xf32>, %y : memref<8x8xf32>, %w : memref<64xf32>)
    gpu.launch_func @arguments::@arguments blocks in (%c1, %c1, %c1) threads in (%c64, %c1, %c1)
        args(%x : memref<64xf32>, %z : memref<64xf32>)
    return %y, %z : memref<8x8xf32>, memref<64xf32>
  }

  // CHECK-LABEL: gpu.func @distinct
  // CHECK-SAME: memref<64xf32> {llvm.align = 16 : i64, llvm.noalias, llvm.readonly}
  // CHECK-SAME: memref<64xf32> {llvm.align = 16 : i64, llvm.noalias, llvm.readonly}
  // CHECK-SAME: memref<64xf32> {llvm.align = 16 : i64, llvm.noalias})
  // CHECK-SAME: workgroup({{.*}} : memref<4xf32, #gpu.address_space<workgroup>> {llvm.align = 16 : i64})
  gpu.module @distinct {
    gpu.func @distinct(%x: memref<64xf32>, %w: memref<64xf32>, %y: memref<64xf32>)
        workgroup(%t : memref<4xf32, #gpu.address_space<workgroup>>) kernel
        attributes {known_block_size = array<i32: 64, 1, 1>} {
      %i = gpu.thread_id x
      // Also through a change of shape.
      %v = memref.expand_shape %x [[0, 1]] output_shape [8, 8] : memref<64xf32> into memref<8x8xf32>
      %c0 = arith.constant 0 : index
      %a = memref.load %v[%c0, %c0] : memref<8x8xf32>
      %b = memref.load %w[%i] : memref<64xf32>
      %c = arith.mulf %a, %b : f32
      memref.store %c, %y[%i] : memref<64xf32>
      gpu.return
    }
  }

  // Reading the same memory twice is no alias.
  // CHECK-LABEL: gpu.func @read_twice
  // CHECK-SAME: memref<64xf32> {llvm.align = 16 : i64, llvm.noalias, llvm.readonly}
  // CHECK-SAME: memref<64xf32> {llvm.align = 16 : i64, llvm.noalias, llvm.readonly}
  // CHECK-SAME: memref<64xf32> {llvm.align = 16 : i64, llvm.noalias})
  gpu.module @read_twice {
    gpu.func @read_twice(%x: memref<64xf32>, %w: memref<64xf32>, %y: memref<64xf32>) kernel
        attributes {known_block_size = array<i32: 64, 1, 1>} {
      %i = gpu.thread_id x
      %a = memref.load %x[%i] : memref<64xf32>
      %b = memref.load %w[%i] : memref<64xf32>
      %c = arith.mulf %a, %b : f32
      memref.store %c, %y[%i] : memref<64xf32>
      gpu.return
    }
  }

  // Written through a change of shape, and passed twice.
  // CHECK-LABEL: gpu.func @same
  // CHECK-SAME: memref<64xf32> {llvm.align = 16 : i64, llvm.readonly}
  // CHECK-SAME: memref<8x8xf32> {llvm.align = 16 : i64}
  // CHECK-SAME: memref<64xf32> {llvm.align = 16 : i64, llvm.noalias, llvm.readonly})
  gpu.module @same {
    gpu.func @same(%x: memref<64xf32>, %y: memref<8x8xf32>, %w: memref<64xf32>) kernel
        attributes {known_block_size = array<i32: 64, 1, 1>} {
      %i = gpu.thread_id x
      %v = memref.collapse_shape %y [[0, 1]] : memref<8x8xf32> into memref<64xf32>
      %a = memref.load %x[%i] : memref<64xf32>
      %b = memref.load %w[%i] : memref<64xf32>
      %c = arith.addf %a, %b : f32
      memref.store %c, %v[%i] : memref<64xf32>
      gpu.return
    }
  }

  // A caller may pass the same memory as two arguments of the function.
  // CHECK-LABEL: gpu.func @arguments
  // CHECK-SAME: memref<64xf32> {llvm.align = 16 : i64, llvm.readonly}
  // CHECK-SAME: memref<64xf32> {llvm.align = 16 : i64})
  gpu.module @arguments {
    gpu.func @arguments(%x: memref<64xf32>, %y: memref<64xf32>) kernel
        attributes {known_block_size = array<i32: 64, 1, 1>} {
      %i = gpu.thread_id x
      %a = memref.load %x[%i] : memref<64xf32>
      memref.store %a, %y[%i] : memref<64xf32>
      gpu.return
    }
  }

  // Either of them is what is written.
  // CHECK-LABEL: gpu.func @select
  // CHECK-SAME: memref<64xf32> {llvm.align = 16 : i64},
  // CHECK-SAME: memref<64xf32> {llvm.align = 16 : i64})
  gpu.module @select {
    gpu.func @select(%x: memref<64xf32>, %y: memref<64xf32>) kernel
        attributes {known_block_size = array<i32: 64, 1, 1>} {
      %i = gpu.thread_id x
      %c8 = arith.constant 8 : index
      %one = arith.constant 1.0 : f32
      %is = arith.cmpi ult, %i, %c8 : index
      %z = arith.select %is, %x, %y : memref<64xf32>
      memref.store %one, %z[%i] : memref<64xf32>
      gpu.return
    }
  }

  // Without a launch nothing is known.
  // CHECK-LABEL: gpu.func @unused
  // CHECK-SAME: memref<64xf32> {llvm.align = 16 : i64, llvm.readonly})
  gpu.module @unused {
    gpu.func @unused(%x: memref<64xf32>) kernel attributes {known_block_size = array<i32: 64, 1, 1>} {
      gpu.return
    }
  }
}
