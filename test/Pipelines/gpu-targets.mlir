// From linalg to each target in one pipeline, with the options of both halves: the
// same as one after the other.

// RUN: wino-opt %s --winograd-to-spirv="plan=three-buffer tile=2 version=1.4" -o %t.spirv
// RUN: wino-opt %s --winograd-to-kernels="plan=three-buffer tile=2" --winograd-kernels-to-spirv=version=1.4 | diff %t.spirv -
// RUN: FileCheck %s --check-prefix=SPIRV --input-file=%t.spirv
// RUN: wino-opt %s --winograd-to-metal="plan=blocked tile=2 output=%t.metal" -o /dev/null
// RUN: wino-opt %s --winograd-to-kernels="plan=blocked tile=2" --winograd-kernels-to-metal -o /dev/null | diff %t.metal -
// RUN: FileCheck %s --check-prefix=METAL --input-file=%t.metal
// RUN: wino-opt %s --winograd-to-nvvm="plan=four-buffer tile=4 chip=sm_90" -o %t.nvvm
// RUN: wino-opt %s --winograd-to-kernels="device=nvidia plan=four-buffer tile=4" --winograd-kernels-to-nvvm=chip=sm_90 | diff %t.nvvm -
// RUN: FileCheck %s --check-prefix=NVVM --input-file=%t.nvvm

// SPIRV: gpu.launch_func @conv_input::@conv_input
// SPIRV: gpu.launch_func @conv_product_output::@conv_product_output
// SPIRV-DAG: gpu.binary @conv_input [#gpu.object<#spirv.target_env<#spirv.vce<v1.4
// SPIRV-DAG: gpu.binary @conv_product_output
// METAL: kernel void conv_block(
// NVVM-DAG: gpu.binary @conv_input [#gpu.object<#nvvm.target<O = 3, chip = "sm_90"
// NVVM-DAG: gpu.binary @conv_loops
// NVVM-DAG: gpu.binary @conv_output

// What is wrong with an option of either half is said before anything runs.
// RUN: not wino-opt %s --winograd-to-spirv=plan=some 2>&1 | FileCheck %s --check-prefix=PLAN
// RUN: not wino-opt %s --winograd-to-metal="direct tile=2" 2>&1 | FileCheck %s --check-prefix=DIRECT
// RUN: not wino-opt %s --winograd-to-nvvm=rows=-1 2>&1 | FileCheck %s --check-prefix=ROWS
// RUN: not wino-opt %s --winograd-to-nvvm=chip=sm_1 2>&1 | FileCheck %s --check-prefix=CHIP
// PLAN: expected the option 'plan' to be auto, single-kernel, blocked, three-buffer, four-buffer or direct, but got 'some'
// DIRECT: expected 'direct' without 'plan', 'tile' and 'stop-after'
// ROWS: expected 'rows' and 'columns' to be at least 0
// CHIP: expected {{.*}}chip{{.*}}, but got 'sm_1'

func.func @conv(%x: tensor<1x5x11x9xf32>) -> tensor<1x6x9x7xf32> {
  %g = arith.constant dense<0.25> : tensor<6x5x3x3xf32>
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x6x9x7xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x6x9x7xf32>) -> tensor<1x6x9x7xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<1x5x11x9xf32>, tensor<6x5x3x3xf32>)
    outs(%init : tensor<1x6x9x7xf32>) -> tensor<1x6x9x7xf32>
  return %y : tensor<1x6x9x7xf32>
}
