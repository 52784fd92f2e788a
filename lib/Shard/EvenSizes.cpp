//===- EvenSizes.cpp - Sizes that divide among ranks ----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EvenSizes.h"
#include "EvenedTensors.h"
#include "PartitionUtils.h"
#include "ShardingForm.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "winograd/Support/Rational.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {

using ValueDim = std::pair<Value, int64_t>;

/// The dimensions that are cut because one is, and how long each is, as a
/// multiple of that one.
class CutDims {
public:
  CutDims(func::FuncOp func, int64_t parts) : func(func), parts(parts) {}

  /// Follows the loops of operations.
  LogicalResult collect(ValueDim seed);
  bool contains(ValueDim dim) const { return ratios.contains(dim); }
  /// How long each dimension becomes: of each rank's part, a multiple of what
  /// strides need, and in all at least what it is.
  LogicalResult findSizes();
  /// Changes the function.
  LogicalResult apply();

private:
  LogicalResult set(Operation *op, ValueDim dim, const Rational &ratio);
  LogicalResult visit(Operation *op);
  LogicalResult visitForm(Operation *op, const ShardingForm &form);
  LogicalResult checkUsers(Value value, int64_t dim) const;
  LogicalResult padWindows(linalg::LinalgOp op);
  LogicalResult maskReduced(linalg::LinalgOp op);
  void maskPadded();

  func::FuncOp func;
  int64_t parts;
  llvm::MapVector<ValueDim, Rational> ratios;
  llvm::MapVector<ValueDim, int64_t> sizes; ///< that change
  SmallVector<ValueDim> worklist;
};

} // namespace

/// All tensors of an operation: operands, then results.
static SmallVector<Value> getTensors(Operation *op) {
  SmallVector<Value> values(op->getOperands());
  llvm::append_range(values, op->getResults());
  return values;
}

LogicalResult CutDims::set(Operation *op, ValueDim dim, const Rational &ratio) {
  auto [place, isNew] = ratios.insert({dim, ratio});
  if (isNew)
    worklist.push_back(dim);
  else if (place->second != ratio)
    return op->emitOpError("cannot be cut among ranks: by other operations, "
                           "its sizes are ")
           << place->second.str() << " and " << ratio.str()
           << " times those of one dimension";
  return success();
}

LogicalResult CutDims::visitForm(Operation *op, const ShardingForm &form) {
  SmallVector<Value> values = getTensors(op);
  SmallVector<std::optional<Rational>> loops(form.iterators.size());
  for (auto [value, dims] : llvm::zip_equal(values, form.dims))
    for (auto [index, dim] : llvm::enumerate(dims)) {
      auto found = ratios.find({value, index});
      if (found != ratios.end() && dim.loop != ShardingForm::none &&
          !form.whole.test(dim.loop))
        loops[dim.loop] =
            found->second * Rational(dim.repeats, 1) / Rational(dim.stride);
    }
  for (auto [value, dims] : llvm::zip_equal(values, form.dims))
    for (auto [index, dim] : llvm::enumerate(dims))
      if (dim.loop != ShardingForm::none && loops[dim.loop])
        if (failed(set(op, {value, index},
                       *loops[dim.loop] * Rational(dim.stride) /
                           Rational(dim.repeats))))
          return failure();
  return success();
}

LogicalResult CutDims::visit(Operation *op) {
  if (auto annotation = dyn_cast<shard::ShardOp>(op)) {
    ShardingForm form(annotation.getType().getRank());
    form.addValue(getAllLoops(annotation.getType().getRank()),
                  op->getContext());
    form.addValue({}, op->getContext());
    form.addValue(getAllLoops(annotation.getType().getRank()),
                  op->getContext());
    return visitForm(op, form);
  }
  FailureOr<ShardingForm> form = getShardingForm(op);
  return succeeded(form) ? visitForm(op, *form) : success();
}

LogicalResult CutDims::collect(ValueDim seed) {
  ratios.insert({seed, Rational(1)});
  worklist.assign({seed});
  while (!worklist.empty()) {
    ValueDim dim = worklist.pop_back_val();
    SmallVector<Operation *> operations(dim.first.getUsers());
    if (Operation *definition = dim.first.getDefiningOp())
      operations.push_back(definition);
    for (Operation *op : operations)
      if (failed(visit(op)))
        return failure();
  }
  return success();
}

LogicalResult CutDims::findSizes() {
  Rational unit(1);
  for (const auto &[dim, ratio] : ratios)
    // The smallest multiple of it that is an integer, for all.
    unit *= Rational(static_cast<int64_t>((unit * ratio).denominator()));
  int64_t count = 1;
  for (const auto &[dim, ratio] : ratios) {
    auto type = cast<RankedTensorType>(dim.first.getType());
    if (type.isDynamicDim(dim.second))
      return emitError(dim.first.getLoc())
             << "cannot be cut among ranks along dimension " << dim.second
             << " of " << type << ": expected a static size";
    if (getPadding(dim.first, dim.second))
      continue;
    Rational needed = Rational(type.getDimSize(dim.second)) /
                      (unit * ratio * Rational(parts));
    if (!needed.isValid())
      return emitError(dim.first.getLoc())
             << "cannot be cut among ranks: the sizes of " << type
             << " are too large";
    Rational::Int rounded =
        (needed.numerator() + needed.denominator() - 1) / needed.denominator();
    count = std::max(count, static_cast<int64_t>(rounded));
  }
  for (const auto &[dim, ratio] : ratios) {
    Rational size = unit * ratio * Rational(parts * count);
    sizes.insert({dim, static_cast<int64_t>(size.numerator())});
  }
  return success();
}

/// Whoever uses a tensor that gets longer has to know.
LogicalResult CutDims::checkUsers(Value value, int64_t dim) const {
  for (OpOperand &use : value.getUses()) {
    Operation *user = use.getOwner();
    if (isa<shard::ShardOp>(user) || user->hasTrait<OpTrait::ReturnLike>())
      continue;
    FailureOr<ShardingForm> form = getShardingForm(user);
    int loop = succeeded(form) ? form->dims[use.getOperandNumber()][dim].loop
                               : ShardingForm::none;
    if (loop == ShardingForm::none || form->whole.test(loop))
      return user->emitOpError("cannot be cut among ranks: it does not take "
                               "dimension ")
             << dim << " of operand " << use.getOperandNumber()
             << " in parts, whose size does not divide";
  }
  return success();
}

/// The tensor.pad in front of a window makes it begin where the part does.
LogicalResult CutDims::padWindows(linalg::LinalgOp op) {
  FailureOr<ShardingForm> form = getShardingForm(op);
  if (failed(form))
    return success();
  for (OpOperand *input : op.getDpsInputOperands()) {
    for (auto [index, dim] :
         llvm::enumerate(form->dims[input->getOperandNumber()])) {
      if (!sizes.contains({input->get(), static_cast<int64_t>(index)}) ||
          dim.reach == 0)
        continue;
      int64_t needed = dim.reach + 1 - dim.stride;
      Padding padding = getPadding(input->get(), index).value_or(Padding());
      padding.high = std::max<int64_t>(0, needed - padding.low);
      auto slice =
          skipShards(input->get()).getDefiningOp<tensor::InsertSliceOp>();
      if (slice && padding.low + padding.stride > 1)
        setZerosAround(slice, index, padding,
                       sizes.lookup({slice.getSource(), index}));
      else
        setPadding(*input, index, padding.low, padding.high);
    }
  }
  return success();
}

/// Whether the operation multiplies with something that is zero behind the end:
/// a constant that has got zeros, or an argument.
static bool hasZerosBehind(linalg::LinalgOp op, const ShardingForm &form,
                           int loop, OpOperand &operand) {
  return llvm::any_of(op.getDpsInputOperands(), [&](OpOperand *other) {
    Value source = skipShards(other->get());
    return other != &operand &&
           (isa<BlockArgument>(source) ||
            source.getDefiningOp<arith::ConstantOp>()) &&
           llvm::any_of(
               form.dims[other->getOperandNumber()],
               [&](const ShardingForm::Dim &dim) { return dim.loop == loop; });
  });
}

/// What is summed up must not have the values behind the end.
LogicalResult CutDims::maskReduced(linalg::LinalgOp op) {
  FailureOr<ShardingForm> form = getShardingForm(op);
  if (failed(form))
    return success();
  for (OpOperand *input : op.getDpsInputOperands())
    for (auto [index, dim] :
         llvm::enumerate(form->dims[input->getOperandNumber()])) {
      auto found = sizes.find({input->get(), static_cast<int64_t>(index)});
      if (found == sizes.end() || op.getIteratorTypesArray()[dim.loop] !=
                                      utils::IteratorType::reduction)
        continue;
      int64_t size =
          cast<RankedTensorType>(input->get().getType()).getDimSize(index);
      if (found->second == size || hasZerosBehind(op, *form, dim.loop, *input))
        continue;
      if (!isSum(op))
        return op->emitOpError("cannot be cut among ranks along dimension ")
               << index << ", whose size does not divide: expected a sum";
      maskBehind(*input, index, size, found->second);
    }
  return success();
}

/// What is read behind the end is what a tensor.pad pads with, or zero.
void CutDims::maskPadded() {
  SmallVector<OpOperand *> sources;
  func.walk([&](Operation *op) {
    if (auto pad = dyn_cast<tensor::PadOp>(op))
      sources.push_back(&pad.getSourceMutable());
    else if (auto slice = dyn_cast<tensor::InsertSliceOp>(op))
      sources.push_back(&slice.getSourceMutable());
  });
  for (OpOperand *source : sources) {
    auto type = cast<RankedTensorType>(source->get().getType());
    Value padded = source->getOwner()->getResult(0);
    for (int64_t dim = 0; dim < type.getRank(); ++dim)
      if (auto found = sizes.find({source->get(), dim});
          found != sizes.end() && getPadding(padded, dim))
        maskBehind(*source, dim, type.getDimSize(dim), found->second);
  }
}

LogicalResult CutDims::apply() {
  // (While the types are what they were.)
  for (const auto &[dim, size] : sizes)
    if (cast<RankedTensorType>(dim.first.getType()).getDimSize(dim.second) !=
            size &&
        !getPadding(dim.first, dim.second) &&
        failed(checkUsers(dim.first, dim.second)))
      return failure();
  SmallVector<linalg::LinalgOp> operations;
  func.walk([&](linalg::LinalgOp op) { operations.push_back(op); });
  for (linalg::LinalgOp op : operations)
    if (failed(padWindows(op)) || failed(maskReduced(op)))
      return failure();
  maskPadded();
  // (What is padded has another size than the parts' together.)
  for (const auto &[dim, size] : sizes)
    if (!getPadding(dim.first, dim.second) &&
        failed(setSize(dim.first, dim.second, size)))
      return failure();
  updateTypes(func);
  return success();
}

/// The dimensions that annotations cut along the grid axis.
static SmallVector<ValueDim> findAnnotated(func::FuncOp func,
                                           shard::GridAxis axis) {
  SmallVector<ValueDim> dims;
  func.walk([&](shard::ShardOp annotation) {
    shard::Sharding sharding(annotation.getSharding());
    for (int64_t dim = 0; dim < annotation.getType().getRank(); ++dim)
      if (llvm::is_contained(getCutAxes(sharding, dim), axis))
        dims.push_back({annotation.getSrc(), dim});
  });
  return dims;
}

LogicalResult winograd::evenSizes(func::FuncOp func, shard::GridOp grid) {
  recordSizes(func);
  for (auto [axis, parts] : llvm::enumerate(grid.getShape())) {
    if (ShapedType::isDynamic(parts))
      return grid.emitOpError("expected a grid of static size");
    std::vector<CutDims> done;
    for (ValueDim seed : findAnnotated(func, axis)) {
      if (llvm::any_of(
              done, [&](const CutDims &dims) { return dims.contains(seed); }))
        continue;
      CutDims &dims = done.emplace_back(func, parts);
      if (failed(dims.collect(seed)) || failed(dims.findSizes()) ||
          failed(dims.apply()))
        return failure();
    }
  }
  return success();
}
