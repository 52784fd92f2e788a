// A convolution writes into the caller's memory: its result is neither allocated
// nor copied, and no argument is written to.

// RUN: rm -rf %t && mkdir %t
// RUN: wino-translate %s -o %t --emit=llvm-ir --pipeline-options="plan=four-buffer tile=4" --entry=conv
// RUN: FileCheck %s --input-file=%t/destination.ll
// CHECK-NOT: memcpy{{.*}} i64 100352
// CHECK: define internal {{.*}}void @conv.descriptors
// CHECK-NOT: {{malloc|memcpy.* i64 100352}}
// CHECK: define void @conv(ptr{{[^,]*}} %0, ptr{{[^,]*}} %1, ptr{{[^,]*}} %2)
// All scratch memory is one block. The result has 100352 bytes.
// CHECK-NOT: memcpy{{.*}} i64 100352
// CHECK-NOT: malloc(i64 100{{[345]}}
// CHECK: call {{.*}}@malloc(
// CHECK-NOT: {{malloc|memcpy.* i64 100352}}
// CHECK: call void @free(
// CHECK: ret void
// CHECK: define void @conv_with_workspace(ptr{{[^,]*}} %0, ptr{{[^,]*}} %1, ptr{{[^,]*}} %2, ptr{{[^,]*}} %3)
// CHECK-NOT: {{malloc|memcpy.* i64 100352|free}}
// CHECK: ret void

// Without Winograd, and with an initial value: one copy, of that.
// RUN: wino-translate %s -o %t --emit=llvm-ir --pipeline-options=direct --entry=add
// RUN: FileCheck %s --input-file=%t/destination.ll --check-prefix=ADD
// ADD: define void @add(ptr{{[^,]*}} %0, ptr{{[^,]*}} %1, ptr{{[^,]*}} %2, ptr {{.*}} %3)
// ADD-NOT: malloc
// ADD: call void @llvm.memcpy{{.*}} %3, ptr {{.*}} %2, i64 100352,
// ADD-NOT: memcpy
// ADD: ret void

// RUN: wino-translate %s -o %t --emit=llvm-ir --entry=conv --target-triple=x86_64-linux-gnu --cpu=skylake --features=-fma
// RUN: FileCheck %s --input-file=%t/destination.ll --check-prefix=TARGET
// TARGET: target triple = "x86_64-unknown-linux-gnu"
// TARGET: "target-cpu"="skylake" "target-features"="-fma"

func.func @conv(%x: tensor<2x16x16x64xf32>, %w: tensor<3x3x64x64xf32>) -> tensor<2x14x14x64xf32> {
  %empty = tensor.empty() : tensor<2x14x14x64xf32>
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<2x14x14x64xf32>) -> tensor<2x14x14x64xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<2x16x16x64xf32>, tensor<3x3x64x64xf32>)
      outs(%init : tensor<2x14x14x64xf32>) -> tensor<2x14x14x64xf32>
  return %y : tensor<2x14x14x64xf32>
}
func.func @add(%x: tensor<2x16x16x64xf32>, %w: tensor<3x3x64x64xf32>, %init: tensor<2x14x14x64xf32>) -> tensor<2x14x14x64xf32> {
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<2x16x16x64xf32>, tensor<3x3x64x64xf32>)
      outs(%init : tensor<2x14x14x64xf32>) -> tensor<2x14x14x64xf32>
  return %y : tensor<2x14x14x64xf32>
}
