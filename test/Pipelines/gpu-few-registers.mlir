// A device with few registers gets smaller register tiles, which it can hold.

// DEFINE: %{remarks} = --remark-format=emitRemark --remarks-filter=winograd-kernels -o /dev/null
// RUN: wino-opt %s --winograd-to-kernels="plan=four-buffer registers=64" %{remarks} 2>&1 | FileCheck %s --check-prefix=FEW
// FEW-NOT: spills
// FEW:     conv_loops: {{.*}} about {{[1-6][0-9]}} registers
// FEW-NOT: spills
// RUN: wino-opt %s --winograd-to-kernels="plan=four-buffer registers=128" %{remarks} 2>&1 | FileCheck %s --check-prefix=MORE
// MORE-NOT: spills
// MORE:     conv_loops: {{.*}} about 1{{[0-9]+}} registers
// MORE-NOT: spills

func.func @conv(%x: tensor<1x64x58x58xf32>, %w: tensor<64x64x3x3xf32>) -> tensor<1x64x56x56xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x64x56x56xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x64x56x56xf32>) -> tensor<1x64x56x56xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x64x58x58xf32>, tensor<64x64x3x3xf32>)
      outs(%init : tensor<1x64x56x56xf32>) -> tensor<1x64x56x56xf32>
  return %y : tensor<1x64x56x56xf32>
}
