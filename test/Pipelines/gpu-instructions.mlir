// The code size by which plans are chosen, an estimate from the problem, is near
// what their kernels have: at most 30 % above or below.

// REQUIRES: python
// RUN: split-file %s %t
// DEFINE: %{tile} = 2
// DEFINE: %{plan} = four-buffer
// DEFINE: %{registers} = 399
// DEFINE: %{check} = wino-opt %t/tile-%{tile}.mlir --winograd-to-kernels="tile=%{tile} plan=%{plan} registers=%{registers} instructions=100000" \
// DEFINE:   --remark-format=emitRemark --remarks-filter='winograd-(plan|kernels)' -o /dev/null 2>&1 \
// DEFINE:   | %python %winograd_src_root/test/Python/check_instructions.py | FileCheck %s -DPLAN=%{plan}
// CHECK: plan [[PLAN]]: estimated {{[0-9]+}} instructions, but its kernels have at most {{[0-9]+$}}

// RUN: %{check}
// REDEFINE: %{plan} = three-buffer
// RUN: %{check}
// REDEFINE: %{plan} = blocked
// RUN: %{check}
// REDEFINE: %{plan} = single-kernel
// RUN: %{check}

// REDEFINE: %{tile} = 4
// RUN: %{check}
// REDEFINE: %{plan} = blocked
// RUN: %{check}
// REDEFINE: %{plan} = three-buffer
// RUN: %{check}
// REDEFINE: %{plan} = four-buffer
// RUN: %{check}

// REDEFINE: %{tile} = 6
// RUN: %{check}
// REDEFINE: %{plan} = three-buffer
// RUN: %{check}
// REDEFINE: %{plan} = blocked
// RUN: %{check}
// REDEFINE: %{plan} = single-kernel
// RUN: %{check}

// Larger register tiles.
// REDEFINE: %{registers} = 512
// REDEFINE: %{plan} = blocked
// RUN: %{check}
// REDEFINE: %{plan} = four-buffer
// RUN: %{check}

// The pipeline leaves a convolution alone that is to be direct.
// RUN: wino-opt %t/tile-4.mlir --winograd-plan="target=gpu plan=direct tile=4" --convert-linalg-to-winograd \
// RUN:   --convert-winograd-to-gpu --canonicalize --cse --winograd-check-kernels \
// RUN:   --remark-format=emitRemark --remarks-filter='winograd-(plan|kernels)' -o /dev/null 2>&1 \
// RUN:   | %python %winograd_src_root/test/Python/check_instructions.py | FileCheck %s -DPLAN=direct

//--- tile-2.mlir
func.func @nchw(%x: tensor<1x16x30x30xf32>, %w: tensor<32x16x3x3xf32>) -> tensor<1x32x28x28xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x32x28x28xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x32x28x28xf32>) -> tensor<1x32x28x28xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x16x30x30xf32>, tensor<32x16x3x3xf32>) outs(%init : tensor<1x32x28x28xf32>) -> tensor<1x32x28x28xf32>
  return %y : tensor<1x32x28x28xf32>
}

func.func @nhwc(%x: tensor<1x32x32x16xf32>, %w: tensor<5x5x16x32xf32>) -> tensor<1x28x28x32xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x28x28x32xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x28x28x32xf32>) -> tensor<1x28x28x32xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x32x32x16xf32>, tensor<5x5x16x32xf32>) outs(%init : tensor<1x28x28x32xf32>) -> tensor<1x28x28x32xf32>
  return %y : tensor<1x28x28x32xf32>
}

func.func @ragged(%x: tensor<1x9x11x6xf32>, %w: tensor<3x3x6x5xf32>) -> tensor<1x7x9x5xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x7x9x5xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x7x9x5xf32>) -> tensor<1x7x9x5xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x9x11x6xf32>, tensor<3x3x6x5xf32>) outs(%init : tensor<1x7x9x5xf32>) -> tensor<1x7x9x5xf32>
  return %y : tensor<1x7x9x5xf32>
}

func.func @line(%x: tensor<1x16x66xf32>, %w: tensor<16x16x3xf32>) -> tensor<1x16x64xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x16x64xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x16x64xf32>) -> tensor<1x16x64xf32>
  %y = linalg.conv_1d_ncw_fcw ins(%x, %w : tensor<1x16x66xf32>, tensor<16x16x3xf32>) outs(%init : tensor<1x16x64xf32>) -> tensor<1x16x64xf32>
  return %y : tensor<1x16x64xf32>
}

func.func @volume(%x: tensor<1x10x10x10x16xf32>, %w: tensor<3x3x3x16x16xf32>) -> tensor<1x8x8x8x16xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x8x8x8x16xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x8x8x8x16xf32>) -> tensor<1x8x8x8x16xf32>
  %y = linalg.conv_3d_ndhwc_dhwcf ins(%x, %w : tensor<1x10x10x10x16xf32>, tensor<3x3x3x16x16xf32>) outs(%init : tensor<1x8x8x8x16xf32>) -> tensor<1x8x8x8x16xf32>
  return %y : tensor<1x8x8x8x16xf32>
}


//--- tile-4.mlir
func.func @nchw(%x: tensor<1x16x28x28xf32>, %w: tensor<32x16x3x3xf32>, %b: tensor<1x32x28x28xf32>, %bias: tensor<32xf32>) -> tensor<1x32x28x28xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x32x28x28xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x32x28x28xf32>) -> tensor<1x32x28x28xf32>
  %p = tensor.pad %x low[0,0,1,1] high[0,0,1,1] {
  ^bb0(%i0: index,%i1: index,%i2: index,%i3: index):
    tensor.yield %zero : f32
  } : tensor<1x16x28x28xf32> to tensor<1x16x30x30xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%p, %w : tensor<1x16x30x30xf32>, tensor<32x16x3x3xf32>) outs(%init : tensor<1x32x28x28xf32>) -> tensor<1x32x28x28xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(d0,d1,d2,d3) -> (d0,d1,d2,d3)>,affine_map<(d0,d1,d2,d3) -> (d0,d1,d2,d3)>,affine_map<(d0,d1,d2,d3) -> (d1)>,affine_map<(d0,d1,d2,d3) -> (d0,d1,d2,d3)>], iterator_types=["parallel","parallel","parallel","parallel"]} ins(%y, %b, %bias : tensor<1x32x28x28xf32>, tensor<1x32x28x28xf32>, tensor<32xf32>) outs(%empty : tensor<1x32x28x28xf32>) {
  ^bb0(%a0: f32, %a1: f32, %a2: f32, %o: f32):
    %s = arith.addf %a0, %a1 : f32
    %s2 = arith.addf %s, %a2 : f32
    %s3 = arith.maximumf %s2, %zero : f32
    linalg.yield %s3 : f32
  } -> tensor<1x32x28x28xf32>
  return %r : tensor<1x32x28x28xf32>
}

func.func @nhwc(%x: tensor<1x29x28x15xf32>, %w: tensor<3x3x15x33xf32>) -> tensor<1x27x26x33xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x27x26x33xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x27x26x33xf32>) -> tensor<1x27x26x33xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x29x28x15xf32>, tensor<3x3x15x33xf32>) outs(%init : tensor<1x27x26x33xf32>) -> tensor<1x27x26x33xf32>
  return %y : tensor<1x27x26x33xf32>
}

func.func @five(%x: tensor<1x16x32x32xf32>, %w: tensor<32x16x5x5xf32>) -> tensor<1x32x28x28xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x32x28x28xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x32x28x28xf32>) -> tensor<1x32x28x28xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x16x32x32xf32>, tensor<32x16x5x5xf32>) outs(%init : tensor<1x32x28x28xf32>) -> tensor<1x32x28x28xf32>
  return %y : tensor<1x32x28x28xf32>
}

func.func @line(%x: tensor<1x66x16xf32>, %w: tensor<3x16x16xf32>) -> tensor<1x64x16xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x64x16xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x64x16xf32>) -> tensor<1x64x16xf32>
  %y = linalg.conv_1d_nwc_wcf ins(%x, %w : tensor<1x66x16xf32>, tensor<3x16x16xf32>) outs(%init : tensor<1x64x16xf32>) -> tensor<1x64x16xf32>
  return %y : tensor<1x64x16xf32>
}


//--- tile-6.mlir
func.func @nchw(%x: tensor<1x16x32x32xf32>, %w: tensor<32x16x3x3xf32>) -> tensor<1x32x30x30xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x32x30x30xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x32x30x30xf32>) -> tensor<1x32x30x30xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x16x32x32xf32>, tensor<32x16x3x3xf32>) outs(%init : tensor<1x32x30x30xf32>) -> tensor<1x32x30x30xf32>
  return %y : tensor<1x32x30x30xf32>
}

func.func @nhwc(%x: tensor<1x30x30x16xf32>, %w: tensor<3x3x16x32xf32>) -> tensor<1x30x30x32xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x30x30x32xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x30x30x32xf32>) -> tensor<1x30x30x32xf32>
  %p = tensor.pad %x low[0,1,1,0] high[0,1,1,0] {
  ^bb0(%i0: index,%i1: index,%i2: index,%i3: index):
    tensor.yield %zero : f32
  } : tensor<1x30x30x16xf32> to tensor<1x32x32x16xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%p, %w : tensor<1x32x32x16xf32>, tensor<3x3x16x32xf32>) outs(%init : tensor<1x30x30x32xf32>) -> tensor<1x30x30x32xf32>
  return %y : tensor<1x30x30x32xf32>
}

