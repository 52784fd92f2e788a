//===- WinogradToLinalg.cpp - Lower the dialect to linalg ----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/Transforms/TileUsingInterface.h"
#include "mlir/Dialect/SCF/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "winograd/Conversion/Passes.h"
#include "winograd/Conversion/WinogradToLinalg/KronLowering.h"
#include "winograd/Dialect/Winograd/IR/OpUtils.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_CONVERTWINOGRADTOLINALG
#include "winograd/Conversion/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Tiles a kron to single tiles of lanes; a remainder of the lanes gets loops
/// of its own, so that full vectors have a static size.
static LogicalResult tileKron(RewriterBase &rewriter, KronOp op,
                              int64_t lanes) {
  rewriter.setInsertionPoint(op);
  SmallVector<OpFoldResult> sizes = getLoweringTileSizes(op, lanes);
  scf::SCFTilingOptions options;
  options.setTileSizes(sizes);
  FailureOr<scf::SCFTilingResult> tiled = scf::tileUsingSCF(
      rewriter, cast<TilingInterface>(op.getOperation()), options);
  if (failed(tiled))
    return op.emitOpError("could not be tiled");
  rewriter.replaceOp(op, tiled->replacements);
  for (LoopLikeOpInterface loop : tiled->loops) {
    auto forOp = cast<scf::ForOp>(loop.getOperation());
    scf::ForOp remainder;
    if (!isConstantIntValue(getAsOpFoldResult(forOp.getStep()), 1))
      (void)scf::peelForLoopAndSimplifyBounds(rewriter, forOp, remainder);
  }
  return success();
}

/// init[C] += lhs[A] * rhs[B]
static void lowerHadamardReduce(RewriterBase &rewriter, HadamardReduceOp op) {
  rewriter.setInsertionPoint(op);
  SmallVector<Value> inputs{op.getLhs(), op.getRhs()};
  SmallVector<utils::IteratorType> iterators = op.getLoopIteratorTypes();
  if (llvm::is_contained(iterators, utils::IteratorType::reduction)) {
    auto contract = linalg::ContractOp::create(
        rewriter, op.getLoc(), TypeRange{op.getInit().getType()}, inputs,
        ValueRange{op.getInit()}, op.getIndexingMaps());
    rewriter.replaceOp(op, contract.getResults());
    return;
  }
  Type type = getElementTypeOrSelf(op.getInit().getType());
  auto generic = linalg::GenericOp::create(
      rewriter, op.getLoc(), op.getInit().getType(), inputs, op.getInit(),
      {op.getMap(0), op.getMap(1), op.getMap(2)}, iterators,
      [&](OpBuilder &b, Location loc, ValueRange args) {
        auto flags = arith::FastMathFlagsAttr::get(
            b.getContext(), arith::FastMathFlags::contract);
        SmallVector<Value> factors;
        for (Value arg : args.take_front(2))
          factors.push_back(convertFloat(b, arg, type));
        Value product =
            arith::MulFOp::create(b, loc, factors[0], factors[1], flags);
        Value sum = arith::AddFOp::create(b, loc, args[2], product, flags);
        linalg::YieldOp::create(b, loc, sum);
      });
  rewriter.replaceOp(op, generic.getResults());
}

/// The operand through which `value`'s producer gets its destination, if that
/// is a fresh tensor.empty; destination-style operations in between are passed
/// through when nobody else sees their values.
static OpOperand *findEmptyDestination(Value value) {
  while (auto producer = value.getDefiningOp<DestinationStyleOpInterface>()) {
    OpOperand *init = producer.getTiedOpOperand(cast<OpResult>(value));
    if (init->get().getDefiningOp<tensor::EmptyOp>())
      return init;
    if (!init->get().hasOneUse())
      return nullptr;
    value = init->get();
  }
  return nullptr;
}

/// The value's own destination is allocated in the memory space; where it has
/// none, the value is copied there.
static void lowerBufferize(RewriterBase &rewriter, BufferizeOp op) {
  Attribute space = getBufferMemorySpace(op.getContext(), op.getSpace());
  Value value = op.getValue();
  auto allocate = [&](ValueRange dynamicSizes, Value copied) {
    auto alloc = bufferization::AllocTensorOp::create(
        rewriter, op.getLoc(), cast<RankedTensorType>(value.getType()),
        dynamicSizes, copied);
    if (space)
      alloc.setMemorySpaceAttr(space);
    return alloc.getResult();
  };
  OpOperand *destination =
      value.hasOneUse() ? findEmptyDestination(value) : nullptr;
  if (destination) {
    auto empty = destination->get().getDefiningOp<tensor::EmptyOp>();
    rewriter.setInsertionPointAfter(empty);
    Value allocated = allocate(empty.getDynamicSizes(), /*copied=*/Value());
    rewriter.modifyOpInPlace(destination->getOwner(),
                             [&] { destination->set(allocated); });
    rewriter.replaceOp(op, value);
    return;
  }
  rewriter.setInsertionPoint(op);
  rewriter.replaceOp(op, allocate(/*dynamicSizes=*/{}, value));
}

/// An operation on memrefs becomes one on tensors between to_tensor and
/// materialize_in_destination.
static void liftToTensors(RewriterBase &rewriter, Operation *op) {
  rewriter.setInsertionPoint(op);
  Location loc = op->getLoc();
  SmallVector<Value> operands;
  for (auto [index, operand] : llvm::enumerate(op->getOperands()))
    operands.push_back(bufferization::ToTensorOp::create(
        rewriter, loc, memref::getTensorTypeFromMemRefType(operand.getType()),
        operand, /*restrict=*/true,
        /*writable=*/index + 1 == op->getNumOperands()));
  OperationState state(loc, op->getName(), operands, operands.back().getType(),
                       op->getAttrs());
  Operation *lifted = rewriter.create(state);
  auto materialize = bufferization::MaterializeInDestinationOp::create(
      rewriter, loc, /*result=*/Type(), lifted->getResult(0),
      op->getOperands().back());
  materialize.setRestrict(true);
  materialize.setWritable(true);
  rewriter.eraseOp(op);
}

namespace {
class ConvertWinogradToLinalg
    : public winograd::impl::ConvertWinogradToLinalgBase<
          ConvertWinogradToLinalg> {
public:
  using ConvertWinogradToLinalgBase::ConvertWinogradToLinalgBase;

  void runOnOperation() override {
    if (lanes < 1) {
      getOperation()->emitError(
          "expected the option 'lanes' to be at least 1, but got ")
          << lanes.getValue();
      return signalPassFailure();
    }
    IRRewriter rewriter(&getContext());
    for (Operation *op : collect<KronOp, HadamardReduceOp>())
      if (op->getNumResults() == 0)
        liftToTensors(rewriter, op);
    for (Operation *op : collect<BufferizeOp>()) {
      lowerBufferize(rewriter, cast<BufferizeOp>(op));
      ++numBuffers;
    }
    for (Operation *op : collect<HadamardReduceOp>()) {
      lowerHadamardReduce(rewriter, cast<HadamardReduceOp>(op));
      ++numProducts;
    }
    for (Operation *op : collect<KronOp>()) {
      if (failed(tileKron(rewriter, cast<KronOp>(op), lanes)))
        return signalPassFailure();
      ++numKrons;
    }
    if (failed(makeSizesStatic()))
      return signalPassFailure();
    for (Operation *op : collect<KronOp>()) {
      rewriter.setInsertionPoint(op);
      rewriter.replaceOp(op, lowerKronToGenerics(rewriter, cast<KronOp>(op)));
    }
  }

private:
  /// What tiling and peeling know of the sizes becomes types.
  LogicalResult makeSizesStatic() {
    MLIRContext *context = &getContext();
    RewritePatternSet patterns(context);
    context->getLoadedDialect<tensor::TensorDialect>()
        ->getCanonicalizationPatterns(patterns);
    tensor::ExtractSliceOp::getCanonicalizationPatterns(patterns, context);
    tensor::InsertSliceOp::getCanonicalizationPatterns(patterns, context);
    tensor::PadOp::getCanonicalizationPatterns(patterns, context);
    tensor::CastOp::getCanonicalizationPatterns(patterns, context);
    return applyPatternsGreedily(getOperation(), std::move(patterns));
  }

  /// The operations of these types that exist now.
  template <typename... OpTypes> SmallVector<Operation *> collect() {
    SmallVector<Operation *> ops;
    getOperation()->walk([&](Operation *op) {
      if (isa<OpTypes...>(op))
        ops.push_back(op);
    });
    return ops;
  }
};
} // namespace
