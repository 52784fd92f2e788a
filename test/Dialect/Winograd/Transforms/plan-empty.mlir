// A convolution without elements, or without channels, is left alone. The dialect has
// them, too: a user's are tiled and lowered.

// RUN: split-file %s %t
// RUN: wino-opt %t/linalg.mlir --winograd-plan=plan=four-buffer --remark-format=emitRemark --remarks-filter="winograd-plan" -verify-diagnostics \
// RUN:   | FileCheck %t/linalg.mlir
// RUN: wino-opt %t/linalg.mlir --winograd-plan="target=gpu plan=four-buffer" --remark-format=emitRemark --remarks-filter="winograd-plan" -verify-diagnostics \
// RUN:   | FileCheck %t/linalg.mlir
// RUN: wino-opt %t/linalg.mlir --winograd-plan --convert-linalg-to-winograd | FileCheck %t/linalg.mlir
// RUN: wino-opt %t/linalg.mlir --winograd-to-cpu=plan=three-buffer -o /dev/null
// RUN: wino-opt %t/raised.mlir --winograd-fold-filter --winograd-tile-and-fuse --convert-winograd-to-linalg -o /dev/null
// RUN: wino-opt %t/raised.mlir --winograd-to-cpu -o /dev/null
// RUN: not wino-opt %t/planned.mlir --winograd-plan -o /dev/null 2>&1 | FileCheck %t/planned.mlir
// RUN: not wino-opt %t/planned.mlir --convert-linalg-to-winograd -o /dev/null 2>&1 | FileCheck %t/planned.mlir

//--- linalg.mlir
// CHECK-NOT: winograd.
// CHECK-LABEL: @no_output_channels
// CHECK: linalg.conv_1d_nwc_wcf ins
func.func @no_output_channels(%x: tensor<1x10x6xf32>, %g: tensor<3x6x0xf32>, %init: tensor<1x8x0xf32>) -> tensor<1x8x0xf32> {
  // expected-remark@below {{not rewritten: one of its loops has no iterations}}
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x6xf32>, tensor<3x6x0xf32>)
      outs(%init : tensor<1x8x0xf32>) -> tensor<1x8x0xf32>
  return %y : tensor<1x8x0xf32>
}
// CHECK-LABEL: @no_rows_nor_channels
// CHECK: linalg.conv_1d_nwc_wcf ins
func.func @no_rows_nor_channels(%x: tensor<1x2x0xf32>, %g: tensor<3x0x5xf32>, %init: tensor<1x0x5xf32>) -> tensor<1x0x5xf32> {
  // expected-remark@below {{not rewritten: one of its loops has no iterations}}
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x2x0xf32>, tensor<3x0x5xf32>)
      outs(%init : tensor<1x0x5xf32>) -> tensor<1x0x5xf32>
  return %y : tensor<1x0x5xf32>
}
// CHECK-LABEL: @no_channels
// CHECK: linalg.conv_1d_nwc_wcf ins
// CHECK-NOT: winograd.
func.func @no_channels(%x: tensor<1x10x0xf32>, %g: tensor<3x0x5xf32>, %init: tensor<1x8x5xf32>) -> tensor<1x8x5xf32> {
  // expected-remark@below {{not rewritten: one of its loops has no iterations}}
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x0xf32>, tensor<3x0x5xf32>)
      outs(%init : tensor<1x8x5xf32>) -> tensor<1x8x5xf32>
  return %y : tensor<1x8x5xf32>
}

//--- planned.mlir
// CHECK: error: 'linalg.conv_1d' op cannot have the plan four-buffer: one of its loops has no iterations
func.func @no_rows(%x: tensor<2xf32>, %g: tensor<3xf32>, %init: tensor<0xf32>) -> tensor<0xf32> {
  %y = linalg.conv_1d {winograd.plan = #winograd.plan<"four-buffer", [#winograd.algorithm<F(2, 3)>]>}
      ins(%x, %g : tensor<2xf32>, tensor<3xf32>) outs(%init : tensor<0xf32>) -> tensor<0xf32>
  return %y : tensor<0xf32>
}

//--- raised.mlir
#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#g = affine_map<(c, k, i) -> (i, c, k)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>
func.func @no_output_channels(%x: tensor<10x6xf32>, %g: tensor<3x6x0xf32>) -> tensor<8x0xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x4x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<10x6xf32>) outs(%0 : tensor<4x4x6xf32>) -> tensor<4x4x6xf32>
  %XB = winograd.bufferize %X private : tensor<4x4x6xf32>
  %1 = tensor.empty() : tensor<4x6x0xf32>
  %G = winograd.kron filter [#F] read #g write #g ins(%g : tensor<3x6x0xf32>) outs(%1 : tensor<4x6x0xf32>) -> tensor<4x6x0xf32>
  %GB = winograd.bufferize %G global : tensor<4x6x0xf32>
  %2 = tensor.empty() : tensor<4x4x0xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%2 : tensor<4x4x0xf32>) -> tensor<4x4x0xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%XB, %GB : tensor<4x4x6xf32>, tensor<4x6x0xf32>) outs(%fill : tensor<4x4x0xf32>) -> tensor<4x4x0xf32>
  %MB = winograd.bufferize %M private : tensor<4x4x0xf32>
  %3 = tensor.empty() : tensor<8x0xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%MB : tensor<4x4x0xf32>) outs(%3 : tensor<8x0xf32>)
      {winograd.schedule = #winograd.schedule<block = [4, 0], panel = [0, 16]>} -> tensor<8x0xf32>
  %yB = winograd.bufferize %y global : tensor<8x0xf32>
  return %yB : tensor<8x0xf32>
}
func.func @no_rows_nor_channels(%x: tensor<2x0xf32>, %g: tensor<3x0x5xf32>) -> tensor<0x5xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x0x0xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<2x0xf32>) outs(%0 : tensor<4x0x0xf32>) -> tensor<4x0x0xf32>
  %XB = winograd.bufferize %X global : tensor<4x0x0xf32>
  %1 = tensor.empty() : tensor<4x0x5xf32>
  %G = winograd.kron filter [#F] read #g write #g ins(%g : tensor<3x0x5xf32>) outs(%1 : tensor<4x0x5xf32>) -> tensor<4x0x5xf32>
  %GB = winograd.bufferize %G global : tensor<4x0x5xf32>
  %2 = tensor.empty() : tensor<4x0x5xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%2 : tensor<4x0x5xf32>) -> tensor<4x0x5xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%XB, %GB : tensor<4x0x0xf32>, tensor<4x0x5xf32>) outs(%fill : tensor<4x0x5xf32>) -> tensor<4x0x5xf32>
  %MB = winograd.bufferize %M private : tensor<4x0x5xf32>
  %3 = tensor.empty() : tensor<0x5xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%MB : tensor<4x0x5xf32>) outs(%3 : tensor<0x5xf32>)
      {winograd.schedule = #winograd.schedule<block = [1, 0], panel = [0, 5]>} -> tensor<0x5xf32>
  %yB = winograd.bufferize %y global : tensor<0x5xf32>
  return %yB : tensor<0x5xf32>
}
