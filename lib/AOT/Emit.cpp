//===- Emit.cpp - Machine code from a module in LLVM ----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Emit.h"

#include "mlir/Target/LLVMIR/Export.h"
#include "winograd/AOT/TargetMachine.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

namespace {
struct EmitDescription {
  EmitKind kind;
  StringLiteral name, prefix, suffix;
};
} // namespace

/// In the order of `EmitKind`.
static constexpr EmitDescription emitDescriptions[] = {
    {EmitKind::Object, "object", "", ".o"},
    {EmitKind::SharedLibrary, "shared-library", "lib", ".so"},
    {EmitKind::LLVMIR, "llvm-ir", "", ".ll"},
    {EmitKind::Assembly, "assembly", "", ".s"},
};

std::optional<EmitKind> mlir::winograd::parseEmitKind(StringRef name) {
  for (const EmitDescription &description : emitDescriptions)
    if (description.name == name)
      return description.kind;
  return std::nullopt;
}

std::string mlir::winograd::getFileName(EmitKind kind, StringRef module) {
  const EmitDescription &description = emitDescriptions[size_t(kind)];
  return (description.prefix + module + description.suffix).str();
}

/// Tells every function what it is compiled for, so that LLVM IR in a file says
/// so, too.
static void setTarget(llvm::Module &module, const llvm::TargetMachine &target) {
  module.setTargetTriple(target.getTargetTriple());
  module.setDataLayout(target.createDataLayout());
  module.setPICLevel(llvm::PICLevel::BigPIC);
  for (llvm::Function &function : module) {
    if (function.isDeclaration())
      continue;
    function.addFnAttr("target-cpu", target.getTargetCPU());
    if (!target.getTargetFeatureString().empty())
      function.addFnAttr("target-features", target.getTargetFeatureString());
  }
}

static Expected<FileBytes> generateCode(llvm::Module &module,
                                        llvm::TargetMachine &target,
                                        llvm::CodeGenFileType type) {
  FileBytes bytes;
  llvm::raw_svector_ostream os(bytes);
  llvm::legacy::PassManager passManager;
  if (target.addPassesToEmitFile(passManager, os, /*DwoOut=*/nullptr, type))
    return createStringError("expected a target that LLVM makes files for, but "
                             "got " +
                             target.getTargetTriple().str());
  passManager.run(module);
  return bytes;
}

/// Whether the code calls the OpenMP runtime.
static bool callsOpenMP(const llvm::Module &module) {
  return llvm::any_of(module, [](const llvm::Function &function) {
    return function.isDeclaration() &&
           (function.getName().starts_with("__kmpc_") ||
            function.getName().starts_with("omp_"));
  });
}

Expected<FileBytes> mlir::winograd::emit(ModuleOp module, StringRef name,
                                         MadeConstants &constants,
                                         llvm::TargetMachine &target,
                                         EmitKind kind, StringRef linker) {
  llvm::LLVMContext context;
  std::unique_ptr<llvm::Module> translated =
      translateModuleToLLVMIR(module, context, name);
  if (!translated)
    return createStringError("the translation to LLVM IR failed");
  module.getBody()->clear();
  constants.release(module);
  setTarget(*translated, target);
  optimize(*translated, target);

  if (kind == EmitKind::LLVMIR) {
    FileBytes text;
    llvm::raw_svector_ostream os(text);
    translated->print(os, /*AAW=*/nullptr);
    return text;
  }
  if (kind == EmitKind::Assembly)
    return generateCode(*translated, target,
                        llvm::CodeGenFileType::AssemblyFile);
  bool needsOpenMP = callsOpenMP(*translated);
  auto object =
      generateCode(*translated, target, llvm::CodeGenFileType::ObjectFile);
  if (!object || kind == EmitKind::Object)
    return object;
  return linkSharedLibrary(*object, name, linker, needsOpenMP);
}
