// Where the cut is: behind everything that depends on the filter alone.

// RUN: wino-opt %s --winograd-prepack --split-input-file | FileCheck %s

#F = #winograd.algorithm<F(2, 3)>
#id = affine_map<(i) -> (i)>

// A view in front of the transform and the packing behind it move along.
// CHECK-LABEL: func.func @packed(
// CHECK-LABEL: func.func @packed_prepack(
// CHECK-SAME: %[[g:.+]]: tensor<1x3xf32>) -> tensor<2x2xf32>
// CHECK: %[[flat:.+]] = tensor.collapse_shape %[[g]]
// CHECK: winograd.kron filter {{.*}} ins(%[[flat]] :
// CHECK: %[[p:.+]] = tensor.expand_shape
// CHECK-NEXT: return %[[p]]
// CHECK-LABEL: func.func @packed_prepacked(
// CHECK-SAME: %[[a:.+]]: tensor<2x2xf32>, %[[G:.+]]: tensor<2x2xf32> {winograd.packed})
// CHECK-NEXT: %[[y:.+]] = linalg.add ins(%[[a]], %[[G]] :
// CHECK-NEXT: return %[[y]]
func.func @packed(%a: tensor<2x2xf32>, %g: tensor<1x3xf32>) -> tensor<2x2xf32> {
  %flat = tensor.collapse_shape %g [[0, 1]] : tensor<1x3xf32> into tensor<3xf32>
  %e = tensor.empty() : tensor<4xf32>
  %G = winograd.kron filter [#F] read #id write #id ins(%flat : tensor<3xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  %p = tensor.expand_shape %G [[0, 1]] output_shape [2, 2] : tensor<4xf32> into tensor<2x2xf32>
  %y = linalg.add ins(%a, %p : tensor<2x2xf32>, tensor<2x2xf32>) outs(%a : tensor<2x2xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

// -----

#F = #winograd.algorithm<F(2, 3)>
#F4 = #winograd.algorithm<F(4, 3)>
#id = affine_map<(i) -> (i)>

// Two transforms of one filter, and a second filter: three packed values.
// CHECK-LABEL: func.func @several(
// CHECK-LABEL: func.func @several_prepack(
// CHECK-SAME: tensor<3xf32>, %{{.+}}: tensor<3xf32>) -> (tensor<4xf32>, tensor<6xf32>, tensor<4xf32>)
// CHECK-LABEL: func.func @several_prepacked(
// CHECK-SAME: %{{.+}}: tensor<4xf32> {winograd.packed}, %{{.+}}: tensor<6xf32> {winograd.packed}, %[[x:.+]]: tensor<4xf32>, %[[H:.+]]: tensor<4xf32> {winograd.packed})
// CHECK: linalg.add ins(%{{.+}}, %[[H]] :
func.func @several(%g: tensor<3xf32>, %x: tensor<4xf32>, %h: tensor<3xf32>) -> (tensor<4xf32>, tensor<6xf32>) {
  %e = tensor.empty() : tensor<4xf32>
  %G = winograd.kron filter [#F] read #id write #id ins(%g : tensor<3xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  %e4 = tensor.empty() : tensor<6xf32>
  %G4 = winograd.kron filter [#F4] read #id write #id ins(%g : tensor<3xf32>) outs(%e4 : tensor<6xf32>) -> tensor<6xf32>
  %H = winograd.kron filter [#F] read #id write #id ins(%h : tensor<3xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  %0 = linalg.add ins(%G, %x : tensor<4xf32>, tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  %1 = linalg.add ins(%0, %H : tensor<4xf32>, tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %1, %G4 : tensor<4xf32>, tensor<6xf32>
}

// -----

#F = #winograd.algorithm<F(2, 3)>
#id = affine_map<(i) -> (i)>

// A filter that is read untransformed as well stays an argument.
// CHECK-LABEL: func.func @read(
// CHECK-NOT: _prepack
func.func @read(%g: tensor<3xf32>) -> (tensor<4xf32>, tensor<3xf32>) {
  %e = tensor.empty() : tensor<4xf32>
  %G = winograd.kron filter [#F] read #id write #id ins(%g : tensor<3xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %G, %g : tensor<4xf32>, tensor<3xf32>
}

// -----

#F = #winograd.algorithm<F(2, 3)>
#g = affine_map<(c, i) -> (i, c)>

// So does one whose transform has a size that is not known.
// CHECK-LABEL: func.func @dynamic(
// CHECK-NOT: _prepack
func.func @dynamic(%g: tensor<3x?xf32>, %e: tensor<4x?xf32>) -> tensor<4x?xf32> {
  %one = arith.constant 1 : index
  %c = tensor.dim %g, %one : tensor<3x?xf32>
  %0 = tensor.empty(%c) : tensor<4x?xf32>
  %G = winograd.kron filter [#F] read #g write #g ins(%g : tensor<3x?xf32>) outs(%0 : tensor<4x?xf32>) -> tensor<4x?xf32>
  return %G : tensor<4x?xf32>
}
