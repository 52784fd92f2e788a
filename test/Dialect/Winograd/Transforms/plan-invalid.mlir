// A plan or a target that is not known, or a plan that is asked for and cannot be had,
// is an error.

// RUN: split-file %s %t
// RUN: not wino-opt %t/conv.mlir --winograd-plan=plan=fast -o /dev/null 2>&1 | FileCheck %s --check-prefix=UNKNOWN -DPLAN=fast
// RUN: not wino-opt %t/conv.mlir --winograd-plan=plan=single-kernel -o /dev/null 2>&1 | FileCheck %s --check-prefix=UNKNOWN -DPLAN=single-kernel
// UNKNOWN: error: expected the option 'plan' to be auto, blocked, three-buffer, four-buffer or direct, but got '[[PLAN]]'
// RUN: not wino-opt %t/conv.mlir --winograd-plan=target=tpu -o /dev/null 2>&1 | FileCheck %s --check-prefix=TARGET
// TARGET: error: expected the option 'target' to be cpu or gpu, but got 'tpu'

// RUN: not wino-opt %t/conv.mlir --winograd-plan="plan=blocked block=2,2" -o /dev/null 2>&1 | FileCheck %s --check-prefix=BLOCK
// RUN: not wino-opt %t/conv.mlir --winograd-plan="plan=four-buffer block=0" -o /dev/null 2>&1 | FileCheck %s --check-prefix=BLOCK
// BLOCK: error: 'linalg.conv_1d_nwc_wcf' op expected the option 'block' to have 1 positive numbers, one for each transformed dimension

// RUN: not wino-opt %t/channels.mlir --winograd-plan=plan=blocked -o /dev/null 2>&1 | FileCheck %s --check-prefix=CHANNELS -DPLAN=blocked
// RUN: not wino-opt %t/channels.mlir --winograd-plan=plan=three-buffer -o /dev/null 2>&1 | FileCheck %s --check-prefix=CHANNELS -DPLAN=three-buffer
// CHANNELS: error: 'linalg.conv_1d_nwc_wcf' op cannot have the plan [[PLAN]], which needs channels of known size

// A tile that has no algorithm is none for any plan: the convolution is left alone.
// RUN: wino-opt %t/seven-taps.mlir --winograd-plan="plan=blocked tile=11" --remark-format=emitRemark --remarks-filter="winograd-plan" -verify-diagnostics

//--- conv.mlir
func.func @conv(%x: tensor<1x10x1xf32>, %g: tensor<3x1x1xf32>, %init: tensor<1x8x1xf32>) -> tensor<1x8x1xf32> {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x1xf32>, tensor<3x1x1xf32>)
      outs(%init : tensor<1x8x1xf32>) -> tensor<1x8x1xf32>
  return %y : tensor<1x8x1xf32>
}

//--- channels.mlir
func.func @conv(%x: tensor<1x10x?xf32>, %g: tensor<3x?x?xf32>, %init: tensor<1x8x?xf32>) -> tensor<1x8x?xf32> {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x?xf32>, tensor<3x?x?xf32>)
      outs(%init : tensor<1x8x?xf32>) -> tensor<1x8x?xf32>
  return %y : tensor<1x8x?xf32>
}

//--- seven-taps.mlir
func.func @conv(%x: tensor<1x30x1xf32>, %g: tensor<7x1x1xf32>, %init: tensor<1x24x1xf32>) -> tensor<1x24x1xf32> {
  // expected-remark@below {{not rewritten: expected m + r - 1}}
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x30x1xf32>, tensor<7x1x1xf32>)
      outs(%init : tensor<1x24x1xf32>) -> tensor<1x24x1xf32>
  return %y : tensor<1x24x1xf32>
}
