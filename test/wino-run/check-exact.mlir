// The reference sums in f64: 2^24 and four thousand ones, which f32 can hold but
// not reach one by one.

// RUN: wino-run %s --entry=sum --check --tolerance=4e3 --direct | FileCheck %s
// CHECK: output 0: max error {{.*}} (largest reference value 1.68e+07)
// RUN: wino-run %s --entry=sum --check --tolerance=0 --pipeline=winograd-reference-to-cpu | FileCheck %s --check-prefix=SAME
// SAME: output 0: max error 0.00e+00
// RUN: wino-run %s --entry=is_exact --check --tolerance=0 --pipeline=winograd-reference-to-cpu | FileCheck %s --check-prefix=EXACT
// EXACT: output 0: max error 0.00e+00, rms error 0.00e+00 (largest reference value 1.00e+00)
func.func @sum() -> tensor<f32> {
  %ones = arith.constant dense<1.0> : tensor<4000xf32>
  %init = arith.constant dense<16777216.0> : tensor<f32>
  %y = linalg.reduce {arith.addf} ins(%ones : tensor<4000xf32>) outs(%init : tensor<f32>) dimensions = [0]
  return %y : tensor<f32>
}
func.func @is_exact() -> tensor<i8> {
  %sum = call @sum() : () -> tensor<f32>
  %value = tensor.extract %sum[] : tensor<f32>
  %wanted = arith.constant 16781216.0 : f32
  %equal = arith.cmpf oeq, %value, %wanted : f32
  %byte = arith.extui %equal : i1 to i8
  %y = tensor.from_elements %byte : tensor<i8>
  return %y : tensor<i8>
}

// What MLIR itself cannot lower has no reference.
// RUN: not wino-run %s --entry=bufferized --random-inputs --check 2>&1 | FileCheck %s --check-prefix=WINOGRAD
// WINOGRAD: wino-run: error: expected --check with a module without operations of the winograd dialect, since the reference is what MLIR itself makes of the module
func.func @bufferized(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = winograd.bufferize %x global : tensor<4xf32>
  return %y : tensor<4xf32>
}
