//===- MachineCode.cpp - llvm to machine code -----------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MachineCode.h"

#include "RuntimeLibraries.h"
#include "llvm/ExecutionEngine/Orc/CompileUtils.h"
#include "llvm/IR/Module.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::Error;
using llvm::Expected;

static bool hasConstructors(const llvm::Module &module) {
  return module.getNamedGlobal("llvm.global_ctors") ||
         module.getNamedGlobal("llvm.global_dtors");
}

/// Makes machine code now, which would be made when it is called.
Error MachineCode::runEngine(StringRef name, const CodeConstants &constants) {
  engine->registerSymbols(getProcessFunctions);
  engine->registerSymbols([&](llvm::orc::MangleAndInterner mangle) {
    return constants.getSymbols(mangle);
  });
  if (Error error = engine->lookupPacked(name).moveInto(function))
    return error;
  // Constructors load kernels onto a GPU, and copy constants there.
  engine->initialize();
  return Error::success();
}

static ExecutionEngineOptions getOptions(const CompileSettings &settings,
                                         ArrayRef<StringRef> libraries) {
  ExecutionEngineOptions options;
  options.jitCodeGenOptLevel = settings.quality == CodeQuality::Fast
                                   ? llvm::CodeGenOptLevel::Aggressive
                                   : llvm::CodeGenOptLevel::Default;
  options.sharedLibPaths = libraries;
  options.enableGDBNotificationListener = settings.debugInfo;
  options.enablePerfNotificationListener = settings.debugInfo;
  return options;
}

Expected<std::unique_ptr<MachineCode>> MachineCode::generate(
    ModuleOp module, StringRef name, const CodeConstants &constants,
    std::unique_ptr<llvm::TargetMachine> target,
    const CompileSettings &settings, ProgressNote &note, ObjectTaker keep) {
  auto code = std::make_unique<MachineCode>();
  std::unique_ptr<llvm::MemoryBuffer> object;
  Error failed = Error::success();
  llvm::ErrorAsOutParameter checked(failed);
  // The engine has translated the module and put around each function one that
  // takes addresses. It would not give away the object that it makes, so, to
  // keep one, it is made here, before the engine makes any.
  auto transform = [&, &target = *target](llvm::Module *translated) {
    note.setPhase("LLVM's optimizer");
    optimize(*translated, target, settings.quality);
    note.setPhase("machine code");
    if (keep && !hasConstructors(*translated))
      failed = llvm::orc::SimpleCompiler(target)(*translated).moveInto(object);
    return Error::success(); // the engine ends the process for any other
  };
  SmallVector<StringRef> libraries(settings.sharedLibraries);
  ExecutionEngineOptions options = getOptions(settings, libraries);
  options.transformer = transform;
  note.setPhase("LLVM IR");
  if (Error error = ExecutionEngine::create(module, options, std::move(target))
                        .moveInto(code->engine))
    return llvm::joinErrors(std::move(error), std::move(failed));
  if (failed)
    return failed;
  if (!object) {
    if (Error error = code->runEngine(name, constants))
      return error;
    return code;
  }
  code->engine.reset();
  keep(object->getBuffer());
  return link(object->getBuffer(), name, constants);
}

Expected<std::unique_ptr<MachineCode>>
MachineCode::link(StringRef object, StringRef name,
                  const CodeConstants &constants) {
  auto code = std::make_unique<MachineCode>();
  if (Error error =
          LinkedObject::link(object, name, constants).moveInto(code->object))
    return error;
  code->function = code->object->getFunction();
  return code;
}
