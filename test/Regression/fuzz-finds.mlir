// Programs that a fuzzer found to be refused, or to crash: each is right against the
// reference now.

// RUN: wino-run %s --entry=three_types --random-inputs --check | FileCheck %s
// RUN: wino-run %s --entry=strided_gather --random-inputs --check | FileCheck %s
// RUN: wino-run %s --entry=expand --random-inputs --check | FileCheck %s
// RUN: wino-run %s --entry=empty_parts --random-inputs --check | FileCheck %s
// CHECK: output 0: max error {{0\.00e\+00|[0-9.]+e-0[5-9]|[0-9.]+e-1[0-9]}}

// A contraction whose operands are extended from different types.
func.func @three_types(%x: tensor<2x3x5x1x2xf32>, %y: tensor<2x3x1x1x2xf64>, %g: tensor<1x5x1x2xf16>) -> tensor<2x3x1x1x2xf64> {
  %0 = linalg.depthwise_conv_3d_ndhwc_dhwc {dilations = dense<1> : tensor<3xi64>, strides = dense<[1, 1, 2]> : tensor<3xi64>}
      ins(%x, %g : tensor<2x3x5x1x2xf32>, tensor<1x5x1x2xf16>) outs(%y : tensor<2x3x1x1x2xf64>) -> tensor<2x3x1x1x2xf64>
  return %0 : tensor<2x3x1x1x2xf64>
}

// A gather from the value of a loop, whose memref has a stride that is not known.
func.func @strided_gather(%x: tensor<6xbf16>) -> tensor<6xbf16> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c5 = arith.constant 5 : index
  %y = scf.for %i = %c0 to %c3 step %c1 iter_args(%a = %x) -> (tensor<6xbf16>) {
    %e = tensor.empty() : tensor<7xbf16>
    %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} outs(%e : tensor<7xbf16>) {
    ^bb0(%o: bf16):
      %k = linalg.index 0 : index
      %next = arith.addi %k, %c1 : index
      %at = arith.minsi %next, %c5 : index
      %v = tensor.extract %a[%at] : tensor<6xbf16>
      linalg.yield %v : bf16
    } -> tensor<7xbf16>
    %s = tensor.extract_slice %0[0] [6] [1] : tensor<7xbf16> to tensor<6xbf16>
    scf.yield %s : tensor<6xbf16>
  }
  return %y : tensor<6xbf16>
}

// An axis that becomes two, both of sizes that only show at run time.
func.func @expand(%x: tensor<6xf32>) -> tensor<?x?xf32> {
  %c2 = arith.constant 2 : index
  %n = tensor.cast %x : tensor<6xf32> to tensor<?xf32>
  %d = call @half(%n) : (tensor<?xf32>) -> index
  %y = tensor.expand_shape %n [[0, 1]] output_shape [%d, %c2] : tensor<?xf32> into tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}
func.func private @half(%x: tensor<?xf32>) -> index {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %d = tensor.dim %x, %c0 : tensor<?xf32>
  %h = arith.divui %d, %c2 : index
  return %h : index
}

// What is concatenated has no elements.
func.func @empty_parts(%x: tensor<0x3xf32>, %z: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<0x6xf32>) {
  %y = tensor.concat dim(1) %x, %x : (tensor<0x3xf32>, tensor<0x3xf32>) -> tensor<0x6xf32>
  return %z, %y : tensor<2x3xf32>, tensor<0x6xf32>
}

// A slice that lies in the padding in front, where there is none behind.
// RUN: wino-run %s --entry=slice_of_padding --random-inputs --check | FileCheck %s
func.func @slice_of_padding(%given: tensor<1x16xf32>) -> (tensor<?x16xf32>, tensor<2x16xf32>, tensor<?x4xf32>) {
  %x = tensor.cast %given : tensor<1x16xf32> to tensor<?x16xf32>
  %pad_value = arith.constant 5.0 : f32
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %m3 = arith.constant -3 : index
  %p = tensor.pad %x low[3, 0] high[0, 0] {
  ^bb0(%i: index, %j: index):
    tensor.yield %pad_value : f32
  } : tensor<?x16xf32> to tensor<?x16xf32>
  %d = tensor.dim %p, %c0 : tensor<?x16xf32>
  %s = arith.addi %d, %m3 : index
  %a = tensor.extract_slice %p[0, 0] [%s, 16] [1, 1] : tensor<?x16xf32> to tensor<?x16xf32>
  %b = tensor.extract_slice %p[1, 0] [2, 16] [1, 1] : tensor<?x16xf32> to tensor<2x16xf32>
  %c = tensor.extract_slice %p[%c2, 3] [%c2, 4] [1, 1] : tensor<?x16xf32> to tensor<?x4xf32>
  return %a, %b, %c : tensor<?x16xf32>, tensor<2x16xf32>, tensor<?x4xf32>
}

// Slices of the padding behind, and of both.
// RUN: wino-run %s --entry=behind --random-inputs --check | FileCheck %s
func.func @behind(%x: tensor<2x16xf32>, %n: tensor<2x16xf32>) -> (tensor<1x16xf32>, tensor<1x16xf32>, tensor<?x16xf32>) {
  %v = arith.constant 5.0 : f32
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m1 = arith.constant -1 : index
  %p = tensor.pad %x low[0, 0] high[3, 0] {
  ^bb0(%i: index, %j: index):
    tensor.yield %v : f32
  } : tensor<2x16xf32> to tensor<5x16xf32>
  %d = tensor.cast %n : tensor<2x16xf32> to tensor<?x16xf32>
  %q = tensor.pad %d low[2, 0] high[3, 0] {
  ^bb0(%i: index, %j: index):
    tensor.yield %v : f32
  } : tensor<?x16xf32> to tensor<?x16xf32>
  %a = tensor.extract_slice %p[4, 0] [1, 16] [1, 1] : tensor<5x16xf32> to tensor<1x16xf32>
  %b = tensor.extract_slice %q[0, 0] [1, 16] [1, 1] : tensor<?x16xf32> to tensor<1x16xf32>
  %l = tensor.dim %q, %c0 : tensor<?x16xf32>
  %s = arith.addi %l, %m1 : index
  %c = tensor.extract_slice %q[%s, 0] [%c1, 16] [1, 1] : tensor<?x16xf32> to tensor<?x16xf32>
  return %a, %b, %c : tensor<1x16xf32>, tensor<1x16xf32>, tensor<?x16xf32>
}
