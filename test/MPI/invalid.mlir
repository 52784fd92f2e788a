// RUN: wino-opt %s --winograd-lower-mpi -verify-diagnostics -split-input-file

func.func @whose() {
  // expected-error @+1 {{expected the module to say in 'mpi.dlti' for which implementation of MPI it is}}
  %comm = mpi.comm_world : !mpi.comm
  return
}

// -----

module attributes {mpi.dlti = #dlti.map<"MPI:Implementation" = "MPICH">} {
  func.func @rank(%a: memref<4x4xf32>, %n: i32, %comm: !mpi.comm) {
    // expected-error @+1 {{expected to exchange a memref of one dimension without gaps, but got 'memref<4x4xf32>'}}
    mpi.send(%a, %n, %n, %comm) : memref<4x4xf32>, i32, i32
    return
  }
}

// -----

module attributes {mpi.dlti = #dlti.map<"MPI:Implementation" = "MPICH">} {
  func.func @gaps(%a: memref<4xf32, strided<[2]>>, %n: i32, %comm: !mpi.comm) {
    // expected-error @+1 {{expected to exchange a memref of one dimension without gaps}}
    mpi.recv(%a, %n, %n, %comm) : memref<4xf32, strided<[2]>>, i32, i32
    return
  }
}

// -----

module attributes {mpi.dlti = #dlti.map<"MPI:Implementation" = "MPICH">} {
  func.func @type(%a: memref<4xf16>, %n: i32, %comm: !mpi.comm) {
    // expected-error @+1 {{expected to exchange f32, f64 or integers of 8 to 64 bits, but got 'f16'}}
    mpi.send(%a, %n, %n, %comm) : memref<4xf16>, i32, i32
    return
  }
}

// -----

module attributes {mpi.dlti = #dlti.map<"MPI:Implementation" = "MPICH">} {
  func.func @unknown(%comm: !mpi.comm) {
    // expected-error @+1 {{failed to legalize operation 'mpi.barrier'}}
    mpi.barrier(%comm)
    return
  }
}
