//===- EntryModule.cpp - A module for one entry ---------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EntryModule.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "winograd/Transforms/Linalg/Passes.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

Error mlir::winograd::isolateEntry(ModuleOp module, StringRef entry) {
  for (auto func : module.getOps<func::FuncOp>())
    func.setPrivate();
  for (Operation &op : *module.getBody())
    if (isa<gpu::GPUModuleOp>(op) ||
        (isa<ModuleOp>(op) && cast<ModuleOp>(op).getSymName()))
      SymbolTable::setSymbolVisibility(&op, SymbolTable::Visibility::Private);
  module.lookupSymbol<func::FuncOp>(entry).setPublic();
  PassManager passManager(module.getContext());
  passManager.addPass(createSymbolDCEPass());
  if (failed(passManager.run(module)))
    return createStringError("expected a valid module");
  return Error::success();
}

void mlir::winograd::protectArguments(ModuleOp module, StringRef entry) {
  MLIRContext *context = module.getContext();
  context->loadDialect<bufferization::BufferizationDialect>();
  auto function = module.lookupSymbol<func::FuncOp>(entry);
  for (unsigned i = 0; i < function.getNumArguments(); ++i)
    function.setArgAttr(i,
                        bufferization::BufferizationDialect::kWritableAttrName,
                        BoolAttr::get(context, false));
}

Error mlir::winograd::specializeEntry(ModuleOp module,
                                      EntrySignature &signature,
                                      ArrayRef<NpyArray> inputs) {
  WinogradSpecializeShapesOptions shapes;
  shapes.function = signature.name;
  for (const NpyArray &input : inputs)
    shapes.shapes.push_back(llvm::join(
        llvm::map_range(input.shape(),
                        [](int64_t size) { return std::to_string(size); }),
        "x"));
  PassManager passManager(module.getContext());
  passManager.addPass(createWinogradSpecializeShapes(shapes));
  if (failed(passManager.run(module)))
    return createStringError("expected to know all shapes from the inputs'");
  Expected<EntrySignature> specialized =
      EntrySignature::get(module, signature.name);
  if (!specialized)
    return specialized.takeError();
  signature = *specialized;
  return Error::success();
}
