// A plan that is asked for and that the device cannot hold is an error with the
// figure and the limit. What the device has is described first, within limits.

// RUN: split-file %s %t
// RUN: not wino-opt %t/conv.mlir --winograd-plan="target=gpu plan=fast" 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: error: expected the option 'plan' to be auto, single-kernel, blocked, three-buffer, four-buffer or direct, but got 'fast'

// RUN: not wino-opt %t/conv.mlir --winograd-describe-gpu=workgroup-memory=-2 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// NEGATIVE: error: expected the option 'workgroup-memory' to be at least 0, but got -2
// RUN: not wino-opt %t/conv.mlir --winograd-describe-gpu=workgroup-size=0 2>&1 | FileCheck %s --check-prefix=ZERO -DOPTION=workgroup-size
// RUN: not wino-opt %t/conv.mlir --winograd-describe-gpu=bindings=0 2>&1 | FileCheck %s --check-prefix=ZERO -DOPTION=bindings
// RUN: not wino-opt %t/conv.mlir --winograd-describe-gpu=registers=0 2>&1 | FileCheck %s --check-prefix=ZERO -DOPTION=registers
// RUN: not wino-opt %t/conv.mlir --winograd-describe-gpu=instructions=0 2>&1 | FileCheck %s --check-prefix=ZERO -DOPTION=instructions
// ZERO: error: expected the option '[[OPTION]]' to be at least 1, but got 0

// The smallest block, of one tile, one channel and one input channel, has 36
// values of M^, and as many of X^ where its transform is fused.
// RUN: not wino-opt %t/conv.mlir --winograd-describe-gpu=workgroup-memory=143 --winograd-plan="target=gpu plan=three-buffer tile=4" 2>&1 | FileCheck %s --check-prefix=MEMORY -DPLAN=three-buffer -DNEED=144 -DHAS=143
// RUN: not wino-opt %t/conv.mlir --winograd-describe-gpu=workgroup-memory=287 --winograd-plan="target=gpu plan=blocked tile=4" 2>&1 | FileCheck %s --check-prefix=MEMORY -DPLAN=blocked -DNEED=288 -DHAS=287
// MEMORY: error: 'linalg.conv_2d_nhwc_hwcf' op cannot have the plan [[PLAN]], which needs [[NEED]] bytes of workgroup memory, more than [[HAS]]
// RUN: wino-opt %t/conv.mlir --winograd-describe-gpu=workgroup-memory=144 --winograd-plan="target=gpu plan=three-buffer tile=4" | FileCheck %s --check-prefix=FITS
// RUN: wino-opt %t/conv.mlir --winograd-describe-gpu=workgroup-memory=288 --winograd-plan="target=gpu plan=blocked tile=4" | FileCheck %s --check-prefix=FITS
// FITS: workgroup_schedule<tiles = 1, channels = 1, depth = 1, rows = 1, columns = 1>

// A thread per position, at least.
// RUN: not wino-opt %t/conv.mlir --winograd-describe-gpu=workgroup-size=35 --winograd-plan="target=gpu plan=blocked tile=4" 2>&1 | FileCheck %s --check-prefix=SIZE -DPLAN=blocked
// RUN: not wino-opt %t/conv.mlir --winograd-describe-gpu=workgroup-size=35 --winograd-plan="target=gpu plan=three-buffer tile=4" 2>&1 | FileCheck %s --check-prefix=SIZE -DPLAN=three-buffer
// SIZE: error: 'linalg.conv_2d_nhwc_hwcf' op cannot have the plan [[PLAN]], which needs 36 threads per workgroup, more than 35

// RUN: not wino-opt %t/conv.mlir --winograd-describe-gpu=registers=51 --winograd-plan="target=gpu plan=blocked tile=4" 2>&1 | FileCheck %s --check-prefix=REGISTERS -DPLAN=blocked -DNEED=52 -DHAS=51
// RUN: not wino-opt %t/conv.mlir --winograd-describe-gpu=registers=87 --winograd-plan="target=gpu plan=single-kernel tile=4" 2>&1 | FileCheck %s --check-prefix=REGISTERS -DPLAN=single-kernel -DNEED=88 -DHAS=87
// REGISTERS: error: 'linalg.conv_2d_nhwc_hwcf' op cannot have the plan [[PLAN]], which needs [[NEED]] registers per thread, more than [[HAS]]

// RUN: not wino-opt %t/conv.mlir --winograd-describe-gpu=bindings=2 --winograd-plan="target=gpu plan=four-buffer tile=4" 2>&1 | FileCheck %s --check-prefix=BINDINGS -DPLAN=four-buffer
// RUN: not wino-opt %t/conv.mlir --winograd-describe-gpu=bindings=2 --winograd-plan="target=gpu plan=single-kernel tile=4" 2>&1 | FileCheck %s --check-prefix=BINDINGS -DPLAN=single-kernel
// RUN: not wino-opt %t/conv.mlir --winograd-describe-gpu=bindings=2 --winograd-plan="target=gpu plan=direct tile=4" 2>&1 | FileCheck %s --check-prefix=BINDINGS -DPLAN=direct
// BINDINGS: error: 'linalg.conv_2d_nhwc_hwcf' op cannot have the plan [[PLAN]], which needs 3 buffers, more than 2

// Where nothing fits, each plan has its reason.
// RUN: not wino-opt %t/conv.mlir --winograd-describe-gpu=bindings=2 --winograd-plan="target=gpu tile=4" 2>&1 | FileCheck %s --check-prefix=NONE
// NONE-COUNT-1: error: 'linalg.conv_2d_nhwc_hwcf' op expected a plan that the device can hold, but all were refused
// NONE-DAG: note: the plan four-buffer F(4, 3) x F(4, 3) needs 3 buffers, more than 2
// NONE-DAG: note: the plan three-buffer F(4, 3) x F(4, 3) needs 3 buffers, more than 2
// NONE-DAG: note: the plan blocked F(4, 3) x F(4, 3) needs 3 buffers, more than 2
// NONE-DAG: note: the plan single-kernel F(4, 3) x F(4, 3) needs 3 buffers, more than 2
// NONE-DAG: note: the plan direct needs 3 buffers, more than 2
// NONE-NOT: error:

// RUN: not wino-opt %t/dynamic.mlir --winograd-plan=target=gpu 2>&1 | FileCheck %s --check-prefix=DYNAMIC
// RUN: not wino-opt %t/dynamic.mlir --winograd-plan="target=gpu plan=direct" 2>&1 | FileCheck %s --check-prefix=DYNAMIC
// DYNAMIC: error: 'linalg.conv_2d_nhwc_hwcf' op expected a convolution of static shape on a GPU

//--- conv.mlir
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"GPU" = #dlti.target_device_spec<
    "workgroup_memory_in_bytes" = 32768 : i64, "max_workgroup_size" = 1024 : i64, "max_buffers" = 31 : i64,
    "registers_per_thread" = 128 : i64, "max_instructions" = 4096 : i64>>} {
func.func @conv(%x: tensor<1x10x10x6xf32>, %g: tensor<3x3x6x5xf32>) -> tensor<1x8x8x5xf32> {
  %zero = arith.constant dense<0.0> : tensor<1x8x8x5xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x10x10x6xf32>, tensor<3x3x6x5xf32>)
      outs(%zero : tensor<1x8x8x5xf32>) -> tensor<1x8x8x5xf32>
  return %y : tensor<1x8x8x5xf32>
}
}

//--- dynamic.mlir
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"GPU" = #dlti.target_device_spec<
    "workgroup_memory_in_bytes" = 32768 : i64, "max_workgroup_size" = 1024 : i64, "max_buffers" = 31 : i64,
    "registers_per_thread" = 128 : i64, "max_instructions" = 4096 : i64>>} {
func.func @conv(%x: tensor<1x?x10x6xf32>, %g: tensor<3x3x6x5xf32>, %init: tensor<1x?x8x5xf32>) -> tensor<1x?x8x5xf32> {
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x?x10x6xf32>, tensor<3x3x6x5xf32>)
      outs(%init : tensor<1x?x8x5xf32>) -> tensor<1x?x8x5xf32>
  return %y : tensor<1x?x8x5xf32>
}
}

