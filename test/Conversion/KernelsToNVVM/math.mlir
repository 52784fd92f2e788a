// Functions without a library: arithmetic, or an instruction.

// RUN: wino-opt %s --pass-pipeline="builtin.module(gpu.module(winograd-expand-math-for-nvvm))" | FileCheck %s

gpu.module @math {
  // CHECK-LABEL: gpu.func @instructions
  // CHECK: llvm.call_intrinsic "llvm.sqrt"({{.*}}) : (f32) -> f32
  // CHECK: llvm.call_intrinsic "llvm.floor"({{.*}}) : (f64) -> f64
  // CHECK: llvm.call_intrinsic "llvm.fma"({{.*}}) : (bf16, bf16, bf16) -> bf16
  // CHECK: llvm.call_intrinsic "llvm.fabs"({{.*}}) : (vector<2xf16>) -> vector<2xf16>
  // CHECK-NOT: math.
  gpu.func @instructions(%f: f32, %d: f64, %b: bf16, %v: vector<2xf16>, %r: memref<1xf32>, %s: memref<1xf64>, %t: memref<1xbf16>, %u: memref<1xvector<2xf16>>) {
    %c0 = arith.constant 0 : index
    %0 = math.sqrt %f : f32
    %1 = math.floor %d : f64
    %2 = math.fma %b, %b, %b : bf16
    %3 = math.absf %v : vector<2xf16>
    memref.store %0, %r[%c0] : memref<1xf32>
    memref.store %1, %s[%c0] : memref<1xf64>
    memref.store %2, %t[%c0] : memref<1xbf16>
    memref.store %3, %u[%c0] : memref<1xvector<2xf16>>
    gpu.return
  }

  // CHECK-LABEL: gpu.func @tests
  // CHECK: arith.cmpf uno, %[[X:.*]], %[[X]] : f64
  // CHECK: %[[ABS:.*]] = llvm.call_intrinsic "llvm.fabs"
  // CHECK: arith.cmpf oeq, %{{.*}}, %{{.*}} : f32
  // CHECK: arith.cmpf olt, %{{.*}}, %{{.*}} : vector<2xf16>
  gpu.func @tests(%d: f64, %f: f32, %v: vector<2xf16>, %r: memref<1xi1>, %s: memref<1xvector<2xi1>>) {
    %c0 = arith.constant 0 : index
    %0 = math.isnan %d : f64
    %1 = math.isinf %f : f32
    %2 = arith.ori %0, %1 : i1
    %3 = math.isfinite %v : vector<2xf16>
    memref.store %2, %r[%c0] : memref<1xi1>
    memref.store %3, %s[%c0] : memref<1xvector<2xi1>>
    gpu.return
  }

  // f16 is computed in f32.
  // CHECK-LABEL: gpu.func @narrow
  // CHECK: %[[WIDE:.*]] = arith.extf %{{.*}} : f16 to f32
  // CHECK: %[[ROOT:.*]] = llvm.call_intrinsic "llvm.sqrt"(%[[WIDE]]) : (f32) -> f32
  // CHECK: arith.truncf %[[ROOT]] : f32 to f16
  gpu.func @narrow(%h: f16, %r: memref<1xf16>) {
    %c0 = arith.constant 0 : index
    %0 = math.sqrt %h : f16
    memref.store %0, %r[%c0] : memref<1xf16>
    gpu.return
  }

  // CHECK-LABEL: gpu.func @approximated
  // CHECK-NOT: math.
  // CHECK: memref.store
  gpu.func @approximated(%f: f32, %r: memref<1xf32>) {
    %c0 = arith.constant 0 : index
    %0 = math.exp %f : f32
    %1 = math.tanh %0 : f32
    %2 = math.log %1 : f32
    %3 = math.powf %2, %f : f32
    %4 = math.erf %3 : f32
    %5 = math.sinh %4 : f32
    %6 = math.exp2 %5 : f32
    %7 = math.sin %6 : f32
    %8 = math.rsqrt %7 : f32
    %9 = math.round %8 : f32
    %10 = math.clampf %9 to [%f, %0] : f32
    memref.store %10, %r[%c0] : memref<1xf32>
    gpu.return
  }
}
