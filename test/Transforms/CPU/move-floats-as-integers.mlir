// bf16 is moved as i16, and f16 where the target does not convert it; other programs see the types
// that they know.

// RUN: wino-opt %s --winograd-move-floats-as-integers -split-input-file | FileCheck %s

// CHECK: llvm.mlir.global private constant @c(dense<[16256, 16384]> : tensor<2xi16>) {{.*}} : !llvm.array<2 x i16>
llvm.mlir.global private constant @c(dense<[1.0, 2.0]> : tensor<2xbf16>) : !llvm.array<2 x bf16>

// CHECK-LABEL: @copy
// CHECK: load {{.*}} -> vector<9xi16>
// CHECK: constant(dense<16256> : vector<9xi16>) : vector<9xi16>
// CHECK: select %{{.*}} : i1, vector<9xi16>
// CHECK: load {{.*}} -> vector<3xf16>
llvm.func @copy(%p: !llvm.ptr, %b: i1) {
  %x = llvm.load %p : !llvm.ptr -> vector<9xbf16>
  %one = llvm.mlir.constant(dense<1.0> : vector<9xbf16>) : vector<9xbf16>
  %y = llvm.select %b, %x, %one : i1, vector<9xbf16>
  llvm.store %y, %p : vector<9xbf16>, !llvm.ptr
  %h = llvm.load %p : !llvm.ptr -> vector<3xf16>
  llvm.store %h, %p : vector<3xf16>, !llvm.ptr
  llvm.return
}

// CHECK-LABEL: llvm.func private @inner
// CHECK-SAME: (%{{.*}}: i16) -> i16
llvm.func private @inner(%x: bf16) -> bf16 {
  llvm.return %x : bf16
}

// CHECK: llvm.func @outside(bf16) -> bf16
llvm.func @outside(bf16) -> bf16

// CHECK-LABEL: llvm.func @public
// CHECK-SAME: (%[[X:.*]]: bf16) -> bf16
// CHECK: %[[IN:.*]] = llvm.bitcast %[[X]] : bf16 to i16
// CHECK: %[[Y:.*]] = llvm.call @inner(%[[IN]]) : (i16) -> i16
// CHECK: %[[OUT:.*]] = llvm.bitcast %[[Y]] : i16 to bf16
// CHECK: %[[Z:.*]] = llvm.call @outside(%[[OUT]]) : (bf16) -> bf16
// CHECK: %[[BITS:.*]] = llvm.bitcast %[[Z]] : bf16 to i16
// CHECK: %[[RESULT:.*]] = llvm.bitcast %[[BITS]] : i16 to bf16
// CHECK: return %[[RESULT]] : bf16
llvm.func @public(%x: bf16) -> bf16 {
  %y = llvm.call @inner(%x) : (bf16) -> bf16
  %z = llvm.call @outside(%y) : (bf16) -> bf16
  llvm.return %z : bf16
}

// -----

module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<"f16_conversions" = 0 : i64>>} {
  // CHECK-LABEL: @f16
  // CHECK: load {{.*}} -> vector<3xi16>
  llvm.func @f16(%p: !llvm.ptr) {
    %h = llvm.load %p : !llvm.ptr -> vector<3xf16>
    llvm.store %h, %p : vector<3xf16>, !llvm.ptr
    llvm.return
  }
}
