//===- Passes.h - Programs for one rank of MPI ------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_MPI_PASSES_H
#define WINOGRAD_MPI_PASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

namespace mlir::winograd {

#define GEN_PASS_DECL
#include "winograd/MPI/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "winograd/MPI/Passes.h.inc"

} // namespace mlir::winograd

#endif // WINOGRAD_MPI_PASSES_H
