// A constant is a row of bytes; of values where the target's order is another one.

// RUN: wino-opt %s --winograd-flatten-globals | FileCheck %s
// RUN: sed 's/"e-m:e"/"E-m:e"/' %s | wino-opt --winograd-flatten-globals | FileCheck %s --check-prefix=BIG
// RUN: wino-opt %s --winograd-flatten-globals | mlir-translate --mlir-to-llvmir | FileCheck %s --check-prefix=LLVM

module attributes {llvm.data_layout = "e-m:e"} {
// CHECK: llvm.mlir.global private constant @matrix(dense<"0x01000000020000000300
// CHECK-SAME: : tensor<256xi8>) {addr_space = 0 : i32, alignment = 4 : i64} : !llvm.array<256 x i8>
// BIG: llvm.mlir.global private constant @matrix(dense<[1, 2, 3
// BIG-SAME: : tensor<64xi32>) {addr_space = 0 : i32, alignment = 4 : i64} : !llvm.array<64 x i32>
// LLVM: @matrix = private constant [256 x i8] c"\01\00\00\00\02
llvm.mlir.global private constant @matrix(dense<[[1, 2, 3, 4, 5, 6, 7, 8], [9, 10, 11, 12, 13, 14, 15, 16], [1, 2, 3, 4, 5, 6, 7, 8], [9, 10, 11, 12, 13, 14, 15, 16], [1, 2, 3, 4, 5, 6, 7, 8], [9, 10, 11, 12, 13, 14, 15, 16], [1, 2, 3, 4, 5, 6, 7, 8], [9, 10, 11, 12, 13, 14, 15, 16]]> : tensor<8x8xi32>) {addr_space = 0 : i32} : !llvm.array<8 x array<8 x i32>>

// A larger alignment stays, and so do the bytes of a resource.
// CHECK: @resource(dense_resource<weights> : tensor<256xi8>) {addr_space = 0 : i32, alignment = 64 : i64} : !llvm.array<256 x i8>
llvm.mlir.global private constant @resource(dense_resource<weights> : tensor<32x2xf32>) {addr_space = 0 : i32, alignment = 64 : i64} : !llvm.array<32 x array<2 x f32>>

// What is small, or one value, is left alone.
// CHECK: @small(dense<[1, 2]> : tensor<2xi32>)
llvm.mlir.global private constant @small(dense<[1, 2]> : tensor<2xi32>) {addr_space = 0 : i32} : !llvm.array<2 x i32>
// CHECK: @splat(dense<1> : tensor<64x2xi32>)
llvm.mlir.global private constant @splat(dense<1> : tensor<64x2xi32>) {addr_space = 0 : i32} : !llvm.array<64 x array<2 x i32>>

// So is what has no bits of its own: indices and complex numbers.
// CHECK: @places({{.*}} : tensor<32xindex>)
llvm.mlir.global private constant @places(dense<[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]> : tensor<32xindex>) {addr_space = 0 : i32} : !llvm.array<32 x i64>
// CHECK: @numbers({{.*}} : tensor<32xcomplex<f32>>)
llvm.mlir.global private constant @numbers(dense<[(0.0, 1.0), (1.0, 1.0), (2.0, 1.0), (3.0, 1.0), (4.0, 1.0), (5.0, 1.0), (6.0, 1.0), (7.0, 1.0), (8.0, 1.0), (9.0, 1.0), (10.0, 1.0), (11.0, 1.0), (12.0, 1.0), (13.0, 1.0), (14.0, 1.0), (15.0, 1.0), (16.0, 1.0), (17.0, 1.0), (18.0, 1.0), (19.0, 1.0), (20.0, 1.0), (21.0, 1.0), (22.0, 1.0), (23.0, 1.0), (24.0, 1.0), (25.0, 1.0), (26.0, 1.0), (27.0, 1.0), (28.0, 1.0), (29.0, 1.0), (30.0, 1.0), (31.0, 1.0)]> : tensor<32xcomplex<f32>>) {addr_space = 0 : i32} : !llvm.array<32 x struct<(f32, f32)>>
}

{-#
  dialect_resources: {
    builtin: {
      weights: "0x04000000000000000000803F0000004000004040000080400000A0400000C0400000E0400000004100001041000020410000304100004041000050410000604100007041000080410000884100009041000098410000A0410000A8410000B0410000B8410000C0410000C8410000D0410000D8410000E0410000E8410000F0410000F84100000042000004420000084200000C4200001042000014420000184200001C4200002042000024420000284200002C4200003042000034420000384200003C4200004042000044420000484200004C4200005042000054420000584200005C4200006042000064420000684200006C4200007042000074420000784200007C42"
    }
  }
#-}
