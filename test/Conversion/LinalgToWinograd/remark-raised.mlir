// What is rewritten, and with which algorithms, is a remark.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=3 --remark-format=emitRemark \
// RUN:   --remarks-filter-passed="winograd.*" -verify-diagnostics -o /dev/null
func.func @conv(%x: tensor<2x4x9x12xf32>, %g: tensor<5x4x3x5xf32>, %init: tensor<2x5x7x8xf32>) -> tensor<2x5x7x8xf32> {
  // expected-remark@below {{rewritten with F(3, 3) x F(3, 5)}}
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<2x4x9x12xf32>, tensor<5x4x3x5xf32>)
      outs(%init : tensor<2x5x7x8xf32>) -> tensor<2x5x7x8xf32>
  return %y : tensor<2x5x7x8xf32>
}
