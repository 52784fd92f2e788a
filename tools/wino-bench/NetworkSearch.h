//===- NetworkSearch.h - Finds a convolution in a network -------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_NETWORKSEARCH_H
#define WINO_BENCH_NETWORKSEARCH_H

#include "mlir/IR/BuiltinOps.h"
#include "winograd/Dialect/Winograd/Analysis/Convolution.h"
#include "llvm/Support/Error.h"

/// The one convolution that `operation` chooses, as cutConvolution says; the
/// only one if it is empty. An error, which lists them, if there is not exactly
/// one; `file` is what that calls the network.
llvm::Expected<mlir::winograd::Convolution>
findConvolution(mlir::ModuleOp network, llvm::StringRef file,
                llvm::StringRef operation);

/// The name of a location, or nothing.
std::string getLocationName(mlir::Location loc);
/// `file:line:column` of a location in a file, or else its name, or else what
/// it prints as.
std::string getPlace(mlir::Location loc);

#endif // WINO_BENCH_NETWORKSEARCH_H
