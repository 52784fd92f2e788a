// Every form of a convolution is a map: the examples of the operation's table, in one
// dimension. They are printed as they are read.

// RUN: wino-opt %s | wino-opt | FileCheck %s

// CHECK-DAG: #[[M0x:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d2 * 8 + d1 + d3 * 2 - 2)>
// CHECK-DAG: #[[M2:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d2 * 8 + d3 * 2 + d1)>
// CHECK-DAG: #[[M3:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1 * 8 + d3 * 2 + d2 - 1)>
// CHECK-DAG: #[[M4:.*]] = affine_map<(d0, d1, d2, d3) -> (d2, d0, d3 * 2 + d1)>
// CHECK-DAG: #[[M6:.*]] = affine_map<(d0, d1, d2) -> (d0 * 4 + d1 * 3 + d2)>
// CHECK-DAG: #[[M8:.*]] = affine_map<(d0, d1) -> (d0 * 3 + d1)>
// CHECK-DAG: #[[M10:.*]] = affine_map<(d0, d1, d2) -> (d1, d2 * -2 - d0 + 3)>
// CHECK-DAG: #[[M12:.*]] = affine_map<(d0, d1, d2, d3) -> (d2, d0 * 8 + d3 * 2 + d1)>
// CHECK-DAG: #[[M13:.*]] = affine_map<(d0, d1) -> (d0 * 4 + d1)>

#F4x3 = #winograd.algorithm<F(4, 3)>
#F4x2 = #winograd.algorithm<F(4, 2)>
#F3x4 = #winograd.algorithm<F(3, 4)>

// The residues p modulo 2 are images of their own.
// CHECK-LABEL: @dilation
// CHECK: winograd.kron input {{.*}} read #[[M0x]] write
// CHECK: winograd.kron output {{.*}} write #[[M2]] ins
func.func @dilation(%x: tensor<8x14xf32>, %X: tensor<6x2x2x8xf32>, %M: tensor<6x2x2x8xf32>, %y: tensor<8x14xf32>)
    -> (tensor<6x2x2x8xf32>, tensor<8x14xf32>) {
  %0 = winograd.kron input [#F4x3]
      read affine_map<(c, p, t, i) -> (c, t * 8 + p + i * 2 - 2)> write affine_map<(c, p, t, i) -> (i, p, t, c)>
      ins(%x : tensor<8x14xf32>) outs(%X : tensor<6x2x2x8xf32>) -> tensor<6x2x2x8xf32>
  %1 = winograd.kron output [#F4x3]
      read affine_map<(c, p, t, i) -> (i, p, t, c)> write affine_map<(c, p, t, i) -> (c, t * 8 + i * 2 + p)>
      ins(%M : tensor<6x2x2x8xf32>) outs(%y : tensor<8x14xf32>) -> tensor<8x14xf32>
  return %0, %1 : tensor<6x2x2x8xf32>, tensor<8x14xf32>
}

// The residues q of image and filter are summed up; the filter's last one lacks a tap.
// CHECK-LABEL: @stride
// CHECK: winograd.kron input {{.*}} read #[[M3]] write
// CHECK: winograd.kron filter {{.*}} read #[[M4]] write
func.func @stride(%x: tensor<8x28xf32>, %g: tensor<4x8x3xf32>, %X: tensor<5x4x2x8xf32>, %G: tensor<5x2x8x4xf32>)
    -> (tensor<5x4x2x8xf32>, tensor<5x2x8x4xf32>) {
  %0 = winograd.kron input [#F4x2]
      read affine_map<(c, t, q, i) -> (c, t * 8 + i * 2 + q - 1)> write affine_map<(c, t, q, i) -> (i, t, q, c)>
      ins(%x : tensor<8x28xf32>) outs(%X : tensor<5x4x2x8xf32>) -> tensor<5x4x2x8xf32>
  %1 = winograd.kron filter [#F4x2]
      read affine_map<(c, q, k, i) -> (k, c, i * 2 + q)> write affine_map<(c, q, k, i) -> (i, q, c, k)>
      ins(%g : tensor<4x8x3xf32>) outs(%G : tensor<5x2x8x4xf32>) -> tensor<5x2x8x4xf32>
  return %0, %1 : tensor<5x4x2x8xf32>, tensor<5x2x8x4xf32>
}

// CHECK-LABEL: @blocks_of_taps
// CHECK: winograd.kron input {{.*}} read #[[M6]] write
// CHECK: winograd.kron filter {{.*}} read #[[M8]] write
func.func @blocks_of_taps(%x: tensor<24xf32>, %g: tensor<9xf32>, %X: tensor<6x4x3xf32>, %G: tensor<6x3xf32>)
    -> (tensor<6x4x3xf32>, tensor<6x3xf32>) {
  %0 = winograd.kron input [#F4x3]
      read affine_map<(t, j, i) -> (t * 4 + j * 3 + i)> write affine_map<(t, j, i) -> (i, t, j)>
      ins(%x : tensor<24xf32>) outs(%X : tensor<6x4x3xf32>) -> tensor<6x4x3xf32>
  %1 = winograd.kron filter [#F4x3]
      read affine_map<(j, i) -> (j * 3 + i)> write affine_map<(j, i) -> (i, j)>
      ins(%g : tensor<9xf32>) outs(%G : tensor<6x3xf32>) -> tensor<6x3xf32>
  return %0, %1 : tensor<6x4x3xf32>, tensor<6x3xf32>
}

// The filter is read backwards, and each residue p of the result has taps of its own.
// CHECK-LABEL: @transposed
// CHECK: winograd.kron filter {{.*}} read #[[M10]] write
// CHECK: winograd.kron output {{.*}} write #[[M12]] ins
func.func @transposed(%g: tensor<8x4xf32>, %G: tensor<5x2x8xf32>, %M: tensor<5x3x2x8xf32>, %y: tensor<8x22xf32>)
    -> (tensor<5x2x8xf32>, tensor<8x22xf32>) {
  %0 = winograd.kron filter [#F4x2]
      read affine_map<(p, k, i) -> (k, i * -2 + 3 - p)> write affine_map<(p, k, i) -> (i, p, k)>
      ins(%g : tensor<8x4xf32>) outs(%G : tensor<5x2x8xf32>) -> tensor<5x2x8xf32>
  %1 = winograd.kron output [#F4x2]
      read affine_map<(t, p, k, i) -> (i, t, p, k)> write affine_map<(t, p, k, i) -> (k, t * 8 + i * 2 + p)>
      ins(%M : tensor<5x3x2x8xf32>) outs(%y : tensor<8x22xf32>) -> tensor<8x22xf32>
  return %0, %1 : tensor<5x2x8xf32>, tensor<8x22xf32>
}

// The tiles of the gradient are filters.
// CHECK-LABEL: @gradient_to_the_filter
// CHECK: winograd.kron filter {{.*}} read #[[M13]] write
func.func @gradient_to_the_filter(%dy: tensor<14xf32>, %D: tensor<6x4xf32>) -> tensor<6x4xf32> {
  %0 = winograd.kron filter [#F3x4]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%dy : tensor<14xf32>) outs(%D : tensor<6x4xf32>) -> tensor<6x4xf32>
  return %0 : tensor<6x4xf32>
}
