// The reference of --check takes slices by their definition: also those that shift a
// loop's value, and those that step over an axis of which they have one element.

// RUN: wino-run %s --entry=shift --random-inputs --check | FileCheck %s
// RUN: wino-run %s --entry=step --random-inputs --check | FileCheck %s
// CHECK: output 0: max error 0.00e+00

func.func @shift(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %two = arith.constant 2.0 : f32
  %r = scf.for %i = %c0 to %c3 step %c1 iter_args(%a = %x) -> tensor<4x8xf32> {
    %y = tensor.pad %a low[-1, 0] high[1, 0] {
    ^bb0(%k: index, %j: index):
      tensor.yield %two : f32
    } : tensor<4x8xf32> to tensor<4x8xf32>
    scf.yield %y : tensor<4x8xf32>
  }
  return %r : tensor<4x8xf32>
}

func.func @step(%x: tensor<4x3x5xf32>, %y: tensor<4x5xf32>) -> (tensor<4x5xf32>, tensor<4x3x5xf32>) {
  %a = tensor.extract_slice %x[0, 1, 0] [4, 1, 5] [1, 2, 1] : tensor<4x3x5xf32> to tensor<4x5xf32>
  %b = tensor.insert_slice %y into %x[0, 1, 0] [4, 1, 5] [1, 2, 1] : tensor<4x5xf32> into tensor<4x3x5xf32>
  return %a, %b : tensor<4x5xf32>, tensor<4x3x5xf32>
}
