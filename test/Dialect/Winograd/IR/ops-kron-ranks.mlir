// RUN: wino-opt %s | wino-opt | FileCheck %s
// RUN: wino-opt %s -mlir-print-op-generic | wino-opt | FileCheck %s

// Any number of dimensions can be transformed.

#F = #winograd.algorithm<F(2, 3)>

// CHECK-DAG: #[[D1:.+]] = affine_map<(d0, d1, d2) -> (d0, d1 * 2 + d2)>
// CHECK-DAG: #[[D3:.+]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0 * 2 + d3, d1 * 2 + d4, d2 * 2 + d5)>
// CHECK-DAG: #[[ONLY:.+]] = affine_map<(d0, d1) -> (d0, d1)>

// CHECK-LABEL: @input_1d
// CHECK: winograd.kron input [#F2x3] read #[[D1]] write #{{.*}} ins(%{{.*}} : tensor<?x?xf16>) outs(%{{.*}} : tensor<4x?x?xf16>) -> tensor<4x?x?xf16>
func.func @input_1d(%x: tensor<?x?xf16>, %e: tensor<4x?x?xf16>) -> tensor<4x?x?xf16> {
  %0 = winograd.kron input [#F]
      read affine_map<(c, t, i) -> (c, t * 2 + i)> write affine_map<(c, t, i) -> (i, t, c)>
      ins(%x : tensor<?x?xf16>) outs(%e : tensor<4x?x?xf16>) -> tensor<4x?x?xf16>
  return %0 : tensor<4x?x?xf16>
}

// CHECK-LABEL: @output_3d
// CHECK: winograd.kron output [#F2x3, #F2x3, #F2x3] read #{{.*}} write #[[D3]]
func.func @output_3d(%m: tensor<4x4x4x2x2x2xf32>, %y: tensor<4x3x4xf32>) -> tensor<4x3x4xf32> {
  %0 = winograd.kron output [#F, #F, #F]
      read affine_map<(t, u, v, i, j, k) -> (i, j, k, t, u, v)>
      write affine_map<(t, u, v, i, j, k) -> (t * 2 + i, u * 2 + j, v * 2 + k)>
      ins(%m : tensor<4x4x4x2x2x2xf32>) outs(%y : tensor<4x3x4xf32>) -> tensor<4x3x4xf32>
  return %0 : tensor<4x3x4xf32>
}

// No parallel dimension is needed.
// CHECK-LABEL: @filter_alone
// CHECK: winograd.kron filter [#F2x3, #F2x3] read #[[ONLY]] write #[[ONLY]] ins(%{{.*}} : memref<3x3xf64>) outs(%{{.*}} : memref<4x4xf64>)
func.func @filter_alone(%g: memref<3x3xf64>, %e: memref<4x4xf64>) {
  winograd.kron filter [#F, #F]
      read affine_map<(i, j) -> (i, j)> write affine_map<(i, j) -> (i, j)>
      ins(%g : memref<3x3xf64>) outs(%e : memref<4x4xf64>)
  return
}
