//===- DebugInfo.h - Lines for a debugger -----------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_AOT_DEBUGINFO_H
#define WINOGRAD_AOT_DEBUGINFO_H

#include "mlir/Pass/PassManager.h"

namespace mlir::winograd {

/// Adds what follows a pipeline that ends in the LLVM dialect, for a debugger
/// or profiler to name the file and the line of the operation that an
/// instruction comes from: its location, in the module's text or as a front end
/// gave it. A function that was a convolution's loop stands at the convolution.
void addDebugInfo(OpPassManager &pm);

} // namespace mlir::winograd

#endif // WINOGRAD_AOT_DEBUGINFO_H
