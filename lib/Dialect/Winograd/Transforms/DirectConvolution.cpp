//===- DirectConvolution.cpp - Back to a plain convolution ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Dialect/Winograd/Transforms/DirectConvolution.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "winograd/Dialect/Winograd/IR/OpUtils.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// The loops of the plain convolution are those of the product, a transform's
/// position standing for the filter's tap.
class DirectConvolution {
public:
  DirectConvolution(RewriterBase &rewriter, WinogradConvolution &convolution)
      : rewriter(rewriter), convolution(convolution),
        loc(convolution.output.getLoc()) {}

  FailureOr<Value> run() {
    KronOp output = convolution.output;
    if (!convolution.filter)
      return output.emitError("expected the filter's transform for the plan "
                              "'direct', but the filter is transformed "
                              "already");
    rewriter.setInsertionPoint(output);
    HadamardReduceOp product = convolution.product;
    AffineMap inputMap = product.getMap(1 - convolution.filterOperand);
    AffineMap filterMap = product.getMap(convolution.filterOperand);
    bind(output.getRead(), output, product.getMap(2), outputDims);
    bind(convolution.input.getWrite(), convolution.input, inputMap, inputDims);
    bind(convolution.filter.getWrite(), convolution.filter, filterMap,
         filterDims);
    if (!positionsAgree())
      return output.emitError("expected a product that pairs the positions of "
                              "its operands' transforms, with the algorithms "
                              "of this one");

    AffineMap x = translate(convolution.input.getRead(), convolution.input,
                            inputDims, /*isFilter=*/false);
    AffineMap g = translate(convolution.filter.getRead(), convolution.filter,
                            filterDims, /*isFilter=*/true);
    AffineMap y = translate(output.getWrite(), output, outputDims,
                            /*isFilter=*/false, /*isOutput=*/true);
    Value source = padSource(x);
    return createGeneric(source, dropOffsets(x), convolution.filter.getSource(),
                         g, y);
  }

private:
  /// The product's loop behind each dimension of a kron's maps.
  using Dims = SmallVector<unsigned>;

  /// `map` (all single dimensions) and `productMap` index the same tensor.
  void bind(AffineMap map, KronOp op, AffineMap productMap, Dims &dims) {
    dims.resize(map.getNumDims());
    for (auto [kronExpr, loop] :
         llvm::zip_equal(map.getResults(), productMap.getResults()))
      dims[cast<AffineDimExpr>(kronExpr).getPosition()] =
          cast<AffineDimExpr>(loop).getPosition();
  }

  /// Each transformed dimension is one loop, and one algorithm, of all krons.
  bool positionsAgree() {
    auto positions = [](KronOp op, const Dims &dims) {
      SmallVector<std::pair<unsigned, Attribute>> result;
      for (int64_t i = 0; i < op.getNumTransformed(); ++i)
        result.emplace_back(dims[op.getNumParallel() + i], op.getAlgorithm(i));
      llvm::sort(result, llvm::less_first());
      return result;
    };
    auto expected = positions(convolution.output, outputDims);
    return expected == positions(convolution.input, inputDims) &&
           expected == positions(convolution.filter, filterDims);
  }

  /// A kron's map of an untransformed operand in terms of the new loops: tile
  /// and position are the image o (y), o + k (x) and k (g).
  AffineMap translate(AffineMap map, KronOp op, const Dims &dims, bool isFilter,
                      bool isOutput = false) {
    unsigned numParallel = op.getNumParallel();
    SmallVector<AffineExpr> exprs;
    for (const AxisAccess &access : getAxisAccesses(map, numParallel)) {
      AffineExpr expr = rewriter.getAffineConstantExpr(access.offset);
      if (access.parallel)
        expr = expr + rewriter.getAffineDimExpr(dims[*access.parallel]);
      if (access.transformed && !isOutput)
        expr = expr + rewriter.getAffineDimExpr(
                          dims[numParallel + *access.transformed]);
      exprs.push_back(expr);
    }
    return AffineMap::get(convolution.product.getNumLoops(), 0, exprs,
                          rewriter.getContext());
  }

  AffineMap dropOffsets(AffineMap map) {
    SmallVector<AffineExpr> exprs;
    SmallVector<AffineExpr> zeros(map.getNumDims(),
                                  rewriter.getAffineConstantExpr(0));
    for (AffineExpr expr : map.getResults())
      exprs.push_back(expr - expr.replaceDims(zeros));
    return AffineMap::get(map.getNumDims(), 0, exprs, rewriter.getContext());
  }

  /// Slices and pads the source to exactly what the convolution reads.
  Value padSource(AffineMap x) {
    Value source = convolution.input.getSource();
    SmallVector<OpFoldResult> extents =
        tensor::getMixedSizes(rewriter, loc, source);
    SmallVector<AffineExpr> zeros(x.getNumDims(),
                                  rewriter.getAffineConstantExpr(0));
    SmallVector<OpFoldResult> low, high;
    bool isPadded = false;
    for (auto [axis, expr] : llvm::enumerate(x.getResults())) {
      int64_t offset =
          cast<AffineConstantExpr>(expr.replaceDims(zeros)).getValue();
      OpFoldResult length = readLength(expr);
      // low = -offset, high = offset + length - extent; negative ones slice.
      OpFoldResult behind = affine::makeComposedFoldedAffineApply(
          rewriter, loc,
          rewriter.getAffineDimExpr(0) - rewriter.getAffineDimExpr(1) + offset,
          {length, extents[axis]});
      low.push_back(rewriter.getIndexAttr(-offset));
      high.push_back(behind);
      isPadded |= offset != 0 || !isConstantIntValue(behind, 0);
    }
    if (!isPadded)
      return source;
    return padOrSlice(source, low, high);
  }

  /// How many elements of an axis of x the loops in `expr` run over.
  OpFoldResult readLength(AffineExpr expr) {
    OpFoldResult length = rewriter.getIndexAttr(1);
    for (unsigned loop = 0; loop < convolution.product.getNumLoops(); ++loop)
      if (expr.isFunctionOfDim(loop))
        length = affine::makeComposedFoldedAffineApply(
            rewriter, loc,
            rewriter.getAffineDimExpr(0) + rewriter.getAffineDimExpr(1) - 1,
            {length, loopSize(loop)});
    return length;
  }

  /// The extent of a loop: a size of y, of g, or of X̂.
  OpFoldResult loopSize(unsigned loop) {
    auto find = [&](AffineMap map,
                    Value operand) -> std::optional<OpFoldResult> {
      for (auto [axis, expr] : llvm::enumerate(map.getResults()))
        if (expr.isFunctionOfDim(loop))
          return tensor::getMixedSize(rewriter, loc, operand, axis);
      return std::nullopt;
    };
    AffineMap y = translate(convolution.output.getWrite(), convolution.output,
                            outputDims, false, /*isOutput=*/true);
    if (auto size = find(y, convolution.output.getInit()))
      return *size;
    AffineMap g = translate(convolution.filter.getRead(), convolution.filter,
                            filterDims, /*isFilter=*/true);
    if (auto size = find(g, convolution.filter.getSource()))
      return *size;
    llvm_unreachable("a loop of neither the result nor the filter");
  }

  /// Pads where low or high is positive and slices where it is negative.
  Value padOrSlice(Value source, ArrayRef<OpFoldResult> low,
                   ArrayRef<OpFoldResult> high) {
    AffineMap pair =
        AffineMap::getMultiDimIdentityMap(2, rewriter.getContext());
    OpFoldResult zero = rewriter.getIndexAttr(0);
    auto clamp = [&](OpFoldResult value, bool negated) {
      if (negated)
        value = affine::makeComposedFoldedAffineApply(
            rewriter, loc, -rewriter.getAffineDimExpr(0), {value});
      return affine::makeComposedFoldedAffineMax(rewriter, loc, pair,
                                                 {value, zero});
    };
    SmallVector<OpFoldResult> offsets, sizes, padLow, padHigh,
        extents = tensor::getMixedSizes(rewriter, loc, source);
    for (auto [l, h, extent] : llvm::zip_equal(low, high, extents)) {
      OpFoldResult cutLow = clamp(l, true), cutHigh = clamp(h, true);
      offsets.push_back(cutLow);
      sizes.push_back(affine::makeComposedFoldedAffineApply(
          rewriter, loc,
          rewriter.getAffineDimExpr(0) - rewriter.getAffineDimExpr(1) -
              rewriter.getAffineDimExpr(2),
          {extent, cutLow, cutHigh}));
      padLow.push_back(clamp(l, false));
      padHigh.push_back(clamp(h, false));
    }
    SmallVector<OpFoldResult> strides(offsets.size(), rewriter.getIndexAttr(1));
    Value slice = tensor::ExtractSliceOp::create(rewriter, loc, source, offsets,
                                                 sizes, strides);
    Type type = getElementTypeOrSelf(source.getType());
    Value padding =
        arith::ConstantOp::create(rewriter, loc, rewriter.getZeroAttr(type));
    return tensor::PadOp::create(rewriter, loc, /*resultType=*/Type(), slice,
                                 padLow, padHigh, padding);
  }

  /// The convolution, accumulated in the product's type.
  Value createGeneric(Value source, AffineMap x, Value filter, AffineMap g,
                      AffineMap y) {
    Value result = convolution.output.getInit();
    Type type = getElementTypeOrSelf(convolution.product.getInit().getType());
    bool isNarrow = getElementTypeOrSelf(result.getType()) != type;
    Value init = result;
    if (isNarrow)
      init = tensor::EmptyOp::create(
          rewriter, loc, tensor::getMixedSizes(rewriter, loc, result), type);
    Value zero =
        arith::ConstantOp::create(rewriter, loc, rewriter.getZeroAttr(type));
    Value filled =
        linalg::FillOp::create(rewriter, loc, zero, init).getResult(0);
    SmallVector<utils::IteratorType> iterators;
    for (unsigned loop = 0; loop < x.getNumDims(); ++loop)
      iterators.push_back(y.isFunctionOfDim(loop)
                              ? utils::IteratorType::parallel
                              : utils::IteratorType::reduction);
    auto flags = arith::FastMathFlagsAttr::get(rewriter.getContext(),
                                               arith::FastMathFlags::contract);
    auto generic = linalg::GenericOp::create(
        rewriter, loc, filled.getType(), ValueRange{source, filter}, filled,
        ArrayRef<AffineMap>{x, g, y}, iterators,
        [&](OpBuilder &b, Location loc, ValueRange args) {
          Value product =
              arith::MulFOp::create(b, loc, convertFloat(b, args[0], type),
                                    convertFloat(b, args[1], type), flags);
          Value sum = arith::AddFOp::create(b, loc, args[2], product, flags);
          linalg::YieldOp::create(b, loc, sum);
        });
    return isNarrow ? round(generic.getResult(0), result)
                    : generic.getResult(0);
  }

  /// `value` in the element type of `init`.
  Value round(Value value, Value init) {
    int64_t rank = cast<ShapedType>(init.getType()).getRank();
    SmallVector<AffineMap> maps(2, rewriter.getMultiDimIdentityMap(rank));
    SmallVector<utils::IteratorType> iterators(rank,
                                               utils::IteratorType::parallel);
    return linalg::GenericOp::create(
               rewriter, loc, init.getType(), value, init, maps, iterators,
               [](OpBuilder &b, Location loc, ValueRange args) {
                 linalg::YieldOp::create(
                     b, loc, convertFloat(b, args[0], args[1].getType()));
               })
        .getResult(0);
  }

  RewriterBase &rewriter;
  WinogradConvolution &convolution;
  Location loc;
  Dims outputDims, inputDims, filterDims;
};
} // namespace

FailureOr<Value>
winograd::createDirectConvolution(RewriterBase &rewriter,
                                  WinogradConvolution &convolution) {
  return DirectConvolution(rewriter, convolution).run();
}
