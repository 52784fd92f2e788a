// A constant filter is transformed here, not there: the code holds Ĝ, for F(2, 3)
// and the filter (10, 20, 70) that is (10, 50, 30, 70).

// RUN: rm -rf %t && mkdir %t
// RUN: wino-translate %s -o %t --emit=llvm-ir --pipeline-options="plan=four-buffer tile=2"
// RUN: FileCheck %s --input-file=%t/constant-filter.ll
// RUN: FileCheck %s --input-file=%t/constant-filter.h --check-prefix=HEADER
// CHECK-NOT: float 2.000000e+01
// CHECK-DAG: float 5.000000e+01
// CHECK-DAG: float 3.000000e+01
// CHECK: define void @conv(ptr
// HEADER-NOT: prepack
// HEADER: void conv(const float *input0,
// HEADER-NEXT: float *output0);
// HEADER-NOT: prepack
func.func @conv(%x: tensor<34xf32>) -> tensor<32xf32> {
  %w = arith.constant dense<[10.0, 20.0, 70.0]> : tensor<3xf32>
  %empty = tensor.empty() : tensor<32xf32>
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<32xf32>) -> tensor<32xf32>
  %y = linalg.conv_1d ins(%x, %w : tensor<34xf32>, tensor<3xf32>) outs(%init : tensor<32xf32>) -> tensor<32xf32>
  return %y : tensor<32xf32>
}
