// RUN: wino-opt %s --winograd-take-communicator | FileCheck %s

// CHECK-LABEL: func.func private @rank
// CHECK-SAME: (%[[COMM:.*]]: !mpi.comm) -> i32
// CHECK-NOT: mpi.comm_world
// CHECK: mpi.comm_rank(%[[COMM]])
func.func private @rank() -> i32 {
  %comm = mpi.comm_world : !mpi.comm
  %rank = mpi.comm_rank(%comm) : i32
  return %rank : i32
}

// Arguments keep their attributes.

// CHECK-LABEL: func.func @calls
// CHECK-SAME: (%[[COMM:.*]]: !mpi.comm, %{{.*}}: i32, %{{.*}}: i32 {some.attribute})
// CHECK: call @rank(%[[COMM]]) : (!mpi.comm) -> i32
// CHECK: scf.if
// CHECK: mpi.comm_rank(%[[COMM]])
func.func @calls(%a: i32, %b: i32 {some.attribute}) -> i32 {
  %rank = func.call @rank() : () -> i32
  %isFirst = arith.cmpi eq, %rank, %a : i32
  %r = scf.if %isFirst -> i32 {
    %comm = mpi.comm_world : !mpi.comm
    %again = mpi.comm_rank(%comm) : i32
    scf.yield %again : i32
  } else {
    scf.yield %b : i32
  }
  return %r : i32
}

// One that calls one that calls, in front of it.

// CHECK-LABEL: func.func @first
// CHECK-SAME: (%[[COMM:.*]]: !mpi.comm) -> i32
// CHECK: call @second(%[[COMM]])
func.func @first() -> i32 {
  %rank = func.call @second() : () -> i32
  return %rank : i32
}
func.func private @second() -> i32 {
  %rank = func.call @rank() : () -> i32
  return %rank : i32
}

// CHECK-LABEL: func.func @alone() -> i32
func.func @alone() -> i32 {
  %zero = arith.constant 0 : i32
  return %zero : i32
}
