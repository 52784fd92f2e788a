//===- TensorForm.cpp - Winograd by tensor operations ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TensorForm.h"

#include "ConvolutionModule.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using winograd::CookToom;
using winograd::RationalMatrix;

namespace {
class TensorForm {
public:
  TensorForm(const ConvolutionShape &shape, const CookToom &rows,
             const CookToom &columns, MLIRContext &context)
      : shape(shape), rows(rows), columns(columns),
        builder(UnknownLoc::get(&context), &context),
        module(ModuleOp::create(builder.getLoc())) {
    auto [p, q] = shape.getResult();
    tileRows = llvm::divideCeil(p, rows.m());
    tileColumns = llvm::divideCeil(q, columns.m());
  }

  OwningOpRef<ModuleOp> build(int phase) {
    builder.setInsertionPointToEnd(module->getBody());
    SmallVector<Type> arguments = {getType(shape.getImageSizes()),
                                   getType(shape.getFilterSizes())};
    auto function =
        func::FuncOp::create(builder, kConvolutionEntry,
                             builder.getFunctionType(arguments, TypeRange()));
    builder.setInsertionPointToStart(function.addEntryBlock());
    SmallVector<Value> results =
        buildPhases(function.getArgument(0), function.getArgument(1), phase);
    func::ReturnOp::create(builder, results);
    function.setType(
        builder.getFunctionType(arguments, ValueRange(results).getTypes()));
    return std::move(module);
  }

private:
  using Sizes = SmallVector<int64_t>;

  SmallVector<Value> buildPhases(Value x, Value w, int phase) {
    Value input = transformInput(x);
    if (phase == 1)
      return {input};
    if (phase == 2)
      // (i, j, n, ty, tx, c)
      return {compute({input}, {{0, 1, 2, 5, 3, 4}}, {0, 1, 2, 3, 4, 5}, 6)};
    Value filter = transformFilter(w);
    if (phase == 3)
      return {input, filter};
    // (i, j, n, k, ty, tx, c)
    SmallVector<Sizes> maps = {{0, 1, 2, 6, 4, 5}, {0, 1, 3, 6}};
    if (phase == 4)
      return {compute({input, filter}, maps, {0, 1, 2, 3, 6, 4, 5}, 7)};
    Value product = compute({input, filter}, maps, {0, 1, 2, 3, 4, 5}, 7);
    if (phase == 5)
      return {product};
    return {transformOutput(product)};
  }

  //===--------------------------------------------------------------------===//
  // Parts
  //===--------------------------------------------------------------------===//

  RankedTensorType getType(ArrayRef<int64_t> sizes) {
    return RankedTensorType::get(sizes, builder.getF32Type());
  }
  static ArrayRef<int64_t> getSizes(Value value) {
    return cast<RankedTensorType>(value.getType()).getShape();
  }
  SmallVector<OpFoldResult> toIndices(ArrayRef<int64_t> values) {
    return getAsIndexOpFoldResult(builder.getContext(), values);
  }
  Value getConstant(float value) {
    return arith::ConstantOp::create(builder, builder.getF32FloatAttr(value));
  }

  /// `values[first : : stride]` in `dim`, `count` of them; without that
  /// dimension where `drops`.
  Value slice(Value value, int64_t dim, int64_t first, int64_t count,
              int64_t stride, bool drops) {
    Sizes sizes(getSizes(value)), offsets(sizes.size(), 0),
        strides(sizes.size(), 1);
    sizes[dim] = count;
    offsets[dim] = first;
    strides[dim] = stride;
    Sizes kept(sizes);
    if (drops)
      kept.erase(kept.begin() + dim);
    return tensor::ExtractSliceOp::create(builder, getType(kept), value,
                                          toIndices(offsets), toIndices(sizes),
                                          toIndices(strides));
  }

  /// Inserts values beside each other, along a new dimension `dim`.
  Value stack(ArrayRef<Value> values, int64_t dim) {
    Sizes sizes(getSizes(values.front()));
    sizes.insert(sizes.begin() + dim, int64_t(values.size()));
    Value result =
        tensor::EmptyOp::create(builder, sizes, builder.getF32Type());
    for (auto [index, value] : llvm::enumerate(values)) {
      Sizes offsets(sizes.size(), 0), part(sizes), strides(sizes.size(), 1);
      offsets[dim] = int64_t(index);
      part[dim] = 1;
      result = tensor::InsertSliceOp::create(
          builder, value, result, toIndices(offsets), toIndices(part),
          toIndices(strides));
    }
    return result;
  }

  Value getSplat(Type type, float value) {
    auto shaped = cast<ShapedType>(type);
    return arith::ConstantOp::create(builder,
                                     DenseElementsAttr::get(shaped, value));
  }

  /// Σ_u factors[u] · slices[u], of tensors as wholes.
  Value sum(ArrayRef<winograd::Rational> factors, ArrayRef<Value> slices) {
    Value total;
    for (auto [factor, value] : llvm::zip_equal(factors, slices)) {
      double number = factor.toDouble();
      if (number == 0)
        continue;
      Value term = value;
      if (number != 1)
        term = arith::MulFOp::create(builder, value,
                                     getSplat(value.getType(), float(number)),
                                     arith::FastMathFlags::contract);
      total = total ? arith::AddFOp::create(builder, total, term,
                                            arith::FastMathFlags::contract)
                          .getResult()
                    : term;
    }
    return total ? total : getSplat(slices.front().getType(), 0);
  }

  /// One value for each row of the matrix, along a new dimension `at`.
  Value apply(const RationalMatrix &matrix, ArrayRef<Value> slices,
              int64_t at) {
    SmallVector<Value> results;
    for (int64_t row = 0; row < matrix.rows(); ++row)
      results.push_back(sum(matrix.row(row), slices));
    return stack(results, at);
  }

  /// Products of two operands, summed over the loops that `result` does not
  /// have, or one with its sign changed; maps are lists of loops.
  Value compute(ArrayRef<Value> operands, ArrayRef<Sizes> maps, Sizes result,
                int64_t numLoops) {
    Sizes ranges(numLoops);
    for (auto [operand, map] : llvm::zip_equal(operands, maps))
      for (auto [size, loop] : llvm::zip_equal(getSizes(operand), map))
        ranges[loop] = size;
    auto toMap = [&](ArrayRef<int64_t> loops) {
      return AffineMap::get(
          numLoops, 0,
          llvm::map_to_vector(
              loops,
              [&](int64_t loop) { return builder.getAffineDimExpr(loop); }),
          builder.getContext());
    };
    SmallVector<AffineMap> allMaps = llvm::map_to_vector(
        maps, [&](const Sizes &loops) { return toMap(loops); });
    allMaps.push_back(toMap(result));
    SmallVector<utils::IteratorType> iterators(numLoops,
                                               utils::IteratorType::reduction);
    Sizes sizes;
    for (int64_t loop : result) {
      iterators[loop] = utils::IteratorType::parallel;
      sizes.push_back(ranges[loop]);
    }
    Value empty = tensor::EmptyOp::create(builder, sizes, builder.getF32Type());
    bool sums = int64_t(result.size()) != numLoops;
    if (sums)
      empty = linalg::FillOp::create(builder, ValueRange{getConstant(0)},
                                     ValueRange{empty})
                  .result();
    auto body = [&](OpBuilder &nested, Location loc, ValueRange values) {
      Value value;
      if (operands.size() == 2)
        value = arith::MulFOp::create(nested, loc, values[0], values[1]);
      else
        value = arith::NegFOp::create(nested, loc, values[0]);
      if (sums)
        value = arith::AddFOp::create(nested, loc, values.back(), value);
      linalg::YieldOp::create(nested, loc, value);
    };
    return linalg::GenericOp::create(builder, getType(sizes), operands, empty,
                                     allMaps, iterators, body)
        .getResult(0);
  }

  //===--------------------------------------------------------------------===//
  // Transforms
  //===--------------------------------------------------------------------===//

  /// With zeros around it, as large as whole tiles need.
  Value pad(Value x) {
    Sizes low(4, 0), high(4, 0), sizes(getSizes(x));
    auto [padRows, padColumns] = shape.getPad();
    low[2] = padRows;
    low[3] = padColumns;
    int64_t needed[] = {tileRows * rows.m() + rows.r() - 1,
                        tileColumns * columns.m() + columns.r() - 1};
    for (int64_t dim : {2, 3}) {
      high[dim] = needed[dim - 2] - sizes[dim] - low[dim];
      sizes[dim] = needed[dim - 2];
    }
    return tensor::PadOp::create(builder, getType(sizes), x, toIndices(low),
                                 toIndices(high), getConstant(0));
  }

  Value transformInput(Value x) {
    x = pad(x);
    SmallVector<Value> slices;
    for (int64_t u = 0; u < rows.alpha(); ++u)
      slices.push_back(slice(x, 2, u, tileRows, rows.m(), /*drops=*/false));
    // [i, n, c, ty, w]
    x = apply(rows.inputMatrix(), slices, 0);
    slices.clear();
    for (int64_t v = 0; v < columns.alpha(); ++v)
      slices.push_back(
          slice(x, 4, v, tileColumns, columns.m(), /*drops=*/false));
    return apply(columns.inputMatrix(), slices, 1);
  }

  /// All of one dimension, one by one.
  SmallVector<Value> takeApart(Value value, int64_t dim) {
    SmallVector<Value> slices;
    for (int64_t u = 0; u < getSizes(value)[dim]; ++u)
      slices.push_back(slice(value, dim, u, 1, 1, /*drops=*/true));
    return slices;
  }

  Value transformFilter(Value w) {
    // [i, k, c, s]
    w = apply(rows.filterMatrix(), takeApart(w, 2), 0);
    return apply(columns.filterMatrix(), takeApart(w, 3), 1);
  }

  Value transformOutput(Value product) {
    // [p, j, n, k, ty, tx]
    Value y = apply(rows.outputMatrix(), takeApart(product, 0), 0);
    y = apply(columns.outputMatrix(), takeApart(y, 1), 1);
    // [p, q, n, k, ty, tx] --> [n, k, ty, p, tx, q]
    SmallVector<int64_t> order = {2, 3, 4, 0, 5, 1};
    Sizes sizes;
    for (int64_t dim : order)
      sizes.push_back(getSizes(y)[dim]);
    Value empty = tensor::EmptyOp::create(builder, sizes, builder.getF32Type());
    y = linalg::TransposeOp::create(builder, y, empty, order)
            .getResult()
            .front();
    SmallVector<ReassociationIndices> groups = {{0}, {1}, {2, 3}, {4, 5}};
    Sizes whole = {sizes[0], sizes[1], sizes[2] * sizes[3],
                   sizes[4] * sizes[5]};
    y = tensor::CollapseShapeOp::create(builder, getType(whole), y, groups);
    y = slice(y, 2, 0, shape.getResult()[0], 1, /*drops=*/false);
    return slice(y, 3, 0, shape.getResult()[1], 1, /*drops=*/false);
  }

  const ConvolutionShape &shape;
  const CookToom &rows, &columns;
  ImplicitLocOpBuilder builder;
  OwningOpRef<ModuleOp> module;
  int64_t tileRows, tileColumns;
};
} // namespace

OwningOpRef<ModuleOp> buildTensorForm(const ConvolutionShape &shape,
                                      const CookToom &rows,
                                      const CookToom &columns, int phase,
                                      MLIRContext &context) {
  context.loadDialect<arith::ArithDialect, func::FuncDialect,
                      linalg::LinalgDialect, tensor::TensorDialect>();
  return TensorForm(shape, rows, columns, context).build(phase);
}
