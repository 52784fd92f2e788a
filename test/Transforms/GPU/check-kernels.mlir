// What kernels need, counted from their operations, beside what the description of the
// GPU says that it has.

// RUN: wino-opt %s --winograd-describe-gpu --winograd-check-kernels --remark-format=emitRemark --remarks-filter='winograd-kernels' -o /dev/null 2>&1 | FileCheck %s
// RUN: wino-opt %s --winograd-describe-gpu=registers=20 --winograd-check-kernels --remark-format=emitRemark --remarks-filter='winograd-kernels' -o /dev/null 2>&1 | FileCheck %s --check-prefix=SPILL
// RUN: wino-opt %s --winograd-describe-gpu=instructions=6 --winograd-check-kernels --remark-format=emitRemark --remarks-filter='winograd-kernels' -o /dev/null 2>&1 | FileCheck %s --check-prefix=LARGE
// RUN: not wino-opt %s --winograd-describe-gpu=workgroup-memory=511 --winograd-check-kernels -o /dev/null 2>&1 | FileCheck %s --check-prefix=MEMORY
// RUN: not wino-opt %s --winograd-describe-gpu=bindings=2 --winograd-check-kernels -o /dev/null 2>&1 | FileCheck %s --check-prefix=BUFFERS
// RUN: not wino-opt %s --winograd-describe-gpu=workgroup-size=31 --winograd-check-kernels -o /dev/null 2>&1 | FileCheck %s --check-prefix=THREADS

// i, then i and a, then i, a and b: 3 registers and 16 for addresses. Operations:
// thread_id, 2 loads, 1 addition, 1 store.
// CHECK: add: 3 buffers, 32 threads, 0 bytes of workgroup memory, about 19 registers, about 5 instructions
// LARGE-NOT: add has
// BUFFERS: error: 'gpu.func' op needs 3 buffers, more than 2, which the device has
// THREADS: error: 'gpu.func' op needs 32 threads per workgroup, more than 31, which the device has
gpu.module @add {
  gpu.func @add(%x: memref<32xf32>, %y: memref<32xf32>, %z: memref<32xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
    %i = gpu.thread_id x
    %a = memref.load %x[%i] : memref<32xf32>
    %b = memref.load %y[%i] : memref<32xf32>
    %c = arith.addf %a, %b : f32
    memref.store %c, %z[%i] : memref<32xf32>
    gpu.return
  }
}

// In the loop: i, which the store behind it needs; k; the pair of sums, then the
// vector besides, whose first value frees nothing before its last is used; v is from
// outside of the loop, and every step needs it: i, v, k, 2 of the sums, 2 loaded, and
// one of the new sums while the vector is in use.
// CHECK: sum: 2 buffers, 64 threads, 512 bytes of workgroup memory, about {{2[3-5]}} registers
// SPILL-NOT: add needs
// SPILL: sum needs about {{2[3-5]}} registers per thread, more than 20: values will be spilled
// MEMORY: error: 'gpu.func' op needs 512 bytes of workgroup memory, more than 511, which the device has
gpu.module @sum {
  gpu.func @sum(%x: memref<16x2xf32>, %y: memref<64xf32>) workgroup(%w : memref<64xf64, #gpu.address_space<workgroup>>)
      kernel attributes {known_block_size = array<i32: 8, 8, 1>} {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c16 = arith.constant 16 : index
    %zero = arith.constant 0.0 : f32
    %i = gpu.thread_id x
    %v = memref.load %y[%i] : memref<64xf32>
    %s:2 = scf.for %k = %c0 to %c16 step %c1 iter_args(%a = %zero, %b = %zero) -> (f32, f32) {
      %p = vector.load %x[%k, %c0] : memref<16x2xf32>, vector<2xf32>
      %p0 = vector.extract %p[0] : f32 from vector<2xf32>
      %p1 = vector.extract %p[1] : f32 from vector<2xf32>
      %q0 = arith.mulf %p0, %v : f32
      %q1 = arith.mulf %p1, %v : f32
      %a1 = arith.addf %a, %q0 : f32
      %b1 = arith.addf %b, %q1 : f32
      scf.yield %a1, %b1 : f32, f32
    }
    %t = arith.addf %s#0, %s#1 : f32
    memref.store %t, %y[%i] : memref<64xf32>
    gpu.return
  }
}

// A product is part of the sum that alone uses it, if both may be contracted:
// thread_id, load, multiply-add, product, its use, 2 sums, store.
// CHECK: fuse: {{.*}} about 8 instructions
// LARGE: [Missed] large-code {{.*}} Reason="fuse has about 8 instructions, more than 6: the instruction cache will not hold them"
gpu.module @fuse {
  gpu.func @fuse(%x: memref<32xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
    %i = gpu.thread_id x
    %a = memref.load %x[%i] : memref<32xf32>
    %p = arith.mulf %a, %a fastmath<contract> : f32
    %b = arith.addf %p, %a fastmath<contract> : f32
    %q = arith.mulf %b, %b fastmath<contract> : f32
    %r = arith.negf %q : f32
    %s = arith.addf %q, %r fastmath<contract> : f32
    %t = arith.addf %s, %a : f32
    memref.store %t, %x[%i] : memref<32xf32>
    gpu.return
  }
}
