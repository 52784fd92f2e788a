// A plan that is not known, or that is asked for and cannot be had, is an error.

// RUN: not wino-opt %s --winograd-plan=plan=fast -o /dev/null 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: error: expected the option 'plan' to be auto, blocked, three-buffer, four-buffer or direct, but got 'fast'
// RUN: not wino-opt %s --convert-linalg-to-winograd=tile=2 --winograd-plan=block=2,2 -o /dev/null 2>&1 | FileCheck %s --check-prefix=BLOCK
// RUN: not wino-opt %s --convert-linalg-to-winograd=tile=2 --winograd-plan=block=0 -o /dev/null 2>&1 | FileCheck %s --check-prefix=BLOCK
// BLOCK: error: 'winograd.kron' op expected the option 'block' to have 1 positive numbers, one for each transformed dimension
// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 --winograd-fold-filter --winograd-plan=plan=direct -verify-diagnostics

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 --winograd-fold-filter --winograd-plan | FileCheck %s --check-prefix=AUTO
// AUTO-COUNT-3: winograd.bufferize
func.func @folded(%x: tensor<1x10x1xf32>) -> tensor<1x8x1xf32> {
  %g = arith.constant dense<1.0> : tensor<3x1x1xf32>
  %init = arith.constant dense<0.0> : tensor<1x8x1xf32>
  // expected-error@below {{expected the filter's transform for the plan 'direct', but the filter is transformed already}}
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x1xf32>, tensor<3x1x1xf32>)
      outs(%init : tensor<1x8x1xf32>) -> tensor<1x8x1xf32>
  return %y : tensor<1x8x1xf32>
}
