// A sum with too few threads is divided among the lanes of a subgroup.

// RUN: wino-opt %s --convert-winograd-to-gpu="subgroup-size=8 parallel-threads=1024" --canonicalize --cse --split-input-file | FileCheck %s
// RUN: wino-opt %s --convert-winograd-to-gpu="subgroup-size=8 parallel-threads=1024" --canonicalize --cse --split-input-file \
// RUN:   | wino-opt --pass-pipeline="builtin.module(gpu.module(winograd-lower-subgroups{warp-size=32},cse))" --split-input-file | FileCheck %s --check-prefix=LOWERED
// RUN: wino-opt %s --convert-winograd-to-gpu="parallel-threads=1024" --split-input-file | FileCheck %s --check-prefix=NONE
// NONE-NOT: gpu.subgroup

// 2 x 1 register tiles of 8 x 8, which is 2 tasks; each of 8 lanes takes 2 of
// every 16 steps. Threads behind the last task compute it, too, and store nothing.

// CHECK-LABEL: gpu.func @product_loops
// CHECK-SAME:    known_block_size = array<i32: 64, 1, 1>, known_grid_size = array<i32: 1, 1, 1>
// CHECK-DAG:     %[[C0:.+]] = arith.constant 0 : index
// CHECK-DAG:     %[[C16:.+]] = arith.constant 16 : index
// CHECK-DAG:     %[[C64:.+]] = arith.constant 64 : index
// CHECK-DAG:     %[[SUBGROUP:.+]] = gpu.subgroup_id : index
// CHECK-DAG:     %[[SIZE:.+]] = gpu.subgroup_size : index
// CHECK-DAG:     %[[LANE:.+]] = gpu.lane_id
// CHECK:         %[[FIRST:.+]] = arith.muli %[[SUBGROUP]], %[[SIZE]]
// CHECK:         %[[THREAD:.+]] = arith.addi %[[FIRST]], %[[LANE]]
// CHECK:         %[[TASK:.+]] = arith.divui %{{.+}}, %c8
// CHECK:         %[[SHARE:.+]] = arith.remui %{{.+}}, %c8
// CHECK:         %[[INSIDE:.+]] = arith.cmpi ult, %[[TASK]], %c2
// CHECK:         arith.minui %[[TASK]], %c1
// CHECK:         %[[SUMS:.+]]:64 = scf.for %[[K:.+]] = %[[C0]] to %[[C64]] step %[[C16]]
// CHECK:           %[[SKIP:.+]] = arith.muli %[[SHARE]], %c2
// CHECK:           arith.addi %[[K]], %[[SKIP]]
// CHECK:           scf.yield
// CHECK-NOT:     scf.if
// CHECK-COUNT-64: gpu.subgroup_reduce add %{{.+}} cluster(size = 8) : (f32) -> f32
// CHECK:         %[[IS_FIRST:.+]] = arith.cmpi ult, %[[SHARE]], %c1
// CHECK:         %[[STORES:.+]] = arith.andi %[[IS_FIRST]], %[[INSIDE]]
// CHECK:         scf.if %[[STORES]]
// CHECK-NOT:       gpu.subgroup_reduce
// CHECK:           vector.store

// LOWERED-LABEL: gpu.func @product_loops
// LOWERED-NOT:     gpu.subgroup
// LOWERED-DAG:     %[[LANE:.+]] = gpu.lane_id
// LOWERED-DAG:     %[[THREAD:.+]] = gpu.thread_id x
// LOWERED:         %[[SUMS:.+]]:64 = scf.for
// LOWERED:         %[[ONE:.+]] = arith.constant 1 : i32
// LOWERED:         %[[OTHER:.+]], %{{.+}} = gpu.shuffle xor %[[SUMS]]#0, %[[ONE]], %{{.+}} : f32
// LOWERED:         %[[TWO_LANES:.+]] = arith.addf %[[SUMS]]#0, %[[OTHER]]
// LOWERED:         gpu.shuffle xor %[[TWO_LANES]]
// LOWERED-NOT:     gpu.subgroup
func.func @product(%a: tensor<16x64xf32>, %b: tensor<64x8xf32>) -> tensor<16x8xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<16x8xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<16x8xf32>) -> tensor<16x8xf32>
  %y = linalg.matmul ins(%a, %b : tensor<16x64xf32>, tensor<64x8xf32>) outs(%init : tensor<16x8xf32>) -> tensor<16x8xf32>
  return %y : tensor<16x8xf32>
}

// -----

// What a sum starts from counts once. 48 steps are 6 for each of 8 lanes, which
// are too few, and 12 for each of 4.

// CHECK-LABEL: gpu.func @start_loops
// CHECK:         %[[SHARE:.+]] = arith.remui %{{.+}}, %c4
// CHECK:         %[[OLD:.+]] = memref.load %{{.+}} : memref<16x8xi32>
// CHECK:         %[[IS_FIRST:.+]] = arith.cmpi ult, %[[SHARE]], %c1
// CHECK:         arith.select %[[IS_FIRST]], %{{.+}}, %c0_i32
// CHECK:         gpu.subgroup_reduce add %{{.+}} cluster(size = 4) : (i32) -> i32
func.func @start(%a: tensor<16x48xi32>, %b: tensor<48x8xi32>, %c: tensor<16x8xi32>) -> tensor<16x8xi32> {
  %y = linalg.matmul ins(%a, %b : tensor<16x48xi32>, tensor<48x8xi32>) outs(%c : tensor<16x8xi32>) -> tensor<16x8xi32>
  return %y : tensor<16x8xi32>
}

// -----

// The longest loop is divided, be it the innermost or not.

// CHECK-LABEL: gpu.func @outer_loops
// CHECK:         scf.for %{{.+}} = %c0 to %c32 step %c8
// CHECK:           scf.for %{{.+}} = %c0 to %c{{[24]}} step %c2
// CHECK:         gpu.subgroup_reduce add %{{.+}} cluster(size = 8)
func.func @outer(%x: tensor<32x4x8xf32>) -> tensor<8xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(d, i, j) -> (i, j, d)>, affine_map<(d, i, j) -> (d)>],
                       iterator_types = ["parallel", "reduction", "reduction"]}
      ins(%x : tensor<32x4x8xf32>) outs(%init : tensor<8xf32>) {
  ^bb0(%a: f32, %sum: f32):
    %s = arith.addf %sum, %a : f32
    linalg.yield %s : f32
  } -> tensor<8xf32>
  return %y : tensor<8xf32>
}

// -----

// A maximum, 64-bit sums, too few steps, or steps that the lanes do not divide:
// nobody shares.

// CHECK-LABEL: func.func @none
// CHECK-NOT:   gpu.subgroup
func.func @none(%x: tensor<64x8xf32>, %d: tensor<64x8xf64>, %few: tensor<8x8xf32>, %odd: tensor<63x8xf32>,
                %max: tensor<8xf32>, %sum64: tensor<8xf64>, %sum: tensor<8xf32>)
    -> (tensor<8xf32>, tensor<8xf64>, tensor<8xf32>, tensor<8xf32>) {
  %0 = linalg.reduce {arith.maximumf} ins(%x : tensor<64x8xf32>) outs(%max : tensor<8xf32>) dimensions = [0]
  %1 = linalg.reduce {arith.addf} ins(%d : tensor<64x8xf64>) outs(%sum64 : tensor<8xf64>) dimensions = [0]
  %2 = linalg.reduce {arith.addf} ins(%few : tensor<8x8xf32>) outs(%sum : tensor<8xf32>) dimensions = [0]
  %3 = linalg.reduce {arith.addf} ins(%odd : tensor<63x8xf32>) outs(%sum : tensor<8xf32>) dimensions = [0]
  return %0, %1, %2, %3 : tensor<8xf32>, tensor<8xf64>, tensor<8xf32>, tensor<8xf32>
}

// -----

// Enough threads: 8192 without sharing.

// CHECK-LABEL: func.func @enough
// CHECK-NOT:   gpu.subgroup
func.func @enough(%x: tensor<64x8192xf32>, %sum: tensor<8192xf32>) -> tensor<8192xf32> {
  %y = linalg.reduce {arith.addf} ins(%x : tensor<64x8192xf32>) outs(%sum : tensor<8192xf32>) dimensions = [0]
  return %y : tensor<8192xf32>
}
