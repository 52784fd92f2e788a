// A kernel declares that NaN, infinities and signed zeros are preserved in the
// floats that it computes with; where the target cannot, a remark says so.

// RUN: wino-opt %s --winograd-kernels-to-spirv=embed=false | FileCheck %s
// RUN: wino-opt %s --winograd-kernels-to-spirv='embed=false version=1.4' | FileCheck %s --check-prefix=CORE
// RUN: wino-opt %s --winograd-kernels-to-spirv='embed=false preserve-nan=32' --remark-format=emitRemark --remarks-filter=winograd-spirv 2>&1 | FileCheck %s --check-prefix=LOST
// RUN: wino-opt %s --winograd-kernels-to-spirv='embed=false preserve-nan=0' | FileCheck %s --check-prefix=NONE
// RUN: wino-opt %s --winograd-kernels-to-spirv='embed=false capabilities=Float16,StorageBuffer16BitAccess' | FileCheck %s --check-prefix=NONE
// RUN: not wino-opt %s --winograd-kernels-to-spirv=preserve-nan=17 2>&1 | FileCheck %s --check-prefix=WIDTH
// RUN: not wino-opt %s --winograd-kernels-to-spirv='preserve-nan=16 capabilities=Float16' 2>&1 | FileCheck %s --check-prefix=CAPABILITY
// RUN: wino-opt %s --winograd-kernels-to-spirv | %python %S/Inputs/validate.py | FileCheck %s --check-prefix=VALID

// CHECK: spirv.module @mixed_spirv {{.*}} requires #spirv.vce<v1.3, [Shader, Float16, StorageBuffer16BitAccess, SignedZeroInfNanPreserve], [SPV_KHR_float_controls]>
// CHECK: spirv.ExecutionMode @mixed "SignedZeroInfNanPreserve", 16
// CHECK-NEXT: spirv.ExecutionMode @mixed "SignedZeroInfNanPreserve", 32
// CORE: spirv.module @mixed_spirv {{.*}} SignedZeroInfNanPreserve], []>
// CORE: spirv.ExecutionMode @mixed "SignedZeroInfNanPreserve", 32
// LOST: remark: [Missed] loses-nan | Category:winograd-spirv | Reason="mixed may lose NaN, infinities and signed zeros of f16: the target is not asked to preserve them"
// LOST: spirv.ExecutionMode @mixed "SignedZeroInfNanPreserve", 32
// NONE-NOT: SignedZeroInfNanPreserve
// WIDTH: error: expected 'preserve-nan' to be 16, 32, 64 or 0, but got 17
// CAPABILITY: error: expected SignedZeroInfNanPreserve among 'capabilities' with 'preserve-nan'
// VALID: valid: mixed
// VALID: valid: moved

gpu.module @mixed {
  gpu.func @mixed(%x: memref<4xf16>, %y: memref<4xf32>) kernel attributes {known_block_size = array<i32: 4, 1, 1>} {
    %i = gpu.thread_id x
    %a = memref.load %x[%i] : memref<4xf16>
    %b = arith.addf %a, %a : f16
    %c = arith.extf %b : f16 to f32
    %d = arith.mulf %c, %c : f32
    memref.store %d, %y[%i] : memref<4xf32>
    gpu.return
  }
}

// What only moves and converts floats needs nothing.
// CHECK: spirv.module @moved_spirv {{.*}} requires #spirv.vce<v1.3, [Shader, StorageBuffer16BitAccess], []>
// CHECK: spirv.ExecutionMode @moved "LocalSize"
// CHECK-NOT: SignedZeroInfNanPreserve
gpu.module @moved {
  gpu.func @moved(%x: memref<4xf16>, %y: memref<4xf32>) kernel attributes {known_block_size = array<i32: 4, 1, 1>} {
    %i = gpu.thread_id x
    %a = memref.load %x[%i] : memref<4xf16>
    %c = arith.extf %a : f16 to f32
    memref.store %c, %y[%i] : memref<4xf32>
    gpu.return
  }
}
