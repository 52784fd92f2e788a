// Slices that drop some axes of size 1 but not others, or step over one.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-normalize-slices))' | FileCheck %s

// CHECK-LABEL: @extract(
// CHECK: %[[S:.+]] = tensor.extract_slice %{{.+}}[0, 0, 0] [1, 1, 2] [1, 1, 1] : tensor<1x1x2xf32> to tensor<1x1x2xf32>
// CHECK: tensor.collapse_shape %[[S]] {{.*}} : tensor<1x1x2xf32> into tensor<1x2xf32>
func.func @extract(%x: tensor<1x1x2xf32>) -> tensor<1x2xf32> {
  %y = tensor.extract_slice %x[0, 0, 0] [1, 1, 2] [2, 1, 1] : tensor<1x1x2xf32> to tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// CHECK-LABEL: @insert(
// CHECK: %[[E:.+]] = tensor.expand_shape %{{.+}} {{.*}} : tensor<1x?xf32> into tensor<1x1x?xf32>
// CHECK: tensor.insert_slice %[[E]] into
func.func @insert(%x: tensor<1x?xf32>, %y: tensor<1x4x8xf32>, %n: index) -> tensor<1x4x8xf32> {
  %z = tensor.insert_slice %x into %y[0, 1, 0] [1, 1, %n] [1, 1, 1] : tensor<1x?xf32> into tensor<1x4x8xf32>
  return %z : tensor<1x4x8xf32>
}

// What is clear stays.
// CHECK-LABEL: @clear(
// CHECK: tensor.extract_slice %{{.+}}[0, 0, 0] [1, 2, 4] [1, 1, 2] : tensor<1x2x8xf32> to tensor<2x4xf32>
// CHECK-NOT: collapse_shape
func.func @clear(%x: tensor<1x2x8xf32>) -> tensor<2x4xf32> {
  %y = tensor.extract_slice %x[0, 0, 0] [1, 2, 4] [1, 1, 2] : tensor<1x2x8xf32> to tensor<2x4xf32>
  return %y : tensor<2x4xf32>
}

// CHECK-LABEL: @nothing_in_between(
// CHECK: tensor.concat dim(0) %{{.+}}, %{{.+}} : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<3x3xf32>
func.func @nothing_in_between(%x: tensor<2x3xf32>, %y: tensor<0x3xf32>, %z: tensor<1x3xf32>) -> tensor<3x3xf32> {
  %r = tensor.concat dim(0) %x, %y, %z : (tensor<2x3xf32>, tensor<0x3xf32>, tensor<1x3xf32>) -> tensor<3x3xf32>
  return %r : tensor<3x3xf32>
}
