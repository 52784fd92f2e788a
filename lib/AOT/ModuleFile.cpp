//===- ModuleFile.cpp - A module and where it came from -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/AOT/ModuleFile.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"
#include "winograd/Support/InputFiles.h"
#include "winograd/Utils/UnreadableModule.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Expected;

ModuleFile::ModuleFile(const DialectRegistry &registry) : context(registry) {
  DialectRegistry translations;
  registerAllToLLVMIRTranslations(translations);
  context.appendDialectRegistry(translations);
}

ModuleFile::~ModuleFile() = default;

Expected<std::unique_ptr<ModuleFile>>
ModuleFile::read(const std::string &path, const DialectRegistry &registry,
                 llvm::raw_ostream &diagnostics) {
  auto buffer = readModuleText(path);
  if (!buffer)
    return buffer.takeError();
  std::unique_ptr<ModuleFile> file(new ModuleFile(registry));
  llvm::MemoryBuffer &text = **buffer;
  file->sourceMgr = std::make_shared<llvm::SourceMgr>();
  file->sourceMgr->AddNewSourceBuffer(std::move(*buffer), llvm::SMLoc());
  file->diagnostics = std::make_unique<SourceMgrDiagnosticHandler>(
      *file->sourceMgr, &file->context, diagnostics);
  file->module = parseSourceFile<ModuleOp>(file->sourceMgr, &file->context);
  if (!file->module) {
    std::string reason = explainUnreadable(text.getBuffer(), registry);
    return createStringError("expected '" + path + "' to be a module of MLIR" +
                             (reason.empty() ? "" : ", but it " + reason));
  }
  // Only diagnostics, and constants of bytecode, read it again.
  text.dontNeedIfMmap();
  return file;
}
