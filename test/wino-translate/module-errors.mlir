// Modules that C cannot use, and folders that cannot be written to. Nothing is
// written.

// RUN: rm -rf %t && split-file %s %t && mkdir %t/out
// RUN: not wino-translate %t/none.mlir -o %t/out 2>&1 | FileCheck %s --check-prefix=NOFILE
// NOFILE: wino-translate: error: expected '{{.*}}none.mlir' to be a readable file, but got: No such file or directory
// RUN: not wino-translate %t/broken.mlir -o %t/out 2>&1 | FileCheck %s --check-prefix=BROKEN
// BROKEN: broken.mlir:1:{{[0-9]+}}: error: expected ':'
// BROKEN: wino-translate: error: expected '{{.*}}broken.mlir' to be a module of MLIR
// RUN: not wino-translate %t/private.mlir -o %t/out 2>&1 | FileCheck %s --check-prefix=PRIVATE
// PRIVATE: wino-translate: error: expected a module with a public function that has a body
// RUN: not wino-translate %t/name.mlir -o %t/out 2>&1 | FileCheck %s --check-prefix=NAME
// NAME: wino-translate: error: expected the name of a public function to be an identifier of C and C++, but got 'a.b'; --entry=a.b:other gives it another name
// RUN: not wino-translate %t/keyword.mlir -o %t/out 2>&1 | FileCheck %s --check-prefix=KEYWORD
// KEYWORD: wino-translate: error: expected the name of a public function to be an identifier of C and C++, but got 'class'
// RUN: not wino-translate %t/scalar.mlir -o %t/out 2>&1 | FileCheck %s --check-prefix=SCALAR
// SCALAR: wino-translate: error: expected the results of 'scalar' to be ranked tensors of f16, {{.*}} or index, but got f32
// RUN: not wino-translate %t/memref.mlir -o %t/out 2>&1 | FileCheck %s --check-prefix=MEMREF
// MEMREF: wino-translate: error: expected the arguments of 'memref' to be ranked tensors of f16, {{.*}} or index, but got memref<4xf32>
// RUN: not wino-translate %t/path.mlir -o %t/out 2>&1 | FileCheck %s --check-prefix=PATH
// PATH: wino-translate: error: expected the name of the module to be one that a file can have, but got '../f'
// RUN: not wino-translate %t/calls.mlir --emit=shared-library -o %t/out 2>&1 | FileCheck %s --check-prefix=CALLS
// CALLS: wino-translate: error: expected '{{.*}}' to link a shared library, but it failed
// RUN: ls %t/out | count 0

// RUN: not wino-translate %t/good.mlir -o %t/good.mlir/in 2>&1 | FileCheck %s --check-prefix=IN-FILE
// IN-FILE: wino-translate: error: expected '{{.*}}good.mlir/in' to be a folder, or to become one, but making '{{.*}}good.mlir/in' says: Not a directory
// RUN: not wino-translate %t/good.mlir -o %t/good.mlir 2>&1 | FileCheck %s --check-prefix=FILE
// FILE: wino-translate: error: expected '{{.*}}good.mlir' to be a folder, but it is a file
// RUN: mkdir %t/out/good.h
// RUN: not wino-translate %t/good.mlir -o %t/out 2>&1 | FileCheck %s --check-prefix=TAKEN
// TAKEN: wino-translate: error: expected '{{.*}}good.h' to be a file that can be written, but it is no regular file
// RUN: not ls %t/out/good.o
// RUN: not wino-translate %t/good.mlir -o /proc 2>&1 | FileCheck %s --check-prefix=UNWRITABLE
// UNWRITABLE: wino-translate: error: expected '/proc/good.o' to be a file that can be written, but writing says:

//--- broken.mlir
func.func @f(%a: tensor<4xf32>, %b) { return }
//--- private.mlir
func.func private @f() { return }
func.func private @g()
//--- name.mlir
func.func @a.b() { return }
//--- keyword.mlir
func.func @class() { return }
//--- scalar.mlir
func.func @scalar(%a: tensor<4xf32>) -> f32 {
  %0 = arith.constant 0.0 : f32
  return %0 : f32
}
//--- memref.mlir
func.func @memref(%a: memref<4xf32>) { return }
//--- path.mlir
module @"../f" {
  func.func @f() { return }
}
//--- calls.mlir
func.func private @nobody_has_this()
func.func @f() {
  call @nobody_has_this() : () -> ()
  return
}
//--- good.mlir
func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
