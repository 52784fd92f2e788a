//===- Processor.h - What LLVM knows of a processor -------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TARGET_PROCESSOR_H
#define WINOGRAD_TARGET_PROCESSOR_H

#include "winograd/Target/CPUCost.h"
#include "llvm/Target/TargetMachine.h"

namespace mlir::winograd {

/// Sets what the cost model and the vectoriser have to know of the target's
/// processor, all but its caches and threads: the vectors by its features, the
/// times by its family (`setFamilyTimes`).
void describeProcessor(const llvm::TargetMachine &target, CPUTarget &processor);

/// This machine where it runs code for `target`: its caches and times, and the
/// vectors of that.
CPUTarget describeHostAs(const llvm::TargetMachine &target);

/// As the first, of a processor by its names, as `#llvm.target` has them; an
/// error for names that LLVM does not know.
llvm::Expected<CPUTarget> describeProcessor(llvm::StringRef triple,
                                            llvm::StringRef chip,
                                            llvm::StringRef features);

} // namespace mlir::winograd

#endif // WINOGRAD_TARGET_PROCESSOR_H
