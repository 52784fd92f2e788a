// Buffers of i1 are bytes; i64 is one of the target's integers; functions that
// Vulkan does not have are others.

// RUN: wino-opt %s --winograd-kernels-to-spirv=embed=false | FileCheck %s
// RUN: wino-opt %s --winograd-kernels-to-spirv | %python %S/Inputs/validate.py | FileCheck %s --check-prefix=VALID

// CHECK: gpu.func @booleans(%{{.+}}: memref<4xi1>, %{{.+}}: memref<4xi1>) kernel
// CHECK: spirv.GlobalVariable @booleans_arg0 {{.*}}!spirv.array<4 x i8, stride=1>
// CHECK: %[[BYTE:.+]] = spirv.Load "StorageBuffer" %{{.+}} : i8
// CHECK: %[[IS:.+]] = spirv.INotEqual %[[BYTE]], %{{.+}} : i8
// CHECK: %[[NOT:.+]] = spirv.LogicalNotEqual %[[IS]], %{{.+}} : i1
// CHECK: %[[STORED:.+]] = spirv.Select %[[NOT]], %{{.+}}, %{{.+}} : i1, i8
// CHECK: spirv.Store "StorageBuffer" %{{.+}}, %[[STORED]] : i8
// VALID: valid: booleans
gpu.module @booleans {
  gpu.func @booleans(%x: memref<4xi1>, %y: memref<4xi1>) kernel attributes {known_block_size = array<i32: 4, 1, 1>} {
    %true = arith.constant true
    %i = gpu.thread_id x
    %a = memref.load %x[%i] : memref<4xi1>
    %b = arith.xori %a, %true : i1
    memref.store %b, %y[%i] : memref<4xi1>
    gpu.return
  }
}

// CHECK: spirv.module @long_spirv {{.*}} requires #spirv.vce<v1.3, [Shader, Int64], []>
// CHECK: spirv.SConvert %{{.+}} : i32 to i64
// CHECK: spirv.IAdd %{{.+}}, %{{.+}} : i64
// VALID: valid: long
gpu.module @long {
  gpu.func @long(%x: memref<4xi64>, %y: memref<4xi64>) kernel attributes {known_block_size = array<i32: 4, 1, 1>} {
    %i = gpu.thread_id x
    %a = memref.load %x[%i] : memref<4xi64>
    %j = arith.index_cast %i : index to i64
    %b = arith.addi %a, %j : i64
    memref.store %b, %y[%i] : memref<4xi64>
    gpu.return
  }
}

// CHECK: spirv.module @functions_spirv
// CHECK-NOT: spirv.IsFinite
// CHECK: spirv.ExecutionMode @functions
// VALID: valid: functions
gpu.module @functions {
  gpu.func @functions(%x: memref<4xf32>, %y: memref<4xf32>, %h: memref<4xbf16>, %d: memref<4xf64>) kernel attributes {known_block_size = array<i32: 4, 1, 1>} {
    %three = arith.constant 3 : i32
    %i = gpu.thread_id x
    %a = memref.load %x[%i] : memref<4xf32>
    %0 = math.erf %a : f32
    %1 = math.fpowi %0, %three : f32, i32
    %2 = math.clampf %1 to [%0, %a] : f32
    %is = math.isfinite %2 : f32
    %3 = arith.select %is, %2, %0 : f32
    memref.store %3, %y[%i] : memref<4xf32>
    %b = memref.load %h[%i] : memref<4xbf16>
    %4 = math.fma %b, %b, %b : bf16
    %5 = math.erf %4 : bf16
    memref.store %5, %h[%i] : memref<4xbf16>
    %c = memref.load %d[%i] : memref<4xf64>
    %isNaN = math.isnan %c : f64
    %6 = arith.select %isNaN, %c, %c : f64
    memref.store %6, %d[%i] : memref<4xf64>
    gpu.return
  }
}

// A driver that sees a zero takes 0 * x for 0.
// CHECK: spirv.module @zero_spirv
// CHECK: %[[D:.+]] = spirv.FSub %[[X:.+]], %[[X]] : f32
// CHECK: spirv.FMul %[[D]], %[[X]] {{.*}}: f32
// VALID: valid: zero
gpu.module @zero {
  gpu.func @zero(%x: memref<4xf32>) kernel attributes {known_block_size = array<i32: 4, 1, 1>} {
    %zero = arith.constant 0.0 : f32
    %i = gpu.thread_id x
    %a = memref.load %x[%i] : memref<4xf32>
    %0 = arith.mulf %a, %zero : f32
    memref.store %0, %x[%i] : memref<4xf32>
    gpu.return
  }
}
