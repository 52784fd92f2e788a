// A name that is taken.

// RUN: wino-opt %s --winograd-prepack --verify-diagnostics

#F = #winograd.algorithm<F(2, 3)>
#id = affine_map<(i) -> (i)>

// expected-error @below {{expected the name 'f_prepacked' to be free for a function that is made}}
func.func @f(%g: tensor<3xf32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %G = winograd.kron filter [#F] read #id write #id ins(%g : tensor<3xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %G : tensor<4xf32>
}
func.func private @f_prepacked()
