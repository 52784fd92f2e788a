// RUN: wino-opt %s | wino-opt | FileCheck %s

// Algorithms are printed with their points, also where these were left out, and
// named after F(m, r).

// CHECK-DAG: #F1x1 = #winograd.algorithm<F(1, 1), points = []>
// CHECK-DAG: #F1x2 = #winograd.algorithm<F(1, 2), points = [0]>
// CHECK-DAG: #F2x3 = #winograd.algorithm<F(2, 3), points = [0, 1, -1]>
// CHECK-DAG: #[[OTHER:F2x3_[0-9]+]] = #winograd.algorithm<F(2, 3), points = [5, -1/2, 3/4]>
// CHECK-DAG: #F4x3 = #winograd.algorithm<F(4, 3), points = [0, 2/3, -2/3, 3/2, -3/2]>
// CHECK-DAG: #F6x3 = #winograd.algorithm<F(6, 3), points = [0, 1, -1, 2, -2, 1/2, -1/2]>
// CHECK-DAG: #F8x3 = #winograd.algorithm<F(8, 3), points = [0, 2/5, -2/5, 4/5, -4/5, 5/4, -5/4, 5/2, -5/2]>
// CHECK-DAG: #F12x5 = #winograd.algorithm<F(12, 5), points = [0, 1/4, -1/4, 1/2, -1/2, 5/6, -5/6, 1, -1, 5/4, -5/4, 5/3, -5/3, 4, -4]>

// CHECK-DAG: #F3x3 = #winograd.algorithm<F(3, 3), points = [3/8, -3/8, 5/4, -5/4]>
// CHECK-DAG: #[[CONTRACTING:F2x3_[0-9]+]] = #winograd.algorithm<F(2, 3), points = [0, 1, -1], contracting>

// CHECK-LABEL: @default_points
// CHECK-SAME: one = #F1x1
// CHECK-SAME: two = #F1x2
func.func private @default_points() attributes {
  one = #winograd.algorithm<F(1, 1)>,
  two = #winograd.algorithm<F(1, 2)>,
  odd = #winograd.algorithm<F(3, 3)>,
  f2 = #winograd.algorithm<F(2, 3)>,
  f4 = #winograd.algorithm<F(4, 3)>,
  f6 = #winograd.algorithm<F(6, 3)>,
  f8 = #winograd.algorithm<F(8, 3)>,
  largest = #winograd.algorithm<F(12, 5)>
}

// Equal attributes are one attribute, however they were written.
// CHECK-LABEL: @given_points
// CHECK-SAME: default = #F2x3,
// CHECK-SAME: other = #[[OTHER]]
// CHECK-SAME: unreduced = #F2x3}
func.func private @given_points() attributes {
  default = #winograd.algorithm<F(2, 3), points = [0, 1, -1]>,
  other = #winograd.algorithm<F(2, 3), points = [5, 2/-4, 3/4]>,
  unreduced = #winograd.algorithm<F(2, 3), points = [0/7, 2/2, -3/3]>
}

// CHECK-LABEL: @contracting
// CHECK-SAME: default = #[[CONTRACTING]],
// CHECK-SAME: given = #[[CONTRACTING]]}
func.func private @contracting() attributes {
  default = #winograd.algorithm<F(2, 3), contracting>,
  given = #winograd.algorithm<F(2, 3), points = [0, 1, -1], contracting>
}

// CHECK-LABEL: @schedule
// CHECK-SAME: #winograd.schedule<block = [4, 0, 1], panel = [0, 16, 0]>
func.func private @schedule() attributes {
  winograd.schedule = #winograd.schedule<block = [4, 0, 1], panel = [0, 16, 0]>
}

// The sizes may come in any order.
// CHECK-LABEL: @workgroup_schedule
// CHECK-SAME: odd = #winograd.workgroup_schedule<tiles = 3, channels = 15, depth = 7, rows = 1, columns = 5>
// CHECK-SAME: winograd.workgroup_schedule = #winograd.workgroup_schedule<tiles = 4, channels = 32, depth = 8, rows = 4, columns = 8>
func.func private @workgroup_schedule() attributes {
  winograd.workgroup_schedule = #winograd.workgroup_schedule<tiles = 4, channels = 32, depth = 8, rows = 4, columns = 8>,
  odd = #winograd.workgroup_schedule<depth = 7, columns = 5, channels = 15, rows = 1, tiles = 3>
}
