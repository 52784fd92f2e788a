// What cannot be stopped is an error.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 --winograd-stop-after=step=reduce -split-input-file -verify-diagnostics
// RUN: not wino-opt %s --winograd-stop-after=step=lunch -split-input-file -o /dev/null 2>&1 | FileCheck %s
// CHECK: error: expected the option 'step' to be input, index, filter, product, reduce or output, but got 'lunch'

// expected-error@below {{expected one Winograd convolution to stop after one of its steps, but got 2}}
func.func @two(%x: tensor<12xf32>, %g: tensor<3xf32>, %i: tensor<10xf32>, %j: tensor<8xf32>) -> tensor<8xf32> {
  %y = linalg.conv_1d ins(%x, %g : tensor<12xf32>, tensor<3xf32>) outs(%i : tensor<10xf32>) -> tensor<10xf32>
  %z = linalg.conv_1d ins(%y, %g : tensor<10xf32>, tensor<3xf32>) outs(%j : tensor<8xf32>) -> tensor<8xf32>
  return %z : tensor<8xf32>
}

// -----

// expected-error@below {{expected a function without callers to change its results, but it is referred to}}
func.func private @called(%x: tensor<12xf32>, %g: tensor<3xf32>, %i: tensor<10xf32>) -> tensor<10xf32> {
  %y = linalg.conv_1d ins(%x, %g : tensor<12xf32>, tensor<3xf32>) outs(%i : tensor<10xf32>) -> tensor<10xf32>
  return %y : tensor<10xf32>
}
func.func @caller(%x: tensor<12xf32>, %g: tensor<3xf32>, %i: tensor<10xf32>) -> tensor<10xf32> {
  %y = call @called(%x, %g, %i) : (tensor<12xf32>, tensor<3xf32>, tensor<10xf32>) -> tensor<10xf32>
  return %y : tensor<10xf32>
}

// -----

func.func @in_a_loop(%x: tensor<12xf32>, %g: tensor<3xf32>, %i: tensor<10xf32>, %c0: index, %c1: index) -> tensor<10xf32> {
  %r = scf.for %k = %c0 to %c1 step %c1 iter_args(%sum = %i) -> tensor<10xf32> {
    // expected-error@below {{expected the convolution at the top level of a function with one block}}
    %y = linalg.conv_1d ins(%x, %g : tensor<12xf32>, tensor<3xf32>) outs(%sum : tensor<10xf32>) -> tensor<10xf32>
    scf.yield %y : tensor<10xf32>
  }
  return %r : tensor<10xf32>
}

// -----

func.func @two_blocks(%x: tensor<12xf32>, %g: tensor<3xf32>, %i: tensor<10xf32>) -> tensor<10xf32> {
  // expected-error@below {{expected the convolution at the top level of a function with one block}}
  %y = linalg.conv_1d ins(%x, %g : tensor<12xf32>, tensor<3xf32>) outs(%i : tensor<10xf32>) -> tensor<10xf32>
  cf.br ^end
^end:
  return %y : tensor<10xf32>
}
