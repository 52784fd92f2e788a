//===- DescriptionFile.h - A machine, in a file ---------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TARGET_DESCRIPTIONFILE_H
#define WINOGRAD_TARGET_DESCRIPTIONFILE_H

#include "mlir/IR/BuiltinOps.h"
#include "winograd/Target/CPUCost.h"
#include "llvm/Support/Error.h"

namespace mlir::winograd {

/// Gives a module without `dlti.target_system_spec` that of the module in the
/// file at `path`, as `wino-bench calibrate` writes one. An error, which names
/// the file, if it cannot be read, is no module, describes no CPU, or has a
/// value out of its range; also where `module` has a description, which it
/// keeps.
llvm::Error describeByFile(ModuleOp module, llvm::StringRef path);

/// Prints such a file: all but the number of threads, with a `comment` of some
/// lines above it.
void printDescription(const CPUTarget &target, llvm::StringRef comment,
                      llvm::raw_ostream &os);

} // namespace mlir::winograd

#endif // WINOGRAD_TARGET_DESCRIPTIONFILE_H
