// RUN: wino-opt %s | wino-opt | FileCheck %s
// RUN: wino-opt %s -mlir-print-op-generic | wino-opt | FileCheck %s

#F2 = #winograd.algorithm<F(2, 3)>
#F4 = #winograd.algorithm<F(4, 3)>
#F45 = #winograd.algorithm<F(4, 5)>

// CHECK-DAG: #[[NCHW:.+]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d3, d1 * 4 + d4 - 1, d2 * 4 + d5 - 1)>
// CHECK-DAG: #[[NHWC:.+]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1 * 4 + d4, d2 * 4 + d5, d3)>
// CHECK-DAG: #[[X:.+]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d4, d5, d0, d1, d2, d3)>
// CHECK-DAG: #[[MIXED:.+]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d3, d1 * 2 + d4, d2 * 4 + d5)>
// CHECK-DAG: #[[COLUMN:.+]] = affine_map<(d0, d1, d2) -> (d0, d1, d2, 0)>

// CHECK-LABEL: @input_2d_nchw
// CHECK: winograd.kron input [#F4x3, #F4x3] read #[[NCHW]] write #[[X]] ins(%{{.*}} : tensor<1x8x14x14xf32>) outs(%{{.*}} : tensor<6x6x1x4x4x8xf32>) -> tensor<6x6x1x4x4x8xf32>
func.func @input_2d_nchw(%x: tensor<1x8x14x14xf32>, %e: tensor<6x6x1x4x4x8xf32>) -> tensor<6x6x1x4x4x8xf32> {
  %0 = winograd.kron input [#F4, #F4]
      read affine_map<(n, ty, tx, c, i, j) -> (n, c, ty * 4 + i - 1, tx * 4 + j - 1)>
      write affine_map<(n, ty, tx, c, i, j) -> (i, j, n, ty, tx, c)>
      ins(%x : tensor<1x8x14x14xf32>) outs(%e : tensor<6x6x1x4x4x8xf32>) -> tensor<6x6x1x4x4x8xf32>
  return %0 : tensor<6x6x1x4x4x8xf32>
}

// CHECK-LABEL: @output_2d_nhwc_memref
// CHECK: winograd.kron output [#F4x3, #F4x3] read #[[X]] write #[[NHWC]] ins(%{{.*}} : memref<6x6x?x4x?x8xf32>) outs(%{{.*}} : memref<?x14x?x8xf16, strided<[?, 112, 8, 1]>>){{$}}
func.func @output_2d_nhwc_memref(%m: memref<6x6x?x4x?x8xf32>, %y: memref<?x14x?x8xf16, strided<[?, 112, 8, 1]>>) {
  winograd.kron output [#F4, #F4]
      read affine_map<(n, ty, tx, k, i, j) -> (i, j, n, ty, tx, k)>
      write affine_map<(n, ty, tx, k, i, j) -> (n, ty * 4 + i, tx * 4 + j, k)>
      ins(%m : memref<6x6x?x4x?x8xf32>) outs(%y : memref<?x14x?x8xf16, strided<[?, 112, 8, 1]>>)
  return
}

// CHECK-LABEL: @mixed_algorithms
// CHECK: winograd.kron input [#F2x3, #F4x5] read #[[MIXED]] write #[[X]]
func.func @mixed_algorithms(%x: tensor<1x8x14x14xbf16>, %e: tensor<4x8x1x6x3x8xf32>) -> tensor<4x8x1x6x3x8xf32> {
  %0 = winograd.kron input [#F2, #F45]
      read affine_map<(n, ty, tx, c, i, j) -> (n, c, ty * 2 + i, tx * 4 + j)>
      write affine_map<(n, ty, tx, c, i, j) -> (i, j, n, ty, tx, c)>
      ins(%x : tensor<1x8x14x14xbf16>) outs(%e : tensor<4x8x1x6x3x8xf32>) -> tensor<4x8x1x6x3x8xf32>
  return %0 : tensor<4x8x1x6x3x8xf32>
}

// CHECK-LABEL: @filter_of_one_column
// CHECK: winograd.kron filter [#F2x3] read #[[COLUMN]] write
func.func @filter_of_one_column(%g: tensor<8x4x3x1xf64>, %e: tensor<4x4x8xf64>) -> tensor<4x4x8xf64> {
  %0 = winograd.kron filter [#F2]
      read affine_map<(k, c, i) -> (k, c, i, 0)> write affine_map<(k, c, i) -> (i, c, k)>
      ins(%g : tensor<8x4x3x1xf64>) outs(%e : tensor<4x4x8xf64>) -> tensor<4x4x8xf64>
  return %0 : tensor<4x4x8xf64>
}
