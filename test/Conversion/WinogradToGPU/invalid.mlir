// What cannot be a kernel is an error at its place.

// RUN: wino-opt %s --convert-winograd-to-gpu -split-input-file -verify-diagnostics
// RUN: not wino-opt %s --convert-winograd-to-gpu=workgroup-size=0 -o /dev/null 2>&1 | FileCheck %s -DOPTION=workgroup-size
// RUN: not wino-opt %s --convert-winograd-to-gpu=rows=0 -o /dev/null 2>&1 | FileCheck %s -DOPTION=rows
// RUN: not wino-opt %s --convert-winograd-to-gpu=columns=0 -o /dev/null 2>&1 | FileCheck %s -DOPTION=columns
// CHECK: error: expected the option '[[OPTION]]' to be at least 1, but got 0

// expected-error@below {{expected static shapes on a GPU, but got 'tensor<?xf32>'}}
func.func @dynamic_argument(%x: tensor<?xf32>) {
  return
}

// -----

func.func @dynamic_value(%x: tensor<8xf32>, %n: index) {
  // expected-error@below {{expected static shapes on a GPU, but got 'tensor<?xf32>'}}
  %y = tensor.extract_slice %x[0] [%n] [1] : tensor<8xf32> to tensor<?xf32>
  return
}

// -----

func.func @scalar_operand(%x: tensor<4xf32>, %s: f32) -> tensor<4xf32> {
  %empty = tensor.empty() : tensor<4xf32>
  // expected-error@below {{cannot be a GPU kernel: expected scalars to be constants}}
  %y = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> ()>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      ins(%x, %s : tensor<4xf32>, f32) outs(%empty : tensor<4xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    linalg.yield %p : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

func.func @captured_scalar(%x: tensor<4xf32>, %s: f32) -> tensor<4xf32> {
  %empty = tensor.empty() : tensor<4xf32>
  // expected-error@below {{cannot be a GPU kernel: its body uses a value from outside that is not a constant}}
  %y = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      ins(%x : tensor<4xf32>) outs(%empty : tensor<4xf32>) {
  ^bb0(%a: f32, %out: f32):
    %p = arith.mulf %a, %s : f32
    linalg.yield %p : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

func.func @memrefs(%x: memref<4xf32>) {
  // expected-error@below {{expected tensors, but got memrefs}}
  linalg.exp ins(%x : memref<4xf32>) outs(%x : memref<4xf32>)
  return
}

// -----

func.func @crop_in_front(%x: tensor<8xf32>) -> tensor<8xf32> {
  %zero = arith.constant 0.0 : f32
  // expected-error@below {{cannot be a GPU kernel: expected a constant value and constant sizes of at least 0}}
  %y = tensor.pad %x low[-1] high[1] {
  ^bb0(%i: index):
    tensor.yield %zero : f32
  } : tensor<8xf32> to tensor<8xf32>
  return %y : tensor<8xf32>
}

// -----

func.func @crop_behind(%x: tensor<8xf32>) -> tensor<8xf32> {
  %zero = arith.constant 0.0 : f32
  // expected-error@below {{cannot be a GPU kernel: expected a constant value and constant sizes of at least 0}}
  %y = tensor.pad %x low[1] high[-1] {
  ^bb0(%i: index):
    tensor.yield %zero : f32
  } : tensor<8xf32> to tensor<8xf32>
  return %y : tensor<8xf32>
}

// -----

func.func @slice_offset(%x: tensor<8xf32>, %i: index) -> tensor<4xf32> {
  // expected-error@below {{cannot be a GPU kernel: expected constant offsets and strides}}
  %y = tensor.extract_slice %x[%i] [4] [1] : tensor<8xf32> to tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

func.func @slice_stride(%x: tensor<8xf32>, %i: index) -> tensor<4xf32> {
  // expected-error@below {{cannot be a GPU kernel: expected constant offsets and strides}}
  %y = tensor.extract_slice %x[0] [4] [%i] : tensor<8xf32> to tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

func.func @insertion_offset(%x: tensor<4xf32>, %z: tensor<8xf32>, %i: index) -> tensor<8xf32> {
  // expected-error@below {{cannot be a GPU kernel: expected constant offsets, unit strides and equal ranks}}
  %y = tensor.insert_slice %x into %z[%i] [4] [1] : tensor<4xf32> into tensor<8xf32>
  return %y : tensor<8xf32>
}

// -----

func.func @insertion_stride(%x: tensor<4xf32>, %z: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@below {{cannot be a GPU kernel: expected constant offsets, unit strides and equal ranks}}
  %y = tensor.insert_slice %x into %z[0] [4] [2] : tensor<4xf32> into tensor<8xf32>
  return %y : tensor<8xf32>
}

// -----

func.func @insertion_rank(%x: tensor<4xf32>, %z: tensor<2x4xf32>) -> tensor<2x4xf32> {
  // expected-error@below {{cannot be a GPU kernel: expected constant offsets, unit strides and equal ranks}}
  %y = tensor.insert_slice %x into %z[1, 0] [1, 4] [1, 1] : tensor<4xf32> into tensor<2x4xf32>
  return %y : tensor<2x4xf32>
}

// -----

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>
func.func @without_schedule(%x: tensor<10x4xf32>, %G: tensor<4x4x8xf32>) -> tensor<8x8xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x4x4xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<10x4xf32>) outs(%0 : tensor<4x4x4xf32>) -> tensor<4x4x4xf32>
  %1 = tensor.empty() : tensor<4x4x8xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%X, %G : tensor<4x4x4xf32>, tensor<4x4x8xf32>) outs(%fill : tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
  %Mbuffer = winograd.bufferize %M workgroup : tensor<4x4x8xf32>
  %2 = tensor.empty() : tensor<8x8xf32>
  // expected-error@below {{expected a 'winograd.workgroup_schedule' on a convolution whose product is in workgroup memory}}
  %y = winograd.kron output [#F] read #X write #x ins(%Mbuffer : tensor<4x4x8xf32>) outs(%2 : tensor<8x8xf32>) -> tensor<8x8xf32>
  return %y : tensor<8x8xf32>
}
