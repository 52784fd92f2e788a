func.func @main(%a: tensor<3x3x4xi32>, %b: tensor<3x4x1xi32>, %c: tensor<3x3x1xindex>) -> tensor<3x3x1xindex> {
  %0 = linalg.batch_matmul ins(%a, %b : tensor<3x3x4xi32>, tensor<3x4x1xi32>) outs(%c : tensor<3x3x1xindex>) -> tensor<3x3x1xindex>
  return %0 : tensor<3x3x1xindex>
}
