// Convolutions on memrefs become ones on tensors, with what stands around them.

// RUN: wino-opt %s --winograd-lift-memrefs | FileCheck %s

// CHECK-LABEL: @accumulate(
// CHECK-SAME: %[[X:.*]]: memref<10xf32>, %[[G:.*]]: memref<3xf32>, %[[Y:.*]]: memref<8xf32>
// CHECK-DAG: %[[TX:.*]] = bufferization.to_tensor %[[X]] restrict
// CHECK-DAG: %[[TG:.*]] = bufferization.to_tensor %[[G]] restrict
// CHECK-DAG: %[[TY:.*]] = bufferization.to_tensor %[[Y]] restrict
// CHECK: %[[R:.*]] = linalg.conv_1d {my.name = "kept"} ins(%[[TX]], %[[TG]] : {{.*}}) outs(%[[TY]] :
// Its memory is still read.
// CHECK-NEXT: bufferization.materialize_in_destination %[[R]] in writable %[[Y]]
// CHECK-NEXT: return
func.func @accumulate(%x: memref<10xf32>, %g: memref<3xf32>, %y: memref<8xf32>) {
  linalg.conv_1d {my.name = "kept"} ins(%x, %g : memref<10xf32>, memref<3xf32>) outs(%y : memref<8xf32>)
  return
}

// CHECK-LABEL: @overwrite(
// CHECK-SAME: %[[Y:[a-z0-9]*]]: memref<8xf32>) {
// CHECK: tensor.empty() : tensor<8xf32>
// CHECK: linalg.fill
// CHECK: %[[R:.*]] = linalg.conv_1d
// CHECK-NEXT: bufferization.materialize_in_destination %[[R]] in restrict writable %[[Y]]
func.func @overwrite(%x: memref<10xf32>, %g: memref<3xf32>, %y: memref<8xf32>) {
  %zero = arith.constant 0.0 : f32
  linalg.fill ins(%zero : f32) outs(%y : memref<8xf32>)
  linalg.conv_1d ins(%x, %g : memref<10xf32>, memref<3xf32>) outs(%y : memref<8xf32>)
  return
}

// A bufferized network: what is allocated between the layers is a value again,
// and the filter a constant.
memref.global "private" constant @g : memref<3xf32> = dense<[1.0, 2.0, 3.0]>
#id = affine_map<(d0) -> (d0)>
// CHECK-LABEL: @layers(
// CHECK-SAME: %[[X:[a-z0-9]*]]: memref<10xf32>) -> memref<6xf32>
// CHECK-NOT: memref.alloc() : memref<8xf32>
// CHECK: arith.constant dense<[1.000000e+00, 2.000000e+00, 3.000000e+00]> : tensor<3xf32>
// CHECK: %[[A:.*]] = linalg.conv_1d
// CHECK: %[[B:.*]] = linalg.generic {{.*}} ins(%[[A]] : tensor<8xf32>)
// CHECK: linalg.conv_1d ins(%[[B]],
// CHECK-NOT: memref.dealloc
// CHECK: bufferization.materialize_in_destination %{{.*}} in restrict writable
func.func @layers(%x: memref<10xf32>) -> memref<6xf32> {
  %zero = arith.constant 0.0 : f32
  %g = memref.get_global @g : memref<3xf32>
  %a = memref.alloc() : memref<8xf32>
  linalg.fill ins(%zero : f32) outs(%a : memref<8xf32>)
  linalg.conv_1d ins(%x, %g : memref<10xf32>, memref<3xf32>) outs(%a : memref<8xf32>)
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%a : memref<8xf32>) outs(%a : memref<8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %m = arith.maximumf %in, %zero : f32
      linalg.yield %m : f32
  }
  %y = memref.alloc() : memref<6xf32>
  linalg.fill ins(%zero : f32) outs(%y : memref<6xf32>)
  linalg.conv_1d ins(%a, %g : memref<8xf32>, memref<3xf32>) outs(%y : memref<6xf32>)
  memref.dealloc %a : memref<8xf32>
  return %y : memref<6xf32>
}

// Whoever may read what was written does so behind it.
// CHECK-LABEL: @seen_between(
// CHECK: linalg.conv_1d
// CHECK: bufferization.materialize_in_destination
// CHECK: memref.load
// CHECK: bufferization.to_tensor
// CHECK: linalg.conv_1d
// CHECK: bufferization.materialize_in_destination
func.func @seen_between(%x: memref<10xf32>, %g: memref<3xf32>, %y: memref<8xf32>) -> f32 {
  %i = arith.constant 3 : index
  linalg.conv_1d ins(%x, %g : memref<10xf32>, memref<3xf32>) outs(%y : memref<8xf32>)
  %v = memref.load %y[%i] : memref<8xf32>
  linalg.conv_1d ins(%x, %g : memref<10xf32>, memref<3xf32>) outs(%y : memref<8xf32>)
  return %v : f32
}

// %z may be the memory of %y: it is read behind the store.
// CHECK-LABEL: @may_share(
// CHECK-SAME: %[[Y:[a-z0-9]*]]: memref<8xf32>, %[[Z:[a-z0-9]*]]: memref<8xf32>, %[[U:[a-z0-9]*]]: memref<6xf32>)
// CHECK: bufferization.materialize_in_destination %{{.*}} in writable %[[Y]]
// CHECK-NEXT: bufferization.to_tensor %[[Z]] restrict
func.func @may_share(%x: memref<10xf32>, %g: memref<3xf32>, %y: memref<8xf32>, %z: memref<8xf32>,
                     %u: memref<6xf32>) {
  linalg.conv_1d ins(%x, %g : memref<10xf32>, memref<3xf32>) outs(%y : memref<8xf32>)
  linalg.conv_1d ins(%z, %g : memref<8xf32>, memref<3xf32>) outs(%u : memref<6xf32>)
  return
}

// What overwrites the image is calculated elsewhere first.
// CHECK-LABEL: @over_image(
// CHECK-SAME: %[[X:[a-z0-9]*]]: memref<8xf32>
// CHECK-NOT: materialize_in_destination
// CHECK: bufferization.materialize_in_destination %{{.*}} in writable %[[X]]
func.func @over_image(%x: memref<8xf32>, %g: memref<3xf32>) {
  %zero = arith.constant 0.0 : f32
  %t = memref.alloc() : memref<6xf32>
  linalg.fill ins(%zero : f32) outs(%t : memref<6xf32>)
  linalg.conv_1d ins(%x, %g : memref<8xf32>, memref<3xf32>) outs(%t : memref<6xf32>)
  linalg.generic {indexing_maps = [affine_map<(d0) -> (d0 mod 6)>, #id], iterator_types = ["parallel"]}
      ins(%t : memref<6xf32>) outs(%x : memref<8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
  }
  memref.dealloc %t : memref<6xf32>
  return
}

// Dynamic sizes, a view, and a loop around it.
// CHECK-LABEL: @views(
// CHECK: scf.for
// CHECK: %[[V:.*]] = memref.subview
// CHECK: bufferization.to_tensor %[[V]] restrict : memref<?xf32, strided<[1], offset: ?>> to tensor<?xf32>
// CHECK: linalg.conv_1d ins(%{{.*}} : tensor<?xf32>, tensor<3xf32>) outs(%{{.*}} : tensor<?xf32>)
func.func @views(%x: memref<4x?xf32>, %g: memref<3xf32>, %y: memref<?xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    %v = memref.subview %x[%i, 0] [1, %n] [1, 1] : memref<4x?xf32> to memref<?xf32, strided<[1], offset: ?>>
    linalg.conv_1d ins(%v, %g : memref<?xf32, strided<[1], offset: ?>>, memref<3xf32>) outs(%y : memref<?xf32>)
  }
  return
}

// Without a convolution nothing changes.
// CHECK-LABEL: @no_convolution(
// CHECK-NEXT: linalg.copy ins(%{{.*}} : memref<8xf32>)
// CHECK-NEXT: return
func.func @no_convolution(%x: memref<8xf32>, %y: memref<8xf32>) {
  linalg.copy ins(%x : memref<8xf32>) outs(%y : memref<8xf32>)
  return
}
