//===- Implementation.h - Whose MPI a program is for ------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_MPI_IMPLEMENTATION_H
#define WINOGRAD_MPI_IMPLEMENTATION_H

#include "mlir/IR/BuiltinOps.h"
#include <optional>

namespace mlir::winograd {

/// Libraries of MPI by their binary interfaces: MPICH's is that of MVAPICH,
/// Intel's and Cray's, too.
enum class MPIImplementation { MPICH, OpenMPI };

/// The attribute of a module that says for which of them it is lowered.
constexpr StringLiteral kMPIAttrName = "mpi.dlti";

/// Parses `mpich` or `openmpi`; nullopt for anything else.
std::optional<MPIImplementation> parseMPIImplementation(StringRef name);

/// `MPICH` or `Open MPI`, for people.
StringRef getName(MPIImplementation implementation);

/// Says in the module for which library its MPI operations are lowered.
void setMPIImplementation(ModuleOp module, MPIImplementation implementation);

} // namespace mlir::winograd

#endif // WINOGRAD_MPI_IMPLEMENTATION_H
