//===- StopAfter.cpp - End the computation after a step ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Transforms/RegionUtils.h"
#include "winograd/Dialect/Winograd/Analysis/ConvolutionMatch.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADSTOPAFTER
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// X̂ · Ĝ without the reduction: the reduced dimensions are appended to the
/// result's.
static Value makeUnreducedProduct(OpBuilder &builder,
                                  HadamardReduceOp product) {
  Location loc = product.getLoc();
  SmallVector<AffineExpr> results(product.getMap(2).getResults());
  SmallVector<Range> ranges = product.getIterationDomain(builder);
  for (int64_t dim = 0; dim < product.getNumLoops(); ++dim)
    if (product.isReduced(dim))
      results.push_back(builder.getAffineDimExpr(dim));
  AffineMap map =
      AffineMap::get(product.getNumLoops(), 0, results, builder.getContext());
  SmallVector<OpFoldResult> sizes;
  for (AffineExpr expr : results)
    sizes.push_back(ranges[cast<AffineDimExpr>(expr).getPosition()].size);
  Type type = getElementTypeOrSelf(product.getInit().getType());
  Value empty = tensor::EmptyOp::create(builder, loc, sizes, type);
  Value zero =
      arith::ConstantOp::create(builder, loc, builder.getZeroAttr(type));
  Value init = linalg::FillOp::create(builder, loc, zero, empty).getResult(0);
  return HadamardReduceOp::create(builder, loc,
                                  {product.getMap(0), product.getMap(1), map},
                                  product.getLhs(), product.getRhs(), init)
      .getResult();
}

/// -X̂, over the loops of the product that X̂ has: read as the product reads it,
/// by its map and in its order. (A mere copy would be taken away.)
static Value makeIndexedInput(OpBuilder &builder, HadamardReduceOp product) {
  AffineMap map = product.getMap(WinogradConvolution::imageOperand);
  // The loops that X̂ has, numbered anew.
  SmallVector<AffineExpr> dims(product.getNumLoops());
  SmallVector<OpFoldResult> sizes;
  SmallVector<Range> ranges = product.getIterationDomain(builder);
  for (int64_t dim = 0; dim < product.getNumLoops(); ++dim) {
    if (!map.isFunctionOfDim(dim))
      continue;
    dims[dim] = builder.getAffineDimExpr(sizes.size());
    sizes.push_back(ranges[dim].size);
  }
  unsigned rank = sizes.size();
  Location loc = product.getLoc();
  Value input = product.getLhs();
  Value empty = tensor::EmptyOp::create(builder, loc, sizes,
                                        getElementTypeOrSelf(input.getType()));
  SmallVector<AffineMap> maps = {map.replaceDimsAndSymbols(dims, {}, rank, 0),
                                 builder.getMultiDimIdentityMap(rank)};
  SmallVector<utils::IteratorType> iterators(rank,
                                             utils::IteratorType::parallel);
  return linalg::GenericOp::create(
             builder, loc, empty.getType(), input, empty, maps, iterators,
             [](OpBuilder &nested, Location loc, ValueRange values) {
               Value negated = arith::NegFOp::create(nested, loc, values[0]);
               linalg::YieldOp::create(nested, loc, negated);
             })
      .getResult(0);
}

namespace {
class WinogradStopAfter
    : public winograd::impl::WinogradStopAfterBase<WinogradStopAfter> {
public:
  using WinogradStopAfterBase::WinogradStopAfterBase;

  void runOnOperation() override {
    static constexpr StringLiteral steps[] = {"input",   "index",  "filter",
                                              "product", "reduce", "output"};
    if (!llvm::is_contained(steps, StringRef(step))) {
      getOperation().emitError(
          "expected the option 'step' to be input, index, filter, product, "
          "reduce or output, but got '")
          << step.getValue() << "'";
      return signalPassFailure();
    }
    for (auto function : getOperation().getOps<FunctionOpInterface>())
      if (!function.isExternal() && failed(stop(function)))
        return signalPassFailure();
  }

private:
  LogicalResult stop(FunctionOpInterface function) {
    SmallVector<WinogradConvolution> found = findConvolutions(function);
    if (found.empty())
      return success();
    if (found.size() != 1)
      return function.emitError("expected one Winograd convolution to stop "
                                "after one of its steps, but got ")
             << found.size();
    std::optional<SymbolTable::UseRange> uses =
        SymbolTable::getSymbolUses(function, getOperation());
    if (!uses || !uses->empty())
      return function.emitError("expected a function without callers to change "
                                "its results, but it is referred to");
    Block &block = function.getFunctionBody().front();
    if (!function.getFunctionBody().hasOneBlock() ||
        found.front().output->getBlock() != &block)
      return found.front().output.emitError(
          "expected the convolution at the top level of a function with one "
          "block");

    Operation *terminator = block.getTerminator();
    OpBuilder builder(terminator);
    SmallVector<Value> results = select(builder, found.front());
    terminator->setOperands(results);
    function.setType(function.cloneTypeWith(function.getArgumentTypes(),
                                            ValueRange(results).getTypes()));
    if (auto attrs = function.getAllResultAttrs())
      function.removeResAttrsAttr();
    IRRewriter rewriter(&getContext());
    (void)runRegionDCE(rewriter, function->getRegions());
    return success();
  }

  SmallVector<Value> select(OpBuilder &builder, WinogradConvolution &found) {
    Value filter = found.product->getOperand(found.filterOperand);
    if (step == "input")
      return {found.input.getResult()};
    if (step == "index")
      return {makeIndexedInput(builder, found.product)};
    if (step == "filter")
      return {found.input.getResult(), filter};
    if (step == "product")
      return {makeUnreducedProduct(builder, found.product)};
    if (step == "reduce")
      return {found.product.getResult()};
    return {found.output.getResult()};
  }
};
} // namespace
