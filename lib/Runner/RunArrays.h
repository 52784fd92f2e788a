//===- RunArrays.h - What a run reads and gives -----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNNER_RUNARRAYS_H
#define WINOGRAD_LIB_RUNNER_RUNARRAYS_H

#include "winograd/Runner/EntrySignature.h"
#include "winograd/Runner/RunOptions.h"

namespace mlir::winograd {

/// The inputs that the options name, or random ones, for what the function
/// takes.
llvm::Expected<std::vector<NpyArray>>
readInputs(const RunOptions &options, const EntrySignature &signature);

/// An error if the options do not name one output for each result, or none
/// where they can be left out.
llvm::Error checkOutputCount(const RunOptions &options,
                             const EntrySignature &signature);

/// Prints how far each output is from the reference; an error if that is more
/// than the options allow.
llvm::Error checkOutputs(const RunOptions &options,
                         const EntrySignature &signature,
                         ArrayRef<NpyArray> outputs,
                         ArrayRef<NpyArray> references, llvm::raw_ostream &os);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_RUNNER_RUNARRAYS_H
