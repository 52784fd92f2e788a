// RUN: wino-opt %s | wino-opt | FileCheck %s
// RUN: wino-opt %s -mlir-print-op-generic | wino-opt | FileCheck %s

// CHECK-DAG: #[[X:.+]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d4)>
// CHECK-DAG: #[[G:.+]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d4, d3)>
// CHECK-DAG: #[[M:.+]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3)>
// CHECK-DAG: #[[ID:.+]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[ROW:.+]] = affine_map<(d0, d1) -> (d1)>
// CHECK-DAG: #[[NONE:.+]] = affine_map<(d0) -> ()>

// CHECK-LABEL: @over_channels
// CHECK: winograd.hadamard_reduce [#[[X]], #[[G]], #[[M]]] ins(%{{.*}}, %{{.*}} : tensor<6x6x?x8xf16>, tensor<6x6x8x4xf16>) outs(%{{.*}} : tensor<6x6x?x4xf32>) -> tensor<6x6x?x4xf32>
func.func @over_channels(%X: tensor<6x6x?x8xf16>, %G: tensor<6x6x8x4xf16>, %M: tensor<6x6x?x4xf32>) -> tensor<6x6x?x4xf32> {
  %0 = winograd.hadamard_reduce [
        affine_map<(i, j, t, k, c) -> (i, j, t, c)>,
        affine_map<(i, j, t, k, c) -> (i, j, c, k)>,
        affine_map<(i, j, t, k, c) -> (i, j, t, k)>]
      ins(%X, %G : tensor<6x6x?x8xf16>, tensor<6x6x8x4xf16>) outs(%M : tensor<6x6x?x4xf32>) -> tensor<6x6x?x4xf32>
  return %0 : tensor<6x6x?x4xf32>
}

// CHECK-LABEL: @without_reduction
// CHECK: winograd.hadamard_reduce [#[[ID]], #[[ROW]], #[[ID]]] ins(%{{.*}}, %{{.*}} : memref<6x8xf64>, memref<8xf64>) outs(%{{.*}} : memref<6x8xf64>){{$}}
func.func @without_reduction(%X: memref<6x8xf64>, %G: memref<8xf64>, %M: memref<6x8xf64>) {
  winograd.hadamard_reduce [
        affine_map<(i, c) -> (i, c)>, affine_map<(i, c) -> (c)>, affine_map<(i, c) -> (i, c)>]
      ins(%X, %G : memref<6x8xf64>, memref<8xf64>) outs(%M : memref<6x8xf64>)
  return
}

// CHECK-LABEL: @to_rank_0
// CHECK: winograd.hadamard_reduce [#{{.*}}, #{{.*}}, #[[NONE]]] ins(%{{.*}}, %{{.*}} : tensor<4xbf16>, tensor<4xbf16>) outs(%{{.*}} : tensor<bf16>) -> tensor<bf16>
func.func @to_rank_0(%X: tensor<4xbf16>, %G: tensor<4xbf16>, %M: tensor<bf16>) -> tensor<bf16> {
  %0 = winograd.hadamard_reduce [
        affine_map<(c) -> (c)>, affine_map<(c) -> (c)>, affine_map<(c) -> ()>]
      ins(%X, %G : tensor<4xbf16>, tensor<4xbf16>) outs(%M : tensor<bf16>) -> tensor<bf16>
  return %0 : tensor<bf16>
}
