// Lanes that share sums exchange them by shuffles of all 32, stay within 128
// registers, and the manifest says what subgroups they need.

// REQUIRES: ptxas, python
// DEFINE: %{chip} = sm_80
// DEFINE: %{check} = rm -rf %t && mkdir %t && \
// DEFINE:   wino-translate %s --emit=ptx --chip=%{chip} -o %t --pipeline-options="plan=four-buffer subgroup-size=32" && \
// DEFINE:   %python %winograd_src_root/test/Python/check_ptxas.py %ptxas --arch=%{chip} --max-registers=128 %t/*.ptx | FileCheck %s --check-prefix=PTXAS && \
// DEFINE:   FileCheck %s --input-file=%t/conv_loops.ptx && \
// DEFINE:   FileCheck %s --check-prefix=MANIFEST --input-file=%t/manifest.json

// RUN: %{check}
// REDEFINE: %{chip} = sm_90
// RUN: %{check}
// PTXAS: conv_loops: {{[0-9]+}} registers, 0 bytes spilled

// CHECK:         %laneid
// CHECK-COUNT-5: shfl.sync.bfly.b32 {{.*}}, 31, -1;
// CHECK-NOT:     bar.sync

// MANIFEST:      "version": 2
// MANIFEST:      "name": "conv_input"
// MANIFEST-NOT:  subgroupLanes
// MANIFEST:      "name": "conv_loops"
// MANIFEST:      "subgroupLanes": 32
// MANIFEST-NOT:  subgroupLanes

func.func @conv(%x: tensor<1x512x9x9xf32>, %w: tensor<16x512x3x3xf32>) -> tensor<1x16x7x7xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x16x7x7xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x16x7x7xf32>) -> tensor<1x16x7x7xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x512x9x9xf32>, tensor<16x512x3x3xf32>)
      outs(%init : tensor<1x16x7x7xf32>) -> tensor<1x16x7x7xf32>
  return %y : tensor<1x16x7x7xf32>
}
