// A C program calls the code, linked and as a shared library, and compares it
// with a convolution of its own.

// RUN: rm -rf %t && mkdir %t
// RUN: wino-translate %s --emit=object -o %t --pipeline-options="plan=four-buffer tile=4"
// RUN: wino-translate %s --emit=shared-library -o %t --pipeline-options="plan=four-buffer tile=4"
// RUN: ls %t | FileCheck %s --check-prefix=FILES
// FILES: conv.h
// FILES-NEXT: conv.o
// FILES-NEXT: libconv.so
// FILES-NOT: {{.}}

// RUN: %host_cc -std=c99 -Wall -Wextra -pedantic -Werror -O1 -I%t %S/Inputs/conv.c %t/conv.o -lm -o %t/linked
// RUN: %t/linked | FileCheck %s
// RUN: %host_cc -std=c99 -O1 -I%t %S/Inputs/conv.c -L%t -lconv -Wl,-rpath,%t -lm -o %t/shared
// RUN: %t/shared | FileCheck %s
// CHECK: conv: max error
// CHECK-NEXT: conv_with_workspace: max error
// CHECK-NEXT: behind the workspace: max error 0
// CHECK-NEXT: conv_prepacked: max error
// CHECK-NEXT: conv_prepacked: max error

// What it allocates it frees.
// RUN: %host_cc -fsanitize=address -I%t %S/Inputs/conv.c %t/conv.o -lm -o %t/leaks
// RUN: env ASAN_OPTIONS=detect_leaks=1 %t/leaks

// Nothing but the functions of the header is visible.
// RUN: llvm-nm --extern-only --defined-only --format=just-symbols %t/conv.o | FileCheck %s --check-prefix=SYMBOLS
// SYMBOLS: conv
// SYMBOLS-NEXT: conv_prepack
// SYMBOLS-NEXT: conv_prepacked
// SYMBOLS-NEXT: conv_prepacked_with_workspace
// SYMBOLS-NEXT: conv_with_workspace
// SYMBOLS-NOT: {{.}}

// The pipeline's other plans.
// RUN: wino-translate %s -o %t --pipeline-options=plan=blocked
// RUN: %host_cc -I%t %S/Inputs/conv.c %t/conv.o -lm -o %t/linked && %t/linked
// RUN: wino-translate %s -o %t --pipeline-options=plan=three-buffer
// RUN: %host_cc -I%t %S/Inputs/conv.c %t/conv.o -lm -o %t/linked && %t/linked

func.func @conv(%x: tensor<2x5x19x23xf32>, %w: tensor<7x5x3x3xf32>, %bias: tensor<7xf32>) -> tensor<2x7x17x21xf32> {
  %empty = tensor.empty() : tensor<2x7x17x21xf32>
  %init = linalg.broadcast ins(%bias : tensor<7xf32>) outs(%empty : tensor<2x7x17x21xf32>) dimensions = [0, 2, 3]
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<2x5x19x23xf32>, tensor<7x5x3x3xf32>)
      outs(%init : tensor<2x7x17x21xf32>) -> tensor<2x7x17x21xf32>
  %zero = arith.constant 0.0 : f32
  %zeros = linalg.fill ins(%zero : f32) outs(%empty : tensor<2x7x17x21xf32>) -> tensor<2x7x17x21xf32>
  %relu = linalg.max ins(%y, %zeros : tensor<2x7x17x21xf32>, tensor<2x7x17x21xf32>)
      outs(%empty : tensor<2x7x17x21xf32>) -> tensor<2x7x17x21xf32>
  return %relu : tensor<2x7x17x21xf32>
}
