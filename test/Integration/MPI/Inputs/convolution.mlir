func.func @conv(%x: tensor<1x4x33x30xf32>, %w: tensor<8x4x3x3xf32>) -> tensor<1x8x31x28xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x8x31x28xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x8x31x28xf32>) -> tensor<1x8x31x28xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x4x33x30xf32>, tensor<8x4x3x3xf32>)
    outs(%init : tensor<1x8x31x28xf32>) -> tensor<1x8x31x28xf32>
  return %y : tensor<1x8x31x28xf32>
}
