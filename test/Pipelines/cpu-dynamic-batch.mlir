// Of a dynamic batch the blocks of an image are all that is transformed: the loop over
// the images has its size from the argument, and nothing keeps the transform of the
// whole batch, which tiling replaces.

// RUN: wino-opt %s --winograd-to-cpu=plan=blocked -o /dev/null --mlir-print-ir-after=winograd-normalize-contractions 2>&1 | FileCheck %s

module attributes {llvm.target = #llvm.target<triple="x86_64-linux-gnu", chip="x86-64-v3">} {

// CHECK-LABEL: func.func @conv(
// CHECK-SAME: %[[X:.*]]: tensor<?x8x10x10xf32>
// CHECK-NOT: winograd.kron input
// CHECK: %[[N:.*]] = tensor.dim %[[X]]
// CHECK-NOT: winograd.kron input
// CHECK: scf.forall (%{{.*}}) in (%[[N]])
// CHECK: winograd.kron input
func.func @conv(%x: tensor<?x8x10x10xf32>, %w: tensor<8x8x3x3xf32>) -> tensor<?x8x8x8xf32> {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %n = tensor.dim %x, %c0 : tensor<?x8x10x10xf32>
  %empty = tensor.empty(%n) : tensor<?x8x8x8xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<?x8x8x8xf32>) -> tensor<?x8x8x8xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<?x8x10x10xf32>, tensor<8x8x3x3xf32>)
      outs(%init : tensor<?x8x8x8xf32>) -> tensor<?x8x8x8xf32>
  return %y : tensor<?x8x8x8xf32>
}
}
