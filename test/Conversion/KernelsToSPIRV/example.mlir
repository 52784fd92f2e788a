// RUN: wino-opt %s --pass-pipeline="builtin.module(gpu.module(winograd-convert-kernels-to-spirv))" | FileCheck %s
// RUN: wino-opt %s --winograd-kernels-to-spirv \
// RUN:   | FileCheck %s --check-prefix=BINARY
// RUN: wino-opt %s --winograd-kernels-to-spirv \
// RUN:   | %python %S/Inputs/validate.py | FileCheck %s --check-prefix=VALID

// The module stays one that gpu.launch_func can refer to, either way.
// CHECK: gpu.launch_func @twice::@twice
// CHECK: gpu.module @twice [#spirv.target_env<#spirv.vce<v1.3, [Shader, SignedZeroInfNanPreserve], [SPV_KHR_float_controls]>, api=Vulkan, {{.*}}>]
// CHECK: gpu.func @twice(%{{.*}}: memref<8x8xf32>, %{{.*}}: memref<8x8xf32>) kernel
// CHECK-NEXT: gpu.return
// CHECK: spirv.module @twice_spirv Logical GLSL450 requires #spirv.vce<v1.3, [Shader, SignedZeroInfNanPreserve], [SPV_KHR_float_controls]>
// CHECK-DAG: spirv.GlobalVariable @twice_arg0 bind(0, 0) {non_writable} : !spirv.ptr<!spirv.struct<(!spirv.array<64 x f32, stride=4> [0])>, StorageBuffer>
// CHECK-DAG: spirv.GlobalVariable @twice_arg1 bind(0, 1) : !spirv.ptr<!spirv.struct<(!spirv.array<64 x f32, stride=4> [0])>, StorageBuffer>
// CHECK-LABEL: spirv.func @twice() "None"
// CHECK: %[[I:.+]] = spirv.IMul %{{.*}}, %{{.*}} : i32
// CHECK: %[[AT:.+]] = spirv.IAdd %[[I]], %{{.*}} : i32
// CHECK: %[[FROM:.+]] = spirv.AccessChain %twice_arg0_addr[%{{.*}}, %[[AT]]]
// CHECK: %[[A:.+]] = spirv.Load "StorageBuffer" %[[FROM]] : f32
// CHECK: %[[B:.+]] = spirv.FAdd %[[A]], %[[A]] : f32
// CHECK: %[[TO:.+]] = spirv.AccessChain %twice_arg1_addr[%{{.*}}, %[[AT]]]
// CHECK: spirv.Store "StorageBuffer" %[[TO]], %[[B]] : f32
// CHECK: spirv.EntryPoint "GLCompute" @twice, @__builtin__LocalInvocationId__, @__builtin__WorkgroupId__
// CHECK: spirv.ExecutionMode @twice "LocalSize", 8, 1, 1
// CHECK: spirv.ExecutionMode @twice "SignedZeroInfNanPreserve", 32

// BINARY: gpu.launch_func @twice::@twice
// BINARY: gpu.binary @twice [#gpu.object<#spirv.target_env<#spirv.vce<v1.3, [Shader, SignedZeroInfNanPreserve], [SPV_KHR_float_controls]>
// BINARY-NOT: gpu.module
// VALID: valid: twice
module attributes {gpu.container_module} {
  func.func @run(%x: memref<8x8xf32>) -> memref<8x8xf32> {
    %c8 = arith.constant 8 : index
    %c1 = arith.constant 1 : index
    %y = memref.alloc() : memref<8x8xf32>
    gpu.launch_func @twice::@twice blocks in (%c8, %c1, %c1) threads in (%c8, %c1, %c1)
        args(%x : memref<8x8xf32>, %y : memref<8x8xf32>)
    return %y : memref<8x8xf32>
  }
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
}
