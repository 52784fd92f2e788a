// A matrix product of an argument and a constant, by a kernel with workgroup
// memory, barriers and vectors; with memory that the host reaches, and with the
// copies of a discrete device.

// REQUIRES: vulkan, python
// RUN: rm -rf %t && mkdir -p %t
// RUN: %python %S/../../wino-run/Inputs/npy.py make %t/a.npy "np.arange(64 * 32, dtype='f4').reshape(64, 32) % 7 - 3"
// RUN: wino-run %s --entry=product --target=vulkan --validate --input=%t/a.npy --output=%t/c.npy | count 0
// RUN: %python %S/../../wino-run/Inputs/npy.py equal %t/c.npy "np.load('%t/a.npy') @ np.full((32, 64), 0.5, 'f4')"
// RUN: env WINOGRAD_VULKAN_STAGING=1 wino-run %s --entry=product --target=vulkan --validate --input=%t/a.npy --output=%t/staged.npy | count 0
// RUN: %python %S/../../wino-run/Inputs/npy.py equal %t/staged.npy "np.load('%t/c.npy')"

// Later runs are right, too.
// RUN: wino-run %s --entry=product --target=vulkan --validate --input=%t/a.npy --output=%t/timed.npy --time=3 \
// RUN:   | FileCheck %s --check-prefix=TIME
// TIME: winograd: compile {{[0-9.]+ m?s}}, run {{[0-9.]+ [mu]?s}}, of which {{[0-9.]+ [mu]?s}} on the device (median of 3)
// RUN: %python %S/../../wino-run/Inputs/npy.py equal %t/timed.npy "np.load('%t/c.npy')"

// RUN: wino-run %s --entry=product --target=vulkan --validate --input=%t/a.npy --output=%t/profiled.npy --profile=4 \
// RUN:   | FileCheck %s --check-prefix=PROFILE
// PROFILE: per run, mean of 4:
// PROFILE-NEXT: kernel launches time share bytes GFLOP/s
// PROFILE-NEXT: gemm 1 {{[0-9.]+ [mu]?s}} {{[0-9]+}} % 32.0 KiB {{[0-9.]+$}}
// PROFILE-NEXT: (copies to the device) 1 {{[0-9.]+ [mu]?s}} {{[0-9]+}} % 8.00 KiB -
// PROFILE-NEXT: (copies to the host) 1 {{[0-9.]+ [mu]?s}} {{[0-9]+}} % 16.0 KiB -
// PROFILE-NEXT: sum {{[0-9.]+ [mu]?s}}
// RUN: %python %S/../../wino-run/Inputs/npy.py equal %t/profiled.npy "np.load('%t/c.npy')"

module attributes {gpu.container_module} {
  memref.global "private" constant @B : memref<32x64xf32> = dense<0.5>
  func.func @product(%A: memref<64x32xf32>) -> memref<64x64xf32> {
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    %B = memref.get_global @B : memref<32x64xf32>
    %C = memref.alloc() : memref<64x64xf32>
    gpu.launch_func @gemm::@gemm blocks in (%c4, %c4, %c1) threads in (%c4, %c4, %c1)
      args(%A : memref<64x32xf32>, %B : memref<32x64xf32>, %C : memref<64x64xf32>)
    return %C : memref<64x64xf32>
  }
  gpu.module @gemm {
    gpu.func @gemm(%A: memref<64x32xf32>, %B: memref<32x64xf32>, %C: memref<64x64xf32>)
      workgroup(%a : memref<16x16xf32, #gpu.address_space<workgroup>>, %b : memref<16x16xf32, #gpu.address_space<workgroup>>)
      kernel attributes {known_block_size = array<i32: 4, 4, 1>, known_grid_size = array<i32: 4, 4, 1>} {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %c2 = arith.constant 2 : index
      %c3 = arith.constant 3 : index
      %c4 = arith.constant 4 : index
      %c16 = arith.constant 16 : index
      %c32 = arith.constant 32 : index
      %zero = arith.constant dense<0.0> : vector<4xf32>
      %bx = gpu.block_id x
      %by = gpu.block_id y
      %tx = gpu.thread_id x
      %ty = gpu.thread_id y
      %n0 = arith.muli %bx, %c16 : index
      %m0 = arith.muli %by, %c16 : index
      %tx4 = arith.muli %tx, %c4 : index
      %ty4 = arith.muli %ty, %c4 : index
      %n = arith.addi %n0, %tx4 : index
      %m = arith.addi %m0, %ty4 : index
      %r:4 = scf.for %k = %c0 to %c32 step %c16 iter_args(%r0 = %zero, %r1 = %zero, %r2 = %zero, %r3 = %zero) -> (vector<4xf32>, vector<4xf32>, vector<4xf32>, vector<4xf32>) {
        scf.for %i = %c0 to %c4 step %c1 {
          %row = arith.addi %ty4, %i : index
          %grow = arith.addi %m0, %row : index
          %gcol = arith.addi %k, %tx4 : index
          %va = vector.load %A[%grow, %gcol] : memref<64x32xf32>, vector<4xf32>
          vector.store %va, %a[%row, %tx4] : memref<16x16xf32, #gpu.address_space<workgroup>>, vector<4xf32>
          %gk = arith.addi %k, %row : index
          %vb = vector.load %B[%gk, %n] : memref<32x64xf32>, vector<4xf32>
          vector.store %vb, %b[%row, %tx4] : memref<16x16xf32, #gpu.address_space<workgroup>>, vector<4xf32>
        }
        gpu.barrier
        %s:4 = scf.for %kk = %c0 to %c16 step %c1 iter_args(%s0 = %r0, %s1 = %r1, %s2 = %r2, %s3 = %r3) -> (vector<4xf32>, vector<4xf32>, vector<4xf32>, vector<4xf32>) {
          %vb = vector.load %b[%kk, %tx4] : memref<16x16xf32, #gpu.address_space<workgroup>>, vector<4xf32>
          %y1 = arith.addi %ty4, %c1 : index
          %y2 = arith.addi %ty4, %c2 : index
          %y3 = arith.addi %ty4, %c3 : index
          %a0 = memref.load %a[%ty4, %kk] : memref<16x16xf32, #gpu.address_space<workgroup>>
          %a1 = memref.load %a[%y1, %kk] : memref<16x16xf32, #gpu.address_space<workgroup>>
          %a2 = memref.load %a[%y2, %kk] : memref<16x16xf32, #gpu.address_space<workgroup>>
          %a3 = memref.load %a[%y3, %kk] : memref<16x16xf32, #gpu.address_space<workgroup>>
          %b0 = vector.broadcast %a0 : f32 to vector<4xf32>
          %b1 = vector.broadcast %a1 : f32 to vector<4xf32>
          %b2 = vector.broadcast %a2 : f32 to vector<4xf32>
          %b3 = vector.broadcast %a3 : f32 to vector<4xf32>
          %t0 = vector.fma %b0, %vb, %s0 : vector<4xf32>
          %t1 = vector.fma %b1, %vb, %s1 : vector<4xf32>
          %t2 = vector.fma %b2, %vb, %s2 : vector<4xf32>
          %t3 = vector.fma %b3, %vb, %s3 : vector<4xf32>
          scf.yield %t0, %t1, %t2, %t3 : vector<4xf32>, vector<4xf32>, vector<4xf32>, vector<4xf32>
        }
        gpu.barrier
        scf.yield %s#0, %s#1, %s#2, %s#3 : vector<4xf32>, vector<4xf32>, vector<4xf32>, vector<4xf32>
      }
      %m1 = arith.addi %m, %c1 : index
      %m2 = arith.addi %m, %c2 : index
      %m3 = arith.addi %m, %c3 : index
      vector.store %r#0, %C[%m, %n] : memref<64x64xf32>, vector<4xf32>
      vector.store %r#1, %C[%m1, %n] : memref<64x64xf32>, vector<4xf32>
      vector.store %r#2, %C[%m2, %n] : memref<64x64xf32>, vector<4xf32>
      vector.store %r#3, %C[%m3, %n] : memref<64x64xf32>, vector<4xf32>
      gpu.return
    }
  }
}
