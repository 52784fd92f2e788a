// Every plan's kernels stay in registers, as many as the plan estimates at most,
// on both architectures.

// REQUIRES: ptxas, python
// RUN: rm -rf %t && mkdir %t
// DEFINE: %{tile} = 4
// DEFINE: %{plan} = auto
// DEFINE: %{chip} = sm_80
// DEFINE: %{check} = mkdir -p %t/%{plan}-%{tile}-%{chip} && \
// DEFINE:   wino-translate %s --emit=ptx --chip=%{chip} -o %t/%{plan}-%{tile}-%{chip} --pipeline-options="plan=%{plan} tile=%{tile}" && \
// DEFINE:   %python %winograd_src_root/test/Python/check_ptxas.py %ptxas --arch=%{chip} %t/%{plan}-%{tile}-%{chip}/*.ptx | FileCheck %s
// CHECK: conv_{{[a-z_]+}}: {{[0-9]+}} registers, 0 bytes spilled

// RUN: %{check}
// REDEFINE: %{tile} = 2
// RUN: %{check}
// REDEFINE: %{chip} = sm_90
// RUN: %{check}
// REDEFINE: %{tile} = 4
// RUN: %{check}
// REDEFINE: %{plan} = four-buffer
// RUN: %{check}
// REDEFINE: %{plan} = three-buffer
// REDEFINE: %{tile} = 2
// RUN: %{check}
// REDEFINE: %{plan} = blocked
// RUN: %{check}

func.func @conv(%x: tensor<1x64x58x58xf32>, %w: tensor<64x64x3x3xf32>) -> tensor<1x64x56x56xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x64x56x56xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x64x56x56xf32>) -> tensor<1x64x56x56xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x64x58x58xf32>, tensor<64x64x3x3xf32>)
      outs(%init : tensor<1x64x56x56xf32>) -> tensor<1x64x56x56xf32>
  return %y : tensor<1x64x56x56xf32>
}
