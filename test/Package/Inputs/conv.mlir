func.func @conv(%x: tensor<1x10x10x8xf32>, %f: tensor<8x3x3x8xf32>,
                %init: tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32> {
  %y = linalg.conv_2d_nhwc_fhwc
      ins(%x, %f : tensor<1x10x10x8xf32>, tensor<8x3x3x8xf32>)
      outs(%init : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  return %y : tensor<1x8x8x8xf32>
}
