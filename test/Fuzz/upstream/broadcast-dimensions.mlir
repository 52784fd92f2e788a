func.func @main() {
  %v2 = linalg.broadcast ins(%arg2 : tensor<8xf32>) outs(%v1 : tensor<8x3xf32>) dimensions = [1[
}
