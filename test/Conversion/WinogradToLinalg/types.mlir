// Values of f16 and bf16 are transformed in f32 and rounded once, in the end: in
// two dimensions, the values in between are f32.

// RUN: wino-opt %s --convert-winograd-to-linalg | FileCheck %s

#F2x3 = #winograd.algorithm<F(2, 3)>
#map = affine_map<(c, i) -> (i, c)>

// CHECK-LABEL: @f16
// CHECK: linalg.generic
// CHECK-COUNT-3: arith.extf %{{.+}} : f16 to f32
// CHECK-NOT: arith.truncf
// CHECK: linalg.yield {{.*}} : f32, f32, f32, f32
// CHECK: linalg.generic
// CHECK-NOT: arith.extf
// CHECK: arith.mulf {{.*}} : f32
// CHECK-COUNT-4: arith.truncf %{{.+}} : f32 to f16
// CHECK-NEXT: linalg.yield {{.*}} : f16, f16, f16, f16
// CHECK: return
#map2 = affine_map<(c, i, j) -> (i, j, c)>
func.func @f16(%g: tensor<3x3x8xf16>, %e: tensor<4x4x8xf16>) -> tensor<4x4x8xf16> {
  %G = winograd.kron filter [#F2x3, #F2x3] read #map2 write #map2
      ins(%g : tensor<3x3x8xf16>) outs(%e : tensor<4x4x8xf16>) -> tensor<4x4x8xf16>
  return %G : tensor<4x4x8xf16>
}

// CHECK-LABEL: @bf16_to_f32
// CHECK-COUNT-3: arith.extf %{{.+}} : bf16 to f32
// CHECK-NOT: arith.truncf
// CHECK: return
func.func @bf16_to_f32(%g: tensor<3x8xbf16>, %e: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %G = winograd.kron filter [#F2x3] read #map write #map
      ins(%g : tensor<3x8xbf16>) outs(%e : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %G : tensor<4x8xf32>
}

// CHECK-LABEL: @f64
// CHECK: arith.constant 5.000000e-01 : f64
// CHECK: arith.mulf {{.*}} : f64
// CHECK-NOT: arith.truncf
// CHECK: return
func.func @f64(%g: tensor<3x8xf64>, %e: tensor<4x8xf64>) -> tensor<4x8xf64> {
  %G = winograd.kron filter [#F2x3] read #map write #map
      ins(%g : tensor<3x8xf64>) outs(%e : tensor<4x8xf64>) -> tensor<4x8xf64>
  return %G : tensor<4x8xf64>
}
