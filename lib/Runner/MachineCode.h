//===- MachineCode.h - llvm to machine code ---------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNNER_MACHINECODE_H
#define WINOGRAD_LIB_RUNNER_MACHINECODE_H

#include "LinkedObject.h"
#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "mlir/IR/BuiltinOps.h"
#include "winograd/Runner/CompiledFunction.h"
#include "winograd/Runner/ProgressNote.h"

namespace mlir::winograd {

/// Machine code in this process.
class MachineCode {
public:
  /// Takes the bytes of an object file.
  using ObjectTaker = llvm::function_ref<void(StringRef object)>;

  /// Makes that of the function `name` of a module in the LLVM dialect, which
  /// declares the constants, and runs its constructors. The constants must live
  /// as long. If there is `keep`, it gets the object file, unless it has
  /// constructors, which nobody would run where it is only linked.
  static llvm::Expected<std::unique_ptr<MachineCode>>
  generate(ModuleOp module, StringRef name, const CodeConstants &constants,
           std::unique_ptr<llvm::TargetMachine> target,
           const CompileSettings &settings, ProgressNote &note,
           ObjectTaker keep = nullptr);

  /// That of an object file, which is not needed afterwards, unlike the
  /// constants that it reads.
  static llvm::Expected<std::unique_ptr<MachineCode>>
  link(StringRef object, StringRef name, const CodeConstants &constants);

  /// It takes the addresses of the arguments.
  void (*getFunction() const)(void **) { return function; }

private:
  llvm::Error runEngine(StringRef name, const CodeConstants &constants);

  void (*function)(void **) = nullptr;
  /// One of the two.
  std::unique_ptr<ExecutionEngine> engine;
  std::unique_ptr<LinkedObject> object;
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_RUNNER_MACHINECODE_H
