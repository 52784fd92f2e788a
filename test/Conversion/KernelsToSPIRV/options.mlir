// RUN: not wino-opt %s --winograd-kernels-to-spirv=version=1.2 2>&1 | FileCheck %s --check-prefix=VERSION
// RUN: not wino-opt %s --winograd-kernels-to-spirv=capabilities=Half 2>&1 | FileCheck %s --check-prefix=CAPABILITY
// RUN: not wino-opt %s --winograd-kernels-to-spirv=capabilities=Float64 2>&1 | FileCheck %s --check-prefix=LIMIT
// RUN: wino-opt %s --winograd-kernels-to-spirv=capabilities=StorageBuffer16BitAccess \
// RUN:   | %python %S/Inputs/validate.py | FileCheck %s --check-prefix=VALID
// RUN: wino-opt %s --winograd-kernels-to-spirv=version=1.6 \
// RUN:   | %python %S/Inputs/validate.py --target-env=vulkan1.3 --dis | FileCheck %s --check-prefix=LATER

// VERSION: error: expected 'version' to be 1.3, 1.4, 1.5 or 1.6, but got '1.2'
// CAPABILITY: error: expected 'capabilities' of SPIR-V, but got 'Half'
// LIMIT: error: expected a kernel that needs only the capabilities of the target, but got 'spirv.GlobalVariable', which needs StorageBuffer16BitAccess
// VALID: valid: widen
// From version 1.4 an entry point lists the buffers too.
// LATER: valid: widen
// LATER: OpEntryPoint GLCompute %widen "widen" %{{.*}} %widen_arg0 %widen_arg1
gpu.module @widen {
  gpu.func @widen(%x: memref<8xf16>, %y: memref<8xf32>) kernel attributes {known_block_size = array<i32: 8, 1, 1>} {
    %t = gpu.thread_id x
    %a = memref.load %x[%t] : memref<8xf16>
    %b = arith.extf %a : f16 to f32
    memref.store %b, %y[%t] : memref<8xf32>
    gpu.return
  }
}
