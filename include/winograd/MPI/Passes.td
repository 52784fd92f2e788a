//===- Passes.td - Programs for one rank of MPI ------------*- tablegen -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_MPI_PASSES
#define WINOGRAD_MPI_PASSES

include "mlir/Pass/PassBase.td"

def WinogradLowerMPI : Pass<"winograd-lower-mpi", "::mlir::ModuleOp"> {
  let summary = "lower MPI operations to calls of the library";
  let description = [{
    MPI operations become calls of `MPI_Send` and the like, by MLIR's own
    patterns, for the implementation that the module's `mpi.dlti` names. What
    these get wrong is set right:

    - they ask the first attribute of the module that is a table of DLTI, which
      may be the description of the CPU, and then take the library for MPICH;
    - under Open MPI they name a reduction `ompi_mpi_sum`, where the library has
      `ompi_mpi_op_sum`;
    - of a memref they send as many elements as its first dimension has, one
      behind the other, and they have no check of its type. Here it is an error
      if it has another rank than 1, or gaps, or elements that MPI has no name
      for;
    - a communicator that is an argument of a function stays a `!mpi.comm`. Here
      it is an i64, as those of operations are.

    The attributes that say how arguments and results are cut, which no later
    step knows, go.

    Before (test/MPI/lower-mpi.mlir):

    ```mlir
    mpi.allreduce(%a, %b, MPI_SUM, %comm) : memref<16xf32>, memref<16xf32>
    ```

    After, for Open MPI:

    ```mlir
    %7 = llvm.mlir.addressof @ompi_mpi_op_sum : !llvm.ptr
    …
    %9 = llvm.call @MPI_Allreduce(…, %7, %8) : (…) -> i32
    ```
  }];
  let dependentDialects = [
    "::mlir::LLVM::LLVMDialect", "::mlir::mpi::MPIDialect"];
}

def WinogradTakeCommunicator : Pass<"winograd-take-communicator",
                                    "::mlir::ModuleOp"> {
  let summary = "take the communicator from the caller";
  let description = [{
    A function that asks for `mpi.comm_world`, or calls one that does, gets a
    communicator as its first argument, and uses it, and passes it on, instead.
    So a library can be called on a part of its caller's ranks, and what it
    sends cannot be taken for anything else.

    Before (test/MPI/take-communicator.mlir):

    ```mlir
    func.func private @rank() -> i32 {
      %comm = mpi.comm_world : !mpi.comm
      %rank = mpi.comm_rank(%comm) : i32
    ```

    After:

    ```mlir
    func.func private @rank(%arg0: !mpi.comm) -> i32 {
      %rank = mpi.comm_rank(%arg0) : i32
    ```
  }];
  let dependentDialects = ["::mlir::mpi::MPIDialect"];
}

#endif // WINOGRAD_MPI_PASSES
