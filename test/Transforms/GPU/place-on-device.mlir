// Arguments, constants, allocations and results of a function that launches
// kernels: one chain of commands.

// RUN: wino-opt %s --winograd-place-on-device | FileCheck %s

module attributes {gpu.container_module} {
  // CHECK: memref.global "private" constant @filter
  // CHECK: memref.global "private" @filter_on_device : memref<memref<4xf32>> = uninitialized
  memref.global "private" constant @filter : memref<4xf32> = dense<2.0>

  // CHECK-LABEL: func @scale(
  // CHECK-SAME:    %[[X:.*]]: memref<4xf32>)
  // CHECK:         %[[T0:.*]] = gpu.wait async
  // CHECK:         %[[DX:.*]], %[[T1:.*]] = gpu.alloc async [%[[T0]]] ()
  // CHECK:         %[[T2:.*]] = gpu.memcpy async [%[[T1]]] %[[DX]], %[[X]]
  // CHECK:         %[[WHERE:.*]] = memref.get_global @filter_on_device
  // CHECK:         %[[DF:.*]] = memref.load %[[WHERE]][]
  // CHECK:         %[[DY:.*]], %[[T3:.*]] = gpu.alloc async [%[[T2]]] ()
  // CHECK:         %[[T4:.*]] = gpu.launch_func async [%[[T3]]] @k::@k
  // CHECK-SAME:      args(%[[DX]] : memref<4xf32>, %[[DF]] : memref<4xf32>, %[[DY]] : memref<4xf32>)
  // CHECK:         %[[Y:.*]] = memref.alloc() : memref<4xf32>
  // CHECK:         %[[T5:.*]] = gpu.memcpy async [%[[T4]]] %[[Y]], %[[DY]]
  // CHECK:         %[[T6:.*]] = gpu.dealloc async [%[[T5]]] %[[DX]]
  // CHECK:         %[[T7:.*]] = gpu.dealloc async [%[[T6]]] %[[DY]]
  // CHECK-NEXT:    gpu.wait [%[[T7]]]
  // CHECK-NEXT:    return %[[Y]]
  func.func @scale(%x: memref<4xf32>) -> memref<4xf32> {
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    %f = memref.get_global @filter : memref<4xf32>
    %y = memref.alloc() : memref<4xf32>
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c4, %c1, %c1)
      args(%x : memref<4xf32>, %f : memref<4xf32>, %y : memref<4xf32>)
    return %y : memref<4xf32>
  }

  // Scratch memory lives from its first use to its deallocation. Views are made
  // on the device; a result has its own type.
  // CHECK-LABEL: func @scratch(
  // CHECK:         %[[UPLOADED:.*]] = gpu.memcpy
  // CHECK:         %[[S:.*]], %[[T0:.*]] = gpu.alloc async [%[[UPLOADED]]] () : memref<4xf32>
  // CHECK:         %[[DY:.*]], %[[T1:.*]] = gpu.alloc async [%[[T0]]] () : memref<2x2xf32>
  // CHECK:         %[[FLAT:.*]] = memref.collapse_shape %[[DY]]
  // CHECK:         %[[T2:.*]] = gpu.launch_func async [%[[T1]]] @k::@k
  // CHECK-SAME:      args(%{{.*}} : memref<4xf32>, %[[S]] : memref<4xf32>, %[[FLAT]] : memref<4xf32>)
  // CHECK:         %[[T3:.*]] = gpu.dealloc async [%[[T2]]] %[[S]]
  // CHECK:         %[[TALL:.*]] = memref.expand_shape %[[FLAT]]
  // CHECK:         %[[Y:.*]] = memref.alloc() : memref<4x1xf32>
  // CHECK:         %[[T4:.*]] = gpu.memcpy async [%[[T3]]] %[[Y]], %[[TALL]]
  // CHECK:         return %[[Y]]
  func.func @scratch(%x: memref<4xf32>) -> memref<4x1xf32> {
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    %s = memref.alloc() : memref<4xf32>
    %y = memref.alloc() : memref<2x2xf32>
    %flat = memref.collapse_shape %y [[0, 1]] : memref<2x2xf32> into memref<4xf32>
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c4, %c1, %c1)
      args(%x : memref<4xf32>, %s : memref<4xf32>, %flat : memref<4xf32>)
    memref.dealloc %s : memref<4xf32>
    %tall = memref.expand_shape %flat [[0, 1]] output_shape [4, 1] : memref<4xf32> into memref<4x1xf32>
    return %tall : memref<4x1xf32>
  }

  // An argument that is returned is copied back. A constant is its own copy.
  // CHECK-LABEL: func @in_place(
  // CHECK-SAME:    %[[X:.*]]: memref<4xf32>)
  // CHECK:         gpu.memcpy async {{.*}} %[[DX:.*]], %[[X]]
  // CHECK:         gpu.launch_func
  // CHECK:         gpu.memcpy async {{.*}} %[[X]], %[[DX]]
  // CHECK-NOT:     gpu.memcpy
  // CHECK:         return %[[X]], %{{.*}}
  func.func @in_place(%x: memref<4xf32>) -> (memref<4xf32>, memref<4xf32>) {
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    %f = memref.get_global @filter : memref<4xf32>
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c4, %c1, %c1)
      args(%f : memref<4xf32>, %x : memref<4xf32>, %x : memref<4xf32>)
    return %x, %f : memref<4xf32>, memref<4xf32>
  }

  // CHECK-LABEL: func @copies(
  // CHECK:         %[[T:.*]] = gpu.launch_func
  // CHECK:         %[[DZ:.*]], %[[T1:.*]] = gpu.alloc async [%[[T]]] ()
  // CHECK:         gpu.memcpy async [%[[T1]]] %[[DZ]], %{{.*}}
  // CHECK-NOT:     memref.copy
  func.func @copies(%x: memref<4xf32>) -> memref<4xf32> {
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    %y = memref.alloc() : memref<4xf32>
    %z = memref.alloc() : memref<4xf32>
    gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c4, %c1, %c1)
      args(%x : memref<4xf32>, %x : memref<4xf32>, %y : memref<4xf32>)
    memref.copy %y, %z : memref<4xf32> to memref<4xf32>
    return %z : memref<4xf32>
  }

  // CHECK-LABEL: func @no_launch(
  // CHECK-NEXT:    memref.alloc
  // CHECK-NEXT:    return
  func.func @no_launch() -> memref<4xf32> {
    %y = memref.alloc() : memref<4xf32>
    return %y : memref<4xf32>
  }

  // Constants are copied once, whoever uses them.
  // CHECK-LABEL: llvm.func internal @upload_constants()
  // CHECK:         %[[D:.*]], %{{.*}} = gpu.alloc async
  // CHECK:         gpu.memcpy async {{.*}} %[[D]], %{{.*}}
  // CHECK:         memref.store %[[D]]
  // CHECK-NOT:     gpu.memcpy
  // CHECK:         gpu.wait [
  // CHECK:         llvm.return
  // CHECK-LABEL: llvm.func internal @free_constants()
  // CHECK:         %[[D:.*]] = memref.load
  // CHECK:         gpu.dealloc async {{.*}} %[[D]]
  // CHECK:         gpu.wait [
  // CHECK:       llvm.mlir.global_ctors ctors = [@upload_constants], priorities = [65535 : i32]
  // CHECK:       llvm.mlir.global_dtors dtors = [@free_constants], priorities = [65535 : i32]

  gpu.module @k {
    gpu.func @k(%x: memref<4xf32>, %f: memref<4xf32>, %y: memref<4xf32>) kernel
        attributes {known_block_size = array<i32: 4, 1, 1>, known_grid_size = array<i32: 1, 1, 1>} {
      gpu.return
    }
  }
}
