// Above a size, filters are transformed at run time. A splat's filters are one,
// whose transform is stored as often as there are filters, if that is not too
// often.

// RUN: wino-opt %s --winograd-fold-filter=max-bytes=96 --remark-format=emitRemark \
// RUN:   --remarks-filter-missed="winograd-fold.*" -verify-diagnostics | FileCheck %s

#F2x3 = #winograd.algorithm<F(2, 3)>
#g = affine_map<(c, k, i) -> (i, c, k)>
// CHECK-LABEL: @fits
// CHECK: arith.constant dense<{{.*}}> : tensor<4x2x3xf32>
// CHECK-NOT: winograd.kron
func.func @fits(%e: tensor<4x2x3xf32>) -> tensor<4x2x3xf32> {
  %g = arith.constant dense<2.0> : tensor<3x2x3xf32>
  %G = winograd.kron filter [#F2x3] read #g write #g ins(%g : tensor<3x2x3xf32>) outs(%e : tensor<4x2x3xf32>) -> tensor<4x2x3xf32>
  return %G : tensor<4x2x3xf32>
}
// CHECK-LABEL: @too_large
// CHECK: winograd.kron filter
func.func @too_large(%e: tensor<4x5x5xf32>) -> tensor<4x5x5xf32> {
  %g = arith.constant dense<2.0> : tensor<3x5x5xf32>
  // expected-remark@below {{transformed at run time: the filter would have 400 bytes (expected at most 96)}}
  %G = winograd.kron filter [#F2x3] read #g write #g ins(%g : tensor<3x5x5xf32>) outs(%e : tensor<4x5x5xf32>) -> tensor<4x5x5xf32>
  return %G : tensor<4x5x5xf32>
}
// CHECK-LABEL: @absurd
// CHECK: winograd.kron filter
func.func @absurd(%e: tensor<4x2147483648x2147483648xf32>) -> tensor<4x2147483648x2147483648xf32> {
  %g = arith.constant dense<1.0> : tensor<3x2147483648x2147483648xf32>
  // expected-remark@below {{transformed at run time: the filter would have 9223372036854775807 bytes}}
  %G = winograd.kron filter [#F2x3] read #g write #g ins(%g : tensor<3x2147483648x2147483648xf32>) outs(%e : tensor<4x2147483648x2147483648xf32>) -> tensor<4x2147483648x2147483648xf32>
  return %G : tensor<4x2147483648x2147483648xf32>
}
