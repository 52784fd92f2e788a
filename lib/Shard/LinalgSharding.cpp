//===- LinalgSharding.cpp - Cutting linalg operations with windows --------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// Upstream's model of linalg operations wants projected permutations, which
// leaves out every convolution. This one knows windows: along a dimension that
// is cut, a rank has the results of its part, and reads what tensor.pad, in
// front of it, has from the neighbours.
//
//===----------------------------------------------------------------------===//

#include "PartitionUtils.h"
#include "ShardingForm.h"
#include "ShardingModels.h"
#include "mlir/Analysis/SliceAnalysis.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {

/// How one dimension of an operand is read: `stride * loop + ...`, or
/// `loop floordiv repeats`.
struct DimRead {
  ShardingForm::Dim dim;
  SmallVector<unsigned> taps; ///< the other loops
};

} // namespace

/// Takes `expr` apart: a sum of multiples of loops, of which one at most is
/// parallel, and of a constant.
static DimRead readSum(AffineExpr expr, linalg::LinalgOp op) {
  DimRead read;
  SmallVector<int64_t> sizes = op.getStaticLoopRanges();
  auto iterators = op.getIteratorTypesArray();
  bool isKnown = true, isSingle = false;
  std::function<void(AffineExpr, int64_t)> visit = [&](AffineExpr term,
                                                       int64_t scale) {
    if (auto sum = dyn_cast<AffineBinaryOpExpr>(term);
        sum && sum.getKind() == AffineExprKind::Add) {
      visit(sum.getLHS(), scale);
      visit(sum.getRHS(), scale);
    } else if (auto product = dyn_cast<AffineBinaryOpExpr>(term);
               product && product.getKind() == AffineExprKind::Mul &&
               isa<AffineConstantExpr>(product.getRHS())) {
      visit(product.getLHS(),
            scale * cast<AffineConstantExpr>(product.getRHS()).getValue());
    } else if (auto loop = dyn_cast<AffineDimExpr>(term)) {
      unsigned position = loop.getPosition();
      // A window that is all of the image has one place.
      if (sizes[position] == 1 && term != expr)
        return;
      if (iterators[position] == utils::IteratorType::parallel &&
          read.dim.loop == ShardingForm::none) {
        read.dim.loop = position;
        read.dim.stride = scale;
        return;
      }
      read.taps.push_back(position);
      isSingle = scale == 1;
      isKnown &= scale > 0 && !ShapedType::isDynamic(sizes[position]) &&
                 iterators[position] == utils::IteratorType::reduction;
      read.dim.reach += scale * (sizes[position] - 1);
    } else if (!isa<AffineConstantExpr>(term)) {
      isKnown = false;
    }
  };
  visit(expr, 1);
  if (!isKnown || read.dim.stride < 1)
    read.dim.loop = ShardingForm::none;
  // A dimension that is only reduced is cut like a plain one.
  if (read.dim.loop == ShardingForm::none && isKnown && read.taps.size() == 1 &&
      isSingle)
    read.dim = static_cast<int>(read.taps.pop_back_val());
  return read;
}

static DimRead readDim(AffineExpr expr, linalg::LinalgOp op) {
  auto quotient = dyn_cast<AffineBinaryOpExpr>(expr);
  if (!quotient || quotient.getKind() != AffineExprKind::FloorDiv)
    return readSum(expr, op);
  DimRead read;
  auto loop = dyn_cast<AffineDimExpr>(quotient.getLHS());
  auto repeats = dyn_cast<AffineConstantExpr>(quotient.getRHS());
  if (loop && repeats && repeats.getValue() > 0) {
    read.dim.loop = loop.getPosition();
    read.dim.repeats = repeats.getValue();
  }
  return read;
}

FailureOr<ShardingForm> winograd::getLinalgShardingForm(Operation *operation) {
  auto op = dyn_cast<linalg::LinalgOp>(operation);
  if (!op || !op.hasPureTensorSemantics())
    return failure();
  ShardingForm form(op.getNumLoops());
  form.iterators = op.getIteratorTypesArray();
  // A loop's number would be the part's, not the whole's.
  op->walk([&](linalg::IndexOp index) { form.whole.set(index.getDim()); });
  for (AffineMap map : op.getIndexingMapsArray()) {
    SmallVector<ShardingForm::Dim> dims;
    for (AffineExpr expr : map.getResults()) {
      DimRead read = readDim(expr, op);
      dims.push_back(read.dim);
      for (unsigned tap : read.taps)
        form.whole.set(tap);
      if (read.dim.loop == ShardingForm::none)
        for (unsigned dim = 0; dim < map.getNumDims(); ++dim)
          if (expr.isFunctionOfDim(dim))
            form.whole.set(dim);
    }
    form.dims.push_back(dims);
    form.maps.push_back(map);
  }
  for (OpOperand &init : op.getDpsInitsMutable()) {
    form.dims.push_back(form.dims[init.getOperandNumber()]);
    form.maps.push_back(form.maps[init.getOperandNumber()]);
  }
  return form;
}

/// An error unless a part of the operand is what the part of the results reads:
/// windows that begin where the rank's part does.
static LogicalResult checkPart(linalg::LinalgOp op, OpOperand &operand,
                               RankedTensorType part, ArrayRef<int64_t> extents,
                               const shard::Sharding &sharding) {
  AffineMap map = op.getMatchingIndexingMap(&operand);
  for (auto [dim, expr] : llvm::enumerate(map.getResults())) {
    if (getCutAxes(sharding, dim).empty())
      continue;
    DimRead read = readDim(expr, op);
    if (op.getIteratorTypesArray()[read.dim.loop] ==
        utils::IteratorType::reduction)
      continue;
    int64_t own = part.getDimSize(dim);
    // What padding has added is not the rank's own.
    if (std::optional<Padding> padding = getPadding(operand.get(), dim))
      own -= padding->low + padding->high;
    int64_t results = extents[read.dim.loop];
    if (own * read.dim.repeats != results * read.dim.stride)
      return op->emitOpError("cannot be cut along dimension ")
             << dim << " of operand " << operand.getOperandNumber() << ": "
             << results << " results at a stride of " << read.dim.stride
             << " do not begin where the parts of " << own
             << " values do (winograd-shard evens them)";
    int64_t needed = (results - 1) * read.dim.stride + read.dim.reach + 1;
    if (read.dim.repeats == 1 && part.getDimSize(dim) < needed)
      return op->emitOpError("cannot be cut along dimension ")
             << dim << " of operand " << operand.getOperandNumber()
             << ": expected a tensor.pad in front of it that makes " << needed
             << " values of a part of " << own << " (winograd-shard adds them)";
  }
  return success();
}

/// The operation that sums into an init, or null.
static Operation *findSum(linalg::LinalgOp op) {
  if (op.getNumDpsInits() != 1)
    return nullptr;
  SmallVector<Operation *> combiners;
  if (!matchReduction(op.getRegionOutputArgs(), 0, combiners) ||
      combiners.size() != 1 ||
      !isa<arith::AddFOp, arith::AddIOp, arith::MaximumFOp, arith::MaxNumFOp>(
          combiners.front()))
    return nullptr;
  return combiners.front();
}

/// Sums what each rank has reduced. (With a maximum, the init may count more
/// than once.)
static FailureOr<Value> reduceOverRanks(linalg::LinalgOp op,
                                        linalg::LinalgOp part,
                                        OpBuilder &builder, shard::GridOp grid,
                                        ArrayRef<shard::GridAxis> axes) {
  Operation *combiner = findSum(op);
  if (!combiner)
    return op->emitOpError("cannot be cut along a reduced dimension: expected "
                           "a sum or a maximum");
  Location loc = op->getLoc();
  Value result = part->getResult(0);
  if (isa<arith::MaximumFOp, arith::MaxNumFOp>(combiner))
    return shard::AllReduceOp::create(builder, loc, result, grid.getSymName(),
                                      axes, shard::ReductionKind::Max)
        .getResult();
  Value init = part.getDpsInits().front();
  if (isZeros(op.getDpsInits().front()))
    return sumOverRanks(builder, loc, result, grid, axes);
  auto type = cast<RankedTensorType>(init.getType());
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPoint(part);
  part.setDpsInitOperand(0, makeZeros(builder, loc, type));
  builder.setInsertionPointAfter(part);
  Value sum = sumOverRanks(builder, loc, result, grid, axes);
  Value empty = tensor::EmptyOp::create(builder, loc, type, ValueRange());
  auto added = linalg::AddOp::create(builder, loc, ValueRange{sum, init},
                                     ValueRange{empty});
  builder.setInsertionPointAfter(added);
  return added->getResult(0);
}

static SmallVector<int64_t> getPartExtents(linalg::LinalgOp op,
                                           ArrayRef<Value> parts) {
  SmallVector<int64_t> extents(op.getNumLoops(), ShapedType::kDynamic);
  for (OpOperand &init : op.getDpsInitsMutable())
    for (auto [expr, size] :
         llvm::zip(op.getMatchingIndexingMap(&init).getResults(),
                   cast<ShapedType>(parts[init.getOperandNumber()].getType())
                       .getShape()))
      if (auto loop = dyn_cast<AffineDimExpr>(expr))
        extents[loop.getPosition()] = size;
  return extents;
}

namespace {

template <typename OpTy>
struct LinalgShardingModel
    : public FormShardingModel<LinalgShardingModel<OpTy>, OpTy> {
  static FailureOr<ShardingForm> describe(Operation *op) {
    return getLinalgShardingForm(op);
  }

  LogicalResult partition(Operation *op, ArrayRef<Value> parts,
                          ArrayRef<shard::Sharding> operands,
                          ArrayRef<shard::Sharding> results, IRMapping &map,
                          SymbolTableCollection &symbols,
                          OpBuilder &builder) const {
    auto linalgOp = cast<linalg::LinalgOp>(op);
    FailureOr<ShardingForm> form = describe(op);
    if (failed(form))
      return failure();
    SmallVector<int64_t> extents = getPartExtents(linalgOp, parts);
    for (OpOperand *input : linalgOp.getDpsInputOperands())
      if (auto type = dyn_cast<RankedTensorType>(
              parts[input->getOperandNumber()].getType()))
        if (failed(checkPart(linalgOp, *input, type, extents,
                             operands[input->getOperandNumber()])))
          return failure();
    auto part = cast<linalg::LinalgOp>(builder.clone(*op, map));
    for (auto [result, init] :
         llvm::zip_equal(part->getResults(), part.getDpsInits()))
      result.setType(init.getType());
    SmallVector<shard::GridAxis> axes;
    for (auto [loop, iterator] : llvm::enumerate(form->iterators))
      if (iterator == utils::IteratorType::reduction)
        llvm::append_range(axes, getLoopAxes(*form, loop, operands, results));
    if (axes.empty())
      return success();
    FailureOr<Value> reduced =
        reduceOverRanks(linalgOp, part, builder,
                        findGrid(op, operands, results, symbols), axes);
    if (failed(reduced))
      return failure();
    map.map(op->getResult(0), *reduced);
    return success();
  }
};

template <typename... OpTys> void attach(MLIRContext *context) {
  (OpTys::template attachInterface<LinalgShardingModel<OpTys>>(*context), ...);
}

} // namespace

void winograd::registerLinalgShardingModels(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, linalg::LinalgDialect *) {
    attach<
        linalg::GenericOp,
        // convolutions
        linalg::Conv1DOp, linalg::Conv1DNcwFcwOp, linalg::Conv1DNwcWcfOp,
        linalg::Conv2DOp, linalg::Conv2DNchwFchwOp, linalg::Conv2DNgchwFgchwOp,
        linalg::Conv2DNgchwGfchwOp, linalg::Conv2DNhwcFhwcOp,
        linalg::Conv2DNhwcHwcfOp, linalg::Conv2DNhwgcGfhwcOp, linalg::Conv3DOp,
        linalg::Conv3DNcdhwFcdhwOp, linalg::Conv3DNdhwcDhwcfOp,
        linalg::DepthwiseConv1DNcwCwOp, linalg::DepthwiseConv1DNwcWcOp,
        linalg::DepthwiseConv1DNwcWcmOp, linalg::DepthwiseConv2DNchwChwOp,
        linalg::DepthwiseConv2DNhwcHwcOp, linalg::DepthwiseConv2DNhwcHwcmOp,
        linalg::DepthwiseConv3DNcdhwCdhwOp, linalg::DepthwiseConv3DNdhwcDhwcOp,
        linalg::DepthwiseConv3DNdhwcDhwcmOp,
        // pooling
        linalg::PoolingNchwMaxOp, linalg::PoolingNchwSumOp,
        linalg::PoolingNcwMaxOp, linalg::PoolingNcwSumOp,
        linalg::PoolingNdhwcMaxOp, linalg::PoolingNdhwcMinOp,
        linalg::PoolingNdhwcSumOp, linalg::PoolingNhwcMaxOp,
        linalg::PoolingNhwcMinOp, linalg::PoolingNhwcSumOp,
        linalg::PoolingNwcMaxOp, linalg::PoolingNwcMinOp,
        linalg::PoolingNwcSumOp>(context);
  });
}
