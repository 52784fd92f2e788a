// Every plan's kernels stay in registers, 128 at most, and the estimates from the IR
// agree with what ptxas counts.

// REQUIRES: ptxas, python
// RUN: rm -rf %t && mkdir %t
// DEFINE: %{plan} = auto
// DEFINE: %{tile} = 2
// DEFINE: %{chip} = sm_80
// DEFINE: %{folder} = %t/%{plan}-%{tile}-%{chip}
// DEFINE: %{check} = mkdir -p %{folder} && \
// DEFINE:   wino-translate %s --emit=ptx --chip=%{chip} -o %{folder} --pipeline-options="plan=%{plan} tile=%{tile}" && \
// DEFINE:   wino-opt %s --winograd-to-kernels="plan=%{plan} tile=%{tile} workgroup-memory=49152" --remark-format=emitRemark --remarks-filter=winograd-kernels -o /dev/null 2> %{folder}/remarks && \
// DEFINE:   %python %winograd_src_root/test/Python/check_ptxas.py %ptxas --arch=%{chip} --max-registers=128 --estimates=%{folder}/remarks %{folder}/*.ptx | FileCheck %s
// CHECK: conv_{{[a-z_]+}}: {{[0-9]+}} registers, 0 bytes spilled

// RUN: %{check}
// REDEFINE: %{chip} = sm_90
// RUN: %{check}
// REDEFINE: %{plan} = three-buffer
// RUN: %{check}
// REDEFINE: %{plan} = blocked
// RUN: %{check}
// REDEFINE: %{plan} = four-buffer
// RUN: %{check}
// REDEFINE: %{tile} = 4
// RUN: %{check}
// REDEFINE: %{plan} = single-kernel
// RUN: %{check}
// REDEFINE: %{plan} = three-buffer
// RUN: %{check}
// REDEFINE: %{plan} = blocked
// RUN: %{check}
// REDEFINE: %{plan} = auto
// RUN: %{check}
// REDEFINE: %{chip} = sm_80
// RUN: %{check}

func.func @conv(%x: tensor<1x64x58x58xf32>, %w: tensor<64x64x3x3xf32>) -> tensor<1x64x56x56xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x64x56x56xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x64x56x56xf32>) -> tensor<1x64x56x56xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x64x58x58xf32>, tensor<64x64x3x3xf32>)
      outs(%init : tensor<1x64x56x56xf32>) -> tensor<1x64x56x56xf32>
  return %y : tensor<1x64x56x56xf32>
}
