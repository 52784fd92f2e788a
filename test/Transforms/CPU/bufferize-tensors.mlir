// RUN: wino-opt %s --winograd-bufferize-tensors | FileCheck %s --implicit-check-not=unrealized_conversion_cast

// A slice whose place and size affine operations give is computed in place: what
// is taken out and put back at equal values is one slice.

// CHECK-LABEL: func.func @slice
// CHECK-SAME:      (%[[X:.+]]: memref<?xf32>, %{{.+}}: index, %{{.+}}: index, %{{.+}}: vector<1xf32>)
// CHECK:         %[[SIZE:.+]] = affine.apply
// CHECK:         %[[PLACE:.+]] = affine.max
// CHECK-NOT:     memref.alloc
// CHECK:         %[[SLICE:.+]] = memref.subview %[[X]][%[[PLACE]]] [%[[SIZE]]] [1]
// CHECK:         scf.for {{.*}} iter_args(%[[ITER:.+]] = %[[SLICE]])
// CHECK:           vector.transfer_write %{{.+}}, %[[ITER]]
func.func @slice(%x: tensor<?xf32>, %n: index, %i: index, %v: vector<1xf32>) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %size = affine.apply affine_map<()[n] -> (n - (n floordiv 8) * 8)>()[%n]
  %place = affine.max affine_map<()[i] -> (i * 4, 0)>()[%i]
  %slice = tensor.extract_slice %x[%place] [%size] [1] : tensor<?xf32> to tensor<?xf32>
  %written = scf.for %j = %c0 to %size step %c1 iter_args(%s = %slice) -> (tensor<?xf32>) {
    %w = vector.transfer_write %v, %s[%j] {in_bounds = [true]} : vector<1xf32>, tensor<?xf32>
    scf.yield %w : tensor<?xf32>
  }
  %y = tensor.insert_slice %written into %x[%place] [%size] [1] : tensor<?xf32> into tensor<?xf32>
  return %y : tensor<?xf32>
}

// An empty tensor that becomes a slice is no memory of its own; another one is.

// CHECK-LABEL: func.func @empty
// CHECK-SAME:      (%[[X:.+]]: memref<8xf32>, %[[I:.+]]: index, %{{.+}}: vector<4xf32>)
// CHECK:         %[[PLACE:.+]] = affine.min
// CHECK:         %[[SLICE:.+]] = memref.subview %[[X]][%[[PLACE]]] [4] [1]
// CHECK:         %[[ALLOC:.+]] = memref.alloc() {{.*}} : memref<4xf32>
// CHECK-NOT:     memref.alloc
// CHECK:         vector.transfer_write %{{.+}}, %[[SLICE]]
// CHECK:         vector.transfer_write %{{.+}}, %[[ALLOC]]
func.func @empty(%x: tensor<8xf32>, %i: index, %v: vector<4xf32>) -> (tensor<8xf32>, tensor<4xf32>) {
  %c0 = arith.constant 0 : index
  %place = affine.min affine_map<()[i] -> (i, 4)>()[%i]
  %e = tensor.empty() : tensor<4xf32>
  %a = vector.transfer_write %v, %e[%c0] {in_bounds = [true]} : vector<4xf32>, tensor<4xf32>
  %b = vector.transfer_write %v, %e[%c0] {in_bounds = [true]} : vector<4xf32>, tensor<4xf32>
  %y = tensor.insert_slice %a into %x[%place] [4] [1] : tensor<4xf32> into tensor<8xf32>
  return %y, %b : tensor<8xf32>, tensor<4xf32>
}

// An axis of which one row is taken has nothing to step over. With the step left on
// it, upstream takes the subview's first axis for the one that was dropped.

// CHECK-LABEL: func.func @step
// CHECK:         memref.subview %{{.+}}[0, 1, 0] [4, 1, 5] [1, 1, 1] : memref<4x3x5xf32> to memref<4x5xf32, strided<[15, 1], offset: 5>>
func.func @step(%x: tensor<4x3x5xf32>) -> tensor<4x5xf32> {
  %y = tensor.extract_slice %x[0, 1, 0] [4, 1, 5] [1, 2, 1] : tensor<4x3x5xf32> to tensor<4x5xf32>
  return %y : tensor<4x5xf32>
}
