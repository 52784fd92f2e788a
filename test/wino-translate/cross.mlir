// Another machine's code: AArch64 with NEON and with SVE, x86-64 with AVX-512.

// RUN: rm -rf %t && mkdir %t
// RUN: wino-translate %s -o %t --emit=assembly --target-triple=aarch64-linux-gnu --cpu=neoverse-v1 --pipeline-options=plan=four-buffer
// RUN: FileCheck %s --input-file=%t/cross.s --check-prefix=ARM
// ARM-DAG: {{^conv:}}
// ARM-DAG: {{fmla[[:space:]]+(v[0-9]+.4s|z[0-9]+.s)}}

// RUN: wino-translate %s -o %t --emit=assembly --target-triple=x86_64-linux-gnu --cpu=sapphirerapids --pipeline-options=plan=four-buffer
// RUN: FileCheck %s --input-file=%t/cross.s --check-prefix=AVX
// AVX: vfmadd{{.*}}%{{[yz]}}mm

// RUN: wino-translate %s -o %t --emit=object --target-triple=aarch64-linux-gnu
// RUN: llvm-readobj --file-headers %t/cross.o | FileCheck %s --check-prefix=OBJECT
// OBJECT: Arch: aarch64
// RUN: FileCheck %s --input-file=%t/cross.h --check-prefix=HEADER
// HEADER: for aarch64-unknown-linux-gnu, generic.
func.func @conv(%x: tensor<1x14x14x8xf32>, %w: tensor<3x3x8x16xf32>) -> tensor<1x12x12x16xf32> {
  %empty = tensor.empty() : tensor<1x12x12x16xf32>
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x12x12x16xf32>) -> tensor<1x12x12x16xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x14x14x8xf32>, tensor<3x3x8x16xf32>)
      outs(%init : tensor<1x12x12x16xf32>) -> tensor<1x12x12x16xf32>
  return %y : tensor<1x12x12x16xf32>
}
