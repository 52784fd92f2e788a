//===- MachineCode.cpp - llvm to machine code -----------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MachineCode.h"

#include "RuntimeLibraries.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::Error;
using llvm::Expected;

static ExecutionEngineOptions getOptions(const CompileSettings &settings,
                                         ArrayRef<StringRef> libraries) {
  ExecutionEngineOptions options;
  options.jitCodeGenOptLevel = settings.quality == CodeQuality::Fast
                                   ? llvm::CodeGenOptLevel::Aggressive
                                   : llvm::CodeGenOptLevel::Default;
  options.sharedLibPaths = libraries;
  options.enableGDBNotificationListener = false;
  options.enablePerfNotificationListener = false;
  return options;
}

Expected<std::unique_ptr<MachineCode>>
MachineCode::generate(ModuleOp module, StringRef name,
                      std::unique_ptr<llvm::TargetMachine> target,
                      const CompileSettings &settings, ProgressNote &note) {
  auto code = std::make_unique<MachineCode>();
  auto transform = [&, &target = *target](llvm::Module *translated) {
    note.setPhase("LLVM's optimizer");
    optimize(*translated, target, settings.quality);
    return Error::success();
  };
  SmallVector<StringRef> libraries(settings.sharedLibraries);
  ExecutionEngineOptions options = getOptions(settings, libraries);
  options.transformer = transform;
  note.setPhase("LLVM IR");
  if (Error error = ExecutionEngine::create(module, options, std::move(target))
                        .moveInto(code->engine))
    return error;
  code->engine->registerSymbols(getProcessFunctions);
  // It is made here, at the first look-up.
  note.setPhase("machine code");
  if (Error error = code->engine->lookupPacked(name).moveInto(code->function))
    return error;
  // Constructors load kernels onto a GPU, and copy constants there.
  code->engine->initialize();
  return code;
}
