// Padding, slices and insertions are kernels with a thread per value of the result.

// RUN: wino-opt %s --convert-winograd-to-gpu --canonicalize --cse | FileCheck %s

// A thread outside of the source loads some value inside, and drops it.
// CHECK: gpu.func @pad_pad(%[[X:.+]]: memref<4x5xf32>, %[[Y:.+]]: memref<8x6xf32>) kernel
// CHECK: %[[C:.+]] = arith.constant 1.500000e+00 : f32
// CHECK: arith.cmpi ult, %{{.+}}, %c48
// CHECK: scf.if
// CHECK: %[[J:.+]] = arith.remui %{{.+}}, %c6
// CHECK: %[[I:.+]] = arith.divui %{{.+}}, %c6
// CHECK: %[[FROM:.+]] = arith.addi %[[I]], %c-3
// CHECK: %[[IS0:.+]] = arith.cmpi ult, %[[FROM]], %c4
// CHECK: %[[SAFE0:.+]] = arith.select %[[IS0]], %[[FROM]], %c0
// CHECK: %[[IS1:.+]] = arith.cmpi ult, %[[J]], %c5
// CHECK: %[[SAFE1:.+]] = arith.select %[[IS1]], %[[J]], %c0
// CHECK: %[[IS:.+]] = arith.andi %[[IS0]], %[[IS1]]
// CHECK: %[[V:.+]] = memref.load %[[X]][%[[SAFE0]], %[[SAFE1]]]
// CHECK: %[[R:.+]] = arith.select %[[IS]], %[[V]], %[[C]]
// CHECK: memref.store %[[R]], %[[Y]][%[[I]], %[[J]]]
func.func @pad(%x: tensor<4x5xf32>) -> tensor<8x6xf32> {
  %c = arith.constant 1.5 : f32
  %y = tensor.pad %x low[3, 0] high[1, 1] {
  ^bb0(%i: index, %j: index):
    tensor.yield %c : f32
  } : tensor<4x5xf32> to tensor<8x6xf32>
  return %y : tensor<8x6xf32>
}

// Offsets and strides are in the indices; axes that are dropped are constants.
// CHECK: gpu.func @slice_slice(%[[X:.+]]: memref<4x10x6xf32>, %[[Y:.+]]: memref<3x6xf32>) kernel
// CHECK: %[[J:.+]] = arith.remui %{{.+}}, %c6
// CHECK: %[[I:.+]] = arith.divui %{{.+}}, %c6
// CHECK: %[[TWICE:.+]] = arith.muli %[[I]], %c3
// CHECK: %[[FROM:.+]] = arith.addi %[[TWICE]], %c2
// CHECK: %[[V:.+]] = memref.load %[[X]][%c1, %[[FROM]], %[[J]]]
// CHECK: memref.store %[[V]], %[[Y]][%[[I]], %[[J]]]
func.func @slice(%x: tensor<4x10x6xf32>) -> tensor<3x6xf32> {
  %y = tensor.extract_slice %x[1, 2, 0] [1, 3, 6] [1, 3, 1] : tensor<4x10x6xf32> to tensor<3x6xf32>
  return %y : tensor<3x6xf32>
}

// A slice that begins where its source does has no more threads than values.
// CHECK: gpu.func @front_slice(%[[X:.+]]: memref<4x8xf32>, %[[Y:.+]]: memref<4x3xf32>) kernel
// CHECK-SAME: known_grid_size = array<i32: 1, 1, 1>
// CHECK: %[[IS:.+]] = arith.cmpi ult, %{{.+}}, %c12
// CHECK: scf.if %[[IS]]
// CHECK: %[[J:.+]] = arith.remui %[[N:.+]], %c3
// CHECK: %[[I:.+]] = arith.divui %[[N]], %c3
// CHECK: %[[V:.+]] = memref.load %[[X]][%[[I]], %[[J]]]
// CHECK: memref.store %[[V]], %[[Y]][%[[I]], %[[J]]]
func.func @front(%x: tensor<4x8xf32>) -> tensor<4x3xf32> {
  %y = tensor.extract_slice %x[0, 0] [4, 3] [1, 1] : tensor<4x8xf32> to tensor<4x3xf32>
  return %y : tensor<4x3xf32>
}

// What is not inserted comes from the destination, which stays as it is.
// CHECK: gpu.func @insertion_insert(%[[X:.+]]: memref<4x5xf32>, %[[Z:.+]]: memref<8x5xf32>, %[[Y:.+]]: memref<8x5xf32>) kernel
// CHECK: %[[FROM:.+]] = arith.addi %[[I:.+]], %c-2
// CHECK: %[[IS:.+]] = arith.cmpi ult, %[[FROM]], %c4
// CHECK: %[[SAFE:.+]] = arith.select %[[IS]], %[[FROM]], %c0
// CHECK: %[[V:.+]] = memref.load %[[X]][%[[SAFE]], %[[J:.+]]]
// CHECK: %[[OLD:.+]] = memref.load %[[Z]][%[[I]], %[[J]]]
// CHECK: %[[R:.+]] = arith.select %[[IS]], %[[V]], %[[OLD]]
// CHECK: memref.store %[[R]], %[[Y]][%[[I]], %[[J]]]
func.func @insertion(%x: tensor<4x5xf32>, %z: tensor<8x5xf32>) -> tensor<8x5xf32> {
  %y = tensor.insert_slice %x into %z[2, 0] [4, 5] [1, 1] : tensor<4x5xf32> into tensor<8x5xf32>
  return %y : tensor<8x5xf32>
}

// Negative widths crop: the source begins before the result.
// CHECK: gpu.func @crop_pad(%[[X:.+]]: memref<8xf32>, %[[Y:.+]]: memref<9xf32>) kernel
// CHECK: %[[FROM:.+]] = arith.addi %[[I:.+]], %c1
// CHECK: %[[IS:.+]] = arith.cmpi ult, %[[FROM]], %c8
// CHECK: %[[SAFE:.+]] = arith.select %[[IS]], %[[FROM]], %c0
// CHECK: memref.load %[[X]][%[[SAFE]]]
func.func @crop(%x: tensor<8xf32>) -> tensor<9xf32> {
  %c = arith.constant 1.5 : f32
  %y = tensor.pad %x low[-1] high[2] {
  ^bb0(%i: index):
    tensor.yield %c : f32
  } : tensor<8xf32> to tensor<9xf32>
  return %y : tensor<9xf32>
}

// A padding may depend on its place.
// CHECK: gpu.func @ramp_pad(%[[X:.+]]: memref<8xi32>, %[[Y:.+]]: memref<9xi32>) kernel
// CHECK: %[[V:.+]] = memref.load %[[X]]
// CHECK: %[[C:.+]] = arith.index_cast %[[I:.+]] : index to i32
// CHECK: %[[R:.+]] = arith.select %{{.+}}, %[[V]], %[[C]] : i32
// CHECK: memref.store %[[R]], %[[Y]][%[[I]]]
func.func @ramp(%x: tensor<8xi32>) -> tensor<9xi32> {
  %y = tensor.pad %x low[0] high[1] {
  ^bb0(%i: index):
    %c = arith.index_cast %i : index to i32
    tensor.yield %c : i32
  } : tensor<8xi32> to tensor<9xi32>
  return %y : tensor<9xi32>
}

// With strides, a value comes from the source if the quotient is exact.
// CHECK: gpu.func @every_second_insert(%[[X:.+]]: memref<4xf32>, %[[Z:.+]]: memref<9xf32>, %[[Y:.+]]: memref<9xf32>) kernel
// CHECK: %[[D:.+]] = arith.addi %[[I:.+]], %c-1
// CHECK: %[[Q:.+]] = arith.divui %[[D]], %c2
// CHECK: %[[TWICE:.+]] = arith.muli %[[Q]], %c2
// CHECK: %[[EXACT:.+]] = arith.cmpi eq, %[[D]], %[[TWICE]]
// CHECK: %[[BELOW:.+]] = arith.cmpi ult, %[[Q]], %c4
// CHECK: %[[IS:.+]] = arith.andi %[[BELOW]], %[[EXACT]]
// CHECK: %[[SAFE:.+]] = arith.select %[[IS]], %[[Q]], %c0
// CHECK: memref.load %[[X]][%[[SAFE]]]
func.func @every_second(%x: tensor<4xf32>, %z: tensor<9xf32>) -> tensor<9xf32> {
  %y = tensor.insert_slice %x into %z[1] [4] [2] : tensor<4xf32> into tensor<9xf32>
  return %y : tensor<9xf32>
}

// An axis that the source does not have has one place.
// CHECK: gpu.func @row_insert(%[[X:.+]]: memref<4xf32>, %[[Z:.+]]: memref<3x4xf32>, %[[Y:.+]]: memref<3x4xf32>) kernel
// CHECK: %[[D:.+]] = arith.addi %[[I:.+]], %c-1
// CHECK: %[[IS:.+]] = arith.cmpi ult, %[[D]], %c1
// CHECK: %[[V:.+]] = memref.load %[[X]][%[[J:.+]]]
// CHECK: %[[OLD:.+]] = memref.load %[[Z]][%[[I]], %[[J]]]
// CHECK: arith.select %[[IS]], %[[V]], %[[OLD]]
func.func @row(%x: tensor<4xf32>, %z: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %y = tensor.insert_slice %x into %z[1, 0] [1, 4] [1, 1] : tensor<4xf32> into tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

// CHECK: gpu.func @generate_generate(%[[X:.+]]: memref<9xf32>, %[[Y:.+]]: memref<9xf32>) kernel
// CHECK: %[[J:.+]] = arith.subi %c8, %[[I:[^ ]+]]
// CHECK: %[[V:.+]] = memref.load %[[X]][%[[J]]]
// CHECK: memref.store %[[V]], %[[Y]][%[[I]]]
func.func @generate(%x: tensor<9xf32>) -> tensor<9xf32> {
  %c8 = arith.constant 8 : index
  %y = tensor.generate {
  ^bb0(%i: index):
    %j = arith.subi %c8, %i : index
    %v = tensor.extract %x[%j] : tensor<9xf32>
    tensor.yield %v : f32
  } : tensor<9xf32>
  return %y : tensor<9xf32>
}
