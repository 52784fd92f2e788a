//===- ConvolutionFlops.h - The work of convolutions ------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_CONVOLUTIONFLOPS_H
#define WINOGRAD_RUNNER_CONVOLUTIONFLOPS_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/Error.h"

namespace mlir::winograd {

/// How many multiplications and additions the convolutions of a module of
/// linalg take when calculated directly: Σ 2 · (product of all loop bounds).
/// An error if the size of one is dynamic.
llvm::Expected<double> countDirectFlops(ModuleOp module);

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_CONVOLUTIONFLOPS_H
