// Operations on memrefs keep their loops of one iteration; folding them came to no
// end.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-vectorize{lanes=8}))' | FileCheck %s

// CHECK-LABEL: func.func @strided
// CHECK-NOT: memref.subview
// CHECK: vector.transfer_write {{.*}} memref<3x7x1xf64, strided
func.func @strided(%x: memref<3x7x1xf64, strided<[63, 9, 3], offset: 4>>, %g: memref<1xf64>,
                   %y: memref<3x7x1xf64, strided<[63, 9, 3], offset: 4>>) {
  linalg.generic {indexing_maps = [affine_map<(a, b, c, k) -> (a, b, c)>, affine_map<(a, b, c, k) -> (k)>, affine_map<(a, b, c, k) -> (a, b, c)>],
                  iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%x, %g : memref<3x7x1xf64, strided<[63, 9, 3], offset: 4>>, memref<1xf64>)
      outs(%y : memref<3x7x1xf64, strided<[63, 9, 3], offset: 4>>) {
  ^bb0(%a: f64, %b: f64, %acc: f64):
    %p = arith.mulf %a, %b : f64
    %s = arith.addf %acc, %p : f64
    linalg.yield %s : f64
  }
  return
}
