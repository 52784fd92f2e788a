// What cannot be a kernel is an error at its place.

// RUN: wino-opt %s --convert-winograd-to-gpu -split-input-file -verify-diagnostics
// RUN: not wino-opt %s --convert-winograd-to-gpu=workgroup-size=0 -o /dev/null 2>&1 | FileCheck %s -DOPTION=workgroup-size -DLEAST=1 -DGOT=0
// RUN: not wino-opt %s --convert-winograd-to-gpu=rows=-1 -o /dev/null 2>&1 | FileCheck %s -DOPTION=rows -DLEAST=0 -DGOT=-1
// RUN: not wino-opt %s --convert-winograd-to-gpu=columns=-1 -o /dev/null 2>&1 | FileCheck %s -DOPTION=columns -DLEAST=0 -DGOT=-1
// RUN: not wino-opt %s --convert-winograd-to-gpu=steps=-1 -o /dev/null 2>&1 | FileCheck %s -DOPTION=steps -DLEAST=0 -DGOT=-1
// CHECK: error: expected the option '[[OPTION]]' to be at least [[LEAST]], but got [[GOT]]

// expected-error@below {{expected static shapes on a GPU, with elements, but got 'tensor<?xf32>'}}
// expected-note@below {{winograd-specialize-shapes gives the arguments of a function static shapes}}
func.func @dynamic_argument(%x: tensor<?xf32>) {
  return
}

// -----

func.func @dynamic_value(%x: tensor<8xf32>, %n: index) {
  // expected-error@below {{expected static shapes on a GPU, with elements, but got 'tensor<?xf32>'}}
  // expected-note@below {{winograd-specialize-shapes gives the arguments of a function static shapes}}
  %y = tensor.extract_slice %x[0] [%n] [1] : tensor<8xf32> to tensor<?xf32>
  return
}

// -----

func.func @scalar_operand(%x: tensor<4xf32>, %s: f32) -> tensor<4xf32> {
  %empty = tensor.empty() : tensor<4xf32>
  // expected-error@below {{cannot be a GPU kernel: expected operand 1, a scalar, to be a constant, but got an argument}}
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
  // expected-error@below {{cannot be a GPU kernel: expected what its body uses from outside to be constants}}
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

func.func @slice_offset(%x: tensor<8xf32>, %i: index) -> tensor<4xf32> {
  // expected-error@below {{cannot be a GPU kernel: expected offsets and strides that are constants}}
  %y = tensor.extract_slice %x[%i] [4] [1] : tensor<8xf32> to tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

func.func @slice_stride(%x: tensor<8xf32>, %i: index) -> tensor<4xf32> {
  // expected-error@below {{cannot be a GPU kernel: expected offsets and strides that are constants}}
  %y = tensor.extract_slice %x[0] [4] [%i] : tensor<8xf32> to tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

func.func @insertion_offset(%x: tensor<4xf32>, %z: tensor<8xf32>, %i: index) -> tensor<8xf32> {
  // expected-error@below {{cannot be a GPU kernel: expected offsets and strides that are constants, strides of at least 1}}
  %y = tensor.insert_slice %x into %z[%i] [4] [1] : tensor<4xf32> into tensor<8xf32>
  return %y : tensor<8xf32>
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

// -----

// An epilogue is a part of a kernel like others.
func.func @epilogue_operand(%x: tensor<1x10x4xf32>, %g: tensor<3x4x8xf32>, %s: f32) -> tensor<1x8x8xf32> {
  %zero = arith.constant dense<0.0> : tensor<1x8x8xf32>
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x4xf32>, tensor<3x4x8xf32>)
      outs(%zero : tensor<1x8x8xf32>) -> tensor<1x8x8xf32>
  %empty = tensor.empty() : tensor<1x8x8xf32>
  // expected-error@below {{cannot be a GPU kernel: expected operand 1, a scalar, to be a constant, but got an argument}}
  %r = linalg.generic {
      indexing_maps = [affine_map<(n, w, k) -> (n, w, k)>, affine_map<(n, w, k) -> ()>, affine_map<(n, w, k) -> (n, w, k)>],
      iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%y, %s : tensor<1x8x8xf32>, f32) outs(%empty : tensor<1x8x8xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %sum = arith.addf %a, %b : f32
    linalg.yield %sum : f32
  } -> tensor<1x8x8xf32>
  return %r : tensor<1x8x8xf32>
}

// -----

func.func @sum_from_scalar(%x: tensor<8x6xf32>, %g: tensor<6x5xf32>, %s: f32) -> tensor<8x5xf32> {
  %empty = tensor.empty() : tensor<8x5xf32>
  // expected-error@below {{cannot be a GPU kernel: expected operand 0, a scalar, to be a constant, but got an argument}}
  %init = linalg.fill ins(%s : f32) outs(%empty : tensor<8x5xf32>) -> tensor<8x5xf32>
  %y = linalg.matmul ins(%x, %g : tensor<8x6xf32>, tensor<6x5xf32>) outs(%init : tensor<8x5xf32>) -> tensor<8x5xf32>
  return %y : tensor<8x5xf32>
}

// -----

func.func @captured_by_yield(%s: f32) -> tensor<4xf32> {
  %empty = tensor.empty() : tensor<4xf32>
  // expected-error@below {{cannot be a GPU kernel: expected what its body uses from outside to be constants}}
  %y = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      outs(%empty : tensor<4xf32>) {
  ^bb0(%out: f32):
    linalg.yield %s : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

func.func @captured_by_region(%x: tensor<4xf32>, %s: f32) -> tensor<4xf32> {
  %empty = tensor.empty() : tensor<4xf32>
  // expected-error@below {{cannot be a GPU kernel: expected what its body uses from outside to be constants}}
  %y = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      ins(%x : tensor<4xf32>) outs(%empty : tensor<4xf32>) {
  ^bb0(%a: f32, %out: f32):
    %is = arith.cmpf olt, %a, %a : f32
    %r = scf.if %is -> f32 {
      scf.yield %s : f32
    } else {
      scf.yield %a : f32
    }
    linalg.yield %r : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

// What the loops do not compute would have to be copied.
func.func @every_second(%x: tensor<4xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@below {{cannot be a GPU kernel: expected loops that compute every value of its results}}
  %y = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i * 2)>], iterator_types = ["parallel"]}
      ins(%x : tensor<4xf32>) outs(%init : tensor<8xf32>) {
  ^bb0(%a: f32, %out: f32):
    linalg.yield %a : f32
  } -> tensor<8xf32>
  return %y : tensor<8xf32>
}

// -----

func.func @no_elements() {
  // expected-error@below {{expected static shapes on a GPU, with elements, but got 'tensor<0x5xf32>'}}
  %empty = tensor.empty() : tensor<0x5xf32>
  return
}

// -----

func.func @pad_value(%x: tensor<8xf32>, %value: f32) -> tensor<9xf32> {
  // expected-error@below {{cannot be a GPU kernel: expected what its body uses from outside to be constants, but got an argument}}
  %y = tensor.pad %x low[0] high[1] {
  ^bb0(%i: index):
    tensor.yield %value : f32
  } : tensor<8xf32> to tensor<9xf32>
  return %y : tensor<9xf32>
}

// -----

func.func @pad_width(%x: tensor<8xf32>, %n: index) -> tensor<9xf32> {
  %zero = arith.constant 0.0 : f32
  // expected-error@below {{cannot be a GPU kernel: expected widths that are constants}}
  %y = tensor.pad %x low[%n] high[1] {
  ^bb0(%i: index):
    tensor.yield %zero : f32
  } : tensor<8xf32> to tensor<9xf32>
  return %y : tensor<9xf32>
}

// -----

// Each of the two would need threads of its own.
func.func @results_of_other_loops(%x: tensor<4x5xf32>) -> (tensor<4x5xf32>, tensor<4xf32>) {
  %a = tensor.empty() : tensor<4x5xf32>
  %b = tensor.empty() : tensor<4xf32>
  // expected-error@below {{cannot be a GPU kernel: expected results that are indexed by the same loops}}
  %y:2 = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<4x5xf32>) outs(%a, %b : tensor<4x5xf32>, tensor<4xf32>) {
  ^bb0(%v: f32, %o: f32, %p: f32):
    %s = arith.addf %v, %p : f32
    linalg.yield %v, %s : f32, f32
  } -> (tensor<4x5xf32>, tensor<4xf32>)
  return %y#0, %y#1 : tensor<4x5xf32>, tensor<4xf32>
}

// -----

func.func @constant_place(%x: tensor<4xf32>, %init: tensor<4x3xf32>) -> tensor<4x3xf32> {
  // expected-error@below {{cannot be a GPU kernel: expected loops that compute every value of its results}}
  %y = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i, 0)>], iterator_types = ["parallel"]}
      ins(%x : tensor<4xf32>) outs(%init : tensor<4x3xf32>) {
  ^bb0(%a: f32, %out: f32):
    linalg.yield %a : f32
  } -> tensor<4x3xf32>
  return %y : tensor<4x3xf32>
}

// -----

// expected-error@below {{expected elements of f16, bf16, f32, f64, i1, i8, i16, i32 or i64 on a GPU, but got 'tensor<4xcomplex<f32>>'}}
func.func @complex(%x: tensor<4xcomplex<f32>>) {
  return
}

// -----

func.func @unsigned() {
  // expected-error@below {{expected elements of f16, bf16, f32, f64, i1, i8, i16, i32 or i64 on a GPU, but got 'tensor<4xui8>'}}
  %0 = tensor.empty() : tensor<4xui8>
  return
}

// -----

func.func @arithmetic_on_tensors(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@below {{cannot be a GPU kernel}}
  %y = arith.addf %x, %x : tensor<4xf32>
  return %y : tensor<4xf32>
}
