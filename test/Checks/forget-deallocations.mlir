// What MLIR's deallocation pipeline frees anyway is not freed by the program.

// RUN: wino-opt %s --winograd-forget-deallocations | FileCheck %s
// RUN: wino-opt %s --winograd-forget-deallocations --ownership-based-buffer-deallocation \
// RUN:   --canonicalize --buffer-deallocation-simplification --bufferization-lower-deallocations \
// RUN:   --cse --canonicalize | FileCheck %s --check-prefix=AGAIN
// RUN: not wino-opt %s --ownership-based-buffer-deallocation 2>&1 | FileCheck %s --check-prefix=UPSTREAM
// UPSTREAM: error: memory free side-effect on MemRef value not supported!

func.func private @use(memref<8xf32>)
func.func private @make() -> memref<8xf32>

// CHECK-LABEL: @allocated(
// CHECK-NOT: memref.dealloc
// AGAIN-LABEL: @allocated(
// AGAIN: scf.for
// AGAIN: %[[A:.*]] = memref.alloc()
// AGAIN: memref.dealloc %[[A]]
// AGAIN-NOT: memref.dealloc
func.func @allocated(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %a = memref.alloc() : memref<8xf32>
    func.call @use(%a) : (memref<8xf32>) -> ()
    %view = memref.cast %a : memref<8xf32> to memref<?xf32>
    memref.dealloc %view : memref<?xf32>
  }
  return
}

// CHECK-LABEL: @called(
// CHECK-NOT: memref.dealloc
// AGAIN-LABEL: @called(
// AGAIN-COUNT-1: memref.dealloc
// AGAIN-NOT: memref.dealloc
func.func @called() {
  %a = call @make() : () -> memref<8xf32>
  memref.dealloc %a : memref<8xf32>
  return
}

// CHECK-LABEL: @argument(
// CHECK: memref.dealloc %{{.*}} {bufferization.manual_deallocation}
// AGAIN-LABEL: @argument(
// AGAIN: memref.dealloc
func.func @argument(%x: memref<8xf32>) {
  memref.dealloc %x : memref<8xf32>
  return
}
