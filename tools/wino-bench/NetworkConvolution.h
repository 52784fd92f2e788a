//===- NetworkConvolution.h - One convolution of a network ------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_NETWORKCONVOLUTION_H
#define WINO_BENCH_NETWORKCONVOLUTION_H

#include "PhaseProblem.h"

/// Cuts one convolution out of a network, with the zeros in front of it and,
/// where it is calculated from constants, the initial value (a bias). The image
/// is random, and so is a filter that is no constant; any other initial value
/// becomes an argument.
///
/// `operation` chooses it: the name of its function, of its operation, or of
/// its location, or that location as `file:line:column`, of which the file or
/// the column may be left off. Empty chooses the only one there is. Where it
/// fits none or several, the error lists them. Sizes must be static, and values
/// f32.
llvm::Expected<PhaseProblem> cutConvolution(mlir::ModuleOp network,
                                            llvm::StringRef file,
                                            llvm::StringRef operation);

#endif // WINO_BENCH_NETWORKCONVOLUTION_H
