// The manifest of a function that calls another one: buffers are shared by
// values that do not live at the same time, constants by all.

// RUN: rm -rf %t && mkdir %t
// RUN: wino-translate %s --emit=spirv -o %t --entry=f:two
// RUN: FileCheck %s --input-file=%t/manifest.json
// RUN: ls %t | FileCheck %s --check-prefix=FILES
// FILES: constants.bin
// FILES-NEXT: manifest.json
// FILES-NEXT: scale.spv
// FILES-NOT: {{.}}
// RUN: spirv-val --target-env vulkan1.1 %t/scale.spv
// RUN: od -A d -t f4 %t/constants.bin | FileCheck %s --check-prefix=CONSTANTS
// A splat in full, and each constant at a multiple of 256 bytes.
// CONSTANTS: 0000000{{ +}}2{{ +}}2{{ +}}2{{ +}}2
// CONSTANTS: 0000256{{ +}}1{{ +}}2{{ +}}3{{ +}}4
// CONSTANTS: 0000288

// CHECK:      "format": "winograd-kernels",
// CHECK-NEXT: "version": 1,
// CHECK-NEXT: "target": "spirv",
// CHECK-NEXT: "functions": [
// CHECK:      "name": "two",
// CHECK-NEXT: "arguments": [
// CHECK-NEXT:   {
// CHECK-NEXT:     "name": "input0",
// CHECK-NEXT:     "type": "f32",
// CHECK-NEXT:     "shape": [2, 4],
// CHECK-NEXT:     "bytes": 32,
// CHECK-NEXT:     "buffer": 0
// CHECK:      "results": [
// CHECK-NEXT:   {
// CHECK-NEXT:     "name": "output0",
// CHECK-NEXT:     "type": "f32",
// CHECK-NEXT:     "shape": [8],
// CHECK-NEXT:     "bytes": 32,
// CHECK-NEXT:     "buffer": 5
// CHECK:      "buffers": [
// CHECK:        "kind": "argument"
// CHECK:        "kind": "constant"
// CHECK-NEXT:   "bytes": 32,
// CHECK-NEXT:   "file": "constants.bin",
// CHECK-NEXT:   "offset": 0
// CHECK:        "kind": "constant"
// CHECK:        "offset": 256
// CHECK:        "kind": "scratch"
// CHECK-NEXT:   "bytes": 32
// CHECK:        "kind": "scratch"
// CHECK:        "kind": "result"
// CHECK-NEXT:   "bytes": 32
// CHECK:      "launches": [
// CHECK-NEXT:   {
// CHECK-NEXT:     "kernel": "scale",
// CHECK-NEXT:     "grid": [2, 1, 1],
// CHECK-NEXT:     "block": [4, 1, 1],
// CHECK-NEXT:     "buffers": [0, 1, 3]
// CHECK:          "buffers": [3, 1, 4]
// Buffer 3 again, which the first call has freed.
// CHECK:          "buffers": [4, 2, 3]
// CHECK:          "buffers": [3, 1, 5]
// CHECK:      "kernels": [
// CHECK-NEXT:   {
// CHECK-NEXT:     "name": "scale",
// CHECK-NEXT:     "file": "scale.spv",
// CHECK-NEXT:     "entry": "scale",
// CHECK-NEXT:     "bindings": [
// CHECK:            "written": false
// CHECK:            "written": false
// CHECK:            "written": true
// CHECK-NOT:  "name"

module attributes {gpu.container_module} {
  memref.global "private" constant @twos : memref<8xf32> = dense<2.0>
  memref.global "private" constant @more : memref<8xf32> = dense<[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]>

  func.func @f(%x: memref<2x4xf32>) -> memref<8xf32> {
    %v = memref.collapse_shape %x [[0, 1]] : memref<2x4xf32> into memref<8xf32>
    %twos = memref.get_global @twos : memref<8xf32>
    %more = memref.get_global @more : memref<8xf32>
    %y = func.call @layer(%v, %twos) : (memref<8xf32>, memref<8xf32>) -> memref<8xf32>
    %z = func.call @layer(%y, %more) : (memref<8xf32>, memref<8xf32>) -> memref<8xf32>
    memref.dealloc %y : memref<8xf32>
    return %z : memref<8xf32>
  }

  // x·w·2
  func.func @layer(%x: memref<8xf32>, %w: memref<8xf32>) -> memref<8xf32> {
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c4 = arith.constant 4 : index
    %twos = memref.get_global @twos : memref<8xf32>
    %s = memref.alloc() : memref<8xf32>
    gpu.launch_func @scale::@scale blocks in (%c2, %c1, %c1) threads in (%c4, %c1, %c1)
        args(%x : memref<8xf32>, %w : memref<8xf32>, %s : memref<8xf32>)
    %y = memref.alloc() : memref<8xf32>
    gpu.launch_func @scale::@scale blocks in (%c2, %c1, %c1) threads in (%c4, %c1, %c1)
        args(%s : memref<8xf32>, %twos : memref<8xf32>, %y : memref<8xf32>)
    memref.dealloc %s : memref<8xf32>
    return %y : memref<8xf32>
  }

  gpu.module @scale {
    gpu.func @scale(%x: memref<8xf32>, %w: memref<8xf32>, %y: memref<8xf32>) kernel
        attributes {known_block_size = array<i32: 4, 1, 1>, known_grid_size = array<i32: 2, 1, 1>} {
      %b = gpu.block_id x
      %t = gpu.thread_id x
      %c4 = arith.constant 4 : index
      %b4 = arith.muli %b, %c4 : index
      %i = arith.addi %b4, %t : index
      %a = memref.load %x[%i] : memref<8xf32>
      %c = memref.load %w[%i] : memref<8xf32>
      %r = arith.mulf %a, %c : f32
      memref.store %r, %y[%i] : memref<8xf32>
      gpu.return
    }
  }

  // Not part of the function.
  func.func @other(%x: memref<8xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @unused::@unused blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<8xf32>)
    return
  }
  gpu.module @unused {
    gpu.func @unused(%x: memref<8xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      gpu.return
    }
  }
}
