//===- BufferizeTensors.cpp - Tensors to memrefs -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Bufferization/Transforms/OneShotAnalysis.h"
#include "mlir/Dialect/Bufferization/Transforms/OneShotModuleBufferize.h"
#include "mlir/Dialect/Bufferization/Transforms/Transforms.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Transforms/Linalg/NormalizeSlices.h"
#include "winograd/Utils/Rewriting.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADBUFFERIZETENSORS
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Whoever but an affine operation uses `value` sees a cast of it to its own
/// type, of whose bounds nothing is known.
static void hideBounds(Value value) {
  auto isOther = [](OpOperand &use) {
    return !isa<affine::AffineDialect>(use.getOwner()->getDialect());
  };
  if (llvm::none_of(value.getUses(), isOther))
    return;
  OpBuilder builder(value.getContext());
  builder.setInsertionPointAfterValue(value);
  auto cast = UnrealizedConversionCastOp::create(builder, value.getLoc(),
                                                 value.getType(), value);
  value.replaceUsesWithIf(cast.getResult(0), [&](OpOperand &use) {
    return use.getOwner() != cast && isOther(use);
  });
}

/// Hides the bounds of what offsets and sizes of slices are made of.
static void hideBounds(ModuleOp module) {
  module.walk([](Operation *op) {
    if (isa<affine::AffineApplyOp, affine::AffineMaxOp, affine::AffineMinOp>(
            op))
      hideBounds(op->getResult(0));
    if (auto loop = dyn_cast<LoopLikeOpInterface>(op))
      if (auto ivs = loop.getLoopInductionVars())
        for (Value iv : *ivs)
          hideBounds(iv);
  });
}

/// Removes the casts.
static void showBounds(ModuleOp module) {
  module.walk([](UnrealizedConversionCastOp cast) {
    if (cast.getInputs().getTypes() != cast.getOutputs().getTypes())
      return;
    cast.getOutputs().replaceAllUsesWith(cast.getInputs());
    cast.erase();
  });
}

/// tensor.empty, where it is not a part of what it is inserted into -->
/// bufferization.alloc_tensor
static LogicalResult eliminateEmptyTensors(ModuleOp module) {
  IRRewriter rewriter(module.getContext());
  // Of several uses on the way to one insertion, the elimination replaces one,
  // and which one depends on where they lie in memory.
  module.walk([&](scf::IfOp op) {
    for (Region &branch : op->getRegions())
      if (!branch.empty())
        sinkEmptyTensors(rewriter, branch);
  });
  if (failed(bufferization::eliminateEmptyTensors(rewriter, module)))
    return failure();
  RewritePatternSet patterns(module.getContext());
  bufferization::populateEmptyTensorToAllocTensorPattern(patterns);
  walkAndApplyPatterns(module, std::move(patterns));
  return success();
}

/// tensors --> memrefs
static LogicalResult bufferize(ModuleOp module) {
  bufferization::OneShotBufferizationOptions options;
  options.bufferizeFunctionBoundaries = true;
  options.setFunctionBoundaryTypeConversion(
      bufferization::LayoutMapOption::IdentityLayoutMap);
  options.allowReturnAllocsFromLoops = true;
  bufferization::BufferizationState state;
  return bufferization::runOneShotModuleBufferize(module, options, state);
}

namespace {
class WinogradBufferizeTensors
    : public winograd::impl::WinogradBufferizeTensorsBase<
          WinogradBufferizeTensors> {
public:
  void runOnOperation() override {
    ModuleOp module = getOperation();
    normalizeSlices(module); // tiling and folding make new ones
    hideBounds(module);
    if (failed(eliminateEmptyTensors(module)) || failed(bufferize(module)))
      return signalPassFailure();
    showBounds(module);
  }
};
} // namespace
