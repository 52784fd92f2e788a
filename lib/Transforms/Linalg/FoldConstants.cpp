//===- FoldConstants.cpp - What is elementwise of constants --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Analysis/FlatLinearValueConstraints.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "winograd/Support/Limits.h"
#include "winograd/Transforms/Linalg/Passes.h"
#include "winograd/Utils/Constants.h"
#include "winograd/Utils/LoopMaps.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADFOLDCONSTANTS
#include "winograd/Transforms/Linalg/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// The most values that MLIR's folders compute: each takes about a microsecond.
static constexpr int64_t mostValues = 65536;

/// Whether the stored values of such a type are whole bytes.
static bool isStored(Type type) {
  return type.isIntOrFloat() && type.getIntOrFloatBitWidth() % CHAR_BIT == 0 &&
         type.getIntOrFloatBitWidth() <= 64;
}

static TypedAttr loadValue(const char *bytes, Type type) {
  unsigned width = type.getIntOrFloatBitWidth();
  uint64_t bits = 0;
  std::memcpy(&bits, bytes, width / CHAR_BIT);
  APInt value(width, bits);
  if (auto floatType = dyn_cast<FloatType>(type))
    return FloatAttr::get(type, APFloat(floatType.getFloatSemantics(), value));
  return IntegerAttr::get(type, value);
}

static bool storeValue(Attribute value, Type type, char *bytes) {
  APInt bits;
  if (auto floating = dyn_cast_or_null<FloatAttr>(value))
    bits = floating.getValue().bitcastToAPInt();
  else if (auto integer = dyn_cast_or_null<IntegerAttr>(value))
    bits = integer.getValue();
  if (!value || cast<TypedAttr>(value).getType() != type)
    return false;
  uint64_t whole = bits.getZExtValue();
  std::memcpy(bytes, &whole, type.getIntOrFloatBitWidth() / CHAR_BIT);
  return true;
}

/// The offset of an affine map's value in a tensor with these strides, by the
/// iteration: a constant, and a factor for each loop. Nullopt for what is no
/// sum of multiples of loops.
static std::optional<SmallVector<int64_t>>
flattenOffset(AffineMap map, ArrayRef<int64_t> strides) {
  AffineExpr sum = getAffineConstantExpr(0, map.getContext());
  for (auto [expr, stride] : llvm::zip_equal(map.getResults(), strides))
    sum = sum + expr * stride;
  SmallVector<int64_t> flat;
  if (failed(getFlattenedAffineExpr(sum, map.getNumDims(), 0, &flat)) ||
      flat.size() != map.getNumDims() + 1)
    return std::nullopt;
  return flat;
}

namespace {
/// Goes through the values of a result, row by row, and tells where operands
/// have theirs.
class RowWalk {
public:
  explicit RowWalk(RankedTensorType type) : type(type) {}

  /// An operand with this map and these strides, in values; false if its index
  /// is no sum of multiples of loops.
  bool add(AffineMap map, ArrayRef<int64_t> strides) {
    std::optional<SmallVector<int64_t>> flat = flattenOffset(map, strides);
    if (flat)
      operands.push_back(*flat);
    return flat.has_value();
  }

  /// Calls `body` with the number of each value, and those of the operands'.
  void forEach(function_ref<void(int64_t, ArrayRef<int64_t>)> body) {
    int64_t rank = type.getRank(),
            length = rank == 0 ? 1 : type.getShape().back();
    SmallVector<int64_t> strides = computeStrides(type.getShape());
    SmallVector<int64_t> elements(operands.size());
    for (int64_t first = 0; first < type.getNumElements(); first += length) {
      SmallVector<int64_t> row = delinearize(first, strides);
      for (auto [element, factors] : llvm::zip_equal(elements, operands)) {
        element = factors.back();
        for (auto [index, factor] : llvm::zip(row, factors))
          element += index * factor;
      }
      for (int64_t number = first; number < first + length; ++number) {
        body(number, elements);
        if (rank > 0)
          for (auto [element, factors] : llvm::zip_equal(elements, operands))
            element += factors[rank - 1];
      }
    }
  }

private:
  RankedTensorType type;
  /// A factor for each loop, and a constant.
  SmallVector<SmallVector<int64_t>, 2> operands;
};
} // namespace

namespace {
/// An elementwise operation of constants.
class ConstantResult {
public:
  explicit ConstantResult(linalg::GenericOp op) : op(op) {}

  /// False if an operand is no constant, or too large.
  bool match();
  /// Null if the body cannot be folded.
  ElementsAttr compute();

private:
  struct Input {
    ArrayRef<char> bytes;
    Type type;
    AffineMap map;
    SmallVector<int64_t> strides; ///< in values; zeros for a splat
  };

  TypedAttr getValue(const Input &input, ArrayRef<int64_t> index);
  /// The products of two tensors of f32 or f64, of any number; null for others.
  ElementsAttr multiply();
  template <typename FloatTy> ElementsAttr multiplyAs();
  /// What the body yields for values of its arguments.
  Attribute fold(ArrayRef<Attribute> arguments);

  linalg::GenericOp op;
  SmallVector<Input> inputs;
};
} // namespace

/// Whether the operation repeats the values of its one input: they are better
/// read than stored so.
static bool repeatsValues(linalg::GenericOp op) {
  if (!onlyMovesValues(op))
    return false;
  auto type = cast<RankedTensorType>(op.getResult(0).getType());
  auto from = dyn_cast<RankedTensorType>(op.getInputs()[0].getType());
  return !from || from.getNumElements() < type.getNumElements();
}

bool ConstantResult::match() {
  if (!op.hasPureTensorSemantics() || op.getNumReductionLoops() != 0 ||
      op->getNumResults() != 1 || op.hasDynamicShape() ||
      op.getNumDpsInputs() == 0 || repeatsValues(op))
    return false;
  auto type = cast<RankedTensorType>(op.getResult(0).getType());
  if (!isStored(type.getElementType()) || type.getNumElements() == 0 ||
      !op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isIdentity() ||
      !op.getBlock()->getArguments().back().use_empty())
    return false;
  for (OpOperand *operand : op.getDpsInputOperands()) {
    auto tensor = dyn_cast<RankedTensorType>(operand->get().getType());
    AffineMap map = op.getMatchingIndexingMap(operand);
    ElementsAttr constant = getConstant(operand->get());
    if (!tensor || !isStored(tensor.getElementType()) || !constant ||
        !map.isProjectedPermutation(/*allowZeroInResults=*/true))
      return false;
    ArrayRef<char> bytes = getStoredBytes(constant);
    if (bytes.empty())
      return false;
    SmallVector<int64_t> strides = computeStrides(tensor.getShape());
    if (constant.isSplat())
      llvm::fill(strides, 0);
    inputs.push_back({bytes, tensor.getElementType(), map, strides});
  }
  return true;
}

ElementsAttr ConstantResult::multiply() {
  Block *body = op.getBlock();
  auto product =
      body->getTerminator()->getOperand(0).getDefiningOp<arith::MulFOp>();
  if (!product || inputs.size() != 2 ||
      product.getLhs() != body->getArgument(0) ||
      product.getRhs() != body->getArgument(1) ||
      countBytes(cast<ShapedType>(op.getResult(0).getType())) >
          limits::foldedBytes)
    return nullptr;
  if (product.getType().isF32())
    return multiplyAs<float>();
  return product.getType().isF64() ? multiplyAs<double>() : ElementsAttr();
}

template <typename FloatTy> ElementsAttr ConstantResult::multiplyAs() {
  auto type = cast<RankedTensorType>(op.getResult(0).getType());
  RowWalk walk(type);
  for (const Input &input : inputs)
    if (!walk.add(input.map, input.strides))
      return nullptr;
  auto read = [](const Input &input, int64_t element) {
    FloatTy value;
    std::memcpy(&value, input.bytes.data() + element * sizeof(FloatTy),
                sizeof(FloatTy));
    return value;
  };
  return makeConstant(type, [&](MutableArrayRef<char> stored) {
    walk.forEach([&](int64_t number, ArrayRef<int64_t> elements) {
      FloatTy product =
          read(inputs[0], elements[0]) * read(inputs[1], elements[1]);
      std::memcpy(&stored[number * sizeof(FloatTy)], &product, sizeof(FloatTy));
    });
  });
}

TypedAttr ConstantResult::getValue(const Input &input,
                                   ArrayRef<int64_t> index) {
  int64_t element = 0;
  for (auto [expr, stride] :
       llvm::zip_equal(input.map.getResults(), input.strides))
    if (auto dim = dyn_cast<AffineDimExpr>(expr))
      element += index[dim.getPosition()] * stride;
  int64_t width = input.type.getIntOrFloatBitWidth() / CHAR_BIT;
  return loadValue(input.bytes.data() + element * width, input.type);
}

Attribute ConstantResult::fold(ArrayRef<Attribute> arguments) {
  Block *body = op.getBlock();
  DenseMap<Value, Attribute> values;
  for (auto [argument, value] :
       llvm::zip(body->getArguments().drop_back(), arguments))
    values[argument] = value;
  auto lookup = [&](Value value) -> Attribute {
    if (auto known = values.find(value); known != values.end())
      return known->second;
    Attribute constant;
    return matchPattern(value, m_Constant(&constant)) ? constant : nullptr;
  };
  for (Operation &inner : body->without_terminator()) {
    SmallVector<Attribute> operands;
    for (Value operand : inner.getOperands()) {
      operands.push_back(lookup(operand));
      if (!operands.back())
        return nullptr;
    }
    SmallVector<OpFoldResult> results;
    if (inner.getNumRegions() > 0 || failed(inner.fold(operands, results)) ||
        results.size() != inner.getNumResults())
      return nullptr;
    for (auto [result, folded] : llvm::zip_equal(inner.getResults(), results)) {
      Attribute value = dyn_cast<Attribute>(folded);
      values[result] = value ? value : lookup(cast<Value>(folded));
      if (!values[result])
        return nullptr;
    }
  }
  return lookup(body->getTerminator()->getOperand(0));
}

ElementsAttr ConstantResult::compute() {
  auto type = cast<RankedTensorType>(op.getResult(0).getType());
  if (ElementsAttr products = multiply())
    return products;
  if (type.getNumElements() > mostValues)
    return nullptr;
  Type element = type.getElementType();
  int64_t width = element.getIntOrFloatBitWidth() / CHAR_BIT;
  SmallVector<int64_t> strides = computeStrides(type.getShape());
  SmallVector<char> bytes(type.getNumElements() * width);
  for (int64_t number = 0; number < type.getNumElements(); ++number) {
    SmallVector<int64_t> index = delinearize(number, strides);
    SmallVector<Attribute> arguments;
    for (const Input &input : inputs)
      arguments.push_back(getValue(input, index));
    if (!storeValue(fold(arguments), element, &bytes[number * width]))
      return nullptr;
  }
  return makeConstant(type, [&](MutableArrayRef<char> stored) {
    llvm::copy(bytes, stored.begin());
  });
}

/// What only moves the values of one constant, of any number; null for others.
static ElementsAttr moveConstant(linalg::GenericOp op) {
  if (!onlyMovesValues(op) || op.hasDynamicShape() || repeatsValues(op))
    return {};
  OpOperand *operand = op.getDpsInputOperand(0);
  ElementsAttr constant = getConstant(operand->get());
  auto from = dyn_cast<RankedTensorType>(operand->get().getType());
  auto to = cast<RankedTensorType>(op.getResult(0).getType());
  if (!from || !constant || to.getNumElements() == 0 ||
      !isStored(to.getElementType()))
    return {};
  ArrayRef<char> bytes = getStoredBytes(constant);
  if (bytes.empty())
    return {};
  if (constant.isSplat())
    return constant.getElementType() == to.getElementType()
               ? SplatElementsAttr::get(to, constant.getSplatValue<Attribute>())
               : ElementsAttr();
  RowWalk walk(to);
  if (!walk.add(op.getMatchingIndexingMap(operand),
                computeStrides(from.getShape())))
    return {};
  int64_t width = to.getElementType().getIntOrFloatBitWidth() / CHAR_BIT;
  return makeConstant(to, [&](MutableArrayRef<char> stored) {
    walk.forEach([&](int64_t number, ArrayRef<int64_t> elements) {
      std::memcpy(&stored[number * width], &bytes[elements[0] * width], width);
    });
  });
}

/// math.rsqrt has no folder; LLVM gets it as this, too.
static void expandReciprocalRoots(RewriterBase &rewriter,
                                  linalg::GenericOp op) {
  for (auto root :
       llvm::make_early_inc_range(op.getBlock()->getOps<math::RsqrtOp>())) {
    rewriter.setInsertionPoint(root);
    Location loc = root.getLoc();
    Value one = arith::ConstantOp::create(
        rewriter, loc, rewriter.getFloatAttr(root.getType(), 1));
    Value squareRoot = math::SqrtOp::create(rewriter, loc, root.getOperand(),
                                            root.getFastmath());
    rewriter.replaceOpWithNewOp<arith::DivFOp>(root, one, squareRoot,
                                               root.getFastmath());
  }
}

namespace {
class WinogradFoldConstants
    : public winograd::impl::WinogradFoldConstantsBase<WinogradFoldConstants> {
public:
  using WinogradFoldConstantsBase::WinogradFoldConstantsBase;

  void runOnOperation() override {
    SmallVector<linalg::GenericOp> ops;
    getOperation()->walk([&](linalg::GenericOp op) { ops.push_back(op); });
    IRRewriter rewriter(&getContext());
    // In order: the result of one is the operand of another.
    for (linalg::GenericOp op : ops) {
      ElementsAttr value = moveConstant(op);
      if (!value) {
        ConstantResult result(op);
        if (!result.match())
          continue;
        expandReciprocalRoots(rewriter, op);
        value = result.compute();
      }
      if (!value)
        continue;
      rewriter.setInsertionPoint(op);
      rewriter.replaceOpWithNewOp<arith::ConstantOp>(op,
                                                     cast<TypedAttr>(value));
      ++numFolded;
    }
  }
};
} // namespace
