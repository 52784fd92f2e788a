// Functions without an instruction, or an intrinsic, are called for each lane.

// RUN: wino-opt %s --winograd-to-cpu=lanes=4 | FileCheck %s

// CHECK-NOT: vector.{{[a-z]}}
// CHECK: llvm.func @erf_kernel0(
// CHECK-COUNT-4: llvm.call @erff(
// CHECK-NOT: vector.{{[a-z]}}
// CHECK: llvm.func @erf(
// CHECK-NOT: vector.{{[a-z]}}
func.func @erf(%x: tensor<8x16xf32>) -> tensor<8x16xf32> {
  %e = tensor.empty() : tensor<8x16xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i, j)>],
                       iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<8x16xf32>) outs(%e : tensor<8x16xf32>) {
  ^bb0(%a: f32, %b: f32):
    %0 = math.erf %a : f32
    linalg.yield %0 : f32
  } -> tensor<8x16xf32>
  return %y : tensor<8x16xf32>
}
