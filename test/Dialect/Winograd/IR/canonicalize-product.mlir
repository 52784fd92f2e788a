// RUN: wino-opt %s -canonicalize | FileCheck %s

// The transformed input is a product's first operand: where it is the second alone, the
// operands and their maps change places.

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#g = affine_map<(c, k, i) -> (i, c, k)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>

// CHECK-DAG: #[[A:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d3)>
// CHECK-DAG: #[[B:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d0, d3, d2)>
// CHECK-DAG: #[[C:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>

// CHECK-LABEL: @second
// CHECK-SAME: %{{[^:]+}}: tensor<10x6xf32>, %[[G:[^:]+]]: tensor<4x6x5xf32>, %[[INIT:[^:]+]]: tensor<4x4x5xf32>
// CHECK: %[[X:.+]] = winograd.kron input
// CHECK: %[[M:.+]] = winograd.hadamard_reduce [#[[A]], #[[B]], #[[C]]] ins(%[[X]], %[[G]] : tensor<4x4x6xf32>, tensor<4x6x5xf32>) outs(%[[INIT]] :
// CHECK-NEXT: return %[[M]]
func.func @second(%x: tensor<10x6xf32>, %G: tensor<4x6x5xf32>, %init: tensor<4x4x5xf32>) -> tensor<4x4x5xf32> {
  %0 = tensor.empty() : tensor<4x4x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<10x6xf32>) outs(%0 : tensor<4x4x6xf32>) -> tensor<4x4x6xf32>
  %M = winograd.hadamard_reduce [#b, #a, #c] ins(%G, %X : tensor<4x6x5xf32>, tensor<4x4x6xf32>) outs(%init : tensor<4x4x5xf32>) -> tensor<4x4x5xf32>
  return %M : tensor<4x4x5xf32>
}

// So where it is in a buffer, and the other is the transformed filter.
// CHECK-LABEL: @buffered
// CHECK: %[[G:.+]] = winograd.kron filter
// CHECK: %[[X:.+]] = winograd.kron input
// CHECK: %[[XB:.+]] = winograd.bufferize %[[X]] private
// CHECK: winograd.hadamard_reduce [#[[A]], #[[B]], #[[C]]] ins(%[[XB]], %[[G]] :
func.func @buffered(%x: tensor<10x6xf32>, %g: tensor<3x6x5xf32>, %init: tensor<4x4x5xf32>) -> tensor<4x4x5xf32> {
  %0 = tensor.empty() : tensor<4x6x5xf32>
  %G = winograd.kron filter [#F] read #g write #g ins(%g : tensor<3x6x5xf32>) outs(%0 : tensor<4x6x5xf32>) -> tensor<4x6x5xf32>
  %1 = tensor.empty() : tensor<4x4x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<10x6xf32>) outs(%1 : tensor<4x4x6xf32>) -> tensor<4x4x6xf32>
  %XB = winograd.bufferize %X private : tensor<4x4x6xf32>
  %M = winograd.hadamard_reduce [#b, #a, #c] ins(%G, %XB : tensor<4x6x5xf32>, tensor<4x4x6xf32>) outs(%init : tensor<4x4x5xf32>) -> tensor<4x4x5xf32>
  return %M : tensor<4x4x5xf32>
}

// It stays where it is the first, ...
// CHECK-LABEL: @first
// CHECK: %[[X:.+]] = winograd.kron input
// CHECK: winograd.hadamard_reduce [#[[A]], #[[B]], #[[C]]] ins(%[[X]], %arg1 :
func.func @first(%x: tensor<10x6xf32>, %G: tensor<4x6x5xf32>, %init: tensor<4x4x5xf32>) -> tensor<4x4x5xf32> {
  %0 = tensor.empty() : tensor<4x4x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<10x6xf32>) outs(%0 : tensor<4x4x6xf32>) -> tensor<4x4x6xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%X, %G : tensor<4x4x6xf32>, tensor<4x6x5xf32>) outs(%init : tensor<4x4x5xf32>) -> tensor<4x4x5xf32>
  return %M : tensor<4x4x5xf32>
}

// ... where both are, and where none is known to be.
// CHECK-LABEL: @both
// CHECK: winograd.hadamard_reduce [#{{.+}}, #{{.+}}, #{{.+}}] ins(%[[X:.+]], %[[X]] :
func.func @both(%x: tensor<10x6xf32>, %init: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %0 = tensor.empty() : tensor<4x4x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<10x6xf32>) outs(%0 : tensor<4x4x6xf32>) -> tensor<4x4x6xf32>
  %M = winograd.hadamard_reduce [affine_map<(i, t, c) -> (i, t, c)>, affine_map<(i, t, c) -> (i, t, c)>, affine_map<(i, t, c) -> (i, t)>]
      ins(%X, %X : tensor<4x4x6xf32>, tensor<4x4x6xf32>) outs(%init : tensor<4x4xf32>) -> tensor<4x4xf32>
  return %M : tensor<4x4xf32>
}
// CHECK-LABEL: @none
// CHECK: winograd.hadamard_reduce [#[[B]], #[[A]], #[[C]]] ins(%arg0, %arg1 :
func.func @none(%G: tensor<4x6x5xf32>, %X: tensor<4x4x6xf32>, %init: tensor<4x4x5xf32>) -> tensor<4x4x5xf32> {
  %M = winograd.hadamard_reduce [#b, #a, #c] ins(%G, %X : tensor<4x6x5xf32>, tensor<4x4x6xf32>) outs(%init : tensor<4x4x5xf32>) -> tensor<4x4x5xf32>
  return %M : tensor<4x4x5xf32>
}

// With it, the convolution is found, and tiled.
// RUN: wino-opt %s -canonicalize -winograd-tile-and-fuse | FileCheck %s --check-prefix=TILED
// TILED-LABEL: @convolution
// TILED: scf.forall
func.func @convolution(%x: tensor<10x6xf32>, %G: tensor<4x6x5xf32>) -> tensor<8x5xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x4x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<10x6xf32>) outs(%0 : tensor<4x4x6xf32>) -> tensor<4x4x6xf32>
  %XB = winograd.bufferize %X private : tensor<4x4x6xf32>
  %1 = tensor.empty() : tensor<4x4x5xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x4x5xf32>) -> tensor<4x4x5xf32>
  %M = winograd.hadamard_reduce [#b, #a, #c] ins(%G, %XB : tensor<4x6x5xf32>, tensor<4x4x6xf32>) outs(%fill : tensor<4x4x5xf32>) -> tensor<4x4x5xf32>
  %MB = winograd.bufferize %M private : tensor<4x4x5xf32>
  %2 = tensor.empty() : tensor<8x5xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%MB : tensor<4x4x5xf32>) outs(%2 : tensor<8x5xf32>)
      {winograd.schedule = #winograd.schedule<block = [2, 0], panel = [0, 5]>} -> tensor<8x5xf32>
  %yB = winograd.bufferize %y global : tensor<8x5xf32>
  return %yB : tensor<8x5xf32>
}
