// A sum of f16 or bf16 is formed in f32, products and all, and rounded once.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-sum-in-f32),canonicalize)' -split-input-file | FileCheck %s

// CHECK-LABEL: @reduce
// CHECK: linalg.fill ins(%{{.*}} : f32)
// CHECK: linalg.generic {{.*}}"reduction"]} ins(%{{.*}} : tensor<4x8xbf16>) outs(%{{.*}} : tensor<4xf32>)
// CHECK: extf %{{.*}} : bf16 to f32
// CHECK-NEXT: arith.addf %{{.*}} : f32
// CHECK-NEXT: yield %{{.*}} : f32
// CHECK: truncf %{{.*}} : f32 to bf16
func.func @reduce(%x: tensor<4x8xbf16>) -> tensor<4xbf16> {
  %zero = arith.constant dense<0.0> : tensor<4xbf16>
  %y = linalg.reduce { arith.addf } ins(%x : tensor<4x8xbf16>) outs(%zero : tensor<4xbf16>) dimensions = [1]
  return %y : tensor<4xbf16>
}

// -----

// The initial value is extended, and added to in f32.

// CHECK-LABEL: @matmul
// CHECK: %[[INIT:.*]] = linalg.generic {{.*}} ins(%{{.*}} : tensor<?x5xf16>) outs(%{{.*}} : tensor<?x5xf32>)
// CHECK: linalg.generic {{.*}} outs(%[[INIT]] : tensor<?x5xf32>)
// CHECK: mulf %{{.*}} : f32
// CHECK: addf %{{.*}} : f32
func.func @matmul(%a: tensor<?x4xf16>, %b: tensor<4x5xf16>, %c: tensor<?x5xf16>) -> tensor<?x5xf16> {
  %y = linalg.matmul ins(%a, %b : tensor<?x4xf16>, tensor<4x5xf16>) outs(%c : tensor<?x5xf16>) -> tensor<?x5xf16>
  return %y : tensor<?x5xf16>
}

// -----

// A maximum rounds nothing, nor does what is wide already.

// CHECK-LABEL: @kept
// CHECK: linalg.pooling_nhwc_max
// CHECK-SAME: outs(%{{.*}} : tensor<1x2x2x3xbf16>)
// CHECK: linalg.conv_1d
// CHECK-NOT: truncf
func.func @kept(%x: tensor<1x4x4x3xbf16>, %w: tensor<2x2xbf16>, %m: tensor<1x2x2x3xbf16>, %s: tensor<8xf16>, %g: tensor<3xf16>, %y: tensor<6xf32>) -> (tensor<1x2x2x3xbf16>, tensor<6xf32>) {
  %0 = linalg.pooling_nhwc_max {strides = dense<2> : tensor<2xi64>} ins(%x, %w : tensor<1x4x4x3xbf16>, tensor<2x2xbf16>) outs(%m : tensor<1x2x2x3xbf16>) -> tensor<1x2x2x3xbf16>
  %1 = linalg.conv_1d ins(%s, %g : tensor<8xf16>, tensor<3xf16>) outs(%y : tensor<6xf32>) -> tensor<6xf32>
  return %0, %1 : tensor<1x2x2x3xbf16>, tensor<6xf32>
}

// -----

// What the program itself rounds is rounded; only the sum among several results is wide.

// CHECK-LABEL: @two
// CHECK: linalg.generic {{.*}} outs(%{{.*}}, %{{.*}} : tensor<f16>, tensor<f32>)
// CHECK-NEXT: ^bb0(%[[IN:.*]]: f32, %[[MAX:.*]]: f16, %[[SUM:.*]]: f32)
// CHECK-DAG: %[[ROUNDED:.*]] = arith.truncf %[[IN]] : f32 to f16
// CHECK-DAG: %[[WIDE:.*]] = arith.extf %[[ROUNDED]] : f16 to f32
// CHECK-DAG: %[[NEW:.*]] = arith.addf %[[SUM]], %[[WIDE]] : f32
// CHECK: linalg.yield %{{.*}}, %[[NEW]] : f16, f32
func.func @two(%x: tensor<7xf32>, %a: tensor<f16>, %b: tensor<f16>) -> (tensor<f16>, tensor<f16>) {
  %0:2 = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> ()>, affine_map<(i) -> ()>], iterator_types = ["reduction"]}
      ins(%x : tensor<7xf32>) outs(%a, %b : tensor<f16>, tensor<f16>) {
  ^bb0(%in: f32, %max: f16, %sum: f16):
    %t = arith.truncf %in : f32 to f16
    %m = arith.maximumf %max, %t : f16
    %s = arith.addf %sum, %t : f16
    linalg.yield %m, %s : f16, f16
  } -> (tensor<f16>, tensor<f16>)
  return %0#0, %0#1 : tensor<f16>, tensor<f16>
}

// -----

// CHECK-LABEL: @memrefs
// CHECK: %[[WIDE:.*]] = memref.alloc() : memref<4xf32>
// CHECK: linalg.generic {{.*}} ins(%{{.*}} : memref<4x8xf16>) outs(%[[WIDE]] : memref<4xf32>)
// CHECK: linalg.generic {{.*}} ins(%[[WIDE]] : memref<4xf32>) outs(%{{.*}} : memref<4xf16>)
func.func @memrefs(%x: memref<4x8xf16>, %y: memref<4xf16>) {
  linalg.reduce { arith.addf } ins(%x : memref<4x8xf16>) outs(%y : memref<4xf16>) dimensions = [1]
  return
}
