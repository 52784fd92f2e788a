// Buffers that memory cannot hold, of whatever size, end a call with a message.

// REQUIRES: python
// DEFINE: %{npy} = %python %S/Inputs/npy.py
// RUN: rm -rf %t && mkdir %t
// Both arrays are empty, their product is not: 2^64 elements.
// RUN: %{npy} make %t/a.npy "np.zeros((2**32, 0), 'f4')"
// RUN: %{npy} make %t/b.npy "np.zeros((0, 2**32), 'f4')"
// RUN: not wino-run %s --entry=outer --input=%t/a.npy --input=%t/b.npy --output=%t/y.npy 2>&1 | FileCheck %s --check-prefix=OVERFLOW
// RUN: not wino-run %s --entry=outer --input=%t/a.npy --input=%t/b.npy --output=%t/y.npy --direct --threads=2 2>&1 | FileCheck %s --check-prefix=OVERFLOW
// RUN: not wino-run %s --entry=outer --input=%t/a.npy --input=%t/b.npy --output=%t/y.npy --pipeline=winograd-reference-to-cpu 2>&1 | FileCheck %s --check-prefix=OVERFLOW
// OVERFLOW-NOT: Stack dump
// OVERFLOW: wino-run: error: expected sizes of a memref<?x?xf32> that memory can hold, but one is negative or they are too large
func.func @outer(%a: tensor<?x0xf32>, %b: tensor<0x?xf32>) -> tensor<?x?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = tensor.dim %a, %c0 : tensor<?x0xf32>
  %n = tensor.dim %b, %c1 : tensor<0x?xf32>
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty(%m, %n) : tensor<?x?xf32>
  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<?x?xf32>) -> tensor<?x?xf32>
  %y = linalg.matmul ins(%a, %b : tensor<?x0xf32>, tensor<0x?xf32>) outs(%i : tensor<?x?xf32>) -> tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

// RUN: %{npy} make %t/n.npy "np.int64(-5)"
// RUN: not wino-run %s --entry=sized --input=%t/n.npy --output=%t/y.npy 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// NEGATIVE: wino-run: error: expected sizes of a memref<?xf32> that memory can hold
// RUN: %{npy} make %t/n.npy "np.int64(2**44)"
// RUN: not wino-run %s --entry=sized --input=%t/n.npy --output=%t/y.npy 2>&1 | FileCheck %s --check-prefix=MALLOC
// MALLOC-NOT: Stack dump
// MALLOC: wino-run: error: expected memory for a buffer, but got none
func.func @sized(%n: tensor<index>) -> tensor<?xf32> {
  %s = tensor.extract %n[] : tensor<index>
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty(%s) : tensor<?xf32>
  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<?xf32>) -> tensor<?xf32>
  return %i : tensor<?xf32>
}

// RUN: not wino-run %s --entry=large --output=%t/y.npy 2>&1 | FileCheck %s --check-prefix=MALLOC
func.func @large() -> tensor<17592186044416xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<17592186044416xf32>
  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<17592186044416xf32>) -> tensor<17592186044416xf32>
  return %i : tensor<17592186044416xf32>
}
// RUN: not ls %t/y.npy
