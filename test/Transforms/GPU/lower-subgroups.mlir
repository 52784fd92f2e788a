// The example of the pass's description: a sum over two lanes is one exchange and one
// addition; over eight lanes it is three of them.

// RUN: wino-opt %s --pass-pipeline='builtin.module(gpu.module(winograd-lower-subgroups))' | FileCheck %s

gpu.module @sums {
  // CHECK-LABEL: gpu.func @two
  // CHECK: %[[X:.+]] = memref.load
  // CHECK-DAG: %[[ONE:.+]] = arith.constant 1 : i32
  // CHECK-DAG: %[[WIDTH:.+]] = arith.constant 32 : i32
  // CHECK: %[[OTHER:.+]], %{{.+}} = gpu.shuffle xor %[[X]], %[[ONE]], %[[WIDTH]] : f32
  // CHECK: %[[SUM:.+]] = arith.addf %[[X]], %[[OTHER]] : f32
  // CHECK: memref.store %[[SUM]]
  gpu.func @two(%y: memref<8xf32>) kernel {
    %lane = gpu.lane_id
    %x = memref.load %y[%lane] : memref<8xf32>
    %sum = gpu.subgroup_reduce add %x cluster(size = 2) : (f32) -> f32
    memref.store %sum, %y[%lane] : memref<8xf32>
    gpu.return
  }

  // CHECK-LABEL: gpu.func @eight
  // CHECK-COUNT-3: gpu.shuffle xor
  // CHECK-NOT: gpu.shuffle
  // CHECK: memref.store
  gpu.func @eight(%y: memref<8xf32>) kernel {
    %lane = gpu.lane_id
    %x = memref.load %y[%lane] : memref<8xf32>
    %sum = gpu.subgroup_reduce add %x cluster(size = 8) : (f32) -> f32
    memref.store %sum, %y[%lane] : memref<8xf32>
    gpu.return
  }
}
