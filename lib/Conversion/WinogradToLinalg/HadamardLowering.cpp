//===- HadamardLowering.cpp - Products as linalg --------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Conversion/WinogradToLinalg/HadamardLowering.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Utils/CollapseLoops.h"
#include "winograd/Utils/NarrowFloats.h"

using namespace mlir;
using namespace mlir::winograd;

linalg::GenericOp winograd::lowerHadamardReduce(RewriterBase &rewriter,
                                                HadamardReduceOp op) {
  rewriter.setInsertionPoint(op);
  Type type = getElementTypeOrSelf(op.getInit().getType());
  SmallVector<utils::IteratorType> iterators = op.getLoopIteratorTypes();
  auto generic = linalg::GenericOp::create(
      rewriter, op.getLoc(), op.getInit().getType(),
      ValueRange{op.getLhs(), op.getRhs()}, op.getInit(),
      {op.getMap(0), op.getMap(1), op.getMap(2)}, iterators,
      [&](OpBuilder &b, Location loc, ValueRange args) {
        auto flags = arith::FastMathFlagsAttr::get(
            b.getContext(), arith::FastMathFlags::contract);
        SmallVector<Value> factors;
        for (Value arg : args.take_front(2))
          factors.push_back(convertFloat(b, arg, type));
        Value product =
            arith::MulFOp::create(b, loc, factors[0], factors[1], flags);
        Value sum = arith::AddFOp::create(b, loc, args[2], product, flags);
        linalg::YieldOp::create(b, loc, sum);
      });
  rewriter.replaceOp(op, generic.getResults());
  if (!llvm::is_contained(iterators, utils::IteratorType::reduction))
    return generic;
  return collapseAdjacentLoops(rewriter, generic);
}

void winograd::nameContraction(RewriterBase &rewriter,
                               linalg::GenericOp product) {
  if (product.getNumReductionLoops() == 0)
    return;
  rewriter.setInsertionPoint(product);
  rewriter.replaceOpWithNewOp<linalg::ContractOp>(
      product, product.getResultTypes(), product.getInputs(),
      product.getOutputs(), product.getIndexingMapsAttr());
}
