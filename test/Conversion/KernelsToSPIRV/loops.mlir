// RUN: wino-opt %s --winograd-kernels-to-spirv=embed=false | FileCheck %s
// RUN: wino-opt %s --winograd-kernels-to-spirv \
// RUN:   | %python %S/Inputs/validate.py | FileCheck %s --check-prefix=VALID

// VALID: valid: sum

// Carried values are phis and results, not variables; a loop without iterations
// returns what it started with.
// CHECK-LABEL: spirv.func @sum
// CHECK-NOT: spirv.Variable
// CHECK: %[[OUTER:.+]]:2 = spirv.mlir.loop -> f32, i32 {
// CHECK:   spirv.Branch ^[[HEADER:bb[0-9]+]](%{{.*}}, %{{.*}}, %{{.*}} : i32, f32, i32)
// CHECK: ^[[HEADER]](%[[I:.+]]: i32, %[[A:.+]]: f32, %[[P:.+]]: i32):
// CHECK:   %[[INNER:.+]]:2 = spirv.mlir.loop -> f32, i32 {
// CHECK:   ^{{.*}}(%{{.*}}: i32, %[[A1:.+]]: f32, %[[P1:.+]]: i32):
// CHECK:     spirv.mlir.merge %[[A1]], %[[P1]] : f32, i32
// CHECK:   spirv.Branch ^[[LATCH:bb[0-9]+]](%[[INNER]]#0, %[[INNER]]#1 : f32, i32)
// CHECK: ^[[LATCH]](%[[R:.+]]: f32, %[[Q:.+]]: i32):
// CHECK:   %[[NEXT:.+]] = spirv.IAdd %[[I]], %{{.*}} : i32
// CHECK:   spirv.Branch ^[[HEADER]](%[[NEXT]], %[[R]], %[[Q]] : i32, f32, i32)
// CHECK:   spirv.mlir.merge %[[A]], %[[P]] : f32, i32
// CHECK: spirv.Store "StorageBuffer" %{{.*}}, %[[OUTER]]#0 : f32
module attributes {gpu.container_module} {
  gpu.module @sum {
    gpu.func @sum(%sizes: memref<2xi32>, %y: memref<4xf32>, %z: memref<4xi32>) kernel
        attributes {known_block_size = array<i32: 4, 1, 1>} {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %one = arith.constant 1.0 : f32
      %t = gpu.thread_id x
      %m = memref.load %sizes[%c0] : memref<2xi32>
      %n = memref.load %sizes[%c1] : memref<2xi32>
      %rows = arith.index_cast %m : i32 to index
      %columns = arith.index_cast %n : i32 to index
      %r:2 = scf.for %i = %c0 to %rows step %c1
          iter_args(%a = %one, %p = %c1) -> (f32, index) {
        %s:2 = scf.for %j = %c0 to %columns step %c1
            iter_args(%b = %a, %q = %p) -> (f32, index) {
          %b1 = arith.addf %b, %one : f32
          %q1 = arith.addi %q, %j : index
          scf.yield %b1, %q1 : f32, index
        }
        scf.yield %s#0, %s#1 : f32, index
      }
      memref.store %r#0, %y[%t] : memref<4xf32>
      %last = arith.index_cast %r#1 : index to i32
      memref.store %last, %z[%t] : memref<4xi32>
      gpu.return
    }
  }
}
