// four-buffer allocates its four values and nothing else, none of them in a kernel,
// and frees all but the result, each as soon as it has been read; a constant filter's transform is a global.

// RUN: wino-opt %s --winograd-to-cpu="plan=four-buffer tile=4" -split-input-file | FileCheck %s

// CHECK-NOT: llvm.call @malloc
// CHECK: llvm.func @conv(
// CHECK-NOT: memcpy
// CHECK-COUNT-3: llvm.call @malloc
// CHECK-NOT: llvm.call @malloc
// CHECK-COUNT-2: llvm.call @free
// CHECK: llvm.call @malloc
// CHECK-NOT: llvm.call @malloc
// CHECK: llvm.call @free
// CHECK-NOT: llvm.call
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L1_cache_size_in_bytes" = 32768 : i64,
    "L2_cache_size_in_bytes" = 524288 : i64, "L3_cache_size_in_bytes" = 16777216 : i64>>} {
  func.func @conv(%x: tensor<1x34x34x16xf32>, %g: tensor<3x3x16x32xf32>) -> tensor<1x32x32x32xf32> {
    %init = arith.constant dense<0.0> : tensor<1x32x32x32xf32>
    %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x34x34x16xf32>, tensor<3x3x16x32xf32>)
        outs(%init : tensor<1x32x32x32xf32>) -> tensor<1x32x32x32xf32>
    return %y : tensor<1x32x32x32xf32>
  }
}

// -----

// CHECK: llvm.mlir.global private constant @{{.*}} !llvm.array<73728 x i8>
// CHECK-NOT: llvm.call @malloc
// CHECK: llvm.func @constant_filter(
// CHECK-NOT: memcpy
// CHECK-COUNT-2: llvm.call @malloc
// CHECK-NOT: llvm.call @malloc
// CHECK: llvm.call @free
// CHECK: llvm.call @malloc
// CHECK-NOT: llvm.call @malloc
// CHECK: llvm.call @free
// CHECK-NOT: llvm.call
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L1_cache_size_in_bytes" = 32768 : i64,
    "L2_cache_size_in_bytes" = 524288 : i64, "L3_cache_size_in_bytes" = 16777216 : i64>>} {
  func.func @constant_filter(%x: tensor<1x34x34x16xf32>) -> tensor<1x32x32x32xf32> {
    %g = arith.constant dense<1.0> : tensor<3x3x16x32xf32>
    %init = arith.constant dense<0.0> : tensor<1x32x32x32xf32>
    %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x34x34x16xf32>, tensor<3x3x16x32xf32>)
        outs(%init : tensor<1x32x32x32xf32>) -> tensor<1x32x32x32xf32>
    return %y : tensor<1x32x32x32xf32>
  }
}
