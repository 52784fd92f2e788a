//===- CompileObserver.h - Who looks on while code is made -----*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_COMPILEOBSERVER_H
#define WINOGRAD_RUNNER_COMPILEOBSERVER_H

#include "mlir/IR/Remarks.h"
#include "mlir/Pass/PassManager.h"

namespace mlir::winograd {

/// Looks on while a function is compiled, and changes nothing.
class CompileObserver {
public:
  virtual ~CompileObserver() = default;

  /// All passes are there, and none has run: time for instrumentation.
  virtual void beginPasses(PassManager &passManager) {}
  /// What a pass says of a decision or a count. Passes of several functions
  /// may run at the same time; MLIR lets only one speak.
  virtual void hear(const remark::detail::Remark &remark) {}
};

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_COMPILEOBSERVER_H
