// The pipeline ends the computation after a step; what the step returns belongs to
// the caller, the rest is freed.

// RUN: wino-opt %s --winograd-to-cpu="tile=4 stop-after=input" | FileCheck %s --check-prefixes=CHECK,INPUT
// RUN: wino-opt %s --winograd-to-cpu="tile=4 stop-after=filter" | FileCheck %s --check-prefixes=CHECK,FILTER
// RUN: wino-opt %s --winograd-to-cpu="tile=4 stop-after=reduce" | FileCheck %s --check-prefixes=CHECK,REDUCE
// RUN: wino-opt %s --winograd-to-cpu="tile=4 stop-after=output" | FileCheck %s --check-prefixes=CHECK,OUTPUT

// CHECK: llvm.func @conv(
// INPUT-SAME: -> !llvm.struct<(ptr, ptr, i64, array<6 x i64>, array<6 x i64>)>
// INPUT-COUNT-1: llvm.call @malloc
// FILTER-SAME: -> !llvm.struct<(struct<(ptr, ptr, i64, array<6 x i64>, array<6 x i64>)>, struct<(ptr, ptr, i64, array<4 x i64>, array<4 x i64>)>)>
// FILTER-COUNT-2: llvm.call @malloc
// REDUCE-SAME: -> !llvm.struct<(ptr, ptr, i64, array<6 x i64>, array<6 x i64>)>
// REDUCE-COUNT-3: llvm.call @malloc
// REDUCE-NOT: llvm.call @malloc
// REDUCE-COUNT-2: llvm.call @free
// OUTPUT-SAME: -> !llvm.struct<(ptr, ptr, i64, array<4 x i64>, array<4 x i64>)>
// OUTPUT-COUNT-3: llvm.call @malloc
// OUTPUT-COUNT-2: llvm.call @free
// OUTPUT: llvm.call @malloc
// OUTPUT: llvm.call @free
// CHECK-NOT: {{llvm.call @(malloc|free)}}
func.func @conv(%x: tensor<1x34x34x16xf32>, %g: tensor<3x3x16x32xf32>, %init: tensor<1x32x32x32xf32>) -> tensor<1x32x32x32xf32> {
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x34x34x16xf32>, tensor<3x3x16x32xf32>)
      outs(%init : tensor<1x32x32x32xf32>) -> tensor<1x32x32x32xf32>
  return %y : tensor<1x32x32x32xf32>
}
