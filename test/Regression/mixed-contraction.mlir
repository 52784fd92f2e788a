// Products of narrow values in a wide accumulator, without a lane that is summed:
// LLVM's conversion left the contraction, and the pipeline succeeded.

// RUN: wino-opt %s --winograd-to-cpu="direct lanes=8" | FileCheck %s

// CHECK: llvm.func @depthwise
// CHECK-NOT: vector.contract
// CHECK-NOT: unrealized_conversion_cast
func.func @depthwise(%x: tensor<5x3x4xf32>, %w: tensor<3x4xf32>, %i: tensor<5x1x4xf64>) -> tensor<5x1x4xf64> {
  %y = linalg.depthwise_conv_1d_nwc_wc ins(%x, %w : tensor<5x3x4xf32>, tensor<3x4xf32>) outs(%i : tensor<5x1x4xf64>) -> tensor<5x1x4xf64>
  return %y : tensor<5x1x4xf64>
}
