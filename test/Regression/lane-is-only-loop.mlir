// A convolution without batch and channels, of few tiles, has one loop, the
// lane, which needed no tiling: the zeros behind the image's edge were missing.

// RUN: wino-run %s --entry=conv --random-inputs=1 --plan=four-buffer --tile=2 --check --tolerance=1e-5 | FileCheck %s
// RUN: wino-run %s --entry=padded --random-inputs=1 --plan=four-buffer --tile=4 --check --tolerance=1e-5 | FileCheck %s
// CHECK: output 0: max error
func.func @conv(%x: tensor<11xf32>, %g: tensor<3xf32>, %init: tensor<9xf32>) -> tensor<9xf32> {
  %y = linalg.conv_1d ins(%x, %g : tensor<11xf32>, tensor<3xf32>) outs(%init : tensor<9xf32>) -> tensor<9xf32>
  return %y : tensor<9xf32>
}

func.func @padded(%x: tensor<7xf32>, %g: tensor<3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  %zero = arith.constant 0.0 : f32
  %p = tensor.pad %x low[2] high[1] {
  ^bb0(%i: index):
    tensor.yield %zero : f32
  } : tensor<7xf32> to tensor<10xf32>
  %y = linalg.conv_1d ins(%p, %g : tensor<10xf32>, tensor<3xf32>) outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}
