// RUN: wino-opt %s --split-input-file -verify-diagnostics

// expected-error@below {{expected 'winograd.finite_only' to be true or false, but got "no"}}
module attributes {winograd.finite_only = "no"} {
}

// -----

func.func @operation(%x: tensor<10xf32>, %g: tensor<3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@below {{expected 'winograd.finite_only' to be true or false, but got 0 : i64}}
  %0 = linalg.conv_1d {winograd.finite_only = 0} ins(%x, %g : tensor<10xf32>, tensor<3xf32>) outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}
