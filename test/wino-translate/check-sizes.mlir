// Checks in compiled code write to standard error, and abort.

// RUN: rm -rf %t && mkdir %t
// RUN: wino-translate %s -o %t --pipeline-options=check-sizes
// RUN: %host_cc -O1 -I%t %S/Inputs/check-sizes.c %t/check-sizes.o -o %t/run
// RUN: %t/run 4 4
// RUN: not --crash %t/run 4 5 2>&1 | FileCheck %s --check-prefix=SIZES
// SIZES: expected dimension 0 of operand 1 of linalg.matvec to be as large as dimension 1 of operand 0
func.func @product(%a: tensor<?x?xf32>, %x: tensor<?xf32>, %y: tensor<?xf32>) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?xf32>
  %zero = arith.constant 0.0 : f32
  %p = linalg.matvec ins(%a, %x : tensor<?x?xf32>, tensor<?xf32>) outs(%y : tensor<?xf32>) -> tensor<?xf32>
  return %p : tensor<?xf32>
}

// n² values of scratch memory.
func.func @scratch(%x: tensor<?xf32>) -> tensor<f32> {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?xf32>
  %e = tensor.empty(%n, %n) : tensor<?x?xf32>
  %square = linalg.broadcast ins(%x : tensor<?xf32>) outs(%e : tensor<?x?xf32>) dimensions = [0]
  %t = linalg.transpose ins(%square : tensor<?x?xf32>) outs(%e : tensor<?x?xf32>) permutation = [1, 0]
  %value = tensor.extract %t[%c0, %c0] : tensor<?x?xf32>
  %y = tensor.from_elements %value : tensor<f32>
  return %y : tensor<f32>
}

// What malloc gives is looked at, too: 2^22 values, squared.
// RUN: not --crash %t/run 4194304 4194304 2>&1 | FileCheck %s --check-prefix=MEMORY
// MEMORY: expected memory for a buffer, but got none
