//===- FoldFilter.cpp - Transform constant filters -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/TypeUtilities.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "winograd/Dialect/Winograd/IR/OpUtils.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADFOLDFILTER
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

//===----------------------------------------------------------------------===//
// Constants as doubles
//===----------------------------------------------------------------------===//

namespace {
/// A dense array of doubles in row-major order.
struct Array {
  SmallVector<int64_t> shape;
  std::vector<double> values;

  int64_t stride(size_t axis) const {
    int64_t result = 1;
    for (size_t i = axis + 1; i < shape.size(); ++i)
      result *= shape[i];
    return result;
  }
};
} // namespace

/// One stored value of a floating-point type.
static double decode(const char *bytes, FloatType type) {
  if (type.isF32()) {
    float value;
    std::memcpy(&value, bytes, sizeof(value));
    return value;
  }
  if (type.isF64()) {
    double value;
    std::memcpy(&value, bytes, sizeof(value));
    return value;
  }
  uint16_t bits;
  std::memcpy(&bits, bytes, sizeof(bits));
  APFloat value(type.getFloatSemantics(), APInt(16, bits));
  bool losesInfo;
  value.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven,
                &losesInfo);
  return value.convertToDouble();
}

/// Appends `value`, rounded to the type.
static void encode(double value, FloatType type, std::vector<char> &bytes) {
  auto append = [&](auto number) {
    const char *data = reinterpret_cast<const char *>(&number);
    bytes.insert(bytes.end(), data, data + sizeof(number));
  };
  if (type.isF32())
    return append(static_cast<float>(value));
  if (type.isF64())
    return append(value);
  APFloat rounded(value);
  bool losesInfo;
  rounded.convert(type.getFloatSemantics(), APFloat::rmNearestTiesToEven,
                  &losesInfo);
  append(static_cast<uint16_t>(rounded.bitcastToAPInt().getZExtValue()));
}

/// The values of a dense constant or resource; nullopt for other attributes.
static std::optional<Array> readConstant(ElementsAttr attr) {
  auto type = cast<ShapedType>(attr.getType());
  ArrayRef<char> raw = getStoredBytes(attr);
  auto dense = dyn_cast<DenseElementsAttr>(attr);
  bool isSplat = dense && dense.isSplat();
  auto elementType = cast<FloatType>(type.getElementType());
  size_t width = elementType.getWidth() / 8;
  if (raw.size() != (isSplat ? 1 : type.getNumElements()) * width)
    return std::nullopt;
  Array array;
  array.shape.assign(type.getShape().begin(), type.getShape().end());
  array.values.resize(type.getNumElements());
  for (auto [i, value] : llvm::enumerate(array.values))
    value = decode(raw.data() + (isSplat ? 0 : i * width), elementType);
  return array;
}

//===----------------------------------------------------------------------===//
// The transform in float64
//===----------------------------------------------------------------------===//

/// result[.., i, ..] = Σ_u matrix[i, u] · array[.., u, ..] along `axis`.
static Array applyMatrix(const Array &array, const RationalMatrix &matrix,
                         size_t axis) {
  Array result;
  result.shape = array.shape;
  result.shape[axis] = matrix.rows();
  int64_t inner = array.stride(axis);
  int64_t outer = array.values.size() / (inner * array.shape[axis]);
  result.values.assign(outer * matrix.rows() * inner, 0.0);
  for (int64_t row = 0; row < matrix.rows(); ++row)
    for (int64_t column = 0; column < matrix.columns(); ++column) {
      if (matrix(row, column).isZero())
        continue;
      double factor = matrix(row, column).toDouble();
      for (int64_t o = 0; o < outer; ++o) {
        double *to = &result.values[(o * matrix.rows() + row) * inner];
        const double *from =
            &array.values[(o * matrix.columns() + column) * inner];
        for (int64_t i = 0; i < inner; ++i)
          to[i] += factor * from[i];
      }
    }
  return result;
}

/// result[write(d)] = array[read(d)], both maps being permutations up to
/// constant zeros.
static Array permute(const Array &array, ArrayRef<AxisAccess> read,
                     ArrayRef<AxisAccess> write) {
  Array result;
  SmallVector<int64_t> strides; // of `array`, per axis of the result
  for (const AxisAccess &to : write) {
    const auto *from = llvm::find_if(read, [&](const AxisAccess &a) {
      return !a.isZero() && a.parallel == to.parallel &&
             a.transformed == to.transformed;
    });
    size_t axis = from - read.begin();
    result.shape.push_back(array.shape[axis]);
    strides.push_back(array.stride(axis));
  }
  result.values.resize(array.values.size());
  SmallVector<int64_t> index(result.shape.size(), 0);
  int64_t offset = 0;
  for (double &value : result.values) {
    value = array.values[offset];
    for (int64_t axis = index.size() - 1; axis >= 0; --axis) {
      offset += strides[axis];
      if (++index[axis] < result.shape[axis])
        break;
      offset -= strides[axis] * index[axis];
      index[axis] = 0;
    }
  }
  return result;
}

/// Ĝ as a constant, if the kron transforms a constant filter.
static DenseElementsAttr evaluate(KronOp op) {
  ElementsAttr attr;
  if (op.getRole() != KronRole::Filter || !op.getResult() ||
      !matchPattern(op.getSource(), m_Constant(&attr)))
    return {};
  std::optional<Array> array = readConstant(attr);
  auto type = cast<RankedTensorType>(op.getResult().getType());
  if (!array || array->values.empty() || !type.hasStaticShape())
    return {};
  SmallVector<AxisAccess> read =
      getAxisAccesses(op.getRead(), op.getNumParallel());
  for (auto [axis, access] : llvm::enumerate(read))
    if (access.transformed)
      *array = applyMatrix(*array, op.getMatrix(*access.transformed), axis);
  Array result = permute(*array, read,
                         getAxisAccesses(op.getWrite(), op.getNumParallel()));
  auto elementType = cast<FloatType>(type.getElementType());
  std::vector<char> bytes;
  bytes.reserve(result.values.size() * elementType.getWidth() / 8);
  for (double value : result.values)
    encode(value, elementType, bytes);
  return DenseElementsAttr::getFromRawBuffer(type, bytes);
}

namespace {
class WinogradFoldFilter
    : public winograd::impl::WinogradFoldFilterBase<WinogradFoldFilter> {
public:
  void runOnOperation() override {
    SmallVector<KronOp> krons;
    getOperation()->walk([&](KronOp op) { krons.push_back(op); });
    IRRewriter rewriter(&getContext());
    for (KronOp op : krons) {
      DenseElementsAttr value = evaluate(op);
      if (!value)
        continue;
      ++numFolded;
      numBytes += value.getRawData().size();
      rewriter.setInsertionPoint(op);
      rewriter.replaceOpWithNewOp<arith::ConstantOp>(op, value);
    }
  }
};
} // namespace
