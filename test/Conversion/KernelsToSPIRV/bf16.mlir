// bf16 is moved as bits; arithmetic is done in f32 and rounded to nearest.

// RUN: wino-opt %s --winograd-kernels-to-spirv=embed=false | FileCheck %s
// RUN: wino-opt %s --winograd-kernels-to-spirv | %python %S/Inputs/validate.py | FileCheck %s --check-prefix=VALID
// RUN: wino-opt %s --winograd-kernels-to-metal -o /dev/null | FileCheck %s --check-prefix=METAL

// What the launches pass stays bf16.
// CHECK: gpu.func @scale(%{{.+}}: memref<8xbf16>{{.*}}, %{{.+}}: memref<8xbf16>
// CHECK: spirv.module @scale_spirv {{.*}}StorageBuffer16BitAccess
// CHECK: spirv.GlobalVariable @{{.+}} bind(0, 0) {non_writable} : !spirv.ptr<!spirv.struct<(!spirv.array<8 x i16
// The bits of a bf16 are the upper ones of an f32.
// CHECK: %[[X:.+]] = spirv.Load "StorageBuffer" %{{.+}} : i16
// CHECK: %[[BITS:.+]] = spirv.UConvert %[[X]] : i16 to i32
// CHECK: %[[HIGH:.+]] = spirv.ShiftLeftLogical %[[BITS]], %{{.+}}
// CHECK: %[[WIDE:.+]] = spirv.Bitcast %[[HIGH]] : i32 to f32
// CHECK: spirv.FMul {{.*}} : f32
// CHECK: spirv.GL.Exp %{{.+}} : f32
// CHECK: spirv.Store "StorageBuffer" %{{.+}}, %{{.+}} : i16
// CHECK: gpu.module @vectors
// VALID-DAG: valid: scale
// VALID-DAG: valid: vectors
// METAL: 0  scale_arg0: const ushort (bits of a bf16)[8], 16

gpu.module @scale {
  gpu.func @scale(%x: memref<8xbf16>, %y: memref<8xbf16>) kernel attributes {known_block_size = array<i32: 8, 1, 1>} {
    %i = gpu.thread_id x
    %c = arith.constant 2.5 : bf16
    %0 = memref.load %x[%i] : memref<8xbf16>
    %1 = arith.mulf %0, %c : bf16
    %2 = math.exp %1 : bf16
    memref.store %2, %y[%i] : memref<8xbf16>
    gpu.return
  }
}

gpu.module @vectors {
  gpu.func @vectors(%x: memref<8xbf16>, %y: memref<8xbf16>) kernel attributes {known_block_size = array<i32: 2, 1, 1>} {
    %i = gpu.thread_id x
    %c4 = arith.constant 4 : index
    %ones = arith.constant dense<1.0> : vector<4xbf16>
    %at = arith.muli %i, %c4 : index
    %0 = vector.load %x[%at] : memref<8xbf16>, vector<4xbf16>
    %1 = arith.addf %0, %ones : vector<4xbf16>
    vector.store %1, %y[%at] : memref<8xbf16>, vector<4xbf16>
    gpu.return
  }
}
