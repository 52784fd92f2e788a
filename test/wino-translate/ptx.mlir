// PTX: what the assembler says about it, and which instructions it has.

// RUN: rm -rf %t && mkdir -p %t/80 %t/90
// RUN: wino-translate %S/Inputs/product.mlir --emit=ptx -o %t/80
// RUN: wino-translate %S/Inputs/product.mlir --emit=ptx --chip=sm_90 -o %t/90
// RUN: FileCheck %s --input-file=%t/80/product.ptx --check-prefixes=CHECK,SM80
// RUN: FileCheck %s --input-file=%t/90/product.ptx --check-prefixes=CHECK,SM90
// SM80: .target sm_80
// SM90: .target sm_90
// CHECK: .visible .entry product(
// CHECK: .param .u64 .ptr .align 16 product_param_0
// CHECK: .maxntid 64, 1, 1
// Four neighbours at once, through the read-only cache.
// CHECK: ld.global.nc.v4.b32
// CHECK: st.shared.v4.b32
// CHECK: bar.sync
// CHECK: ld.shared.v4.b32
// CHECK: fma.rn.f32
// CHECK-NOT: mul.{{.*}}f32
// CHECK: st.global.v4.b32

// Bit for bit the same the next time.
// RUN: mkdir %t/again && wino-translate %S/Inputs/product.mlir --emit=ptx -o %t/again
// RUN: diff -r %t/80 %t/again
