// Values are transformed and summed in the type of M^, whatever they are stored in.

// RUN: wino-opt %s --winograd-to-kernels="plan=single-kernel tile=2" | FileCheck %s
// RUN: wino-opt %s --winograd-to-kernels="plan=blocked tile=2" | FileCheck %s --check-prefix=BLOCK

// CHECK: gpu.func @half_single(%[[X:.+]]: memref<1x10x4xf16>, %[[G:.+]]: memref<4x4x8xf32>, %[[Y:.+]]: memref<1x8x8xf16>)
// CHECK: scf.for {{.*}} -> (f32, f32, f32, f32) {
// CHECK: %[[V:.+]] = memref.load %[[X]]
// CHECK-NEXT: arith.extf %[[V]] : f16 to f32
// CHECK: memref.load %[[G]]
// CHECK: arith.mulf {{.*}} fastmath<contract> : f32
// CHECK: %[[R:.+]] = arith.truncf %{{.+}} : f32 to f16
// CHECK: memref.store %{{.+}}, %[[Y]]
// BLOCK: gpu.func @half_block({{.*}} workgroup(%{{.+}} : memref<4x{{[0-9]+}}x{{[0-9]+}}xf32, #gpu.address_space<workgroup>>, %{{.+}} : memref<4x{{[0-9]+}}x{{[0-9]+}}xf32, #gpu.address_space<workgroup>>)
func.func @half(%x: tensor<1x10x4xf16>, %g: tensor<3x4x8xf16>) -> tensor<1x8x8xf16> {
  %zero = arith.constant 0.0 : f16
  %empty = tensor.empty() : tensor<1x8x8xf16>
  %init = linalg.fill ins(%zero : f16) outs(%empty : tensor<1x8x8xf16>) -> tensor<1x8x8xf16>
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x4xf16>, tensor<3x4x8xf16>)
      outs(%init : tensor<1x8x8xf16>) -> tensor<1x8x8xf16>
  return %y : tensor<1x8x8xf16>
}
