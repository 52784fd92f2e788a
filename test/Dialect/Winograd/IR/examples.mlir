// The examples of the descriptions of the attributes.

// RUN: wino-opt %s | wino-opt | FileCheck %s

#F2x3 = #winograd.algorithm<F(2, 3), points = [0, 1, -1]>
#F4x3 = #winograd.algorithm<F(4, 3)>

// CHECK-DAG: #F2x3 = #winograd.algorithm<F(2, 3), points = [0, 1, -1]>
// CHECK-DAG: #F4x3 = #winograd.algorithm<F(4, 3), points = [0, 2/3, -2/3, 3/2, -3/2]>

// CHECK: @schedules
// CHECK-SAME: schedule = #winograd.schedule<block = [1, 3, 0, 0], panel = [0, 0, 0, 16]>
// CHECK-SAME: workgroup_schedule = #winograd.workgroup_schedule<tiles = 4, channels = 32, depth = 8, rows = 4, columns = 8>
func.func private @schedules() attributes {
  schedule = #winograd.schedule<block = [1, 3, 0, 0], panel = [0, 0, 0, 16]>,
  workgroup_schedule =
    #winograd.workgroup_schedule<tiles = 4, channels = 32, depth = 8, rows = 4, columns = 8>
}

// CHECK: @plans
// CHECK-SAME: blocked = #winograd.plan<blocked, [#F4x3, #F4x3], block = [7, 14], panel = 16>
// CHECK-SAME: direct = #winograd.plan<direct>
// CHECK-SAME: four_buffer = #winograd.plan<"four-buffer", [#F2x3, #F2x3]>
func.func private @plans() attributes {
  direct = #winograd.plan<direct>,
  blocked = #winograd.plan<blocked, [#F4x3, #F4x3], block = [7, 14], panel = 16>,
  four_buffer = #winograd.plan<"four-buffer", [#F2x3, #F2x3]>
}

// CHECK: @infinite() attributes {winograd.finite_only = false}
func.func private @infinite() attributes {winograd.finite_only = false}

// CHECK: @exact() attributes {winograd.max_error = 1.000000e+00 : f64}
func.func private @exact() attributes {winograd.max_error = 1.0}

// CHECK: @workers
// CHECK: } {mapping = [#winograd.workers]}
func.func @workers(%init: tensor<1x12x12x16xf32>) -> tensor<1x12x12x16xf32> {
  %y = scf.forall (%i) in (1) shared_outs(%o = %init) -> (tensor<1x12x12x16xf32>) {
  } {mapping = [#winograd.workers]}
  return %y : tensor<1x12x12x16xf32>
}
