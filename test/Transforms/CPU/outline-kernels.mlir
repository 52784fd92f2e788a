// RUN: wino-opt %s --winograd-outline-kernels --canonicalize | FileCheck %s
// RUN: wino-opt %s --winograd-outline-kernels --winograd-outline-kernels=mark=false | FileCheck %s --check-prefix=LAST
// RUN: wino-opt %s --winograd-outline-kernels --duplicate-function-elimination --canonicalize | FileCheck %s --check-prefix=MERGED

// Each loop at the top level is a function; constants go with it, everything
// else is an argument. The two are equal, and merged.

// CHECK:       func.func private @main_kernel{{[01]}}(%[[M:.+]]: memref<8xf32>) attributes {passthrough = ["noinline"], winograd.kernel}
// CHECK:         %[[TWO:.+]] = arith.constant 2.000000e+00 : f32
// CHECK:         scf.for
// CHECK:           arith.mulf %{{.+}}, %[[TWO]] : f32
// CHECK:         return

// CHECK-LABEL: func.func @main(
// CHECK-SAME:    %[[A:.+]]: memref<8xf32>, %[[B:.+]]: memref<8xf32>)
// CHECK-NEXT:    call @main_kernel0(%[[A]]) : (memref<8xf32>) -> ()
// CHECK-NEXT:    call @main_kernel1(%[[B]]) : (memref<8xf32>) -> ()
// CHECK-NEXT:    return

// MERGED:       func.func private @[[KERNEL:main_kernel[01]]](
// MERGED-NOT:   func.func private @main_kernel
// MERGED-LABEL: func.func @main(
// MERGED:         call @[[KERNEL]](
// MERGED-NEXT:    call @[[KERNEL]](
func.func @main(%a: memref<8xf32>, %b: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  scf.for %i = %c0 to %c8 step %c1 {
    %v = memref.load %a[%i] : memref<8xf32>
    %w = arith.mulf %v, %two : f32
    memref.store %w, %a[%i] : memref<8xf32>
  }
  scf.for %i = %c0 to %c8 step %c1 {
    %v = memref.load %b[%i] : memref<8xf32>
    %w = arith.mulf %v, %two : f32
    memref.store %w, %b[%i] : memref<8xf32>
  }
  return
}

// LAST-NOT: winograd.kernel

// A name that is taken is not used again.

// CHECK:       func.func private @taken_kernel0()
// CHECK-LABEL: func.func @taken(
// CHECK:         call @taken_kernel0_(
func.func private @taken_kernel0()
func.func @taken(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    func.call @taken_kernel0() : () -> ()
  }
  return
}

// Blocks of a convolution in control flow, and control flow in a parallel loop,
// which has one block.

// CHECK-LABEL: func.func @in_a_loop(
// CHECK:         scf.for
// CHECK-NEXT:      call @in_a_loop_kernel0(
// CHECK-LABEL: func.func @in_parallel(
// CHECK:         scf.parallel
// CHECK:           func.call @in_parallel_kernel0(
// CHECK-NEXT:      scf.reduce
func.func @in_a_loop(%x: tensor<8xf32>, %n: index) -> tensor<8xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> tensor<8xf32> {
    %b = scf.forall (%j) in (2) shared_outs(%o = %a) -> tensor<8xf32> {
      %k = arith.muli %j, %c1 : index
      %s = tensor.extract_slice %o[%k] [4] [1] : tensor<8xf32> to tensor<4xf32>
      scf.forall.in_parallel {
        tensor.parallel_insert_slice %s into %o[%k] [4] [1] : tensor<4xf32> into tensor<8xf32>
      }
    }
    scf.yield %b : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}

func.func @in_parallel(%a: memref<8xf32>, %b: i1, %v: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    scf.if %b {
      memref.store %v, %a[%i] : memref<8xf32>
    }
  }
  return
}

// What a user passes to LLVM does not make a function a kernel.

// CHECK-LABEL: func.func private @user_kernel0(
// CHECK-LABEL: func.func @user(
// CHECK-SAME:    attributes {passthrough = ["cold"]}
// CHECK-NEXT:    call @user_kernel0(
func.func @user(%a: memref<8xf32>) attributes {passthrough = ["cold"]} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  scf.for %i = %c0 to %c8 step %c1 {
    memref.store %two, %a[%i] : memref<8xf32>
  }
  return
}

// A loop that fills a slice goes with it: its argument is the tensor, of a layout that is
// known; not where the slice begins somewhere, or others see the loop's result, too.

// CHECK:       func.func private @placed_kernel0(%[[ALL:.+]]: tensor<5xf32>) -> tensor<5xf32>
// CHECK:         %[[PART:.+]] = tensor.extract_slice %[[ALL]][1] [3] [1]
// CHECK:         %[[Y:.+]] = scf.forall {{.*}} shared_outs(%{{.+}} = %[[PART]])
// CHECK:         %[[Z:.+]] = tensor.insert_slice %[[Y]] into %[[ALL]][1] [3] [1]
// CHECK:         return %[[Z]]
// CHECK-LABEL: func.func @placed(
// CHECK-NEXT:    call @placed_kernel0(
// CHECK-NEXT:    return
func.func @placed(%all: tensor<5xf32>) -> tensor<5xf32> {
  %part = tensor.extract_slice %all[1] [3] [1] : tensor<5xf32> to tensor<3xf32>
  %y = scf.forall (%i) in (3) shared_outs(%o = %part) -> (tensor<3xf32>) {
    %one = arith.constant dense<1.0> : tensor<1xf32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %one into %o[%i] [1] [1] : tensor<1xf32> into tensor<3xf32>
    }
  }
  %z = tensor.insert_slice %y into %all[1] [3] [1] : tensor<3xf32> into tensor<5xf32>
  return %z : tensor<5xf32>
}

// CHECK-LABEL: func.func @moved(
// CHECK:         tensor.extract_slice
// CHECK:         call @moved_kernel0(
// CHECK:         tensor.insert_slice
func.func @moved(%all: tensor<5xf32>, %first: index) -> tensor<5xf32> {
  %part = tensor.extract_slice %all[%first] [3] [1] : tensor<5xf32> to tensor<3xf32>
  %y = scf.forall (%i) in (3) shared_outs(%o = %part) -> (tensor<3xf32>) {
    %one = arith.constant dense<1.0> : tensor<1xf32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %one into %o[%i] [1] [1] : tensor<1xf32> into tensor<3xf32>
    }
  }
  %z = tensor.insert_slice %y into %all[%first] [3] [1] : tensor<3xf32> into tensor<5xf32>
  return %z : tensor<5xf32>
}

// An empty tensor is memory of the kernel's own: as two arguments it would be one.

// CHECK:       func.func private @scratch_kernel0(%{{.+}}: tensor<4xf32>) -> tensor<4xf32>
// CHECK:         tensor.empty() : tensor<2xf32>
// CHECK-LABEL: func.func @scratch(
// CHECK:         %[[E:.+]] = tensor.empty() : tensor<4xf32>
// CHECK:         call @scratch_kernel0(%[[E]])
func.func @scratch() -> tensor<4xf32> {
  %one = arith.constant 1.0 : f32
  %part = tensor.empty() : tensor<2xf32>
  %e = tensor.empty() : tensor<4xf32>
  %y = scf.forall (%i) = (0) to (4) step (2) shared_outs(%o = %e) -> (tensor<4xf32>) {
    %f = linalg.fill ins(%one : f32) outs(%part : tensor<2xf32>) -> tensor<2xf32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %f into %o[%i] [2] [1] : tensor<2xf32> into tensor<4xf32>
    }
  }
  return %y : tensor<4xf32>
}
