// Sums of bf16 and f16 are in f32, from the product on: ones would stop at 256 and
// at 2048. What is elementwise stays in its type.

// RUN: wino-opt %s --convert-winograd-to-gpu --canonicalize --cse | FileCheck %s

// CHECK: gpu.func @product_loops(%[[A:.+]]: memref<7xbf16>, %[[B:.+]]: memref<7xbf16>, %[[C:.+]]: memref<bf16>, %[[R:.+]]: memref<bf16>) kernel
// CHECK: %[[OLD:.+]] = memref.load %[[C]][]
// CHECK: %[[INIT:.+]] = arith.extf %[[OLD]] : bf16 to f32
// CHECK: scf.for {{.+}} iter_args(%[[S:.+]] = %[[INIT]]) -> (f32)
// CHECK: arith.mulf %{{.+}}, %{{.+}} fastmath<contract> : f32
// CHECK: arith.addf %[[S]], %{{.+}} fastmath<contract> : f32
// CHECK: scf.yield %{{.+}} : f32
// CHECK: %[[SUM:.+]] = arith.addf %{{.+}}, %{{.+}} fastmath<contract> : f32
// CHECK-NEXT: %[[ROUNDED:.+]] = arith.truncf %[[SUM]] : f32 to bf16
// CHECK-NEXT: memref.store %[[ROUNDED]], %[[R]][]
func.func @product(%a: tensor<7xbf16>, %b: tensor<7xbf16>, %c: tensor<bf16>) -> tensor<bf16> {
  %y = linalg.dot ins(%a, %b : tensor<7xbf16>, tensor<7xbf16>) outs(%c : tensor<bf16>) -> tensor<bf16>
  return %y : tensor<bf16>
}

// What has to be rounded to f16 before still is: a comparison of bits, a product
// that is f16.
#row = affine_map<(i, j) -> (i, j)>
#sum = affine_map<(i, j) -> (i)>
// CHECK: gpu.func @mixed_loops
// CHECK: scf.for {{.+}} -> (f32)
// CHECK: %[[WIDE:.+]] = arith.extf %[[V:.+]] : f16 to f32
// CHECK: %[[BITS:.+]] = arith.bitcast %[[V]] : f16 to i16
// CHECK: %[[IS:.+]] = arith.cmpi slt, %[[BITS]]
// CHECK: arith.select %[[IS]], %[[WIDE]], %{{.+}} : f32
func.func @mixed(%a: tensor<4x8xf16>, %c: tensor<4xf16>) -> tensor<4xf16> {
  %zero = arith.constant 0.0 : f16
  %seven = arith.constant 7 : i16
  %y = linalg.generic {indexing_maps = [#row, #sum], iterator_types = ["parallel", "reduction"]}
      ins(%a : tensor<4x8xf16>) outs(%c : tensor<4xf16>) {
  ^bb0(%v: f16, %o: f16):
    %bits = arith.bitcast %v : f16 to i16
    %is = arith.cmpi slt, %bits, %seven : i16
    %s = arith.select %is, %v, %zero : f16
    %t = arith.addf %o, %s : f16
    linalg.yield %t : f16
  } -> tensor<4xf16>
  return %y : tensor<4xf16>
}

// CHECK: gpu.func @elementwise_loops
// CHECK: arith.addf %{{.+}}, %{{.+}} fastmath<contract> : bf16
func.func @elementwise(%a: tensor<4xbf16>, %b: tensor<4xbf16>) -> tensor<4xbf16> {
  %e = tensor.empty() : tensor<4xbf16>
  %y = linalg.add ins(%a, %b : tensor<4xbf16>, tensor<4xbf16>) outs(%e : tensor<4xbf16>) -> tensor<4xbf16>
  return %y : tensor<4xbf16>
}
