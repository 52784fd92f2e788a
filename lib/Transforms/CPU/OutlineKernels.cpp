//===- OutlineKernels.cpp - Loop nests into functions --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Transforms/RegionUtils.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Utils/Rewriting.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADOUTLINEKERNELS
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Copies the constants that `region` uses from outside to its start.
static void sinkConstants(RewriterBase &rewriter, Region &region) {
  SetVector<Value> captured;
  getUsedValuesDefinedAbove(region, captured);
  rewriter.setInsertionPointToStart(&region.front());
  for (Value value : captured) {
    Operation *definition = value.getDefiningOp();
    if (!definition || !matchPattern(definition, m_Constant()) ||
        isa<TensorType>(value.getType())) // a filter; each layer has its own
      continue;
    Operation *copy = rewriter.clone(*definition);
    replaceAllUsesInRegionWith(value, copy->getResult(0), region);
  }
}

namespace {
/// The slice of a tensor that a loop fills.
struct Place {
  tensor::ExtractSliceOp slice;
  tensor::InsertSliceOp insertion;
};
} // namespace

/// The place of what a loop computes, in a tensor whose other values it does
/// not see: a slice at constant offsets, so that it has a layout that is known.
static std::optional<Place> findPlace(Operation *part) {
  auto loop = dyn_cast<scf::ForallOp>(part);
  if (!loop || loop->getNumResults() != 1 || !loop->getResult(0).hasOneUse())
    return std::nullopt;
  Place place;
  place.slice =
      loop.getOutputs().front().getDefiningOp<tensor::ExtractSliceOp>();
  place.insertion =
      dyn_cast<tensor::InsertSliceOp>(*loop->getResult(0).user_begin());
  auto isConstant = [](OpFoldResult a, OpFoldResult b) {
    return getConstantIntValue(a) && a == b;
  };
  if (!place.slice || !place.insertion || !place.slice->hasOneUse() ||
      place.insertion->getBlock() != part->getBlock() ||
      place.insertion.getSource() != loop->getResult(0) ||
      place.insertion.getDest() != place.slice.getSource() ||
      !place.slice.isSameAs(place.insertion, isConstant))
    return std::nullopt;
  return place;
}

/// Tells which functions were loops.
static constexpr StringLiteral kernelAttr = "winograd.kernel";

/// Whether a loop is to become a function: on tensors the blocks of
/// convolutions, on memrefs every loop.
static bool isKernel(Operation *op) {
  return isa<scf::ForallOp>(op) ||
         (isa<scf::ForOp>(op) &&
          llvm::none_of(op->getResultTypes(), llvm::IsaPred<TensorType>));
}

/// The operations of `function` that become functions: loops, also those in
/// control flow, but at the top level only if they are on memrefs; and what has
/// regions in the share of a thread, since blocks of control flow have no place
/// in a parallel loop.
static SmallVector<Operation *> findParts(func::FuncOp function) {
  SmallVector<Operation *> parts;
  bool isOutlined = function->hasAttr(kernelAttr);
  function.getBody().walk<WalkOrder::PreOrder>([&](Operation *op) {
    Operation *parent = op->getParentOp();
    bool isTop = parent == function;
    bool inShare = isa<scf::ParallelOp>(parent);
    bool isPart = inShare ? op->getNumRegions() > 0 && !isa<scf::ReduceOp>(op)
                          : !isOutlined && isKernel(op) &&
                                (isTop || isa<scf::ForallOp>(op));
    if (!isPart)
      return WalkResult::advance();
    parts.push_back(op);
    return WalkResult::skip();
  });
  return parts;
}

namespace {
class WinogradOutlineKernels
    : public winograd::impl::WinogradOutlineKernelsBase<
          WinogradOutlineKernels> {
public:
  using WinogradOutlineKernelsBase::WinogradOutlineKernelsBase;

  void runOnOperation() override {
    bool isUnchanged = true;
    for (auto function :
         llvm::to_vector(getOperation().getOps<func::FuncOp>())) {
      SmallVector<Operation *> parts = findParts(function);
      if (parts.empty())
        continue;
      isUnchanged = false;
      if (failed(outline(function, parts)))
        return signalPassFailure();
    }
    if (!mark)
      for (auto function : getOperation().getOps<func::FuncOp>())
        if (function->removeAttr(kernelAttr))
          isUnchanged = false;
    if (isUnchanged)
      markAllAnalysesPreserved();
  }

private:
  LogicalResult outline(func::FuncOp function, ArrayRef<Operation *> parts) {
    SymbolTable symbols(getOperation());
    for (auto [number, part] : llvm::enumerate(parts)) {
      std::string name = (function.getName() + "_kernel" + Twine(number)).str();
      while (symbols.lookup(name))
        name += "_";
      FailureOr<func::FuncOp> kernel = outline(part, name);
      if (failed(kernel))
        return part->emitOpError("could not be moved into a function");
      symbols.insert(*kernel);
      ++numKernels;
    }
    return success();
  }

  FailureOr<func::FuncOp> outline(Operation *part, StringRef name) {
    IRRewriter rewriter(&getContext());
    Location loc = part->getLoc();
    std::optional<Place> place = findPlace(part);
    SmallVector<Operation *> ops{part};
    if (place)
      ops = {place->slice, part, place->insertion};
    Operation *last = ops.back();
    rewriter.setInsertionPoint(part);
    auto region =
        scf::ExecuteRegionOp::create(rewriter, loc, last->getResultTypes());
    Block *block = rewriter.createBlock(&region.getRegion());
    for (Operation *op : ops)
      rewriter.moveOpBefore(op, block, block->end());
    rewriter.replaceAllUsesWith(last->getResults(), region.getResults());
    rewriter.setInsertionPointToEnd(block);
    scf::YieldOp::create(rewriter, loc, last->getResults());
    // Of two arguments that are one empty tensor, each would be taken for
    // another's.
    if (auto loop = dyn_cast<scf::ForallOp>(part))
      sinkEmptyTensors(rewriter, loop.getRegion());
    sinkConstants(rewriter, region.getRegion());
    FailureOr<func::FuncOp> kernel =
        outlineSingleBlockRegion(rewriter, loc, region.getRegion(), name);
    if (failed(kernel))
      return failure();
    kernel->setPrivate();
    if (mark)
      (*kernel)->setAttr(kernelAttr, rewriter.getUnitAttr());
    // For the conversion to LLVM: the point is to be one piece of code.
    (*kernel)->setAttr("passthrough", rewriter.getStrArrayAttr({"noinline"}));
    return kernel;
  }
};
} // namespace
