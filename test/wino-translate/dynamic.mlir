// Sizes that the types leave open are arguments; those of the results as well.

// RUN: rm -rf %t && mkdir %t
// RUN: wino-translate %s -o %t --pipeline-options=tile=4
// RUN: %host_cc -I%t %S/Inputs/dynamic.c %t/dynamic.o -lm -o %t/program
// RUN: %t/program
func.func @conv(%x: tensor<?x4x?x?xf64>, %w: tensor<6x4x3x3xf64>) -> tensor<?x6x?x?xf64> {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %n = tensor.dim %x, %c0 : tensor<?x4x?x?xf64>
  %h = tensor.dim %x, %c2 : tensor<?x4x?x?xf64>
  %w_ = tensor.dim %x, %c3 : tensor<?x4x?x?xf64>
  %oh = arith.subi %h, %c2 : index
  %ow = arith.subi %w_, %c2 : index
  %empty = tensor.empty(%n, %oh, %ow) : tensor<?x6x?x?xf64>
  %zero = arith.constant 0.0 : f64
  %init = linalg.fill ins(%zero : f64) outs(%empty : tensor<?x6x?x?xf64>) -> tensor<?x6x?x?xf64>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<?x4x?x?xf64>, tensor<6x4x3x3xf64>)
      outs(%init : tensor<?x6x?x?xf64>) -> tensor<?x6x?x?xf64>
  return %y : tensor<?x6x?x?xf64>
}
