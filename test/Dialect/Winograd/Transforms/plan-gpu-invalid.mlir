// A plan that is asked for and that the device cannot hold is an error with the
// figure and the limit.

// RUN: split-file %s %t
// RUN: not wino-opt %t/conv.mlir --winograd-plan-gpu=plan=fast 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: error: expected the option 'plan' to be auto, single-kernel, blocked, three-buffer, four-buffer or direct, but got 'fast'

// RUN: not wino-opt %t/conv.mlir --winograd-plan-gpu=workgroup-memory=-1 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// NEGATIVE: error: expected the option 'workgroup-memory' to be at least 0, but got -1
// RUN: not wino-opt %t/conv.mlir --winograd-plan-gpu=workgroup-size=0 2>&1 | FileCheck %s --check-prefix=ZERO -DOPTION=workgroup-size
// RUN: not wino-opt %t/conv.mlir --winograd-plan-gpu=bindings=0 2>&1 | FileCheck %s --check-prefix=ZERO -DOPTION=bindings
// RUN: not wino-opt %t/conv.mlir --winograd-plan-gpu=registers=0 2>&1 | FileCheck %s --check-prefix=ZERO -DOPTION=registers
// RUN: not wino-opt %t/conv.mlir --winograd-plan-gpu=instructions=0 2>&1 | FileCheck %s --check-prefix=ZERO -DOPTION=instructions
// ZERO: error: expected the option '[[OPTION]]' to be at least 1, but got 0

// The smallest block, of one tile, one channel and one input channel, has 36
// values of M^, and as many of X^ where its transform is fused.
// RUN: not wino-opt %t/conv.mlir --convert-linalg-to-winograd=tile=4 --winograd-plan-gpu="plan=three-buffer workgroup-memory=143" 2>&1 | FileCheck %s --check-prefix=MEMORY -DPLAN=three-buffer -DNEED=144 -DHAS=143
// RUN: not wino-opt %t/conv.mlir --convert-linalg-to-winograd=tile=4 --winograd-plan-gpu="plan=blocked workgroup-memory=287" 2>&1 | FileCheck %s --check-prefix=MEMORY -DPLAN=blocked -DNEED=288 -DHAS=287
// MEMORY: error: 'winograd.kron' op cannot have the plan [[PLAN]], which needs [[NEED]] bytes of workgroup memory, more than [[HAS]]
// RUN: wino-opt %t/conv.mlir --convert-linalg-to-winograd=tile=4 --winograd-plan-gpu="plan=three-buffer workgroup-memory=144" | FileCheck %s --check-prefix=FITS
// RUN: wino-opt %t/conv.mlir --convert-linalg-to-winograd=tile=4 --winograd-plan-gpu="plan=blocked workgroup-memory=288" | FileCheck %s --check-prefix=FITS
// FITS: workgroup_schedule<tiles = 1, channels = 1, depth = 1, rows = 1, columns = 1>

// A thread per position, at least.
// RUN: not wino-opt %t/conv.mlir --convert-linalg-to-winograd=tile=4 --winograd-plan-gpu="plan=blocked workgroup-size=35" 2>&1 | FileCheck %s --check-prefix=SIZE -DPLAN=blocked
// RUN: not wino-opt %t/conv.mlir --convert-linalg-to-winograd=tile=4 --winograd-plan-gpu="plan=three-buffer workgroup-size=35" 2>&1 | FileCheck %s --check-prefix=SIZE -DPLAN=three-buffer
// SIZE: error: 'winograd.kron' op cannot have the plan [[PLAN]], which needs 36 threads per workgroup, more than 35

// RUN: not wino-opt %t/conv.mlir --convert-linalg-to-winograd=tile=4 --winograd-plan-gpu="plan=blocked registers=51" 2>&1 | FileCheck %s --check-prefix=REGISTERS -DPLAN=blocked -DNEED=52 -DHAS=51
// RUN: not wino-opt %t/conv.mlir --convert-linalg-to-winograd=tile=4 --winograd-plan-gpu="plan=single-kernel registers=87" 2>&1 | FileCheck %s --check-prefix=REGISTERS -DPLAN=single-kernel -DNEED=88 -DHAS=87
// REGISTERS: error: 'winograd.kron' op cannot have the plan [[PLAN]], which needs [[NEED]] registers per thread, more than [[HAS]]

// RUN: not wino-opt %t/conv.mlir --convert-linalg-to-winograd=tile=4 --winograd-plan-gpu="plan=four-buffer bindings=2" 2>&1 | FileCheck %s --check-prefix=BINDINGS -DPLAN=four-buffer
// RUN: not wino-opt %t/conv.mlir --convert-linalg-to-winograd=tile=4 --winograd-plan-gpu="plan=single-kernel bindings=2" 2>&1 | FileCheck %s --check-prefix=BINDINGS -DPLAN=single-kernel
// RUN: not wino-opt %t/conv.mlir --convert-linalg-to-winograd=tile=4 --winograd-plan-gpu="plan=direct bindings=2" 2>&1 | FileCheck %s --check-prefix=BINDINGS -DPLAN=direct
// BINDINGS: error: 'winograd.kron' op cannot have the plan [[PLAN]], which needs 3 buffers, more than 2

// Without the filter, there is no direct convolution to fall back on.
// RUN: not wino-opt %t/constant.mlir --convert-linalg-to-winograd=tile=4 --winograd-fold-filter --winograd-plan-gpu="bindings=2" 2>&1 | FileCheck %s --check-prefix=NONE
// NONE-COUNT-1: error: 'winograd.kron' op expected a plan that the device can hold, but all were refused
// NONE-DAG: note: the plan four-buffer needs 3 buffers, more than 2
// NONE-DAG: note: the plan three-buffer needs 3 buffers, more than 2
// NONE-DAG: note: the plan blocked needs 3 buffers, more than 2
// NONE-DAG: note: the plan single-kernel needs 3 buffers, more than 2
// NONE-NOT: error:
// NONE-NOT: the plan direct
// RUN: not wino-opt %t/constant.mlir --convert-linalg-to-winograd=tile=4 --winograd-fold-filter --winograd-plan-gpu="plan=direct" 2>&1 | FileCheck %s --check-prefix=FOLDED
// FOLDED: error: expected the filter's transform for the plan 'direct', but the filter is transformed already
// FOLDED-NOT: error:

// RUN: not wino-opt %t/dynamic.mlir --convert-linalg-to-winograd=tile=4 --winograd-plan-gpu 2>&1 | FileCheck %s --check-prefix=DYNAMIC
// DYNAMIC: error: 'winograd.kron' op expected a convolution of static shape on a GPU

//--- conv.mlir
func.func @conv(%x: tensor<1x10x10x6xf32>, %g: tensor<3x3x6x5xf32>) -> tensor<1x8x8x5xf32> {
  %zero = arith.constant dense<0.0> : tensor<1x8x8x5xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x10x10x6xf32>, tensor<3x3x6x5xf32>)
      outs(%zero : tensor<1x8x8x5xf32>) -> tensor<1x8x8x5xf32>
  return %y : tensor<1x8x8x5xf32>
}

//--- constant.mlir
func.func @conv(%x: tensor<1x10x10x6xf32>) -> tensor<1x8x8x5xf32> {
  %g = arith.constant dense<1.0> : tensor<3x3x6x5xf32>
  %zero = arith.constant dense<0.0> : tensor<1x8x8x5xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x10x10x6xf32>, tensor<3x3x6x5xf32>)
      outs(%zero : tensor<1x8x8x5xf32>) -> tensor<1x8x8x5xf32>
  return %y : tensor<1x8x8x5xf32>
}

//--- dynamic.mlir
func.func @conv(%x: tensor<1x?x10x6xf32>, %g: tensor<3x3x6x5xf32>, %init: tensor<1x?x8x5xf32>) -> tensor<1x?x8x5xf32> {
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x?x10x6xf32>, tensor<3x3x6x5xf32>)
      outs(%init : tensor<1x?x8x5xf32>) -> tensor<1x?x8x5xf32>
  return %y : tensor<1x?x8x5xf32>
}
