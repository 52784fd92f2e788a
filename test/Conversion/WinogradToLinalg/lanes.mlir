// The innermost dimension is cut into lanes; the rest gets steps of its own, and
// a dimension that is short is one step. By default, they are a vector of the
// target's.

// RUN: wino-opt %s --convert-winograd-to-linalg=lanes=16 --canonicalize | FileCheck %s --check-prefixes=CHECK,SIXTEEN
// RUN: wino-opt %s --convert-winograd-to-linalg --canonicalize | FileCheck %s --check-prefix=TARGET
// RUN: wino-opt %s --convert-winograd-to-linalg=lanes=32 --canonicalize | FileCheck %s --check-prefixes=CHECK,ALL
// RUN: not wino-opt %s --convert-winograd-to-linalg=lanes=-1 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: error: expected the option 'lanes' to be at least 0, but got -1

#F2x3 = #winograd.algorithm<F(2, 3)>
#map = affine_map<(c, i) -> (i, c)>

module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 128 : i64>>} {
// CHECK-LABEL: @twenty
// SIXTEEN: linalg.generic {{.*}} outs({{.*}} : tensor<16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>)
// SIXTEEN: linalg.generic {{.*}} outs({{.*}} : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// ALL: linalg.generic {{.*}} outs({{.*}} : tensor<20xf32>, tensor<20xf32>, tensor<20xf32>, tensor<20xf32>)
// CHECK-NOT: linalg.generic
// CHECK: return
// TARGET: linalg.generic {{.*}} outs({{.*}} : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
func.func @twenty(%g: tensor<3x20xf32>, %e: tensor<4x20xf32>) -> tensor<4x20xf32> {
  %G = winograd.kron filter [#F2x3] read #map write #map
      ins(%g : tensor<3x20xf32>) outs(%e : tensor<4x20xf32>) -> tensor<4x20xf32>
  return %G : tensor<4x20xf32>
}
}
