// What follows a convolution elementwise takes its place: its result is stored instead
// of y.

// RUN: wino-opt %s --winograd-plan="plan=blocked tile=4" --convert-linalg-to-winograd | FileCheck %s

module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
// CHECK-LABEL: @relu(
// CHECK: %[[Y:.+]] = winograd.kron output
// CHECK-NOT: winograd.bufferize
// CHECK: %[[R:.+]] = linalg.generic {{.*}} ins(%[[Y]] :
// CHECK: %[[B:.+]] = winograd.bufferize %[[R]] global
// CHECK: return %[[B]]
func.func @relu(%x: tensor<1x10x8xf32>, %g: tensor<3x8x16xf32>) -> tensor<1x8x16xf32> {
  %zero = arith.constant 0.0 : f32
  %init = arith.constant dense<0.0> : tensor<1x8x16xf32>
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x8xf32>, tensor<3x8x16xf32>)
      outs(%init : tensor<1x8x16xf32>) -> tensor<1x8x16xf32>
  %empty = tensor.empty() : tensor<1x8x16xf32>
  %r = linalg.generic {
    indexing_maps = [affine_map<(n, w, k) -> (n, w, k)>, affine_map<(n, w, k) -> (n, w, k)>],
    iterator_types = ["parallel", "parallel", "parallel"]}
    ins(%y : tensor<1x8x16xf32>) outs(%empty : tensor<1x8x16xf32>) {
  ^bb0(%in: f32, %out: f32):
    %m = arith.maximumf %in, %zero : f32
    linalg.yield %m : f32
  } -> tensor<1x8x16xf32>
  return %r : tensor<1x8x16xf32>
}

// So does the addition of an initial value.
// CHECK-LABEL: @bias(
// CHECK: %[[Y:.+]] = winograd.kron output
// CHECK-NOT: winograd.bufferize
// CHECK: %[[R:.+]] = linalg.generic {{.*}} ins(%arg2, %[[Y]] :
// CHECK: %[[B:.+]] = winograd.bufferize %[[R]] global
// CHECK: return %[[B]]
func.func @bias(%x: tensor<1x10x8xf32>, %g: tensor<3x8x16xf32>, %init: tensor<1x8x16xf32>) -> tensor<1x8x16xf32> {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x8xf32>, tensor<3x8x16xf32>)
      outs(%init : tensor<1x8x16xf32>) -> tensor<1x8x16xf32>
  return %y : tensor<1x8x16xf32>
}

// And both together.
// CHECK-LABEL: @bias_relu(
// CHECK: %[[Y:.+]] = winograd.kron output
// CHECK-NOT: winograd.bufferize
// CHECK: %[[S:.+]] = linalg.generic {{.*}} ins(%arg2, %[[Y]] :
// CHECK-NOT: winograd.bufferize
// CHECK: %[[R:.+]] = linalg.generic {{.*}} ins(%[[S]] :
// CHECK: %[[B:.+]] = winograd.bufferize %[[R]] global
// CHECK: return %[[B]]
func.func @bias_relu(%x: tensor<1x10x8xf32>, %g: tensor<3x8x16xf32>, %init: tensor<1x8x16xf32>) -> tensor<1x8x16xf32> {
  %zero = arith.constant 0.0 : f32
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x8xf32>, tensor<3x8x16xf32>)
      outs(%init : tensor<1x8x16xf32>) -> tensor<1x8x16xf32>
  %empty = tensor.empty() : tensor<1x8x16xf32>
  %r = linalg.generic {
    indexing_maps = [affine_map<(n, w, k) -> (n, w, k)>, affine_map<(n, w, k) -> (n, w, k)>],
    iterator_types = ["parallel", "parallel", "parallel"]}
    ins(%y : tensor<1x8x16xf32>) outs(%empty : tensor<1x8x16xf32>) {
  ^bb0(%in: f32, %out: f32):
    %m = arith.maximumf %in, %zero : f32
    linalg.yield %m : f32
  } -> tensor<1x8x16xf32>
  return %r : tensor<1x8x16xf32>
}
}
