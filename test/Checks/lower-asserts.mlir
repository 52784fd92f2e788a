// Assertions become calls; equal messages are one.

// RUN: wino-opt %s --winograd-lower-asserts | FileCheck %s

// CHECK-DAG: llvm.mlir.global internal constant @wino.message.0("first\0A")
// CHECK-DAG: llvm.mlir.global internal constant @wino.message.1("second\0A")
// CHECK-LABEL: func.func @f
// CHECK-SAME: (%[[A:.*]]: i1, %[[B:.*]]: i1)
// CHECK: %[[M:.*]] = llvm.mlir.addressof @wino.message.0 : !llvm.ptr
// CHECK: %[[L:.*]] = llvm.mlir.constant(6 : i64) : i64
// CHECK: llvm.call @wino.require(%[[A]], %[[M]], %[[L]]) : (i1, !llvm.ptr, i64) -> ()
// CHECK: llvm.mlir.addressof @wino.message.1
// CHECK: llvm.call @wino.require(%[[B]]
// CHECK: scf.for
// CHECK: llvm.mlir.addressof @wino.message.0
// CHECK: llvm.call @wino.require(%[[B]]
// CHECK-NOT: cf.assert
func.func @f(%a: i1, %b: i1) {
  cf.assert %a, "first"
  cf.assert %b, "second"
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %c1 step %c1 {
    cf.assert %b, "first"
  }
  return
}

// CHECK: llvm.func internal @wino.require(%[[OK:.*]]: i1, %[[M:.*]]: !llvm.ptr, %[[L:.*]]: i64)
// CHECK: llvm.cond_br %[[OK]], ^[[HOLDS:.*]], ^[[FAILED:.*]]
// CHECK: ^[[HOLDS]]:
// CHECK-NEXT: llvm.return
// CHECK: ^[[FAILED]]:
// CHECK-NEXT: llvm.call @wino.fail(%[[M]], %[[L]])
// CHECK-NEXT: llvm.unreachable
// CHECK: llvm.func internal @wino.fail(%[[M:.*]]: !llvm.ptr, %[[L:.*]]: i64) attributes {{.*}}noreturn
// CHECK: %[[TWO:.*]] = llvm.mlir.constant(2 : i32)
// CHECK: llvm.call @write(%[[TWO]], %[[M]], %[[L]])
// CHECK: llvm.call @abort()
// CHECK: llvm.unreachable
