//===- MachineCode.h - llvm to machine code ---------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNNER_MACHINECODE_H
#define WINOGRAD_LIB_RUNNER_MACHINECODE_H

#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "mlir/IR/BuiltinOps.h"
#include "winograd/Runner/CompiledFunction.h"
#include "winograd/Runner/ProgressNote.h"

namespace mlir::winograd {

/// Machine code in this process.
class MachineCode {
public:
  /// Makes that of the function `name` of a module in the LLVM dialect, and
  /// runs its constructors.
  static llvm::Expected<std::unique_ptr<MachineCode>>
  generate(ModuleOp module, StringRef name,
           std::unique_ptr<llvm::TargetMachine> target,
           const CompileSettings &settings, ProgressNote &note);

  /// It takes the addresses of the arguments.
  void (*getFunction() const)(void **) { return function; }

private:
  void (*function)(void **) = nullptr;
  std::unique_ptr<ExecutionEngine> engine;
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_RUNNER_MACHINECODE_H
