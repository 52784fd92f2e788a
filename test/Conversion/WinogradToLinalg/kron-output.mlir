// The output's transform, where the tiles divide the image, and where they do not:
// the tiles are computed as a whole then, and cut.

// RUN: wino-opt %s --convert-winograd-to-linalg | FileCheck %s

#F2x3 = #winograd.algorithm<F(2, 3)>
#read = affine_map<(t, c, i) -> (i, t, c)>
#write = affine_map<(t, c, i) -> (t * 2 + i, c)>

// CHECK-LABEL: @even
// CHECK-SAME: %[[M:[^:]+]]: tensor<4x3x8xf32>
// CHECK: scf.for %[[T:[^ ]+]] = {{.*}} iter_args(%[[OUT:.+]] = %{{.+}})
// CHECK: tensor.extract_slice %[[M]][0, %[[T]], 0] [1, 1, 8] [1, 1, 1]
// CHECK: %[[Y:.+]]:2 = linalg.generic
// CHECK-NEXT: ^bb0(%[[A:[^:]+]]: f32, %[[B:[^:]+]]: f32, %[[C:[^:]+]]: f32, %[[D:[^:]+]]: f32, {{.*}}, {{.*}}):
// CHECK-NEXT: %[[AB:.+]] = arith.addf %[[A]], %[[B]] fastmath<contract> : f32
// CHECK-NEXT: %[[Y0:.+]] = arith.addf %[[AB]], %[[C]] fastmath<contract> : f32
// CHECK-NEXT: %[[BC:.+]] = arith.subf %[[B]], %[[C]] fastmath<contract> : f32
// CHECK-NEXT: %[[Y1:.+]] = arith.addf %[[BC]], %[[D]] fastmath<contract> : f32
// CHECK-NEXT: linalg.yield %[[Y0]], %[[Y1]]
// CHECK: %[[FIRST:.+]] = tensor.insert_slice %[[Y]]#0 into %[[OUT]][%{{.+}}, 0] [1, 8] [1, 1] : tensor<8xf32> into tensor<6x8xf32>
// CHECK: %[[BOTH:.+]] = tensor.insert_slice %[[Y]]#1 into %[[FIRST]][%{{.+}}, 0] [1, 8] [1, 1] : tensor<8xf32> into tensor<6x8xf32>
// CHECK-NEXT: scf.yield %[[BOTH]]
func.func @even(%m: tensor<4x3x8xf32>, %e: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %y = winograd.kron output [#F2x3] read #read write #write
      ins(%m : tensor<4x3x8xf32>) outs(%e : tensor<6x8xf32>) -> tensor<6x8xf32>
  return %y : tensor<6x8xf32>
}

// CHECK-LABEL: @ragged
// CHECK-SAME: %{{[^:]+}}: tensor<4x3x8xf32>, %[[E:[^:]+]]: tensor<5x8xf32>
// CHECK: %[[WHOLE:.+]] = tensor.empty() : tensor<6x8xf32>
// CHECK: %[[TILES:.+]] = scf.for {{.*}} iter_args(%{{.+}} = %[[WHOLE]]) -> (tensor<6x8xf32>)
// CHECK: linalg.generic
// CHECK: %[[CUT:.+]] = tensor.extract_slice %[[TILES]][0, 0] [5, 8] [1, 1]
// CHECK: linalg.generic {{.*}} ins(%[[CUT]] : tensor<5x8xf32>) outs(%[[E]] : tensor<5x8xf32>)
func.func @ragged(%m: tensor<4x3x8xf32>, %e: tensor<5x8xf32>) -> tensor<5x8xf32> {
  %y = winograd.kron output [#F2x3] read #read write #write
      ins(%m : tensor<4x3x8xf32>) outs(%e : tensor<5x8xf32>) -> tensor<5x8xf32>
  return %y : tensor<5x8xf32>
}
