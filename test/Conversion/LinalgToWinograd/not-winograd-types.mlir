// A convolution of other types, of other operands, or with another body is left
// alone, and a remark says which it is.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 --remark-format=emitRemark \
// RUN:   --remarks-filter-missed="winograd.*" -verify-diagnostics | FileCheck %s
// CHECK-NOT: winograd.

func.func @quantized(%x: tensor<1x8x16x16xi8>, %w: tensor<8x8x3x3xi8>, %z: i32, %init: tensor<1x8x14x14xi32>) -> tensor<1x8x14x14xi32> {
  // expected-remark@below {{not rewritten: the element type i8 (expected f16, bf16, f32 or f64)}}
  %y = linalg.conv_2d_nchw_fchw_q ins(%x, %w, %z, %z : tensor<1x8x16x16xi8>, tensor<8x8x3x3xi8>, i32, i32) outs(%init : tensor<1x8x14x14xi32>) -> tensor<1x8x14x14xi32>
  return %y : tensor<1x8x14x14xi32>
}

func.func @shifted(%x: tensor<10xf32>, %g: tensor<3xf32>, %z: f32, %init: tensor<8xf32>) -> tensor<8xf32> {
  // expected-remark@below {{not rewritten: it has 3 inputs (expected an image and a filter)}}
  %y = linalg.generic {indexing_maps = [affine_map<(o, k) -> (o + k)>, affine_map<(o, k) -> (k)>,
      affine_map<(o, k) -> ()>, affine_map<(o, k) -> (o)>], iterator_types = ["parallel", "reduction"]}
      ins(%x, %g, %z : tensor<10xf32>, tensor<3xf32>, f32) outs(%init : tensor<8xf32>) {
  ^bb0(%a: f32, %b: f32, %s: f32, %c: f32):
    %shifted = arith.subf %a, %s : f32
    %product = arith.mulf %shifted, %b : f32
    %sum = arith.addf %c, %product : f32
    linalg.yield %sum : f32
  } -> tensor<8xf32>
  return %y : tensor<8xf32>
}

func.func @absolute(%x: tensor<10xf32>, %g: tensor<3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  // expected-remark@below {{not rewritten: its body has math.absf (expected a product that is added)}}
  %y = linalg.generic {indexing_maps = [affine_map<(o, k) -> (o + k)>, affine_map<(o, k) -> (k)>,
      affine_map<(o, k) -> (o)>], iterator_types = ["parallel", "reduction"]}
      ins(%x, %g : tensor<10xf32>, tensor<3xf32>) outs(%init : tensor<8xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %positive = math.absf %a : f32
    %product = arith.mulf %positive, %b : f32
    %sum = arith.addf %c, %product : f32
    linalg.yield %sum : f32
  } -> tensor<8xf32>
  return %y : tensor<8xf32>
}

func.func @square(%x: tensor<10xf32>, %g: tensor<3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  // expected-remark@below {{not rewritten: its body does not add one product of its inputs}}
  %y = linalg.generic {indexing_maps = [affine_map<(o, k) -> (o + k)>, affine_map<(o, k) -> (k)>,
      affine_map<(o, k) -> (o)>], iterator_types = ["parallel", "reduction"]}
      ins(%x, %g : tensor<10xf32>, tensor<3xf32>) outs(%init : tensor<8xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %product = arith.mulf %a, %a : f32
    %sum = arith.addf %c, %product : f32
    linalg.yield %sum : f32
  } -> tensor<8xf32>
  return %y : tensor<8xf32>
}

func.func @truth(%x: tensor<10xi1>, %g: tensor<3xi1>, %init: tensor<8xi1>) -> tensor<8xi1> {
  // expected-remark@below {{not rewritten: the element type i1 (expected f16, bf16, f32 or f64)}}
  %y = linalg.conv_1d ins(%x, %g : tensor<10xi1>, tensor<3xi1>) outs(%init : tensor<8xi1>) -> tensor<8xi1>
  return %y : tensor<8xi1>
}

func.func @complex(%x: tensor<10xcomplex<f32>>, %g: tensor<3xcomplex<f32>>, %init: tensor<8xcomplex<f32>>) -> tensor<8xcomplex<f32>> {
  // expected-remark@below {{not rewritten: the element type complex<f32> (expected f16, bf16, f32 or f64)}}
  %y = linalg.conv_1d ins(%x, %g : tensor<10xcomplex<f32>>, tensor<3xcomplex<f32>>) outs(%init : tensor<8xcomplex<f32>>) -> tensor<8xcomplex<f32>>
  return %y : tensor<8xcomplex<f32>>
}

func.func @narrow_result(%x: tensor<10xf32>, %g: tensor<3xf32>, %init: tensor<8xf16>) -> tensor<8xf16> {
  // expected-remark@below {{not rewritten: its body has arith.truncf (expected a product that is added)}}
  %y = linalg.conv_1d ins(%x, %g : tensor<10xf32>, tensor<3xf32>) outs(%init : tensor<8xf16>) -> tensor<8xf16>
  return %y : tensor<8xf16>
}

func.func @memref_and_tensor(%x: memref<10xf32>, %g: tensor<3xf32>, %init: tensor<8xf32>) {
  %t = bufferization.to_tensor %x : memref<10xf32> to tensor<10xf32>
  %m = bufferization.to_buffer %init : tensor<8xf32> to memref<8xf32>
  %h = bufferization.to_buffer %g : tensor<3xf32> to memref<3xf32>
  // expected-remark@below {{not rewritten: it works on memrefs (expected tensors: see winograd-lift-memrefs)}}
  linalg.conv_1d ins(%x, %h : memref<10xf32>, memref<3xf32>) outs(%m : memref<8xf32>)
  return
}
