// RUN: wino-opt %s --winograd-kernels-to-metal -o /dev/null | FileCheck %s

// What kernels share stands once: the types of buffers, and the helper for a
// multiplication that is not to be contracted.
// CHECK-COUNT-1: {{^}}#include <metal_stdlib>
// CHECK-NOT: #include <metal_stdlib>
// CHECK: {{^}}template<typename T>
// CHECK-NEXT: spvFMul(T l, T r)
// CHECK-NOT: spvFMul(T
// CHECK: {{^}}struct float_array_8
// CHECK: {{^}}struct half4_array_2
// CHECK: {{^}}struct half_array_8
// CHECK-NOT: spvFMul(T
// CHECK-NOT: struct
// CHECK: {{^}}kernel void first(
// CHECK: spvFMul({{.*}}) +
// A contracted multiplication needs none, nor one that nothing is added to.
// CHECK: {{^}}kernel void second(
// CHECK-NOT: spvFMul
// CHECK: {{^}}kernel void third(
// CHECK: spvFMul(
// CHECK: {{^}}kernel void fourth(
module attributes {gpu.container_module} {
  gpu.module @first {
    gpu.func @first(%x: memref<8xf32>, %h: memref<2x4xf16>) kernel attributes {known_block_size = array<i32: 8, 1, 1>} {
      %c0 = arith.constant 0 : index
      %t = gpu.thread_id x
      %a = memref.load %x[%t] : memref<8xf32>
      %b = arith.mulf %a, %a : f32
      %c = arith.addf %b, %a fastmath<contract> : f32
      memref.store %c, %x[%t] : memref<8xf32>
      %v = vector.load %h[%c0, %c0] : memref<2x4xf16>, vector<4xf16>
      vector.store %v, %h[%t, %c0] : memref<2x4xf16>, vector<4xf16>
      gpu.return
    }
  }
  gpu.module @second {
    gpu.func @second(%x: memref<2x4xf32>, %h: memref<8xf16>) kernel attributes {known_block_size = array<i32: 8, 1, 1>} {
      %c0 = arith.constant 0 : index
      %t = gpu.thread_id x
      %a = memref.load %x[%c0, %t] : memref<2x4xf32>
      %b = arith.mulf %a, %a fastmath<contract> : f32
      %c = arith.addf %b, %a fastmath<contract> : f32
      %d = arith.mulf %c, %a : f32
      memref.store %d, %x[%c0, %t] : memref<2x4xf32>
      gpu.return
    }
  }
  gpu.module @third {
    gpu.func @third(%x: memref<8xf32>) kernel attributes {known_block_size = array<i32: 8, 1, 1>} {
      %t = gpu.thread_id x
      %a = memref.load %x[%t] : memref<8xf32>
      %b = arith.mulf %a, %a fastmath<contract> : f32
      %c = arith.negf %b : f32
      %d = arith.subf %a, %c : f32
      memref.store %d, %x[%t] : memref<8xf32>
      gpu.return
    }
  }
  gpu.module @fourth {
    gpu.func @fourth(%x: memref<8xf32>) kernel attributes {known_block_size = array<i32: 8, 1, 1>} {
      gpu.return
    }
  }
}
