//===- Reference.cpp - What results are judged by -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/Reference.h"

#include "EntryModule.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/Diagnostics.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Reference/Passes.h"
#include "winograd/Runner/CompiledFunction.h"
#include "winograd/Runner/ProgressNote.h"
#include "winograd/Support/StandardStreams.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

std::optional<double>
mlir::winograd::countReductionSteps(ModuleOp module,
                                    const EntrySignature &signature,
                                    ArrayRef<NpyArray> inputs) {
  OwningOpRef<ModuleOp> copy(module.clone());
  EntrySignature specialized = signature;
  ScopedDiagnosticHandler quiet(module.getContext(),
                                [](Diagnostic &) { return success(); });
  if (!signature.isStatic())
    if (Error error = specializeEntry(*copy, specialized, inputs)) {
      llvm::consumeError(std::move(error));
      return std::nullopt;
    }
  double steps = 0;
  bool isKnown = true;
  copy->walk([&](linalg::LinalgOp op) {
    if (op.getNumReductionLoops() == 0)
      return;
    double iterations = 1;
    for (int64_t range : op.getStaticLoopRanges()) {
      iterations *= double(range);
      isKnown &= !ShapedType::isDynamic(range);
    }
    steps += iterations;
  });
  return isKnown ? std::optional<double>(steps) : std::nullopt;
}

/// The reference would otherwise be made by what it is to judge.
static Error checkHasNoWinograd(ModuleOp module) {
  WalkResult result = module.walk([](Operation *op) {
    return isa_and_nonnull<WinogradDialect>(op->getDialect())
               ? WalkResult::interrupt()
               : WalkResult::advance();
  });
  if (!result.wasInterrupted())
    return Error::success();
  return createStringError("expected --check with a module without operations "
                           "of the winograd dialect, since the reference is "
                           "what MLIR itself makes of the module");
}

static std::string getNote(std::optional<double> steps) {
  std::string count = steps ? llvm::formatv("{0:e1}", *steps).str()
                            : std::string("an unknown number of");
  return (getToolName() + ": calculating the reference, " + count +
          " multiply-adds in scalar loops")
      .str();
}

Expected<std::vector<NpyArray>> mlir::winograd::runReference(
    ModuleOp module, const EntrySignature &signature, ArrayRef<NpyArray> inputs,
    ArrayRef<std::string> sharedLibraries, const ObjectCache *cache) {
  OwningOpRef<ModuleOp> copy(module.clone());
  if (Error error = isolateEntry(*copy, signature.name))
    return error;
  if (Error error = checkHasNoWinograd(*copy))
    return error;
  std::string note = getNote(countReductionSteps(*copy, signature, inputs));
  CompileSettings settings;
  settings.sharedLibraries = sharedLibraries;
  settings.quality = CodeQuality::Plain;
  settings.cache = cache;
  auto function = CompiledFunction::compile(
      *copy, signature,
      [](PassManager &passManager) {
        buildReferencePipeline(passManager);
        return Error::success();
      },
      settings);
  if (!function)
    return createStringError(
        "expected a reference for --check from MLIR's own passes, but got: " +
        llvm::toString(function.takeError()));
  ProgressNote progress(note);
  return function->run(inputs);
}
