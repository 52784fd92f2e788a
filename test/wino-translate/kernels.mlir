// A convolution for three kinds of GPUs: the same launches, the same constants.

// RUN: rm -rf %t && mkdir -p %t/spirv %t/metal %t/ptx
// RUN: wino-translate %s --emit=spirv -o %t/spirv --pipeline-options="plan=four-buffer tile=4"
// RUN: wino-translate %s --emit=metal -o %t/metal --pipeline-options="plan=four-buffer tile=4"
// RUN: wino-translate %s --emit=ptx -o %t/ptx --pipeline-options="plan=four-buffer tile=4"
// RUN: ls %t/spirv %t/metal %t/ptx | FileCheck %s --check-prefix=FILES
// FILES: metal:
// FILES: constants.bin
// FILES-NEXT: kernels.metal
// FILES-NEXT: manifest.json
// FILES: ptx:
// FILES: constants.bin
// FILES: conv_input.ptx
// FILES: conv_output.ptx
// FILES: manifest.json
// FILES: spirv:
// FILES: constants.bin
// FILES: conv_input.spv
// FILES: conv_output.spv
// FILES: manifest.json

// RUN: cmp %t/spirv/constants.bin %t/metal/constants.bin
// RUN: cmp %t/spirv/constants.bin %t/ptx/constants.bin
// RUN: sed -e 's/metal/spirv/; s/"file": "kernels.spirv"/"file": "K"/' %t/metal/manifest.json > %t/metal.json
// RUN: sed -e 's/"file": ".*.spv"/"file": "K"/' %t/spirv/manifest.json > %t/spirv.json
// RUN: sed -e 's/"ptx"/"spirv"/; s/"file": ".*.ptx"/"file": "K"/' %t/ptx/manifest.json > %t/ptx.json
// RUN: diff %t/metal.json %t/spirv.json
// RUN: diff %t/ptx.json %t/spirv.json
// RUN: FileCheck %s --input-file=%t/metal/kernels.metal --check-prefix=METAL
// METAL: kernel void conv_input(

func.func @conv(%x: tensor<1x8x20x20xf32>) -> tensor<1x8x18x18xf32> {
  %w = arith.constant dense<0.25> : tensor<8x8x3x3xf32>
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x8x18x18xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x8x18x18xf32>) -> tensor<1x8x18x18xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x8x20x20xf32>, tensor<8x8x3x3xf32>)
      outs(%init : tensor<1x8x18x18xf32>) -> tensor<1x8x18x18xf32>
  return %y : tensor<1x8x18x18xf32>
}
