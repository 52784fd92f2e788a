// A kernel whose code an instruction cache does not hold is slow: its plan is refused
// with the figure and the limit, and the next one is taken. Asked for by name, it is
// an error. F(6, 3) in three dimensions has 512 positions, for which a thread of a
// usual GPU has no registers either.

// DEFINE: %{remarks} = --remark-format=emitRemark --remarks-filter='winograd-(plan|kernels)' -o /dev/null
// RUN: wino-opt %s --winograd-to-kernels="tile=6 registers=600" %{remarks} 2>&1 | FileCheck %s --check-prefix=NEXT
// NEXT: [Analysis] plan {{.*}} Remark="3-D convolution, {{[^"]*}}: plan direct"
// NEXT-SAME: four-buffer F(6, 3) x F(6, 3) x F(6, 3)="{{[^"]*}}, refused: needs {{[0-9]+}} instructions, more than 4096"

// RUN: not wino-opt %s --winograd-to-kernels="tile=6 plan=four-buffer registers=600" -o /dev/null 2>&1 | FileCheck %s --check-prefix=NAMED
// NAMED-COUNT-1: error: 'linalg.generic' op cannot have the plan four-buffer, which needs {{[0-9]+}} instructions, more than 4096
// NAMED-NOT: error:

// The device has a larger one; or the kernels are found to be larger than the estimate.
// RUN: wino-opt %s --winograd-to-kernels="tile=6 instructions=8192 registers=600" %{remarks} 2>&1 | FileCheck %s --check-prefix=LARGER
// LARGER: [Analysis] plan {{.*}} Instructions={{[4-8][0-9][0-9][0-9]}}, {{.*}} Remark="{{[^"]*}}: plan four-buffer
// LARGER-NOT: [Missed] large-code
// RUN: wino-opt %s --winograd-to-kernels="tile=6 instructions=6810 registers=600" %{remarks} 2>&1 | FileCheck %s --check-prefix=FOUND
// FOUND: [Missed] large-code {{.*}} Reason="conv_input has about {{[0-9]+}} instructions, more than 6810: the instruction cache will not hold them"

// NVIDIA's hold twice as many.
// RUN: not wino-translate %s --emit=ptx -o %t --pipeline-options="tile=6 plan=blocked registers=600" 2>&1 | FileCheck %s --check-prefix=PTX
// PTX: error: 'linalg.generic' op cannot have the plan blocked, which needs {{[0-9]+}} instructions, more than 8192

// Without so many registers, it is these that refuse the plan, and also F(4, 3).
// RUN: not wino-opt %s --winograd-to-kernels="tile=6 plan=four-buffer" -o /dev/null 2>&1 | FileCheck %s --check-prefix=SIX
// SIX: error: 'linalg.generic' op cannot have the plan four-buffer, which needs 528 registers per thread, more than 128
// RUN: not wino-opt %s --winograd-to-kernels="tile=4 plan=four-buffer" -o /dev/null 2>&1 | FileCheck %s --check-prefix=FOUR
// FOUR: error: 'linalg.generic' op cannot have the plan four-buffer, which needs 232 registers per thread, more than 128

// Not asked for, the tile is smaller, which is fine.
// RUN: wino-opt %s --winograd-to-kernels %{remarks} 2>&1 | FileCheck %s --check-prefix=DEFAULT
// DEFAULT: Remark="3-D convolution, {{[^"]*}}: plan four-buffer F({{[24]}}, 3) x F(2, 3) x F(2, 3)"
// DEFAULT-NOT: [Missed] large-code

// RUN: not wino-opt %s --winograd-to-kernels=instructions=0 -o /dev/null 2>&1 | FileCheck %s --check-prefix=ZERO
// ZERO: error: expected the option 'instructions' to be at least 1, but got 0

func.func @conv(%x: tensor<1x16x14x14x14xf32>, %w: tensor<16x16x3x3x3xf32>) -> tensor<1x16x12x12x12xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x16x12x12x12xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x16x12x12x12xf32>) -> tensor<1x16x12x12x12xf32>
  %y = linalg.conv_3d_ncdhw_fcdhw ins(%x, %w : tensor<1x16x14x14x14xf32>, tensor<16x16x3x3x3xf32>)
      outs(%init : tensor<1x16x12x12x12xf32>) -> tensor<1x16x12x12x12xf32>
  return %y : tensor<1x16x12x12x12xf32>
}
