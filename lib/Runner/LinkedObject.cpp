//===- LinkedObject.cpp - An object file in this process ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LinkedObject.h"

#include "RuntimeLibraries.h"
#include "winograd/Support/Compatibility.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/ExecutionEngine/Orc/RTDyldObjectLinkingLayer.h"
#include "llvm/ExecutionEngine/SectionMemoryManager.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace mlir;
using namespace mlir::winograd;
namespace orc = llvm::orc;
using llvm::Error;
using llvm::Expected;

LinkedObject::LinkedObject(std::unique_ptr<orc::LLJIT> jit)
    : jit(std::move(jit)) {}
LinkedObject::~LinkedObject() = default;

/// A just-in-time compiler that only has objects to link.
static Expected<std::unique_ptr<orc::LLJIT>> createLinker() {
  return orc::LLJITBuilder()
      .setObjectLinkingLayerCreator(
          createLayerOfSession([](orc::ExecutionSession &session) {
            return std::make_unique<orc::RTDyldObjectLinkingLayer>(
                session, [](const llvm::MemoryBuffer &) {
                  return std::make_unique<llvm::SectionMemoryManager>();
                });
          }))
      .create();
}

Expected<std::unique_ptr<LinkedObject>>
LinkedObject::link(StringRef object, StringRef name,
                   const CodeConstants &constants) {
  auto jit = createLinker();
  if (!jit)
    return jit.takeError();
  orc::JITDylib &library = (*jit)->getMainJITDylib();
  orc::MangleAndInterner mangle((*jit)->getExecutionSession(),
                                (*jit)->getDataLayout());
  for (orc::SymbolMap symbols :
       {getProcessFunctions(mangle), constants.getSymbols(mangle)})
    if (Error error = library.define(orc::absoluteSymbols(std::move(symbols))))
      return error;
  if (Error error = (*jit)->addObjectFile(llvm::MemoryBuffer::getMemBuffer(
          object, "winograd", /*RequiresNullTerminator=*/false)))
    return error;
  std::unique_ptr<LinkedObject> linked(new LinkedObject(std::move(*jit)));
  auto address = linked->jit->lookup(("_mlir_" + name).str());
  if (!address) // which refers to names that end with the JIT
    return llvm::createStringError(llvm::toString(address.takeError()));
  linked->function = address->toPtr<void (*)(void **)>();
  return linked;
}
