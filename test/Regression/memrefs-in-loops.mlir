// Passes on tensors leave alone what a host has in loops on memrefs.

// RUN: wino-opt %s --winograd-to-cpu | FileCheck %s
// RUN: wino-opt %s --winograd-to-cpu=threads=2 | FileCheck %s
// CHECK: llvm.func @f(
// CHECK-NOT: linalg.
func.func @f(%x: memref<4x8xf32>, %y: memref<4xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    linalg.reduce ins(%x : memref<4x8xf32>) outs(%y : memref<4xf32>) dimensions = [1]
      (%in: f32, %out: f32) {
        %s = arith.addf %in, %out : f32
        linalg.yield %s : f32
      }
  }
  return
}
