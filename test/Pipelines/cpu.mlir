// Nothing but the LLVM dialect is left, whatever the plan, the sizes and the types.

// RUN: wino-opt %s --winograd-to-cpu | FileCheck %s
// RUN: wino-opt %s --winograd-to-cpu=plan=four-buffer | FileCheck %s
// RUN: wino-opt %s --winograd-to-cpu=plan=direct | FileCheck %s
// RUN: wino-opt %s --winograd-to-cpu=direct | FileCheck %s
// RUN: wino-opt %s --winograd-to-cpu="plan=four-buffer tile=2 lanes=4 rows=3 narrow-transforms" | FileCheck %s

// CHECK-NOT: {{(winograd|linalg|tensor|bufferization|memref|scf|affine|arith|vector|cf|func|ub|builtin)\.}}
// CHECK: llvm.func @nchw(
// CHECK-NOT: {{(winograd|linalg|tensor|bufferization|memref|scf|affine|arith|vector|cf|func|ub|builtin)\.}}
// CHECK: llvm.func @nhwc_f16(
// CHECK-NOT: {{(winograd|linalg|tensor|bufferization|memref|scf|affine|arith|vector|cf|func|ub|builtin)\.}}
// CHECK: llvm.func @dynamic(
// CHECK-NOT: {{(winograd|linalg|tensor|bufferization|memref|scf|affine|arith|vector|cf|func|ub|builtin)\.}}
// CHECK: llvm.func @depthwise_f64(
// CHECK-NOT: {{(winograd|linalg|tensor|bufferization|memref|scf|affine|arith|vector|cf|func|ub|builtin)\.}}
func.func @nchw(%x: tensor<1x17x11x9xf32>, %g: tensor<18x17x3x3xf32>, %init: tensor<1x18x9x7xf32>) -> tensor<1x18x9x7xf32> {
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<1x17x11x9xf32>, tensor<18x17x3x3xf32>)
      outs(%init : tensor<1x18x9x7xf32>) -> tensor<1x18x9x7xf32>
  return %y : tensor<1x18x9x7xf32>
}

func.func @nhwc_f16(%x: tensor<1x12x12x8xf16>, %g: tensor<5x3x8x16xf16>) -> tensor<1x8x10x16xf16> {
  %init = arith.constant dense<0.0> : tensor<1x8x10x16xf16>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x12x12x8xf16>, tensor<5x3x8x16xf16>)
      outs(%init : tensor<1x8x10x16xf16>) -> tensor<1x8x10x16xf16>
  return %y : tensor<1x8x10x16xf16>
}

func.func @dynamic(%x: tensor<?x?x?xf32>, %g: tensor<?x?x3xf32>, %init: tensor<?x?x?xf32>) -> tensor<?x?x?xf32> {
  %y = linalg.conv_1d_ncw_fcw ins(%x, %g : tensor<?x?x?xf32>, tensor<?x?x3xf32>)
      outs(%init : tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  return %y : tensor<?x?x?xf32>
}

func.func @depthwise_f64(%x: tensor<1x10x10x20xf64>, %g: tensor<3x3x20xf64>, %init: tensor<1x8x8x20xf64>) -> tensor<1x8x8x20xf64> {
  %y = linalg.depthwise_conv_2d_nhwc_hwc ins(%x, %g : tensor<1x10x10x20xf64>, tensor<3x3x20xf64>)
      outs(%init : tensor<1x8x8x20xf64>) -> tensor<1x8x8x20xf64>
  return %y : tensor<1x8x8x20xf64>
}
