// In what every plan lowers to, each loop belongs to exactly one buffer: with a filter
// that is constant and with one that is an argument, bias and activation behind the
// convolution, tiles that do not divide the image, several groups and threads.

// RUN: split-file %s %t
// DEFINE: %{file} = none
// DEFINE: %{cpu} = wino-opt %t/%{file}.mlir -o /dev/null --winograd-to-cpu
// DEFINE: %{gpu} = wino-opt %t/%{file}.mlir -o /dev/null --winograd-to-kernels
// REDEFINE: %{file} = plain
// RUN: %{cpu}="plan=blocked tile=4 threads=1 verify-loops=error"
// RUN: %{cpu}="plan=blocked tile=6 threads=2 verify-loops=error"
// RUN: %{cpu}="plan=three-buffer tile=2 threads=1 verify-loops=error"
// RUN: %{cpu}="plan=three-buffer tile=4 threads=2 verify-loops=error"
// RUN: %{cpu}="plan=four-buffer tile=4 threads=1 verify-loops=error"
// RUN: %{cpu}="plan=four-buffer tile=6 threads=2 verify-loops=error"
// RUN: %{cpu}="direct verify-loops=error"
// RUN: %{gpu}="plan=single-kernel tile=2 verify-loops=error"
// RUN: %{gpu}="plan=blocked tile=4 verify-loops=error"
// RUN: %{gpu}="plan=three-buffer tile=4 verify-loops=error"
// RUN: %{gpu}="plan=four-buffer tile=4 verify-loops=error"
// RUN: %{gpu}="direct verify-loops=error"
// REDEFINE: %{file} = epilogue
// RUN: %{cpu}="plan=blocked tile=2 threads=1 verify-loops=error"
// RUN: %{cpu}="plan=blocked tile=4 threads=2 verify-loops=error"
// RUN: %{cpu}="plan=three-buffer tile=4 threads=1 verify-loops=error"
// RUN: %{cpu}="plan=three-buffer tile=6 threads=2 verify-loops=error"
// RUN: %{cpu}="plan=four-buffer tile=2 threads=1 verify-loops=error"
// RUN: %{cpu}="plan=four-buffer tile=4 threads=2 verify-loops=error"
// RUN: %{cpu}="direct verify-loops=error"
// RUN: %{gpu}="plan=single-kernel tile=2 verify-loops=error"
// RUN: %{gpu}="plan=blocked tile=4 verify-loops=error"
// RUN: %{gpu}="plan=three-buffer tile=4 verify-loops=error"
// RUN: %{gpu}="plan=four-buffer tile=4 verify-loops=error"
// RUN: %{gpu}="direct verify-loops=error"
// REDEFINE: %{file} = constant
// RUN: %{cpu}="plan=blocked tile=4 threads=1 verify-loops=error"
// RUN: %{cpu}="plan=blocked tile=6 threads=2 verify-loops=error"
// RUN: %{cpu}="plan=three-buffer tile=2 threads=1 verify-loops=error"
// RUN: %{cpu}="plan=three-buffer tile=4 threads=2 verify-loops=error"
// RUN: %{cpu}="plan=four-buffer tile=4 threads=1 verify-loops=error"
// RUN: %{cpu}="plan=four-buffer tile=6 threads=2 verify-loops=error"
// RUN: %{cpu}="direct verify-loops=error"
// RUN: %{gpu}="plan=single-kernel tile=2 verify-loops=error"
// RUN: %{gpu}="plan=blocked tile=4 verify-loops=error"
// RUN: %{gpu}="plan=three-buffer tile=4 verify-loops=error"
// RUN: %{gpu}="plan=four-buffer tile=4 verify-loops=error"
// RUN: %{gpu}="direct verify-loops=error"

// What ends early has such loops, too; a step of a CPU's is one of a GPU's.
// REDEFINE: %{file} = plain
// RUN: %{cpu}="tile=4 stop-after=input verify-loops=error"
// RUN: %{gpu}="tile=4 stop-after=input verify-loops=error"
// RUN: %{cpu}="tile=4 stop-after=index verify-loops=error"
// RUN: %{gpu}="tile=4 stop-after=index verify-loops=error"
// RUN: %{cpu}="tile=4 stop-after=filter verify-loops=error"
// RUN: %{gpu}="tile=4 stop-after=filter verify-loops=error"
// RUN: %{cpu}="tile=4 stop-after=product verify-loops=error"
// RUN: %{gpu}="tile=4 stop-after=product verify-loops=error"
// RUN: %{cpu}="tile=4 stop-after=reduce verify-loops=error"
// RUN: %{gpu}="tile=4 stop-after=reduce verify-loops=error"
// RUN: %{cpu}="tile=4 stop-after=output verify-loops=error"
// RUN: %{gpu}="tile=4 stop-after=output verify-loops=error"

// The counts of a plan: four kernels of the launch form, x, g, X^, G^, M^ and y.
// RUN: wino-opt %t/plain.mlir --winograd-to-kernels="plan=four-buffer tile=4 verify-loops=report" \
// RUN:   --remark-format=emitRemark --remarks-filter=winograd-loops -o /dev/null 2>&1 | FileCheck %s
// CHECK: Buffers=6, {{.*}} Kernels=4,

// RUN: not wino-opt %t/plain.mlir --winograd-to-cpu=verify-loops=perhaps 2>&1 | FileCheck %s --check-prefix=MODE
// RUN: not wino-opt %t/plain.mlir --winograd-to-kernels=verify-loops=perhaps 2>&1 | FileCheck %s --check-prefix=MODE
// MODE: expected 'verify-loops' to be off, error or report, but got 'perhaps'

//--- plain.mlir
func.func @conv(%x: tensor<2x6x15x13xf32>, %w: tensor<5x6x3x3xf32>) -> tensor<2x5x13x11xf32> {
  %init = arith.constant dense<0.0> : tensor<2x5x13x11xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<2x6x15x13xf32>, tensor<5x6x3x3xf32>)
      outs(%init : tensor<2x5x13x11xf32>) -> tensor<2x5x13x11xf32>
  return %y : tensor<2x5x13x11xf32>
}
//--- epilogue.mlir
func.func @conv(%x: tensor<1x14x14x8xf32>, %w: tensor<3x3x8x16xf32>, %b: tensor<16xf32>, %r: tensor<1x14x14x16xf32>) -> tensor<1x14x14x16xf32> {
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %x low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%n: index, %h: index, %v: index, %c: index):
    tensor.yield %zero : f32
  } : tensor<1x14x14x8xf32> to tensor<1x16x16x8xf32>
  %empty = tensor.empty() : tensor<1x14x14x16xf32>
  %init = linalg.broadcast ins(%b : tensor<16xf32>) outs(%empty : tensor<1x14x14x16xf32>) dimensions = [0, 1, 2]
  %y = linalg.conv_2d_nhwc_hwcf ins(%padded, %w : tensor<1x16x16x8xf32>, tensor<3x3x8x16xf32>)
      outs(%init : tensor<1x14x14x16xf32>) -> tensor<1x14x14x16xf32>
  %z = arith.addf %y, %r : tensor<1x14x14x16xf32>
  %zeros = arith.constant dense<0.0> : tensor<1x14x14x16xf32>
  %a = arith.maximumf %z, %zeros : tensor<1x14x14x16xf32>
  return %a : tensor<1x14x14x16xf32>
}
//--- constant.mlir
func.func @conv(%x: tensor<1x2x18x18xf32>) -> tensor<1x2x16x16xf32> {
  %w = arith.constant dense<[[[[-3.0, -2.0, -1.0], [0.0, 1.0, 2.0], [3.0, -3.0, -2.0]], [[-1.0, 0.0, 1.0], [2.0, 3.0, -3.0], [-2.0, -1.0, 0.0]]],
    [[[1.0, 2.0, 3.0], [-3.0, -2.0, -1.0], [0.0, 1.0, 2.0]], [[3.0, -3.0, -2.0], [-1.0, 0.0, 1.0], [2.0, 3.0, -3.0]]]]> : tensor<2x2x3x3xf32>
  %init = arith.constant dense<0.0> : tensor<1x2x16x16xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x2x18x18xf32>, tensor<2x2x3x3xf32>)
      outs(%init : tensor<1x2x16x16xf32>) -> tensor<1x2x16x16xf32>
  return %y : tensor<1x2x16x16xf32>
}
