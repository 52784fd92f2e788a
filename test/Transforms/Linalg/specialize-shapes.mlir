// RUN: split-file %s %t
// RUN: wino-opt %t/conv.mlir --winograd-specialize-shapes="function=conv shapes=2x3x10x12,5x3x3x3" | FileCheck %s
// RUN: wino-opt %t/conv.mlir --winograd-specialize-shapes="function=conv shapes=2x3x10x12,-" | FileCheck %s --check-prefix=SOME
// RUN: wino-opt %t/rest.mlir --winograd-specialize-shapes="function=branches shapes=-,3x4" | FileCheck %s --check-prefix=BRANCHES
// RUN: wino-opt %t/rest.mlir --winograd-specialize-shapes="function=none" | FileCheck %s --check-prefix=NONE

//--- conv.mlir
// A padded convolution, and an activation in a function that it calls.
// CHECK-LABEL: func.func @conv(
// CHECK-SAME: %[[X:.+]]: tensor<2x3x10x12xf32>, %[[G:.+]]: tensor<5x3x3x3xf32>) -> tensor<2x5x10x12xf32>
// CHECK: %[[P:.+]] = tensor.pad %[[X]]
// CHECK: tensor<2x3x10x12xf32> to tensor<2x3x12x14xf32>
// CHECK: %[[Y:.+]] = linalg.conv_2d_nchw_fchw ins(%[[P]], %[[G]] : tensor<2x3x12x14xf32>, tensor<5x3x3x3xf32>)
// CHECK: %[[R:.+]] = linalg.max ins(%[[Y]], %{{.+}} : tensor<2x5x10x12xf32>, tensor<2x5x10x12xf32>)
// CHECK-NOT: tensor.cast
// CHECK: return %[[R]] : tensor<2x5x10x12xf32>

// What is not known stays so: the number of filters.
// SOME-LABEL: func.func @conv(
// SOME-SAME: tensor<2x3x10x12xf32>, %{{.+}}: tensor<?x3x3x3xf32>) -> tensor<2x?x10x12xf32>
func.func private @relu(%x: tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %n = tensor.dim %x, %c0 : tensor<?x?x?x?xf32>
  %c = tensor.dim %x, %c1 : tensor<?x?x?x?xf32>
  %h = tensor.dim %x, %c2 : tensor<?x?x?x?xf32>
  %w = tensor.dim %x, %c3 : tensor<?x?x?x?xf32>
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty(%n, %c, %h, %w) : tensor<?x?x?x?xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%empty : tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %y = linalg.max ins(%x, %zeros : tensor<?x?x?x?xf32>, tensor<?x?x?x?xf32>)
    outs(%empty : tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  return %y : tensor<?x?x?x?xf32>
}
func.func @conv(%x: tensor<?x3x?x?xf32>, %g: tensor<?x3x3x3xf32>) -> tensor<?x?x?x?xf32> {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %n = tensor.dim %x, %c0 : tensor<?x3x?x?xf32>
  %f = tensor.dim %g, %c0 : tensor<?x3x3x3xf32>
  %h = tensor.dim %x, %c2 : tensor<?x3x?x?xf32>
  %w = tensor.dim %x, %c3 : tensor<?x3x?x?xf32>
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<?x3x?x?xf32> to tensor<?x3x?x?xf32>
  %empty = tensor.empty(%n, %f, %h, %w) : tensor<?x?x?x?xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%padded, %g : tensor<?x3x?x?xf32>, tensor<?x3x3x3xf32>)
    outs(%init : tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %r = func.call @relu(%y) : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  return %r : tensor<?x?x?x?xf32>
}

//--- rest.mlir
// Two returns that know different sizes keep the type that holds for both.
// BRANCHES-LABEL: func.func @branches(
// BRANCHES-SAME: i1, %{{.+}}: tensor<3x4xf32>) -> (tensor<?xf32>, tensor<3x4xf32>)
func.func @branches(%c: i1, %x: tensor<?x4xf32>) -> (tensor<?xf32>, tensor<?x4xf32>) {
  cf.cond_br %c, ^then, ^else
^then:
  %short = tensor.empty() : tensor<5xf32>
  %a = tensor.cast %short : tensor<5xf32> to tensor<?xf32>
  return %a, %x : tensor<?xf32>, tensor<?x4xf32>
^else:
  %long = tensor.empty() : tensor<6xf32>
  %b = tensor.cast %long : tensor<6xf32> to tensor<?xf32>
  return %b, %x : tensor<?xf32>, tensor<?x4xf32>
}
// A function without arguments has no shapes.
// NONE: func.func @none()
func.func @none() {
  return
}

// RUN: not wino-opt %t/conv.mlir --winograd-specialize-shapes="function=other" 2>&1 | FileCheck %s --check-prefix=FUNCTION
// FUNCTION: error: expected the option 'function' to name a function with a body, but got 'other'
// RUN: not wino-opt %t/conv.mlir --winograd-specialize-shapes="function=relu shapes=1x2x3x4" 2>&1 | FileCheck %s --check-prefix=CALLED
// CALLED: error: expected nothing to call 'relu', since the types of its arguments change
// RUN: not wino-opt %t/conv.mlir --winograd-specialize-shapes="function=conv shapes=2x3x10x12" 2>&1 | FileCheck %s --check-prefix=COUNT
// COUNT: error: expected as many 'shapes' as 'conv' has arguments, 2, but got 1
// RUN: not wino-opt %t/conv.mlir --winograd-specialize-shapes="function=conv shapes=2x4x10x12,-" 2>&1 | FileCheck %s --check-prefix=SIZE
// SIZE: error: expected a shape of 'tensor<?x3x?x?xf32>' in the option 'shapes', but got '2x4x10x12'
// RUN: not wino-opt %t/conv.mlir --winograd-specialize-shapes="function=conv shapes=2x3x10,-" 2>&1 | FileCheck %s --check-prefix=RANK
// RANK: error: expected a shape of 'tensor<?x3x?x?xf32>' in the option 'shapes', but got '2x3x10'
// RUN: not wino-opt %t/conv.mlir --winograd-specialize-shapes="function=conv shapes=2x3xax1,-" 2>&1 | FileCheck %s --check-prefix=TEXT
// TEXT: error: expected a shape of 'tensor<?x3x?x?xf32>' in the option 'shapes', but got '2x3xax1'
// RUN: not wino-opt %t/rest.mlir --winograd-specialize-shapes="function=branches shapes=1,-" 2>&1 | FileCheck %s --check-prefix=SCALAR
// SCALAR: error: expected a shape of 'i1' in the option 'shapes', but got '1'
