//===- FoldFilter.cpp - Transform constant filters -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/Remarks.h"
#include "mlir/IR/TypeUtilities.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "winograd/Support/Limits.h"
#include "winograd/Utils/Constants.h"
#include "winograd/Utils/PassOptions.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADFOLDFILTER
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Values that are transformed at a time, in float64.
static constexpr int64_t slabValues = 65536;

//===----------------------------------------------------------------------===//
// Stored values
//===----------------------------------------------------------------------===//

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

/// Stores `value`, rounded to the type.
static void encode(double value, FloatType type, char *bytes) {
  auto store = [&](auto number) {
    std::memcpy(bytes, &number, sizeof(number));
  };
  if (type.isF32())
    return store(static_cast<float>(value));
  if (type.isF64())
    return store(value);
  APFloat rounded(value);
  bool losesInfo;
  rounded.convert(type.getFloatSemantics(), APFloat::rmNearestTiesToEven,
                  &losesInfo);
  store(static_cast<uint16_t>(rounded.bitcastToAPInt().getZExtValue()));
}

namespace {
/// A dense array in row-major order, as a constant has it.
struct Layout {
  Layout(RankedTensorType type, ArrayRef<AxisAccess> axes)
      : type(cast<FloatType>(type.getElementType())),
        width(this->type.getWidth() / CHAR_BIT), axes(axes),
        strides(computeStrides(type.getShape())) {}

  /// Of the axis that is the parallel (or transformed) dimension `dim`.
  int64_t getStride(std::optional<unsigned> AxisAccess::*kind,
                    unsigned dim) const {
    for (auto [axis, stride] : llvm::zip_equal(axes, strides))
      if (axis.*kind == dim)
        return stride;
    llvm_unreachable("every dimension is an axis");
  }

  FloatType type;
  int64_t width;
  SmallVector<AxisAccess> axes;
  SmallVector<int64_t> strides;
};

/// Transforms the filters of a constant, slab by slab.
class FilterTransform {
public:
  FilterTransform(KronOp op, ArrayRef<char> bytes, bool isSplat)
      : op(op), bytes(bytes), isSplat(isSplat),
        from(cast<RankedTensorType>(op.getSource().getType()),
             getAxisAccesses(op.getRead(), op.getNumParallel())),
        to(cast<RankedTensorType>(op.getResult().getType()),
           getAxisAccesses(op.getWrite(), op.getNumParallel())) {}

  DenseElementsAttr run();

private:
  /// A loop of the filters, or of a filter's positions.
  struct Loop {
    int64_t extent, fromStride, toStride;
  };
  void findLoops();
  std::vector<double> transform(int64_t first, int64_t count);
  void store(const std::vector<double> &values, int64_t first, int64_t count,
             std::vector<char> &result);

  KronOp op;
  ArrayRef<char> bytes;
  bool isSplat;
  Layout from, to;
  /// Over the filters, in the order in which the result has them; over taps and
  /// positions in that in which the source has them.
  SmallVector<Loop> filters, taps;
  SmallVector<unsigned> transformed; ///< dimension of each loop of `taps`
};
} // namespace

void FilterTransform::findLoops() {
  auto shape = cast<ShapedType>(op.getResult().getType()).getShape();
  for (auto [axis, stride, extent] :
       llvm::zip_equal(to.axes, to.strides, shape))
    if (axis.parallel)
      filters.push_back({extent,
                         from.getStride(&AxisAccess::parallel, *axis.parallel),
                         stride});
  for (auto [axis, stride] : llvm::zip_equal(from.axes, from.strides))
    if (axis.transformed) {
      transformed.push_back(*axis.transformed);
      taps.push_back(
          {op.getMatrix(*axis.transformed).columns(), stride,
           to.getStride(&AxisAccess::transformed, *axis.transformed)});
    }
}

/// Calls `visit` with the offsets, by one of the strides, of the iterations
/// from the first to behind the last of a nest of loops.
template <typename Loop, typename Visit>
static void forEachOffset(ArrayRef<Loop> loops, int64_t Loop::*stride,
                          int64_t first, int64_t count, Visit visit) {
  SmallVector<int64_t> index(loops.size());
  int64_t offset = 0, rest = first;
  for (int64_t depth = loops.size() - 1; depth >= 0; --depth) {
    index[depth] = rest % loops[depth].extent;
    rest /= loops[depth].extent;
    offset += index[depth] * loops[depth].*stride;
  }
  for (int64_t iteration = 0; iteration < count; ++iteration) {
    visit(offset);
    for (int64_t depth = loops.size() - 1; depth >= 0; --depth) {
      offset += loops[depth].*stride;
      if (++index[depth] < loops[depth].extent)
        break;
      offset -= loops[depth].*stride * index[depth];
      index[depth] = 0;
    }
  }
}

template <typename Loop> static int64_t countIterations(ArrayRef<Loop> loops) {
  int64_t count = 1;
  for (const Loop &loop : loops)
    count *= loop.extent;
  return count;
}

/// result[.., i, ..] = Σ_u matrix[i, u] · values[.., u, ..], where `outer` and
/// `inner` values stand around u.
static std::vector<double> applyMatrix(const std::vector<double> &values,
                                       const RationalMatrix &matrix,
                                       int64_t outer, int64_t inner) {
  std::vector<double> result(outer * matrix.rows() * inner, 0.0);
  for (int64_t row = 0; row < matrix.rows(); ++row)
    for (int64_t column = 0; column < matrix.columns(); ++column) {
      if (matrix(row, column).isZero())
        continue;
      double factor = matrix(row, column).toDouble();
      for (int64_t o = 0; o < outer; ++o) {
        double *target = &result[(o * matrix.rows() + row) * inner];
        const double *source = &values[(o * matrix.columns() + column) * inner];
        for (int64_t i = 0; i < inner; ++i)
          target[i] += factor * source[i];
      }
    }
  return result;
}

/// The transformed filters from `first` on: [positions..][filters].
std::vector<double> FilterTransform::transform(int64_t first, int64_t count) {
  std::vector<double> values;
  int64_t numTaps = countIterations<Loop>(taps);
  values.reserve(numTaps * count);
  forEachOffset<Loop>(taps, &Loop::fromStride, 0, numTaps, [&](int64_t tap) {
    forEachOffset<Loop>(
        filters, &Loop::fromStride, first, count, [&](int64_t filter) {
          int64_t element = isSplat ? 0 : tap + filter;
          values.push_back(
              decode(bytes.data() + element * from.width, from.type));
        });
  });
  int64_t outer = 1, inner = values.size();
  for (unsigned dim : transformed) {
    RationalMatrix matrix = op.getMatrix(dim);
    inner /= matrix.columns();
    values = applyMatrix(values, matrix, outer, inner);
    outer *= matrix.rows();
  }
  return values;
}

/// Stores `count` filters; where `values` has one only, that one.
void FilterTransform::store(const std::vector<double> &values, int64_t first,
                            int64_t count, std::vector<char> &result) {
  SmallVector<Loop> positions(taps);
  for (auto [loop, dim] : llvm::zip_equal(positions, transformed))
    loop.extent = op.getMatrix(dim).rows();
  int64_t numPositions = countIterations<Loop>(positions);
  int64_t perPosition = values.size() / numPositions;
  const double *value = values.data();
  forEachOffset<Loop>(
      positions, &Loop::toStride, 0, numPositions, [&](int64_t position) {
        int64_t number = 0;
        forEachOffset<Loop>(
            filters, &Loop::toStride, first, count, [&](int64_t filter) {
              encode(value[perPosition == 1 ? 0 : number++], to.type,
                     &result[(position + filter) * to.width]);
            });
        value += perPosition;
      });
}

DenseElementsAttr FilterTransform::run() {
  findLoops();
  auto type = cast<RankedTensorType>(op.getResult().getType());
  std::vector<char> result(type.getNumElements() * to.width);
  int64_t count = countIterations<Loop>(filters);
  if (isSplat) {
    // All filters are one.
    store(transform(0, 1), 0, count, result);
    return DenseElementsAttr::getFromRawBuffer(type, result);
  }
  int64_t step =
      std::max<int64_t>(1, slabValues / (type.getNumElements() / count));
  for (int64_t first = 0; first < count; first += step) {
    int64_t size = std::min(step, count - first);
    store(transform(first, size), first, size, result);
  }
  return DenseElementsAttr::getFromRawBuffer(type, result);
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {
class WinogradFoldFilter
    : public winograd::impl::WinogradFoldFilterBase<WinogradFoldFilter> {
public:
  using WinogradFoldFilterBase::WinogradFoldFilterBase;

  void runOnOperation() override {
    if (failed(checkOption(getOperation(), "max-bytes", maxBytes, 0,
                           limits::mostFoldedBytes)))
      return signalPassFailure();
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

private:
  /// Ĝ as a constant, if the kron transforms a constant filter that is not too
  /// large.
  DenseElementsAttr evaluate(KronOp op) {
    ElementsAttr attr;
    if (op.getRole() != KronRole::Filter || !op.getResult() ||
        !matchPattern(op.getSource(), m_Constant(&attr)))
      return {};
    auto from = cast<ShapedType>(attr.getType());
    auto to = cast<RankedTensorType>(op.getResult().getType());
    int64_t sourceBytes = countBytes(from), bytes = countBytes(to);
    if (sourceBytes == 0 || bytes == 0 || !to.hasStaticShape())
      return {};
    if (bytes > maxBytes) {
      ++numLeft;
      remark::missed(op.getLoc(), remark::RemarkOpts::name("left").category(
                                      "winograd-fold-filter"))
          << remark::reason("transformed at run time: the filter would have "
                            "{0} bytes (expected at most {1})",
                            bytes, maxBytes.getValue());
      return {};
    }
    // Elements of another size, or in another form, are not understood.
    ArrayRef<char> stored = getStoredBytes(attr);
    auto dense = dyn_cast<DenseElementsAttr>(attr);
    bool isSplat = dense && dense.isSplat();
    int64_t width = from.getElementTypeBitWidth() / CHAR_BIT;
    if (int64_t(stored.size()) != (isSplat ? width : sourceBytes))
      return {};
    return FilterTransform(op, stored, isSplat).run();
  }
};
} // namespace
