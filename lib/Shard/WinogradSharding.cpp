//===- WinogradSharding.cpp - Cutting Winograd's operations ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// The maps say which halo a part needs: a rank transforms the tiles that its
// results are made of, and reads r - 1 values of its neighbours for them.
//
// Tiles begin where the rank's part does. So any part can be cut off, not only
// whole tiles; X^ and M^ of the ranks are then not parts of those of one rank,
// but nothing else reads them.
//
//===----------------------------------------------------------------------===//

#include "PartitionUtils.h"
#include "ShardingForm.h"
#include "ShardingModels.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::winograd;

/// Without annotations and buffers.
static Value skipToProducer(Value value) {
  value = skipShards(value);
  while (auto buffer = value.getDefiningOp<BufferizeOp>())
    value = skipShards(buffer.getValue());
  return value;
}

/// Whether all that reads `value` are output transforms, which are linear: then
/// their results are summed over ranks, which are fewer.
static bool isReadByOutputs(Value value) {
  return llvm::all_of(value.getUsers(), [](Operation *user) {
    if (isa<shard::ShardOp, BufferizeOp>(user))
      return isReadByOutputs(user->getResult(0));
    auto output = dyn_cast<KronOp>(user);
    return output && output.getRole() == KronRole::Output;
  });
}

static std::vector<shard::Sharding> getOperandShardings(Operation *op) {
  std::vector<shard::Sharding> shardings;
  for (Value operand : op->getOperands()) {
    auto annotation = operand.getDefiningOp<shard::ShardOp>();
    shardings.push_back(annotation ? shard::Sharding(annotation.getSharding())
                                   : shard::Sharding());
  }
  return shardings;
}

//===----------------------------------------------------------------------===//
// hadamard_reduce
//===----------------------------------------------------------------------===//

static ShardingForm describeProduct(HadamardReduceOp op) {
  ShardingForm form(op.getNumLoops());
  auto add = [&](AffineMap map) {
    SmallVector<ShardingForm::Dim> loops;
    for (unsigned i = 0; i < map.getNumResults(); ++i)
      loops.push_back(static_cast<int>(map.getDimPosition(i)));
    form.addValue(loops, op->getContext());
  };
  for (unsigned i : {0, 1, 2, 2})
    add(op.getMap(i));
  for (int64_t loop = 0; loop < op.getNumLoops(); ++loop)
    if (op.isReduced(loop))
      form.iterators[loop] = utils::IteratorType::reduction;
  return form;
}

/// The grid axes over which the ranks' products have to be summed.
static SmallVector<shard::GridAxis> getPartialAxes(HadamardReduceOp op) {
  ShardingForm form = describeProduct(op);
  std::vector<shard::Sharding> operands = getOperandShardings(op);
  SmallVector<shard::GridAxis> axes;
  for (int64_t loop = 0; loop < op.getNumLoops(); ++loop)
    if (op.isReduced(loop))
      llvm::append_range(axes, getLoopAxes(form, loop, operands, {}));
  return axes;
}

namespace {

struct ProductShardingModel
    : public FormShardingModel<ProductShardingModel, HadamardReduceOp> {
  static FailureOr<ShardingForm> describe(Operation *op) {
    if (op->getNumResults() == 0)
      return failure();
    return describeProduct(cast<HadamardReduceOp>(op));
  }

  LogicalResult partition(Operation *op, ArrayRef<Value> parts,
                          ArrayRef<shard::Sharding> operands,
                          ArrayRef<shard::Sharding> results, IRMapping &map,
                          SymbolTableCollection &symbols,
                          OpBuilder &builder) const {
    auto product = cast<HadamardReduceOp>(op);
    FailureOr<Value> init = makeInit(product, parts, builder);
    if (failed(init))
      return failure();
    SmallVector<AffineMap> maps = {product.getMap(0), product.getMap(1),
                                   product.getMap(2)};
    Value part = HadamardReduceOp::create(builder, op->getLoc(), maps, parts[0],
                                          parts[1], *init)
                     ->getResult(0);
    part.getDefiningOp()->setDiscardableAttrs(
        op->getDiscardableAttrDictionary());
    SmallVector<shard::GridAxis> axes = getPartialAxes(product);
    if (!axes.empty() && !isReadByOutputs(op->getResult(0)))
      part = sumOverRanks(builder, op->getLoc(), part,
                          findGrid(op, operands, results, symbols), axes);
    map.map(op->getResult(0), part);
    return success();
  }

private:
  /// The tiles of a part may be more than a part of the tiles: zeros are made
  /// anew, in the size that the operands say.
  static FailureOr<Value> makeInit(HadamardReduceOp product,
                                   ArrayRef<Value> parts, OpBuilder &builder) {
    SmallVector<int64_t> extents(product.getNumLoops());
    for (unsigned operand : {0, 1})
      for (auto [expr, size] : llvm::zip_equal(
               product.getMap(operand).getResults(),
               cast<ShapedType>(parts[operand].getType()).getShape()))
        extents[cast<AffineDimExpr>(expr).getPosition()] = size;
    auto given = cast<RankedTensorType>(parts[2].getType());
    SmallVector<int64_t> shape;
    for (AffineExpr expr : product.getMap(2).getResults())
      shape.push_back(extents[cast<AffineDimExpr>(expr).getPosition()]);
    if (isZeros(product.getInit()))
      return makeZeros(builder, product.getLoc(), given.clone(shape));
    if (shape == given.getShape() && getPartialAxes(product).empty())
      return parts[2];
    return product.emitOpError("cannot be cut: expected it to start from zero");
  }
};

struct BufferizeShardingModel
    : public FormShardingModel<BufferizeShardingModel, BufferizeOp> {
  static FailureOr<ShardingForm> describe(Operation *op) {
    auto rank = cast<RankedTensorType>(op->getResult(0).getType()).getRank();
    ShardingForm form(rank);
    SmallVector<ShardingForm::Dim> loops = getAllLoops(rank);
    form.addValue(loops, op->getContext());
    form.addValue(loops, op->getContext());
    return form;
  }

  LogicalResult partition(Operation *op, ArrayRef<Value> parts,
                          ArrayRef<shard::Sharding>, ArrayRef<shard::Sharding>,
                          IRMapping &map, SymbolTableCollection &,
                          OpBuilder &builder) const {
    Operation *part = builder.clone(*op, map);
    part->getResult(0).setType(parts.front().getType());
    return success();
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// kron
//===----------------------------------------------------------------------===//

static ShardingForm describeKron(KronOp op) {
  ShardingForm form(op.getNumDims());
  unsigned numParallel = op.getNumParallel();
  form.whole.set(numParallel, op.getNumDims());
  auto add = [&](AffineMap map) {
    SmallVector<ShardingForm::Dim> loops;
    for (const AxisAccess &access : getAxisAccesses(map, numParallel)) {
      // What a window has besides its tile: residues, blocks of taps.
      for (const AxisAccess::Term &other : access.others)
        form.whole.set(other.dim);
      if (access.isWindow() && op.getRole() == KronRole::Filter)
        form.whole.set(*access.parallel);
      if (access.parallel)
        loops.push_back(static_cast<int>(*access.parallel));
      else
        loops.push_back(
            access.transformed
                ? static_cast<int>(numParallel + *access.transformed)
                : ShardingForm::none);
    }
    form.addValue(loops, op->getContext());
  };
  for (AffineMap map : {op.getRead(), op.getWrite(), op.getWrite()})
    add(map);
  return form;
}

/// The most that a window's other dimensions add to its index.
static int64_t getReach(KronOp op, const AxisAccess &access,
                        ArrayRef<int64_t> extents, int64_t taps) {
  int64_t reach = 0;
  if (access.transformed)
    reach += std::abs(access.step) * (taps - 1);
  for (const AxisAccess::Term &other : access.others)
    reach += std::abs(other.scale) * (extents[other.dim] - 1);
  return reach;
}

namespace {

struct KronShardingModel : public FormShardingModel<KronShardingModel, KronOp> {
  static FailureOr<ShardingForm> describe(Operation *op) {
    if (op->getNumResults() == 0)
      return failure();
    return describeKron(cast<KronOp>(op));
  }

  LogicalResult partition(Operation *op, ArrayRef<Value> parts,
                          ArrayRef<shard::Sharding> operands,
                          ArrayRef<shard::Sharding> results, IRMapping &map,
                          SymbolTableCollection &symbols,
                          OpBuilder &builder) const {
    auto kron = cast<KronOp>(op);
    shard::GridOp grid = findGrid(op, operands, results, symbols);
    FailureOr<Value> part =
        kron.getRole() == KronRole::Output
            ? cutOutput(kron, parts.front(), results.front(), grid, builder)
            : cutSource(kron, parts.front(), operands.front(), grid, builder);
    if (failed(part))
      return failure();
    map.map(op->getResult(0), *part);
    return success();
  }

private:
  static Value create(KronOp kron, AffineMap read, Value source,
                      RankedTensorType type, OpBuilder &builder) {
    Location loc = kron.getLoc();
    // An init's old value is not read.
    Value init = tensor::EmptyOp::create(builder, loc, type, ValueRange());
    SmallVector<AlgorithmAttr> algorithms;
    for (int64_t i = 0; i < kron.getNumTransformed(); ++i)
      algorithms.push_back(kron.getAlgorithm(i));
    auto part = KronOp::create(builder, loc, kron.getRole(), algorithms, read,
                               kron.getWrite(), source, init);
    part->setDiscardableAttrs(kron->getDiscardableAttrDictionary());
    return part->getResult(0);
  }

  /// An output transform drops what its tiles have beyond the part.
  static FailureOr<Value> cutOutput(KronOp kron, Value source,
                                    const shard::Sharding &sharding,
                                    shard::GridOp grid, OpBuilder &builder) {
    FailureOr<RankedTensorType> type = getPartType(
        kron, cast<RankedTensorType>(kron.getInit().getType()), sharding, grid);
    if (failed(type))
      return failure();
    SmallVector<int64_t> extents = kron.getParallelExtents();
    auto accesses = getAxisAccesses(kron.getWrite(), kron.getNumParallel());
    auto reads = getAxisAccesses(kron.getRead(), kron.getNumParallel());
    for (auto [dim, access] : llvm::enumerate(accesses)) {
      if (!access.isWindow() || getCutAxes(sharding, dim).empty())
        continue;
      for (auto [readDim, read] : llvm::enumerate(reads)) {
        if (read.parallel != access.parallel)
          continue;
        int64_t tiles = cast<ShapedType>(source.getType()).getDimSize(readDim);
        if (tiles * access.scale < type->getDimSize(dim))
          return kron.emitOpError("cannot be cut along dimension ")
                 << dim << ": the parts of its source, of " << tiles
                 << " tiles, do not make the " << type->getDimSize(dim)
                 << " results of a part (winograd-shard evens them)";
      }
    }
    Value part = create(kron, kron.getRead(), source, *type, builder);
    if (auto product = skipToProducer(kron.getSource())
                           .getDefiningOp<HadamardReduceOp>()) {
      SmallVector<shard::GridAxis> axes = getPartialAxes(product);
      if (!axes.empty())
        part = sumOverRanks(builder, kron.getLoc(), part, grid, axes);
    }
    return part;
  }

  /// An input or filter transform reads its windows, with the neighbours'
  /// values.
  static FailureOr<Value> cutSource(KronOp kron, Value source,
                                    const shard::Sharding &sharding,
                                    shard::GridOp grid, OpBuilder &builder) {
    auto part = cast<RankedTensorType>(source.getType());
    SmallVector<int64_t> extents = kron.getParallelExtents();
    SmallVector<int64_t> low(part.getRank()), high(part.getRank());
    SmallVector<AffineExpr> exprs(kron.getRead().getResults());
    auto accesses = getAxisAccesses(kron.getRead(), kron.getNumParallel());
    for (auto [dim, access] : llvm::enumerate(accesses)) {
      if (access.parallel && access.isPlain())
        extents[*access.parallel] = part.getDimSize(dim);
      if (!access.isWindow() || countParts(sharding, grid, dim) == 1)
        continue;
      if (ShapedType::isDynamic(part.getDimSize(dim)))
        return kron.emitOpError("cannot be cut along dimension ")
               << dim << ": expected static sizes";
      // The results of a part, and with them its tiles, are as many as it has
      // values, over the stride.
      int64_t size = part.getDimSize(dim);
      int64_t stride = std::abs(access.step);
      AlgorithmAttr algorithm = kron.getAlgorithm(*access.transformed);
      int64_t first = access.offset;
      for (const AxisAccess::Term &other : access.others)
        first += std::min<int64_t>(0, other.scale * (extents[other.dim] - 1));
      int64_t last = access.offset + size - stride +
                     getReach(kron, access, extents, algorithm.getR());
      low[dim] = std::max<int64_t>(0, -first);
      high[dim] = std::max<int64_t>(0, last + 1 - size);
      extents[*access.parallel] = llvm::divideCeil(size, access.scale);
      exprs[dim] = exprs[dim] + low[dim];
    }
    if (failed(checkHalo(kron, part, low, high, sharding)))
      return failure();
    Location loc = kron.getLoc();
    Value zero = arith::ConstantOp::create(
        builder, loc, builder.getZeroAttr(part.getElementType()));
    source = padWithNeighbours(builder, loc, source, low, high, zero, sharding,
                               grid);
    AffineMap read =
        AffineMap::get(kron.getNumDims(), 0, exprs, kron.getContext());
    auto whole = cast<RankedTensorType>(kron.getInit().getType());
    SmallVector<int64_t> shape(whole.getShape());
    for (auto [size, access] : llvm::zip_equal(
             shape, getAxisAccesses(kron.getWrite(), kron.getNumParallel())))
      if (access.parallel)
        size = extents[*access.parallel];
    return create(kron, read, source, whole.clone(shape), builder);
  }
};

} // namespace

void winograd::registerWinogradShardingModels(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, WinogradDialect *) {
    KronOp::attachInterface<KronShardingModel>(*context);
    HadamardReduceOp::attachInterface<ProductShardingModel>(*context);
    BufferizeOp::attachInterface<BufferizeShardingModel>(*context);
  });
}
