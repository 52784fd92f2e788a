// RUN: wino-opt %s -transform-interpreter -canonicalize -cse | FileCheck %s

// A tile of an output transform writes what lies inside of the init. Where that has
// a dynamic size, a tile may lie outside of it: nothing, at its end.

#F = #winograd.algorithm<F(4, 3)>
#read = affine_map<(t, k, i) -> (i, t, k)>
#write = affine_map<(t, k, i) -> (k, t * 4 + i)>

// CHECK-DAG: #[[TILE:.+]] = affine_map<(d0) -> (d0 * 2)>
// CHECK-DAG: #[[OFFSET:.+]] = affine_map<(d0) -> (d0 * 8)>
// CHECK-DAG: #[[REST:.+]] = affine_map<(d0) -> (d0 * -8 + 14, 8)>
// CHECK-DAG: #[[BEGIN_OF:.+]] = affine_map<(d0)[s0] -> (s0, d0 * 8)>
// CHECK-DAG: #[[REST_OF:.+]] = affine_map<(d0)[s0] -> (-d0 + s0, 8)>

// CHECK-LABEL: @ragged
// CHECK-SAME: %[[M:[^:]+]]: tensor<6x4x8xf32>, %[[Y:[^:]+]]: tensor<8x14xf32>
// CHECK: scf.forall (%[[B:.+]]) in (2) shared_outs(%[[O:.+]] = %[[Y]])
// CHECK-DAG: %[[T:.+]] = affine.apply #[[TILE]](%[[B]])
// CHECK-DAG: %[[AT:.+]] = affine.apply #[[OFFSET]](%[[B]])
// CHECK-DAG: %[[SIZE:.+]] = affine.min #[[REST]](%[[B]])
// CHECK-DAG: %[[S:.+]] = tensor.extract_slice %[[M]][0, %[[T]], 0] [6, 2, 8]
// CHECK-DAG: %[[I:.+]] = tensor.extract_slice %[[O]][0, %[[AT]]] [8, %[[SIZE]]]
// CHECK: %[[R:.+]] = winograd.kron output {{.*}} ins(%[[S]] : tensor<6x2x8xf32>) outs(%[[I]] : tensor<8x?xf32>)
// CHECK: tensor.parallel_insert_slice %[[R]] into %[[O]][0, %[[AT]]] [8, %[[SIZE]]]
func.func @ragged(%m: tensor<6x4x8xf32>, %y: tensor<8x14xf32>) -> tensor<8x14xf32> {
  %0 = winograd.kron output [#F] read #read write #write
      ins(%m : tensor<6x4x8xf32>) outs(%y : tensor<8x14xf32>) -> tensor<8x14xf32>
  return %0 : tensor<8x14xf32>
}

// CHECK-LABEL: @whole
// CHECK-NOT: affine.min
// CHECK: winograd.kron output {{.*}} ins(%{{.*}} : tensor<6x2x8xf32>) outs(%{{.*}} : tensor<8x8xf32>)
func.func @whole(%m: tensor<6x4x8xf32>, %y: tensor<8x16xf32>) -> tensor<8x16xf32> {
  %0 = winograd.kron output [#F] read #read write #write
      ins(%m : tensor<6x4x8xf32>) outs(%y : tensor<8x16xf32>) -> tensor<8x16xf32>
  return %0 : tensor<8x16xf32>
}

// CHECK-LABEL: @dynamic
// CHECK-SAME: %{{[^:]+}}: tensor<6x4x8xf32>, %[[Y:[^:]+]]: tensor<8x?xf32>
// CHECK: winograd.kron output {{.*}} ins(%{{.*}} : tensor<6x2x8xf32>) outs(%{{.*}} : tensor<8x?xf32>)
// CHECK: %[[DIM:.+]] = tensor.dim %[[Y]]
// CHECK: %[[BEGIN:.+]] = affine.min #[[BEGIN_OF]](%{{.*}})[%[[DIM]]]
// CHECK: affine.min #[[REST_OF]](%[[BEGIN]])[%[[DIM]]]
func.func @dynamic(%m: tensor<6x4x8xf32>, %y: tensor<8x?xf32>) -> tensor<8x?xf32> {
  %0 = winograd.kron output [#F] read #read write #write
      ins(%m : tensor<6x4x8xf32>) outs(%y : tensor<8x?xf32>) -> tensor<8x?xf32>
  return %0 : tensor<8x?xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %krons = transform.structured.match ops{["winograd.kron"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.tile_using_forall %krons tile_sizes [2] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}
