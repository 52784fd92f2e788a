//===- HoistBroadcasts.cpp - Compute once what is the same for many -------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Utils/Rewriting.h"
#include "llvm/ADT/SmallBitVector.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADHOISTBROADCASTS
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Whether it takes more time than to load a value.
static bool isExpensive(Operation &op) {
  return isa<math::MathDialect>(op.getDialect()) || isa<arith::DivFOp>(op);
}

namespace {
/// What an elementwise operation computes from operands that lack some of its
/// loops, and from nothing else.
class Broadcasts {
public:
  explicit Broadcasts(linalg::GenericOp op)
      : op(op), loops(op.getNumLoops()), body(op.getBlock()), shared(loops) {}

  /// False if there is nothing that is worth an operation of its own.
  bool find();
  void hoist(RewriterBase &rewriter);

private:
  /// The loops that the results of an operation in the body depend on.
  llvm::SmallBitVector getNeeds(Operation &inner);
  /// Whether the value depends on no other loops than those that are shared.
  bool isShared(Value value);
  /// Values of shared operations that others use.
  SmallVector<Value> getBoundary();
  linalg::GenericOp createShared(RewriterBase &rewriter,
                                 ArrayRef<Value> boundary);

  linalg::GenericOp op;
  unsigned loops;
  Block *body;
  DenseMap<Value, llvm::SmallBitVector> needs;
  llvm::SmallBitVector shared; ///< the loops of what is hoisted
};
} // namespace

llvm::SmallBitVector Broadcasts::getNeeds(Operation &inner) {
  llvm::SmallBitVector used(loops);
  for (Value operand : inner.getOperands())
    if (auto found = needs.find(operand); found != needs.end())
      used |= found->second;
  if (inner.getNumRegions() > 0 || !isMemoryEffectFree(&inner) ||
      isa<linalg::IndexOp>(inner))
    used.set();
  return used;
}

bool Broadcasts::find() {
  for (OpOperand &operand : op->getOpOperands()) {
    AffineMap map = op.getMatchingIndexingMap(&operand);
    llvm::SmallBitVector used(loops, op.isDpsInit(&operand));
    for (unsigned loop = 0; loop < loops; ++loop)
      if (map.isFunctionOfDim(loop))
        used.set(loop);
    needs[op.getMatchingBlockArgument(&operand)] = used;
  }
  for (Operation &inner : body->without_terminator()) {
    llvm::SmallBitVector used = getNeeds(inner);
    for (Value result : inner.getResults())
      needs[result] = used;
    if (!used.all() && isExpensive(inner))
      shared |= used;
  }
  if (shared.none() || shared.all())
    return false;
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  return llvm::all_of(shared.set_bits(), [&](unsigned loop) {
    return !ShapedType::isDynamic(ranges[loop]);
  });
}

bool Broadcasts::isShared(Value value) {
  auto found = needs.find(value);
  return found == needs.end() || !found->second.test(shared);
}

SmallVector<Value> Broadcasts::getBoundary() {
  SmallVector<Value> boundary;
  for (Operation &inner : body->without_terminator())
    for (Value result : inner.getResults())
      if (isShared(result) &&
          llvm::any_of(result.getUsers(), [&](Operation *user) {
            return user->hasTrait<OpTrait::IsTerminator>() ||
                   !llvm::all_of(user->getResults(),
                                 [&](Value value) { return isShared(value); });
          }))
        boundary.push_back(result);
  return boundary;
}

linalg::GenericOp Broadcasts::createShared(RewriterBase &rewriter,
                                           ArrayRef<Value> boundary) {
  SmallVector<int64_t> ranges = op.getStaticLoopRanges(), shape;
  SmallVector<AffineExpr> renamed(loops, rewriter.getAffineConstantExpr(0));
  for (unsigned loop : shared.set_bits()) {
    renamed[loop] = rewriter.getAffineDimExpr(shape.size());
    shape.push_back(ranges[loop]);
  }
  unsigned rank = shape.size();
  SmallVector<Value> inputs, outs;
  SmallVector<BlockArgument> arguments;
  SmallVector<AffineMap> maps;
  SmallVector<Type> types;
  for (OpOperand *operand : op.getDpsInputOperands()) {
    BlockArgument argument = op.getMatchingBlockArgument(operand);
    if (!isShared(argument))
      continue;
    inputs.push_back(operand->get());
    arguments.push_back(argument);
    AffineMap map = op.getMatchingIndexingMap(operand);
    maps.push_back(
        AffineMap::get(rank, 0,
                       llvm::map_to_vector(map.getResults(),
                                           [&](AffineExpr index) {
                                             return index.replaceDims(renamed);
                                           }),
                       op.getContext()));
  }
  for (Value value : boundary) {
    outs.push_back(
        tensor::EmptyOp::create(rewriter, op.getLoc(), shape, value.getType()));
    types.push_back(outs.back().getType());
    maps.push_back(rewriter.getMultiDimIdentityMap(rank));
  }
  return linalg::GenericOp::create(
      rewriter, op.getLoc(), types, inputs, outs, maps,
      SmallVector<utils::IteratorType>(rank, utils::IteratorType::parallel),
      [&](OpBuilder &builder, Location loc, ValueRange args) {
        IRMapping mapping;
        for (auto [old, argument] : llvm::zip(arguments, args))
          mapping.map(old, argument);
        for (Operation &inner : body->without_terminator())
          if (llvm::all_of(inner.getResults(),
                           [&](Value value) { return isShared(value); }))
            builder.clone(inner, mapping);
        linalg::YieldOp::create(builder, loc,
                                llvm::map_to_vector(boundary, [&](Value value) {
                                  return mapping.lookup(value);
                                }));
      });
}

void Broadcasts::hoist(RewriterBase &rewriter) {
  rewriter.setInsertionPoint(op);
  SmallVector<Value> boundary = getBoundary();
  linalg::GenericOp once = createShared(rewriter, boundary);
  // The rest, with those results as inputs.
  SmallVector<AffineExpr> indices;
  for (unsigned loop : shared.set_bits())
    indices.push_back(rewriter.getAffineDimExpr(loop));
  AffineMap projection =
      AffineMap::get(loops, 0, indices, rewriter.getContext());
  SmallVector<Value> inputs(op.getInputs());
  llvm::append_range(inputs, once.getResults());
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  maps.insert(maps.begin() + op.getNumDpsInputs(), boundary.size(), projection);
  auto rest = linalg::GenericOp::create(
      rewriter, op.getLoc(), op.getResultTypes(), inputs, op.getOutputs(), maps,
      op.getIteratorTypesArray());
  SmallVector<Type> types;
  for (Value operand : rest->getOperands())
    types.push_back(getElementTypeOrSelf(operand.getType()));
  Block *block =
      rewriter.createBlock(&rest.getRegion(), {}, types,
                           SmallVector<Location>(types.size(), op.getLoc()));
  SmallVector<Value> arguments;
  for (unsigned number = 0; number < block->getNumArguments(); ++number)
    if (number < op.getNumDpsInputs() || number >= inputs.size())
      arguments.push_back(block->getArgument(number));
  rewriter.mergeBlocks(body, block, arguments);
  for (auto [number, value] : llvm::enumerate(boundary))
    rewriter.replaceAllUsesWith(
        value, block->getArgument(op.getNumDpsInputs() + number));
  eraseDeadOperations(rewriter, *block);
  rewriter.replaceOp(op, rest.getResults());
}

namespace {
class WinogradHoistBroadcasts
    : public winograd::impl::WinogradHoistBroadcastsBase<
          WinogradHoistBroadcasts> {
public:
  void runOnOperation() override {
    SmallVector<linalg::GenericOp> ops;
    getOperation()->walk([&](linalg::GenericOp op) {
      if (op.hasPureTensorSemantics() && op.getNumReductionLoops() == 0 &&
          op.getNumLoops() > 0)
        ops.push_back(op);
    });
    IRRewriter rewriter(&getContext());
    bool isUnchanged = true;
    for (linalg::GenericOp op : ops) {
      Broadcasts broadcasts(op);
      if (!broadcasts.find())
        continue;
      broadcasts.hoist(rewriter);
      ++numHoisted;
      isUnchanged = false;
    }
    if (isUnchanged)
      return markAllAnalysesPreserved();
    // Of what was hoisted, operands may not be used any more.
    RewritePatternSet patterns(&getContext());
    linalg::populateEraseUnusedOperandsAndResultsPatterns(patterns);
    if (failed(rewriteOperations(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
