// What malloc gives is looked at.

// RUN: wino-opt %s --winograd-check-malloc --split-input-file | FileCheck %s

// CHECK-LABEL: llvm.func @f
// CHECK-SAME: (%[[N:.*]]: i64)
// CHECK: %[[P:.*]] = llvm.call @malloc(%[[N]])
// CHECK: %[[THERE:.*]] = llvm.icmp "ne" %[[P]], %{{.*}} : !llvm.ptr
// CHECK: %[[EMPTY:.*]] = llvm.icmp "eq" %[[N]], %{{.*}} : i64
// CHECK: %[[OK:.*]] = llvm.or %[[THERE]], %[[EMPTY]]
// CHECK: llvm.call @wino.require(%[[OK]]
// CHECK: llvm.return %[[P]]
llvm.func @malloc(i64) -> !llvm.ptr
llvm.func @f(%n: i64) -> !llvm.ptr {
  %p = llvm.call @malloc(%n) : (i64) -> !llvm.ptr
  llvm.return %p : !llvm.ptr
}

// -----

// A function of the module's own of this name is left alone.
// CHECK-LABEL: llvm.func @malloc
// CHECK-NOT: wino.require
llvm.func @malloc(%n: i64) -> !llvm.ptr {
  %p = llvm.inttoptr %n : i64 to !llvm.ptr
  llvm.return %p : !llvm.ptr
}
llvm.func @f(%n: i64) -> !llvm.ptr {
  %p = llvm.call @malloc(%n) : (i64) -> !llvm.ptr
  llvm.return %p : !llvm.ptr
}
