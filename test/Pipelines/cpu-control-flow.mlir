// Convolutions in loops, branches, several blocks, called functions, and behind one
// another.

// RUN: wino-opt %s --winograd-to-cpu="plan=four-buffer tile=2" | FileCheck %s
// RUN: wino-opt %s --winograd-to-cpu="plan=blocked tile=2 threads=2" | FileCheck %s --check-prefix=THREADS

// CHECK-NOT: {{(winograd|linalg|tensor|bufferization|memref|scf|affine|arith|vector|cf|func|ub|builtin)\.}}
// CHECK: llvm.func @in_a_loop(
// CHECK: llvm.func @in_a_block(
// CHECK: llvm.func @chained(
// CHECK: llvm.func @caller(
// CHECK: llvm.call @chained(
// CHECK-NOT: {{(winograd|linalg|tensor|bufferization|memref|scf|affine|arith|vector|cf|func|ub|builtin)\.}}
// THREADS-NOT: {{(winograd|linalg|tensor|bufferization|memref|scf|affine|arith|vector|cf|func|ub|builtin)\.}}
func.func @in_a_loop(%x: tensor<1x10x4xf32>, %g: tensor<3x4x4xf32>, %init: tensor<1x8x4xf32>, %n: index) -> tensor<1x8x4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%sum = %init) -> tensor<1x8x4xf32> {
    %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x4xf32>, tensor<3x4x4xf32>)
        outs(%sum : tensor<1x8x4xf32>) -> tensor<1x8x4xf32>
    scf.yield %y : tensor<1x8x4xf32>
  }
  return %r : tensor<1x8x4xf32>
}

func.func @in_a_block(%x: tensor<1x10x4xf32>, %g: tensor<3x4x4xf32>, %init: tensor<1x8x4xf32>, %b: i1) -> tensor<1x8x4xf32> {
  cf.cond_br %b, ^then, ^end(%init : tensor<1x8x4xf32>)
^then:
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x4xf32>, tensor<3x4x4xf32>)
      outs(%init : tensor<1x8x4xf32>) -> tensor<1x8x4xf32>
  cf.br ^end(%y : tensor<1x8x4xf32>)
^end(%r: tensor<1x8x4xf32>):
  return %r : tensor<1x8x4xf32>
}

func.func @chained(%x: tensor<1x10x4xf32>, %g: tensor<3x4x4xf32>, %i: tensor<1x8x4xf32>, %j: tensor<1x6x4xf32>) -> (tensor<1x8x4xf32>, tensor<1x6x4xf32>) {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x4xf32>, tensor<3x4x4xf32>)
      outs(%i : tensor<1x8x4xf32>) -> tensor<1x8x4xf32>
  %z = linalg.conv_1d_nwc_wcf ins(%y, %g : tensor<1x8x4xf32>, tensor<3x4x4xf32>)
      outs(%j : tensor<1x6x4xf32>) -> tensor<1x6x4xf32>
  return %y, %z : tensor<1x8x4xf32>, tensor<1x6x4xf32>
}

func.func @caller(%x: tensor<1x10x4xf32>, %g: tensor<3x4x4xf32>, %i: tensor<1x8x4xf32>, %j: tensor<1x6x4xf32>) -> tensor<1x6x4xf32> {
  %y:2 = call @chained(%x, %g, %i, %j) : (tensor<1x10x4xf32>, tensor<3x4x4xf32>, tensor<1x8x4xf32>, tensor<1x6x4xf32>) -> (tensor<1x8x4xf32>, tensor<1x6x4xf32>)
  return %y#1 : tensor<1x6x4xf32>
}
