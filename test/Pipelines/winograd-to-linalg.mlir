// What is left for compilers that know nothing of us, with any plan, and without: linalg on whole
// tensors.

// RUN: wino-opt %s --winograd-to-linalg -o %t.mlir && FileCheck %s < %t.mlir
// RUN: FileCheck %s --check-prefix=PLAIN < %t.mlir
// RUN: wino-opt %s --winograd-plan="plan=blocked tile=4" --winograd-to-linalg | diff - %t.mlir
// RUN: wino-opt %s --winograd-plan="plan=four-buffer tile=4" --winograd-to-linalg | diff - %t.mlir
// RUN: wino-opt %s --winograd-plan=plan=direct --winograd-to-linalg -o %t.direct.mlir && FileCheck %s --check-prefix=DIRECT < %t.direct.mlir
// RUN: FileCheck %s --check-prefix=PLAIN < %t.direct.mlir
// RUN: wino-opt %s --winograd-to-linalg=tile=0 | FileCheck %s --check-prefix=DIRECT

// PLAIN-NOT: {{(winograd|scf|bufferization|memref)\.}}

// CHECK-LABEL: func.func @conv
// CHECK-SAME: (%[[X:.*]]: tensor<1x10x10x3xf32>) -> tensor<1x8x8x8xf32>
// CHECK-DAG: %[[AT:.*]] = arith.constant dense<{{.*}}> : tensor<4x6xf32>
// CHECK-DAG: %[[BT:.*]] = arith.constant dense<{{.*}}> : tensor<6x6xf32>
// CHECK-DAG: %[[G:.*]] = arith.constant dense{{.*}} : tensor<36x3x8xf32>
// CHECK: linalg.generic {{.*}}"reduction"]} ins(%[[BT]], %[[X]] : {{.*}} {
// CHECK: } -> tensor<6x1x2x10x3xf32>
// CHECK: linalg.generic {{.*}}"reduction"]} ins(%[[BT]], %{{.*}} : tensor<6x6xf32>, tensor<6x1x2x10x3xf32>) {{.*}} {
// CHECK: } -> tensor<6x6x1x2x2x3xf32>
// CHECK: linalg.contract {{.*}} -> tensor<36x4x8xf32>
// CHECK: linalg.generic {{.*}}"reduction"]} ins(%[[AT]], %{{.*}} : {{.*}} {
// CHECK: } -> tensor<4x6x1x2x2x8xf32>
// CHECK: linalg.generic {{.*}}"reduction"]} ins(%[[AT]], %{{.*}} : {{.*}} {
// CHECK: } -> tensor<1x2x4x2x4x8xf32>
// CHECK: tensor.collapse_shape {{.*}} into tensor<1x8x8x8xf32>
// DIRECT-LABEL: func.func @conv
// DIRECT: linalg.conv_2d_nhwc_hwcf ins
func.func @conv(%x: tensor<1x10x10x3xf32>) -> tensor<1x8x8x8xf32>
    attributes {winograd.max_error = 50.0} {
  %w = arith.constant dense<0.5> : tensor<3x3x3x8xf32>
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x8x8x8xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%e : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  %y = linalg.conv_2d_nhwc_hwcf
      ins(%x, %w : tensor<1x10x10x3xf32>, tensor<3x3x3x8xf32>)
      outs(%zeros : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  return %y : tensor<1x8x8x8xf32>
}

// Tiles that stick out read zeros, and what they write outside of the result is cut off. Sums of f16
// are in f32, and rounded at their end.
// CHECK-LABEL: func.func @ragged
// CHECK: tensor.pad %{{.*}} low[0, 0] high[0, 3]
// CHECK: linalg.generic {{.*}} ins(%{{.*}}, %padded : tensor<6x6xf32>, tensor<2x10xf16>) outs(%{{.*}} : tensor<6x2x2xf32>) {
// CHECK: arith.extf
// CHECK: linalg.generic
// CHECK: linalg.contract
// CHECK: } -> tensor<2x2x4xf32>
// CHECK: arith.truncf
// CHECK: } -> tensor<2x8xf16>
// CHECK: tensor.extract_slice {{.*}} to tensor<2x5xf16>
func.func @ragged(%x: tensor<2x7xf16>, %w: tensor<2x2x3xf16>) -> tensor<2x5xf16> {
  %zero = arith.constant 0.0 : f16
  %e = tensor.empty() : tensor<2x5xf16>
  %zeros = linalg.fill ins(%zero : f16) outs(%e : tensor<2x5xf16>) -> tensor<2x5xf16>
  %y = linalg.generic {
      indexing_maps = [affine_map<(k, o, c, r) -> (c, o + r)>,
                       affine_map<(k, o, c, r) -> (k, c, r)>,
                       affine_map<(k, o, c, r) -> (k, o)>],
      iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
      ins(%x, %w : tensor<2x7xf16>, tensor<2x2x3xf16>) outs(%zeros : tensor<2x5xf16>) {
  ^bb0(%a: f16, %b: f16, %s: f16):
    %p = arith.mulf %a, %b : f16
    %t = arith.addf %s, %p : f16
    linalg.yield %t : f16
  } -> tensor<2x5xf16>
  return %y : tensor<2x5xf16>
}
