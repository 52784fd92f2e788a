//===- CheckSizes.cpp - Sizes that must fit each other --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SizeChecks.h"

#include "mlir/Analysis/FlatLinearValueConstraints.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::winograd;

//===----------------------------------------------------------------------===//
// Assertions
//===----------------------------------------------------------------------===//

namespace {

/// Makes the assertions about one operation.
class SizeChecks {
public:
  SizeChecks(OpBuilder &builder, Operation *op)
      : builder(builder), op(op), loc(op->getLoc()) {}

  OpFoldResult getSize(Value tensor, int64_t dim) {
    return tensor::getMixedSize(builder, loc, tensor, dim);
  }
  Value getValue(OpFoldResult size) {
    return getValueOrCreateConstantIndexOp(builder, loc, size);
  }
  OpFoldResult compute(AffineExpr expr, ArrayRef<OpFoldResult> dims) {
    return affine::makeComposedFoldedAffineApply(
        builder, loc, AffineMap::get(dims.size(), 0, expr), dims);
  }

  OpFoldResult multiply(OpFoldResult a, OpFoldResult b) {
    return builder.createOrFold<arith::MulIOp>(loc, getValue(a), getValue(b));
  }

  Value compare(arith::CmpIPredicate predicate, OpFoldResult a,
                OpFoldResult b) {
    return builder.createOrFold<arith::CmpIOp>(loc, predicate, getValue(a),
                                               getValue(b));
  }
  Value either(Value a, Value b) {
    return builder.createOrFold<arith::OrIOp>(loc, a, b);
  }

  /// `what` ends the sentence that begins with "expected".
  void require(Value condition, const Twine &what) {
    if (matchPattern(condition, m_One()))
      return;
    std::string message = ("expected " + what).str();
    llvm::raw_string_ostream os(message);
    if (auto file = op->getLoc()->findInstanceOf<FileLineColLoc>())
      os << " (" << file.getFilename().getValue() << ":" << file.getLine()
         << ":" << file.getColumn() << ")";
    cf::AssertOp::create(builder, loc, condition, message);
  }
  void requireEqual(OpFoldResult a, OpFoldResult b, const Twine &what) {
    // What is static was verified.
    if (a != b && (isa<Value>(a) || isa<Value>(b)))
      require(compare(arith::CmpIPredicate::eq, a, b), what);
  }

  StringRef getName() const { return op->getName().getStringRef(); }
  /// `dimension 1 of operand 0 of linalg.matmul`
  std::string describe(unsigned operand, int64_t dim) const {
    return ("dimension " + Twine(dim) + " of operand " + Twine(operand) +
            " of " + getName())
        .str();
  }

private:
  OpBuilder &builder;
  Operation *op;
  Location loc;
};

} // namespace

//===----------------------------------------------------------------------===//
// linalg
//===----------------------------------------------------------------------===//

/// Whether larger dimensions never make the value smaller.
static bool isMonotone(AffineExpr expr) {
  auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
  if (!binary)
    return isa<AffineDimExpr, AffineConstantExpr>(expr);
  auto factor = dyn_cast<AffineConstantExpr>(binary.getRHS());
  bool isPositive = factor && factor.getValue() > 0;
  switch (expr.getKind()) {
  case AffineExprKind::Add:
    return isMonotone(binary.getLHS()) && isMonotone(binary.getRHS());
  case AffineExprKind::Mul:
  case AffineExprKind::FloorDiv:
  case AffineExprKind::CeilDiv:
    return isPositive && isMonotone(binary.getLHS());
  default:
    return false;
  }
}

/// The smallest and the largest value of `expr`, of sizes of the loops instead
/// of their indices; nullopt if they are not simply at the ends of the loops.
static std::optional<std::pair<AffineExpr, AffineExpr>>
getExtremes(AffineExpr expr, unsigned numLoops) {
  SmallVector<int64_t> coefficients;
  bool isLinear =
      succeeded(getFlattenedAffineExpr(expr, numLoops, 0, &coefficients)) &&
      coefficients.size() == numLoops + 1;
  if (!isLinear && !isMonotone(expr))
    return std::nullopt;
  MLIRContext *context = expr.getContext();
  SmallVector<AffineExpr> first, last;
  for (unsigned loop = 0; loop < numLoops; ++loop) {
    first.push_back(getAffineConstantExpr(0, context));
    last.push_back(getAffineDimExpr(loop, context) - 1);
    if (isLinear && coefficients[loop] < 0)
      std::swap(first.back(), last.back());
  }
  return std::make_pair(expr.replaceDims(first), expr.replaceDims(last));
}

namespace {
/// A dimension of an operand that a loop runs over.
struct LoopDim {
  OpOperand *operand;
  int64_t dim;
};
} // namespace

/// For each loop, the dimensions that it runs over from end to end; a static
/// one comes first.
static SmallVector<SmallVector<LoopDim>> getLoopDims(linalg::LinalgOp op) {
  SmallVector<SmallVector<LoopDim>> dims(op.getNumLoops());
  for (OpOperand &operand : op->getOpOperands())
    for (auto [dim, expr] :
         llvm::enumerate(op.getMatchingIndexingMap(&operand).getResults())) {
      auto loop = dyn_cast<AffineDimExpr>(expr);
      if (!loop)
        continue;
      auto &list = dims[loop.getPosition()];
      list.push_back({&operand, int64_t(dim)});
      auto type = cast<ShapedType>(operand.get().getType());
      if (!type.isDynamicDim(dim))
        std::swap(list.front(), list.back());
    }
  return dims;
}

static void checkWindows(SizeChecks &checks, linalg::LinalgOp op,
                         ArrayRef<OpFoldResult> sizes) {
  OpFoldResult zero = getAsIndexOpFoldResult(op.getContext(), 0);
  // What runs no iteration reads nothing.
  Value isEmpty;
  auto getIsEmpty = [&] {
    if (isEmpty)
      return isEmpty;
    for (OpFoldResult size : sizes) {
      Value condition = checks.compare(arith::CmpIPredicate::eq, size, zero);
      isEmpty = isEmpty ? checks.either(isEmpty, condition) : condition;
    }
    return isEmpty;
  };
  for (OpOperand &operand : op->getOpOperands())
    for (auto [dim, expr] :
         llvm::enumerate(op.getMatchingIndexingMap(&operand).getResults())) {
      if (isa<AffineDimExpr>(expr))
        continue;
      auto extremes = getExtremes(expr, sizes.size());
      if (!extremes)
        continue;
      OpFoldResult first = checks.compute(extremes->first, sizes);
      OpFoldResult last = checks.compute(extremes->second, sizes);
      OpFoldResult size = checks.getSize(operand.get(), dim);
      std::string name = checks.describe(operand.getOperandNumber(), dim);
      if (std::optional<int64_t> index = getConstantIntValue(first);
          !index || *index < 0)
        checks.require(checks.either(getIsEmpty(),
                                     checks.compare(arith::CmpIPredicate::sge,
                                                    first, zero)),
                       "no negative index of " + Twine(name));
      std::optional<int64_t> staticLast = getConstantIntValue(last);
      std::optional<int64_t> staticSize = getConstantIntValue(size);
      if (!staticLast || !staticSize)
        checks.require(checks.either(getIsEmpty(),
                                     checks.compare(arith::CmpIPredicate::slt,
                                                    last, size)),
                       Twine(name) + " to be larger than every index of it");
    }
}

static void check(SizeChecks &checks, linalg::LinalgOp op) {
  bool isStatic = llvm::all_of(op->getOperandTypes(), [](Type type) {
    auto shaped = dyn_cast<ShapedType>(type);
    return !shaped || shaped.hasStaticShape();
  });
  if (isStatic || !op.hasPureTensorSemantics())
    return;
  SmallVector<OpFoldResult> sizes;
  for (ArrayRef<LoopDim> dims : getLoopDims(op)) {
    if (dims.empty())
      return; // no loop of a valid operation
    auto [first, firstDim] = dims.front();
    sizes.push_back(checks.getSize(first->get(), firstDim));
    for (auto [operand, dim] : dims.drop_front())
      checks.requireEqual(checks.getSize(operand->get(), dim), sizes.back(),
                          checks.describe(operand->getOperandNumber(), dim) +
                              " to be as large as dimension " +
                              Twine(firstDim) + " of operand " +
                              Twine(first->getOperandNumber()));
  }
  checkWindows(checks, op, sizes);
}

//===----------------------------------------------------------------------===//
// tensor
//===----------------------------------------------------------------------===//

/// The dimensions that the cast says to have this size.
static void check(SizeChecks &checks, tensor::CastOp op) {
  auto from = dyn_cast<RankedTensorType>(op.getSource().getType());
  auto to = dyn_cast<RankedTensorType>(op.getType());
  if (!from || !to)
    return;
  MLIRContext *context = op.getContext();
  for (int64_t dim = 0; dim < from.getRank(); ++dim)
    if (from.isDynamicDim(dim) && !to.isDynamicDim(dim))
      checks.requireEqual(checks.getSize(op.getSource(), dim),
                          getAsIndexOpFoldResult(context, to.getDimSize(dim)),
                          checks.describe(0, dim) + " to be " +
                              Twine(to.getDimSize(dim)));
}

/// 0 <= offset, 0 <= size, and offset + (size - 1) · stride < the tensor's
/// size.
static void checkSlice(SizeChecks &checks, OffsetSizeAndStrideOpInterface op,
                       Value tensor, unsigned operand) {
  MLIRContext *context = op.getContext();
  OpFoldResult zero = getAsIndexOpFoldResult(context, 0);
  AffineExpr offset = getAffineDimExpr(0, context),
             size = getAffineDimExpr(1, context);
  for (auto [dim, part] : llvm::enumerate(llvm::zip(
           op.getMixedOffsets(), op.getMixedSizes(), op.getMixedStrides()))) {
    auto [from, length, stride] = part;
    std::optional<int64_t> step = getConstantIntValue(stride);
    OpFoldResult whole = checks.getSize(tensor, dim);
    bool isStatic = getConstantIntValue(from) && getConstantIntValue(length) &&
                    getConstantIntValue(whole);
    if (!step || isStatic)
      continue;
    // The ends of the slice, whichever comes first.
    OpFoldResult last =
        checks.compute(offset + (size - 1) * *step, {from, length});
    std::string name = checks.describe(operand, dim);
    Value isEmpty = checks.compare(arith::CmpIPredicate::eq, length, zero);
    checks.require(checks.compare(arith::CmpIPredicate::sge, length, zero),
                   "a slice of " + Twine(name) + " to have no negative size");
    for (OpFoldResult end : {from, last}) {
      Value isBehind = checks.compare(arith::CmpIPredicate::sge, end, zero);
      Value isBefore = checks.compare(arith::CmpIPredicate::slt, end, whole);
      for (Value condition : {isBehind, isBefore})
        checks.require(checks.either(isEmpty, condition),
                       "a slice of " + Twine(name) + " to lie inside of it");
    }
  }
}

static void check(SizeChecks &checks, tensor::InsertSliceOp op) {
  checkSlice(checks, op, op.getDest(), 1);
  // The source has the slice's sizes, but for those that it drops.
  llvm::SmallBitVector dropped = op.getDroppedDims();
  int64_t from = 0;
  for (auto [dim, size] : llvm::enumerate(op.getMixedSizes())) {
    if (dropped.test(dim))
      continue;
    checks.requireEqual(checks.getSize(op.getSource(), from), size,
                        checks.describe(0, from) +
                            " to have the size of the slice");
    ++from;
  }
}

/// The parts of a dimension make the whole.
static void check(SizeChecks &checks, tensor::ExpandShapeOp op) {
  SmallVector<OpFoldResult> sizes = op.getMixedOutputShape();
  MLIRContext *context = op.getContext();
  for (auto [dim, group] : llvm::enumerate(op.getReassociationIndices())) {
    OpFoldResult product = getAsIndexOpFoldResult(context, 1);
    for (int64_t part : group)
      product = checks.multiply(product, sizes[part]);
    checks.requireEqual(checks.getSize(op.getSrc(), dim), product,
                        checks.describe(0, dim) +
                            " to be as large as its parts together");
  }
}

static void check(SizeChecks &checks, tensor::PadOp op) {
  MLIRContext *context = op.getContext();
  AffineExpr sum = getAffineDimExpr(0, context) + getAffineDimExpr(1, context) +
                   getAffineDimExpr(2, context);
  OpFoldResult zero = getAsIndexOpFoldResult(context, 0);
  for (auto [dim, low, high] :
       llvm::enumerate(op.getMixedLowPad(), op.getMixedHighPad())) {
    // What only grows is never too small.
    std::optional<int64_t> before = getConstantIntValue(low),
                           after = getConstantIntValue(high);
    if (before && after && *before >= 0 && *after >= 0)
      continue;
    OpFoldResult size =
        checks.compute(sum, {checks.getSize(op.getSource(), dim), low, high});
    checks.require(checks.compare(arith::CmpIPredicate::sge, size, zero),
                   checks.describe(0, dim) +
                       " to be as large as what is cut off");
  }
}

/// Tensors in arithmetic have one size.
static void checkElementwise(SizeChecks &checks, Operation *op) {
  Value first;
  for (OpOperand &operand : op->getOpOperands()) {
    auto type = dyn_cast<RankedTensorType>(operand.get().getType());
    if (!type)
      continue;
    if (!first) {
      first = operand.get();
      continue;
    }
    for (int64_t dim = 0; dim < type.getRank(); ++dim)
      checks.requireEqual(checks.getSize(operand.get(), dim),
                          checks.getSize(first, dim),
                          checks.describe(operand.getOperandNumber(), dim) +
                              " to be as large as that of the others");
  }
}

void mlir::winograd::addSizeChecks(OpBuilder &builder, Operation *op) {
  SizeChecks checks(builder, op);
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op))
    return check(checks, linalgOp);
  if (auto cast = dyn_cast<tensor::CastOp>(op))
    return check(checks, cast);
  if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op))
    return checkSlice(checks, slice, slice.getSource(), 0);
  if (auto slice = dyn_cast<tensor::InsertSliceOp>(op))
    return check(checks, slice);
  if (auto reshape = dyn_cast<tensor::ExpandShapeOp>(op))
    return check(checks, reshape);
  if (auto pad = dyn_cast<tensor::PadOp>(op))
    return check(checks, pad);
  if (op->hasTrait<OpTrait::Elementwise>())
    return checkElementwise(checks, op);
}
