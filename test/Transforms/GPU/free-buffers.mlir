// A buffer is freed behind its last use, also of a view of it, in the block that
// allocates it; one that leaves the block is not.

// RUN: wino-opt %s --winograd-free-buffers | FileCheck %s
// RUN: wino-opt %s --winograd-free-buffers --winograd-free-buffers | FileCheck %s

module attributes {gpu.container_module} {
// CHECK-LABEL: func.func @chain(
// CHECK: %[[A:.+]] = memref.alloc() : memref<8xf32>
// CHECK: gpu.launch_func {{.*}} args(%arg0 : memref<8xf32>, %[[A]] : memref<8xf32>)
// CHECK-NEXT: %[[VIEW:.+]] = memref.expand_shape %[[A]]
// CHECK-NEXT: %[[BACK:.+]] = memref.collapse_shape %[[VIEW]]
// CHECK-NEXT: %[[B:.+]] = memref.alloc() : memref<8xf32>
// CHECK-NEXT: gpu.launch_func {{.*}} args(%[[BACK]] : memref<8xf32>, %[[B]] : memref<8xf32>)
// CHECK-NEXT: memref.dealloc %[[A]]
// CHECK-NEXT: %[[Y:.+]] = memref.alloc() : memref<8xf32>
// CHECK-NEXT: gpu.launch_func {{.*}} args(%[[B]] : memref<8xf32>, %[[Y]] : memref<8xf32>)
// CHECK-NEXT: memref.dealloc %[[B]]
// CHECK-NEXT: memref.expand_shape %[[Y]]
// CHECK-NEXT: return
func.func @chain(%x: memref<8xf32>) -> memref<2x4xf32> {
  %n = arith.constant 1 : index
  %a = memref.alloc() : memref<8xf32>
  gpu.launch_func @twice::@twice blocks in (%n, %n, %n) threads in (%n, %n, %n) args(%x : memref<8xf32>, %a : memref<8xf32>)
  %view = memref.expand_shape %a [[0, 1]] output_shape [2, 4] : memref<8xf32> into memref<2x4xf32>
  %back = memref.collapse_shape %view [[0, 1]] : memref<2x4xf32> into memref<8xf32>
  %b = memref.alloc() : memref<8xf32>
  gpu.launch_func @twice::@twice blocks in (%n, %n, %n) threads in (%n, %n, %n) args(%back : memref<8xf32>, %b : memref<8xf32>)
  %y = memref.alloc() : memref<8xf32>
  gpu.launch_func @twice::@twice blocks in (%n, %n, %n) threads in (%n, %n, %n) args(%b : memref<8xf32>, %y : memref<8xf32>)
  %result = memref.expand_shape %y [[0, 1]] output_shape [2, 4] : memref<8xf32> into memref<2x4xf32>
  return %result : memref<2x4xf32>
}

// CHECK-LABEL: func.func @unused(
// CHECK: %[[A:.+]] = memref.alloc()
// CHECK-NEXT: memref.dealloc %[[A]]
func.func @unused() {
  %a = memref.alloc() : memref<8xf32>
  return
}

// CHECK-LABEL: func.func @freed(
// CHECK-COUNT-1: memref.dealloc
// CHECK-NOT: memref.dealloc
func.func @freed() {
  %a = memref.alloc() : memref<8xf32>
  memref.dealloc %a : memref<8xf32>
  return
}

// One that is used in a loop lives until its end; one of an iteration does not.
// CHECK-LABEL: func.func @loop(
// CHECK: %[[A:.+]] = memref.alloc()
// CHECK: scf.for
// CHECK: %[[B:.+]] = memref.alloc()
// CHECK-NEXT: gpu.launch_func {{.*}} args(%[[A]] : memref<8xf32>, %[[B]] : memref<8xf32>)
// CHECK-NEXT: memref.dealloc %[[B]]
// CHECK-NEXT: }
// CHECK-NEXT: memref.dealloc %[[A]]
// CHECK-NEXT: return
func.func @loop() {
  %n = arith.constant 1 : index
  %a = memref.alloc() : memref<8xf32>
  scf.for %i = %n to %n step %n {
    %b = memref.alloc() : memref<8xf32>
    gpu.launch_func @twice::@twice blocks in (%n, %n, %n) threads in (%n, %n, %n) args(%a : memref<8xf32>, %b : memref<8xf32>)
  }
  return
}

// The loop's results are the buffer before it, or that of an iteration.
// CHECK-LABEL: func.func @carried(
// CHECK-NOT: memref.dealloc
// CHECK: return
func.func @carried() -> memref<8xf32> {
  %n = arith.constant 1 : index
  %a = memref.alloc() : memref<8xf32>
  %r = scf.for %i = %n to %n step %n iter_args(%last = %a) -> memref<8xf32> {
    %b = memref.alloc() : memref<8xf32>
    gpu.launch_func @twice::@twice blocks in (%n, %n, %n) threads in (%n, %n, %n) args(%last : memref<8xf32>, %b : memref<8xf32>)
    scf.yield %b : memref<8xf32>
  }
  return %r : memref<8xf32>
}

gpu.module @twice {
  gpu.func @twice(%x: memref<8xf32>, %y: memref<8xf32>) kernel attributes {known_block_size = array<i32: 1, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
    gpu.return
  }
}
}
