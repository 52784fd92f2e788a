// bf16 is converted by integers, f16 where the target has no instruction for it; values from f64 are
// rounded once. test/Integration/CPU/narrow-floats.test compares every value.

// RUN: wino-opt %s --pass-pipeline='builtin.module(builtin.module(func.func(winograd-expand-narrow-floats)))' | FileCheck %s

module {
  // CHECK-LABEL: @bf16
  // CHECK: bitcast %{{.*}} : vector<9xbf16> to vector<9xi16>
  // CHECK: extui
  // CHECK: shli
  // CHECK: bitcast %{{.*}} : vector<9xi32> to vector<9xf32>
  // CHECK: cmpf une
  // CHECK: bitcast %{{.*}} : vector<9xi16> to vector<9xbf16>
  // CHECK-NOT: extf
  // CHECK-NOT: truncf
  // CHECK: return
  func.func @bf16(%x: vector<9xbf16>, %y: vector<9xf32>) -> (vector<9xf32>, vector<9xbf16>) {
    %0 = arith.extf %x : vector<9xbf16> to vector<9xf32>
    %1 = arith.truncf %y : vector<9xf32> to vector<9xbf16>
    return %0, %1 : vector<9xf32>, vector<9xbf16>
  }

  // CHECK-LABEL: @f16
  // CHECK: extf %{{.*}} : f16 to f32
  // CHECK: truncf %{{.*}} : f32 to f16
  func.func @f16(%x: f16, %y: f32) -> (f32, f16) {
    %0 = arith.extf %x : f16 to f32
    %1 = arith.truncf %y : f32 to f16
    return %0, %1 : f32, f16
  }

  // CHECK-LABEL: @f64
  // CHECK: truncf %{{.*}} : f64 to f32
  // CHECK: cmpi sgt
  // CHECK: ori
  // CHECK: truncf %{{.*}} : f32 to f16
  // CHECK: extf %{{.*}} : f16 to f32
  // CHECK: extf %{{.*}} : f32 to f64
  func.func @f64(%x: f64) -> f64 {
    %0 = arith.truncf %x : f64 to f16
    %1 = arith.extf %0 : f16 to f64
    return %1 : f64
  }
}

module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<"f16_conversions" = 0 : i64>>} {
  // CHECK-LABEL: @f16_as_integers
  // CHECK-NOT: extf
  // CHECK-NOT: truncf
  // CHECK: return
  func.func @f16_as_integers(%x: vector<3xf16>, %y: vector<3xf32>) -> (vector<3xf32>, vector<3xf16>) {
    %0 = arith.extf %x : vector<3xf16> to vector<3xf32>
    %1 = arith.truncf %y : vector<3xf32> to vector<3xf16>
    return %0, %1 : vector<3xf32>, vector<3xf16>
  }
}
