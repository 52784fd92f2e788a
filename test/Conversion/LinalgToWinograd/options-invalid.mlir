// A tile that no algorithm has is an error; one that is too large for a filter
// leaves that convolution alone.

// RUN: not wino-opt %s --convert-linalg-to-winograd=tile=-1 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// RUN: not wino-opt %s --convert-linalg-to-winograd=tile=16 2>&1 | FileCheck %s --check-prefix=LARGE
// RUN: not wino-opt %s --convert-linalg-to-winograd=tile=four 2>&1 | FileCheck %s --check-prefix=WORD
// RUN: not wino-opt %s --convert-linalg-to-winograd=tiles=4 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: wino-opt %s --convert-linalg-to-winograd=tile=15 --remark-format=emitRemark \
// RUN:   --remarks-filter-missed="winograd.*" -verify-diagnostics | FileCheck %s --check-prefix=LEFT

// NEGATIVE: error: expected the option 'tile' to be 0 to 15, but got -1
// LARGE: error: expected the option 'tile' to be 0 to 15, but got 16
// WORD: 'four' value invalid for long argument!
// UNKNOWN: no such option tiles
// LEFT-NOT: winograd.kron
func.func @conv(%x: tensor<1x10x4xf32>, %g: tensor<3x4x6xf32>, %init: tensor<1x8x6xf32>) -> tensor<1x8x6xf32> {
  // expected-remark@below {{not rewritten: }}
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x4xf32>, tensor<3x4x6xf32>)
      outs(%init : tensor<1x8x6xf32>) -> tensor<1x8x6xf32>
  return %y : tensor<1x8x6xf32>
}
