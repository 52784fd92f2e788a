// A window that slides over channels one by one: a register tile has rows of the image,
// of which the taps along them, which follow each other, read the same values. Twelve
// rows are two tiles of six, the rows of two vectors being half of shape's.

// RUN: wino-opt %s -pass-pipeline='builtin.module(func.func(winograd-vectorize{lanes=8 rows=6 columns=2}))' | FileCheck %s

#x = affine_map<(c, h, w, i, j) -> (c, h + i, w + j)>
#g = affine_map<(c, h, w, i, j) -> (c, i, j)>
#y = affine_map<(c, h, w, i, j) -> (c, h, w)>
// CHECK-LABEL: @depthwise(
// CHECK-SAME: %[[X:.*]]: tensor<4x14x18xf32>, %[[G:.*]]: tensor<4x3x3xf32>
// CHECK: scf.for {{.*}} to %c4 step %c1
// CHECK: scf.for %[[ROW:.*]] = %c0 to %c12 step %c6
// CHECK: scf.for %[[LANE:.*]] = %c0 to %c16 step %c8
// CHECK: %[[SUM:.*]] = scf.for %[[J:.*]] = %c0 to %c3 step %c1 iter_args(%[[OLD:.*]] = %{{.*}}) -> (vector<6x8xf32>)
// CHECK-NOT: scf.for
// CHECK: vector.transfer_read %[[X]]{{.*}} : tensor<4x14x18xf32>, vector<6x8xf32>
// CHECK: vector.transfer_read %[[G]][%{{.*}}, %c0, %[[J]]]
// CHECK: vector.transfer_read %[[X]]{{.*}} : tensor<4x14x18xf32>, vector<6x8xf32>
// CHECK: vector.transfer_read %[[G]][%{{.*}}, %c1, %[[J]]]
// CHECK: vector.transfer_read %[[X]]{{.*}} : tensor<4x14x18xf32>, vector<6x8xf32>
// CHECK: vector.transfer_read %[[G]][%{{.*}}, %c2, %[[J]]]
// CHECK: scf.yield
// CHECK: vector.transfer_write %[[SUM]]
func.func @depthwise(%x: tensor<4x14x18xf32>, %g: tensor<4x3x3xf32>) -> tensor<4x12x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x12x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x12x16xf32>) -> tensor<4x12x16xf32>
  %y = linalg.generic {indexing_maps = [#x, #g, #y], iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]}
      ins(%x, %g : tensor<4x14x18xf32>, tensor<4x3x3xf32>) outs(%f : tensor<4x12x16xf32>) {
  ^bb0(%v: f32, %w: f32, %o: f32):
    %p = arith.mulf %v, %w : f32
    %s = arith.addf %o, %p : f32
    linalg.yield %s : f32
  } -> tensor<4x12x16xf32>
  return %y : tensor<4x12x16xf32>
}

// Channels innermost: the rows are columns of the image. Of eleven taps, six and five
// follow each other.
#xc = affine_map<(w, c, j) -> (w + j, c)>
#gc = affine_map<(w, c, j) -> (j, c)>
#yc = affine_map<(w, c, j) -> (w, c)>
// CHECK-LABEL: @columns(
// CHECK: vector.transfer_read {{.*}} : tensor<16x8xf32>, vector<6x8xf32>
// CHECK-NOT: scf.for
// CHECK-COUNT-10: vector.transfer_read {{.*}} : tensor<16x8xf32>, vector<6x8xf32>
// CHECK-NOT: vector.transfer_read {{.*}} : tensor<16x8xf32>
// CHECK: return
func.func @columns(%x: tensor<16x8xf32>, %g: tensor<11x8xf32>) -> tensor<6x8xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<6x8xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<6x8xf32>) -> tensor<6x8xf32>
  %y = linalg.generic {indexing_maps = [#xc, #gc, #yc], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %g : tensor<16x8xf32>, tensor<11x8xf32>) outs(%f : tensor<6x8xf32>) {
  ^bb0(%v: f32, %w: f32, %o: f32):
    %p = arith.mulf %v, %w : f32
    %s = arith.addf %o, %p : f32
    linalg.yield %s : f32
  } -> tensor<6x8xf32>
  return %y : tensor<6x8xf32>
}
