// An image that is padded with something else than zeros is stored with its padding, and a
// remark says so; it is right all the same.

// RUN: wino-opt %s --winograd-plan="plan=blocked tile=2" --remark-format=emitRemark \
// RUN:   --remarks-filter-missed="winograd-plan" -verify-diagnostics -o /dev/null
// RUN: wino-run %s --entry=ones --random-inputs --check --plan=blocked --tile=2 | count 1

func.func @ones(%x: tensor<1x8x4xf32>, %g: tensor<3x4x6xf32>) -> tensor<1x8x6xf32> {
  %one = arith.constant 1.5 : f32
  %init = arith.constant dense<0.0> : tensor<1x8x6xf32>
  %p = tensor.pad %x low[0, 1, 0] high[0, 1, 0] {
  ^bb0(%i: index, %j: index, %k: index):
    tensor.yield %one : f32
  } : tensor<1x8x4xf32> to tensor<1x10x4xf32>
  // expected-remark@below {{the padded image is stored: it is padded with 1.50, and a transform reads zeros}}
  %y = linalg.conv_1d_nwc_wcf ins(%p, %g : tensor<1x10x4xf32>, tensor<3x4x6xf32>)
      outs(%init : tensor<1x8x6xf32>) -> tensor<1x8x6xf32>
  return %y : tensor<1x8x6xf32>
}

func.func @zeros(%x: tensor<1x8x4xf32>, %g: tensor<3x4x6xf32>) -> tensor<1x8x6xf32> {
  %zero = arith.constant 0.0 : f32
  %init = arith.constant dense<0.0> : tensor<1x8x6xf32>
  %p = tensor.pad %x low[0, 1, 0] high[0, 1, 0] {
  ^bb0(%i: index, %j: index, %k: index):
    tensor.yield %zero : f32
  } : tensor<1x8x4xf32> to tensor<1x10x4xf32>
  %y = linalg.conv_1d_nwc_wcf ins(%p, %g : tensor<1x10x4xf32>, tensor<3x4x6xf32>)
      outs(%init : tensor<1x8x6xf32>) -> tensor<1x8x6xf32>
  return %y : tensor<1x8x6xf32>
}
