// RUN: wino-opt %s --winograd-kernels-to-metal -o /dev/null | FileCheck %s
// RUN: wino-opt %s --winograd-kernels-to-metal=output=%t.1 -o /dev/null
// RUN: wino-opt %s --winograd-kernels-to-spirv=embed=false --mlir-disable-threading \
// RUN:   | wino-opt --winograd-emit-metal=output=%t.2 -o /dev/null
// RUN: diff %t.1 %t.2

// CHECK: {{^}}#include <metal_stdlib>
// CHECK: {{^}}using namespace metal;
// CHECK: {{^}}struct float_array_64
// CHECK-NEXT: {
// CHECK-NEXT: float data[64];
// CHECK-NEXT: };
// CHECK: {{^}}// twice: 8 x 1 x 1 threadgroups of 8 x 1 x 1 threads, 0 bytes of threadgroup memory
// CHECK-NEXT: // buffer name, type, bytes
// CHECK-NEXT: // 0 twice_arg0: const float[8][8], 256
// CHECK-NEXT: // 1 twice_arg1: float[8][8], 256
// CHECK-NEXT: kernel void twice(const device float_array_64& twice_arg0 [{{\[}}buffer(0)]], device float_array_64& twice_arg1 [{{\[}}buffer(1)]], uint3 gl_LocalInvocationID [{{\[}}thread_position_in_threadgroup]], uint3 gl_WorkGroupID [{{\[}}threadgroup_position_in_grid]])
// CHECK-NEXT: {
// CHECK: twice_arg1.data[[[AT:.+]]] = twice_arg0.data[[[AT]]] + twice_arg0.data[[[AT]]];
// CHECK-NEXT: }
gpu.module @twice {
  gpu.func @twice(%x: memref<8x8xf32>, %y: memref<8x8xf32>) kernel
      attributes {known_block_size = array<i32: 8, 1, 1>,
                  known_grid_size = array<i32: 8, 1, 1>} {
    %i = gpu.block_id x
    %j = gpu.thread_id x
    %a = memref.load %x[%i, %j] : memref<8x8xf32>
    %b = arith.addf %a, %a : f32
    memref.store %b, %y[%i, %j] : memref<8x8xf32>
    gpu.return
  }
}
