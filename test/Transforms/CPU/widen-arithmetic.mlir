// Arithmetic on f16 and bf16 is in f32, and every operation rounds.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-widen-arithmetic,canonicalize))' -split-input-file | FileCheck %s

// CHECK-LABEL: @twice
// CHECK: extf
// CHECK-NEXT: mulf %{{.*}} : vector<9xf32>
// CHECK-NEXT: truncf {{.*}} to vector<9xbf16>
// CHECK-NEXT: extf
// CHECK-NEXT: mulf %{{.*}} : vector<9xf32>
// CHECK-NEXT: truncf {{.*}} to vector<9xbf16>
func.func @twice(%x: vector<9xbf16>) -> vector<9xbf16> {
  %0 = arith.mulf %x, %x : vector<9xbf16>
  %1 = arith.mulf %0, %0 : vector<9xbf16>
  return %1 : vector<9xbf16>
}

// -----

// CHECK-LABEL: @functions
// CHECK: math.exp %{{.*}} : f32
// CHECK: math.fma %{{.*}} : f32
// CHECK: cmpf olt, %{{.*}} : f32
func.func @functions(%x: f16) -> (f16, i1) {
  %0 = math.exp %x : f16
  %1 = math.fma %0, %x, %x : f16
  %2 = arith.cmpf olt, %1, %x : f16
  return %1, %2 : f16, i1
}

// -----

// Products that are summed in f32 need no vectors of extended values.

// CHECK-LABEL: @contraction
// CHECK-NOT: extf
// CHECK: vector.contract {{.*}} : vector<4xf16>, vector<4xf16> into f32
func.func @contraction(%x: vector<4xf16>, %y: vector<4xf16>, %z: f32) -> f32 {
  %0 = vector.contract {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>, affine_map<(i) -> ()>], iterator_types = ["reduction"], kind = #vector.kind<add>}
      %x, %y, %z : vector<4xf16>, vector<4xf16> into f32
  return %0 : f32
}
