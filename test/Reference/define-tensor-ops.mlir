// Compound operations, replaced by what they mean.

// RUN: wino-opt %s --winograd-define-tensor-ops --split-input-file | FileCheck %s

// Two are cut off in front, one is added behind.
// CHECK-LABEL: @pad
// CHECK-SAME: (%[[X:.*]]: tensor<8xf32>, %[[V:.*]]: f32)
// CHECK: %[[LOW:.*]] = arith.constant -2 : index
// CHECK: tensor.generate {
// CHECK-NEXT: ^bb0(%[[I:.*]]: index):
// CHECK: %[[AT:.*]] = arith.subi %[[I]], %[[LOW]]
// CHECK-DAG: arith.cmpi sge, %[[AT]]
// CHECK-DAG: arith.cmpi slt, %[[AT]]
// CHECK: %[[VALUE:.*]] = scf.if {{.*}} -> (f32) {
// CHECK-NEXT: %[[ELEMENT:.*]] = tensor.extract %[[X]][%[[AT]]]
// CHECK-NEXT: scf.yield %[[ELEMENT]]
// CHECK-NEXT: } else {
// CHECK-NEXT: scf.yield %[[V]]
// CHECK: tensor.yield %[[VALUE]]
// CHECK-NEXT: } : tensor<7xf32>
func.func @pad(%x: tensor<8xf32>, %v: f32) -> tensor<7xf32> {
  %y = tensor.pad %x low[-2] high[1] {
  ^bb0(%i: index):
    tensor.yield %v : f32
  } : tensor<8xf32> to tensor<7xf32>
  return %y : tensor<7xf32>
}

// -----

// The size of the result is that of the source and both widths.
// CHECK-LABEL: @dynamic
// CHECK-SAME: (%[[X:.*]]: tensor<?xf32>, %[[LOW:.*]]: index, %[[HIGH:.*]]: index)
// CHECK: %[[SIZE:.*]] = tensor.dim %[[X]]
// CHECK: %[[LONGER:.*]] = arith.addi %[[SIZE]], %[[LOW]]
// CHECK: %[[ALL:.*]] = arith.addi %[[LONGER]], %[[HIGH]]
// CHECK: tensor.generate %[[ALL]]
func.func @dynamic(%x: tensor<?xf32>, %low: index, %high: index) -> tensor<?xf32> {
  %y = tensor.pad %x low[%low] high[%high] {
  ^bb0(%i: index):
    %v = arith.constant 0.0 : f32
    tensor.yield %v : f32
  } : tensor<?xf32> to tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

// A pack has a pad, which is replaced in its turn.
// CHECK-LABEL: @others
// CHECK-NOT: linalg.softmax
// CHECK-NOT: linalg.pack
// CHECK-NOT: linalg.unpack
// CHECK-NOT: tensor.pad
// CHECK-NOT: tensor.concat
// CHECK: return
func.func @others(%x: tensor<5x6xf32>) -> (tensor<5x6xf32>, tensor<5x6xf32>, tensor<10x6xf32>) {
  %empty = tensor.empty() : tensor<5x6xf32>
  %soft = linalg.softmax dimension(1) ins(%x : tensor<5x6xf32>) outs(%empty : tensor<5x6xf32>) -> tensor<5x6xf32>
  %zero = arith.constant 0.0 : f32
  %blocks = tensor.empty() : tensor<3x2x2x3xf32>
  %packed = linalg.pack %x padding_value(%zero : f32) inner_dims_pos = [0, 1] inner_tiles = [2, 3] into %blocks : tensor<5x6xf32> -> tensor<3x2x2x3xf32>
  %unpacked = linalg.unpack %packed inner_dims_pos = [0, 1] inner_tiles = [2, 3] into %empty : tensor<3x2x2x3xf32> -> tensor<5x6xf32>
  %both = tensor.concat dim(0) %x, %x : (tensor<5x6xf32>, tensor<5x6xf32>) -> tensor<10x6xf32>
  return %soft, %unpacked, %both : tensor<5x6xf32>, tensor<5x6xf32>, tensor<10x6xf32>
}

// -----

// Slices of fewer axes are read and made element by element, whatever their axes of
// size 1 step over; others stay as they are.
// CHECK-LABEL: @slices
// CHECK-SAME: (%[[X:.*]]: tensor<1x6x1xf32>, %[[N:.*]]: index, %[[S:.*]]: index)
// CHECK: %[[ROW:.*]] = tensor.generate %[[N]] {
// CHECK-NEXT: ^bb0(%[[I:.*]]: index):
// CHECK: %[[STEP:.*]] = arith.muli %[[I]], %[[S]]
// CHECK: %[[AT:.*]] = arith.addi %{{.*}}, %[[STEP]]
// CHECK: tensor.extract %[[X]][%{{.*}}, %[[AT]], %{{.*}}]
// CHECK: %[[PART:.*]] = tensor.generate %[[N]] {
// CHECK-NEXT: ^bb0(%{{.*}}: index, %[[J:.*]]: index, %{{.*}}: index):
// CHECK-NEXT: tensor.extract %[[ROW]][%[[J]]]
// CHECK: tensor.insert_slice %[[PART]] into %[[X]][0, 1, 0] [1, %[[N]], 1] [1, %[[S]], 1] : tensor<1x?x1xf32> into
// CHECK: tensor.extract_slice %[[X]][0, 0, 0] [1, 3, 1] [1, 2, 1]
func.func @slices(%x: tensor<1x6x1xf32>, %n: index, %s: index) -> (tensor<1x6x1xf32>, tensor<1x3x1xf32>) {
  %row = tensor.extract_slice %x[0, 1, 0] [1, %n, 1] [5, %s, 7] : tensor<1x6x1xf32> to tensor<?xf32>
  %y = tensor.insert_slice %row into %x[0, 1, 0] [1, %n, 1] [5, %s, 7] : tensor<?xf32> into tensor<1x6x1xf32>
  %z = tensor.extract_slice %x[0, 0, 0] [1, 3, 1] [1, 2, 1] : tensor<1x6x1xf32> to tensor<1x3x1xf32>
  return %y, %z : tensor<1x6x1xf32>, tensor<1x3x1xf32>
}
