// Functions that are equal, that call each other, that return what they were
// given or a constant, that have several exits, that are not C's to call.

// RUN: rm -rf %t && mkdir %t
// RUN: wino-translate %s -o %t
// RUN: %host_cc -I%t %S/Inputs/functions.c %t/functions.o -lm -o %t/program
// RUN: %t/program
// RUN: llvm-nm --extern-only --defined-only --format=just-symbols %t/functions.o | FileCheck %s
// CHECK: branch
// CHECK-NEXT: first
// CHECK-NEXT: second
// CHECK-NEXT: several
// CHECK-NOT: {{.}}

// Some functions of a module.
// RUN: wino-translate %s -o %t --entry=second,first:other --entry=hidden
// RUN: llvm-nm --extern-only --defined-only --format=just-symbols %t/functions.o | FileCheck %s --check-prefix=ENTRY
// ENTRY: hidden
// ENTRY-NEXT: other
// ENTRY-NEXT: second
// ENTRY-NOT: {{.}}
func.func @first(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = linalg.add ins(%x, %x : tensor<4xf32>, tensor<4xf32>) outs(%x : tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}
func.func @second(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = linalg.add ins(%x, %x : tensor<4xf32>, tensor<4xf32>) outs(%x : tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}
func.func @several(%x: tensor<4xf32>, %s: tensor<f64>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<f64>) {
  %y = call @first(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %c = arith.constant dense<[0.0, 1.0, 2.0, 3.0]> : tensor<4xf32>
  return %y, %x, %c, %s : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<f64>
}
func.func @branch(%c : tensor<i1>, %x: tensor<4xf32>, %y : tensor<4xf32>) -> tensor<4xf32> {
  %b = tensor.extract %c[] : tensor<i1>
  cf.cond_br %b, ^bb1, ^bb2
^bb1:
  %z = linalg.add ins(%x, %y : tensor<4xf32>, tensor<4xf32>) outs(%x : tensor<4xf32>) -> tensor<4xf32>
  return %z : tensor<4xf32>
^bb2:
  %w = linalg.sub ins(%x, %y : tensor<4xf32>, tensor<4xf32>) outs(%y : tensor<4xf32>) -> tensor<4xf32>
  return %w : tensor<4xf32>
}
func.func private @hidden(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
