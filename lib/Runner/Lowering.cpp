//===- Lowering.cpp - An entry to the LLVM dialect ------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Pass/PassInstrumentation.h"
#include "winograd/Checks/Passes.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;

namespace {

/// Notices when a pass changes what the function takes or gives, as long as
/// these are tensors.
class SignatureTracker : public PassInstrumentation {
public:
  explicit SignatureTracker(EntrySignature &signature) : signature(signature) {}

  void runAfterPass(Pass *, Operation *op) override {
    auto module = dyn_cast<ModuleOp>(op);
    if (!module)
      return;
    auto current = EntrySignature::get(module, signature.name);
    if (current)
      signature = *current;
    else
      llvm::consumeError(current.takeError());
  }

private:
  EntrySignature &signature;
};

/// Tells which pass runs.
class PassTeller : public PassInstrumentation {
public:
  explicit PassTeller(ProgressNote &note) : note(note) {}

  void runBeforePass(Pass *pass, Operation *) override {
    if (StringRef name = pass->getArgument(); !name.empty())
      note.setPhase(name);
  }

private:
  ProgressNote &note;
};

} // namespace

/// linalg on tensors --> llvm
Error mlir::winograd::lowerEntry(ModuleOp module, EntrySignature &signature,
                                 PassManager &passManager,
                                 MadeConstants &constants, ProgressNote &note) {
  SmallVector<RankedTensorType> inputs = signature.inputs;
  auto entry = module.lookupSymbol<func::FuncOp>(signature.name);
  entry->setAttr(LLVM::LLVMDialect::getEmitCWrapperAttrName(),
                 UnitAttr::get(module.getContext()));
  PassManager checks(module.getContext());
  checks.addPass(createWinogradCheckMalloc());
  passManager.addInstrumentation(std::make_unique<PassTeller>(note));
  passManager.addInstrumentation(std::make_unique<SignatureTracker>(signature));
  passManager.addInstrumentation(constants.createReclaimer(module));
  if (failed(passManager.run(module)) || failed(checks.run(module)))
    return createStringError("the pipeline failed on this module");
  if (signature.inputs != inputs)
    return createStringError("expected the pipeline to keep the arguments of "
                             "the entry, but it changed them");
  return signature.checkLowered(module);
}
