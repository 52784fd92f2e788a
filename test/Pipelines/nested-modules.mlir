// A pipeline is for one module. One in it comes first; functions of equal names
// in different modules are different functions.

// RUN: not wino-opt %s --winograd-to-cpu 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: not wino-opt %s --winograd-to-nvvm 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: not wino-opt %s --winograd-to-spirv 2>&1 | FileCheck %s --check-prefix=ERROR
// ERROR: nested-modules.mlir:[[@LINE+30]]:1: error: expected no linalg or tensors in a module inside of the module
// ERROR: note: a pipeline on the inner module comes first: builtin.module(builtin.module(...),...)

// RUN: wino-opt %s --pass-pipeline='builtin.module(builtin.module(winograd-to-cpu),winograd-to-cpu)' \
// RUN:   | FileCheck %s --check-prefix=CPU
// CPU-NOT: linalg.
// CPU: llvm.func @conv(
// CPU: module @inner
// CPU: llvm.func @conv(
// CPU-NOT: linalg.

// RUN: wino-opt %s --pass-pipeline='builtin.module(builtin.module(winograd-to-nvvm),winograd-to-nvvm)' \
// RUN:   | FileCheck %s --check-prefix=NVVM
// NVVM: func.func @conv(
// NVVM: module @inner
// NVVM: gpu.binary @conv
// NVVM: gpu.binary @conv

// wino-run takes what its entry needs.
// RUN: wino-run %s --entry=conv --random-inputs --check | FileCheck %s --check-prefix=RESULT
// RESULT: output 0: max error
// RUN: not wino-run %s --entry=inner --random-inputs --check 2>&1 | FileCheck %s --check-prefix=ENTRY
// ENTRY: error: expected 'inner' to be a func.func, but got builtin.module

func.func private @elsewhere(tensor<4xf32>) -> tensor<4xf32>
func.func @conv(%x: tensor<1x10x10x4xf32>, %w: tensor<3x3x4x4xf32>, %y: tensor<1x8x8x4xf32>) -> tensor<1x8x8x4xf32> {
  %r = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x10x10x4xf32>, tensor<3x3x4x4xf32>)
      outs(%y : tensor<1x8x8x4xf32>) -> tensor<1x8x8x4xf32>
  return %r : tensor<1x8x8x4xf32>
}
module @inner {
  func.func @conv(%x: tensor<1x12x12x8xf32>, %w: tensor<3x3x8x4xf32>, %y: tensor<1x10x10x4xf32>) -> tensor<1x10x10x4xf32> {
    %r = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x12x12x8xf32>, tensor<3x3x8x4xf32>)
        outs(%y : tensor<1x10x10x4xf32>) -> tensor<1x10x10x4xf32>
    return %r : tensor<1x10x10x4xf32>
  }
}
