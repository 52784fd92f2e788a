//===- FoldScales.cpp - Scales of channels become the filter's -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// What follows a convolution is read as s * v + t for each channel, as far as
// it is that, with v what the convolution computes:
//
//   s * (x * w + b) + t = x * (s * w) + (s * b + t)
//
// The filter's constant becomes s * w, and one addition is left.
//
//===----------------------------------------------------------------------===//

#include "LinearBody.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "winograd/Dialect/Winograd/Analysis/Convolution.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "winograd/Support/Limits.h"
#include "winograd/Utils/Constants.h"
#include "winograd/Utils/LoopMaps.h"
#include "winograd/Utils/Rewriting.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADFOLDSCALES
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// A convolution, what follows it, and the part of that which is linear.
class ScaledConvolution {
public:
  /// False if nothing is scaled, or by what is no constant.
  bool match(linalg::GenericOp op);
  void fold(RewriterBase &rewriter);

private:
  bool matchFilter();
  bool matchInit();
  /// Sorts the values of the epilogue's body.
  void classify();
  bool isConstantOperand(OpOperand &operand);
  /// Whether the value is s * v + t, with v used for nothing else.
  bool isLinearRoot(Operation &last);
  bool findChannels();
  /// The filter's axis of such a loop.
  std::optional<unsigned> findFilterAxis(unsigned loop);
  /// Whether an operation of constants is one of those that `mapping` has.
  bool isComputable(Operation &op, IRMapping &mapping);
  /// The tensor of what `compute` makes of the constants, for each channel.
  Value createOfChannels(
      RewriterBase &rewriter, ArrayRef<Value> others,
      llvm::function_ref<Value(OpBuilder &, Location, LinearBody &, ValueRange)>
          compute);
  void replaceFilter(RewriterBase &rewriter, Value scale);
  void replaceEpilogue(RewriterBase &rewriter, Value shift);

  Convolution convolution;
  linalg::GenericOp epilogue;
  BlockArgument argument; ///< the convolution's value in the epilogue
  AffineMap place;        ///< where that lies, by the epilogue's loops
  llvm::SmallDenseSet<Value> constants, linear;
  Operation *last = nullptr;   ///< computes s * v + t
  SetVector<Operation *> body; ///< what it is computed by, but constants
  /// Loops of the epilogue: those of channels that s and t depend on.
  SmallVector<unsigned> channels;
  linalg::GenericOp bias; ///< broadcasts the initial value, or null
};
} // namespace

bool ScaledConvolution::match(linalg::GenericOp op) {
  if (!op.hasPureTensorSemantics() || op->getNumResults() != 1 ||
      !promisesFinite(op))
    return false;
  // Narrower weights would be rounded a second time.
  Type type = getElementTypeOrSelf(op.getResult(0).getType());
  if (!type.isF32() && !type.isF64())
    return false;
  std::string reason;
  FailureOr<Convolution> found = analyzeConvolution(op, reason);
  if (failed(found) || !found->epilogue)
    return false;
  convolution = *found;
  epilogue = found->epilogue;
  OpOperand &use = *op.getResult(0).use_begin();
  argument = epilogue.getMatchingBlockArgument(&use);
  place = epilogue.getMatchingIndexingMap(&use);
  if (argument.getType() != type || !matchFilter() || !matchInit())
    return false;
  classify();
  for (Operation &inner : llvm::reverse(epilogue.getBlock()->getOperations()))
    if (inner.getNumResults() == 1 && linear.contains(inner.getResult(0)) &&
        isLinearRoot(inner)) {
      last = &inner;
      break;
    }
  return last && findChannels();
}

bool ScaledConvolution::matchFilter() {
  auto type = dyn_cast<RankedTensorType>(convolution.getFilter().getType());
  return type && type.getElementType() == argument.getType() &&
         getConstant(convolution.getFilter()) &&
         countBytes(type) <= limits::foldedBytes;
}

/// The initial value is zero, or a value for each channel.
bool ScaledConvolution::matchInit() {
  Value init = convolution.getInit();
  if (isZeroTensor(init))
    return true;
  bias = init.getDefiningOp<linalg::GenericOp>();
  if (!bias || !onlyMovesValues(bias) ||
      !bias.getMatchingIndexingMap(bias.getDpsInitOperand(0)).isIdentity())
    return false;
  AffineMap map = bias.getMatchingIndexingMap(bias.getDpsInputOperand(0));
  AffineMap result = convolution.getResultMap();
  return isa<RankedTensorType>(bias.getInputs()[0].getType()) &&
         llvm::all_of(map.getResults(), [&](AffineExpr index) {
           auto dim = dyn_cast<AffineDimExpr>(index);
           return dim &&
                  llvm::is_contained(
                      convolution.outputChannel,
                      cast<AffineDimExpr>(result.getResult(dim.getPosition()))
                          .getPosition());
         });
}

bool ScaledConvolution::isConstantOperand(OpOperand &operand) {
  return isa<RankedTensorType>(operand.get().getType()) &&
         getConstant(operand.get()) &&
         epilogue.getMatchingIndexingMap(&operand).isProjectedPermutation();
}

void ScaledConvolution::classify() {
  linear.insert(argument);
  for (OpOperand *operand : epilogue.getDpsInputOperands()) {
    BlockArgument value = epilogue.getMatchingBlockArgument(operand);
    if (value != argument && isConstantOperand(*operand))
      constants.insert(value);
  }
  auto isConstant = [&](Value value) {
    return constants.contains(value) || matchPattern(value, m_Constant());
  };
  for (Operation &inner : epilogue.getBlock()->without_terminator()) {
    if (inner.getNumResults() != 1 || inner.getNumRegions() > 0 ||
        !isMemoryEffectFree(&inner) || isa<linalg::IndexOp>(inner))
      continue;
    if (llvm::all_of(inner.getOperands(), isConstant)) {
      constants.insert(inner.getResult(0));
      continue;
    }
    auto isLinear = [&](Value value) { return linear.contains(value); };
    ValueRange operands = inner.getOperands();
    bool isEither = operands.size() == 2 &&
                    ((isLinear(operands[0]) && isConstant(operands[1])) ||
                     (isConstant(operands[0]) && isLinear(operands[1])));
    if ((isa<arith::AddFOp, arith::SubFOp, arith::MulFOp>(inner) && isEither) ||
        (isa<arith::DivFOp>(inner) && isEither && isLinear(operands[0])) ||
        (isa<arith::NegFOp>(inner) && isLinear(operands[0])))
      linear.insert(inner.getResult(0));
  }
}

bool ScaledConvolution::isLinearRoot(Operation &root) {
  body.clear();
  bool isScaled = false;
  Operation *op = &root;
  while (true) {
    body.insert(op);
    isScaled |= !isa<arith::AddFOp>(op) && !isa<arith::SubFOp>(op);
    isScaled |= isa<arith::SubFOp>(op) && linear.contains(op->getOperand(1));
    Value next = linear.contains(op->getOperand(0)) ? op->getOperand(0)
                                                    : op->getOperand(1);
    if (!next.hasOneUse())
      return false;
    if (next == argument)
      return isScaled;
    op = next.getDefiningOp();
  }
}

/// The loops that the constants depend on: axes of the filter.
bool ScaledConvolution::findChannels() {
  SetVector<Value> needed;
  for (Operation *op : body)
    needed.insert(op->operand_begin(), op->operand_end());
  for (size_t next = 0; next < needed.size(); ++next)
    if (Operation *op = needed[next].getDefiningOp();
        op && op->getBlock() == epilogue.getBlock())
      needed.insert(op->operand_begin(), op->operand_end());
  llvm::SmallSetVector<unsigned, 4> loops;
  for (OpOperand *operand : epilogue.getDpsInputOperands()) {
    BlockArgument value = epilogue.getMatchingBlockArgument(operand);
    if (value == argument || !needed.contains(value))
      continue;
    for (AffineExpr index :
         epilogue.getMatchingIndexingMap(operand).getResults())
      loops.insert(cast<AffineDimExpr>(index).getPosition());
  }
  if (bias)
    for (AffineExpr index :
         bias.getMatchingIndexingMap(bias.getDpsInputOperand(0)).getResults())
      loops.insert(
          cast<AffineDimExpr>(
              place.getResult(cast<AffineDimExpr>(index).getPosition()))
              .getPosition());
  channels = loops.takeVector();
  return llvm::all_of(channels, [&](unsigned loop) {
    return findFilterAxis(loop).has_value();
  });
}

std::optional<unsigned> ScaledConvolution::findFilterAxis(unsigned loop) {
  std::optional<unsigned> axis =
      place.getResultPosition(getAffineDimExpr(loop, epilogue.getContext()));
  return convolution.getFilterMap().getResultPosition(
      convolution.getResultMap().getResult(*axis));
}

bool ScaledConvolution::isComputable(Operation &op, IRMapping &mapping) {
  return llvm::all_of(op.getResults(),
                      [&](Value value) { return constants.contains(value); }) &&
         llvm::all_of(op.getOperands(), [&](Value value) {
           return mapping.contains(value) ||
                  value.getParentBlock() != epilogue.getBlock() ||
                  matchPattern(value, m_Constant());
         });
}

Value ScaledConvolution::createOfChannels(
    RewriterBase &rewriter, ArrayRef<Value> others,
    llvm::function_ref<Value(OpBuilder &, Location, LinearBody &, ValueRange)>
        compute) {
  Location loc = epilogue.getLoc();
  SmallVector<int64_t> ranges = epilogue.getStaticLoopRanges();
  SmallVector<int64_t> shape;
  SmallVector<AffineExpr> renamed(ranges.size(),
                                  rewriter.getAffineConstantExpr(0));
  for (unsigned loop : channels) {
    renamed[loop] = rewriter.getAffineDimExpr(shape.size());
    shape.push_back(ranges[loop]);
  }
  auto rename = [&](AffineMap map) {
    return AffineMap::get(
        shape.size(), 0,
        llvm::map_to_vector(
            map.getResults(),
            [&](AffineExpr index) { return index.replaceDims(renamed); }),
        rewriter.getContext());
  };
  SmallVector<Value> inputs;
  SmallVector<AffineMap> maps;
  SmallVector<BlockArgument> arguments;
  for (OpOperand *operand : epilogue.getDpsInputOperands()) {
    BlockArgument value = epilogue.getMatchingBlockArgument(operand);
    AffineMap map = epilogue.getMatchingIndexingMap(operand);
    bool isOfChannels = llvm::all_of(map.getResults(), [&](AffineExpr index) {
      auto dim = dyn_cast<AffineDimExpr>(index);
      return dim && llvm::is_contained(channels, dim.getPosition());
    });
    if (value == argument || !constants.contains(value) || !isOfChannels)
      continue;
    inputs.push_back(operand->get());
    maps.push_back(rename(map));
    arguments.push_back(value);
  }
  size_t numConstants = inputs.size();
  for (Value other : others) {
    inputs.push_back(other);
    // The broadcast's loops are the axes of the convolution's result.
    AffineMap map =
        other == Value(bias ? bias.getInputs()[0] : Value())
            ? rename(bias.getMatchingIndexingMap(bias.getDpsInputOperand(0))
                         .compose(place))
            : rewriter.getMultiDimIdentityMap(shape.size());
    maps.push_back(map);
  }
  maps.push_back(rewriter.getMultiDimIdentityMap(shape.size()));
  auto computeOf = [&](OpBuilder &builder, ValueRange args) {
    IRMapping mapping;
    for (auto [old, argument] : llvm::zip(arguments, args))
      mapping.map(old, argument);
    LinearBody values(builder, mapping);
    values.set(argument, {});
    for (Operation &inner : epilogue.getBlock()->without_terminator()) {
      if (body.contains(&inner))
        values.compute(inner);
      else if (isComputable(inner, mapping))
        builder.clone(inner, mapping);
    }
    return compute(builder, loc, values,
                   args.slice(numConstants, others.size()));
  };
  auto type = RankedTensorType::get(shape, argument.getType());
  if (inputs.empty())
    return rewriter.createOrFold<tensor::SplatOp>(loc, computeOf(rewriter, {}),
                                                  type);
  Value empty =
      tensor::EmptyOp::create(rewriter, loc, shape, argument.getType());
  SmallVector<utils::IteratorType> iterators(shape.size(),
                                             utils::IteratorType::parallel);
  return linalg::GenericOp::create(
             rewriter, loc, type, inputs, empty, maps, iterators,
             [&](OpBuilder &builder, Location loc, ValueRange args) {
               linalg::YieldOp::create(builder, loc, computeOf(builder, args));
             })
      .getResult(0);
}

void ScaledConvolution::replaceFilter(RewriterBase &rewriter, Value scale) {
  Location loc = convolution.op.getLoc();
  Value filter = convolution.getFilter();
  auto type = cast<RankedTensorType>(filter.getType());
  SmallVector<AffineExpr> axes;
  for (unsigned loop : channels)
    axes.push_back(rewriter.getAffineDimExpr(*findFilterAxis(loop)));
  AffineMap identity = rewriter.getMultiDimIdentityMap(type.getRank());
  AffineMap ofChannel =
      AffineMap::get(type.getRank(), 0, axes, rewriter.getContext());
  Value empty = tensor::EmptyOp::create(rewriter, loc, type.getShape(),
                                        type.getElementType());
  auto scaled = linalg::GenericOp::create(
      rewriter, loc, type, ValueRange{filter, scale}, empty,
      ArrayRef<AffineMap>{identity, ofChannel, identity},
      SmallVector<utils::IteratorType>(type.getRank(),
                                       utils::IteratorType::parallel),
      [](OpBuilder &builder, Location loc, ValueRange args) {
        Value product = arith::MulFOp::create(builder, loc, args[0], args[1]);
        linalg::YieldOp::create(builder, loc, product);
      });
  rewriter.modifyOpInPlace(convolution.op, [&] {
    convolution.op->setOperand(convolution.filter, scaled.getResult(0));
  });
  if (!bias)
    return;
  // The bias is added behind.
  Value init = convolution.getInit();
  Value zero = arith::ConstantOp::create(
      rewriter, loc, rewriter.getZeroAttr(argument.getType()));
  Value zeros =
      linalg::FillOp::create(
          rewriter, loc, zero,
          ValueRange{tensor::EmptyOp::create(
              rewriter, loc, tensor::getMixedSizes(rewriter, loc, init),
              argument.getType())})
          .getResult(0);
  rewriter.modifyOpInPlace(convolution.op, [&] {
    cast<DestinationStyleOpInterface>(convolution.op.getOperation())
        .getDpsInitsMutable()
        .assign(zeros);
  });
}

/// s * v + t --> v + shift, of the convolution that is scaled.
void ScaledConvolution::replaceEpilogue(RewriterBase &rewriter, Value shift) {
  AffineMap ofChannels = AffineMap::get(
      epilogue.getNumLoops(), 0,
      llvm::map_to_vector(channels,
                          [&](unsigned loop) -> AffineExpr {
                            return rewriter.getAffineDimExpr(loop);
                          }),
      rewriter.getContext());
  unsigned number = epilogue.getNumDpsInputs();
  SmallVector<AffineMap> maps = epilogue.getIndexingMapsArray();
  maps.insert(maps.begin() + number, ofChannels);
  SmallVector<Value> inputs(epilogue.getInputs());
  inputs.push_back(shift);
  auto result = linalg::GenericOp::create(
      rewriter, epilogue.getLoc(), epilogue.getResultTypes(), inputs,
      epilogue.getOutputs(), maps, epilogue.getIteratorTypesArray());
  rewriter.inlineRegionBefore(epilogue.getRegion(), result.getRegion(),
                              result.getRegion().end());
  Block *block = result.getBlock();
  BlockArgument added =
      block->insertArgument(number, argument.getType(), epilogue.getLoc());
  rewriter.setInsertionPointAfter(last);
  rewriter.replaceOpWithNewOp<arith::AddFOp>(last, argument, added);
  rewriter.replaceOp(epilogue, result.getResults());
  // What computed the scale is not used any more.
  eraseDeadOperations(rewriter, *block);
}

void ScaledConvolution::fold(RewriterBase &rewriter) {
  rewriter.setInsertionPoint(convolution.op);
  Value result = last->getResult(0);
  Value scale = createOfChannels(
      rewriter, {}, [&](OpBuilder &, Location, LinearBody &values, ValueRange) {
        return values.get(result).scale;
      });
  SmallVector<Value> others;
  if (bias) {
    others.push_back(bias.getInputs()[0]);
    others.push_back(scale);
  }
  Value shift = createOfChannels(
      rewriter, others,
      [&](OpBuilder &builder, Location loc, LinearBody &values,
          ValueRange of) -> Value {
        Value shift = values.get(result).shift;
        if (!of.empty()) {
          Value scaled = arith::MulFOp::create(builder, loc, of[0], of[1]);
          shift = shift ? arith::AddFOp::create(builder, loc, scaled, shift)
                              .getResult()
                        : scaled;
        }
        if (!shift)
          shift = arith::ConstantOp::create(
              builder, loc, builder.getZeroAttr(argument.getType()));
        return shift;
      });
  replaceFilter(rewriter, scale);
  rewriter.setInsertionPoint(epilogue);
  replaceEpilogue(rewriter, shift);
}

namespace {
class WinogradFoldScales
    : public winograd::impl::WinogradFoldScalesBase<WinogradFoldScales> {
public:
  using WinogradFoldScalesBase::WinogradFoldScalesBase;

  void runOnOperation() override {
    SmallVector<linalg::GenericOp> convolutions;
    getOperation()->walk([&](linalg::GenericOp op) {
      if (looksLikeConvolution(op))
        convolutions.push_back(op);
    });
    IRRewriter rewriter(&getContext());
    bool isUnchanged = true;
    for (linalg::GenericOp op : convolutions) {
      ScaledConvolution scaled;
      if (!scaled.match(op))
        continue;
      scaled.fold(rewriter);
      ++numFolded;
      isUnchanged = false;
    }
    if (isUnchanged)
      return markAllAnalysesPreserved();
    // The constants of the scale are not used any more.
    RewritePatternSet patterns(&getContext());
    linalg::populateEraseUnusedOperandsAndResultsPatterns(patterns);
    if (failed(rewriteOperations(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
