//===- LowerExchanges.cpp - What ranks exchange, to MPI -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// Upstream's convert-shard-to-mpi sends a halo before it receives one, so that
// ranks wait for each other in a row; it sends memrefs of several dimensions,
// of which its lowering to LLVM counts the first one only; and it knows neither
// f16 nor parts of a grid where MPI_Allreduce would need a communicator of its
// own. Here neighbours exchange in pairs, first each rank of an even number
// with the next one, then with the one before; all that is sent is bytes.
//
//===----------------------------------------------------------------------===//

#include "ConstantParts.h"
#include "ExchangeFunctions.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MPI/IR/MPI.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Shard/IR/ShardOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Matchers.h"
#include "winograd/Shard/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADLOWEREXCHANGES
#include "winograd/Shard/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Replaces a tensor's exchange by a call on its buffer, which the exchange
/// writes.
static void replaceByCall(Operation *op, Value tensor, func::FuncOp exchange) {
  ImplicitLocOpBuilder builder(op->getLoc(), op);
  auto type = cast<RankedTensorType>(tensor.getType());
  Value buffer = bufferization::ToBufferOp::create(
      builder, MemRefType::get(type.getShape(), type.getElementType()), tensor);
  func::CallOp::create(builder, exchange, buffer);
  Value result = bufferization::ToTensorOp::create(
      builder, type, buffer, /*restrict=*/true, /*writable=*/true);
  op->getResult(0).replaceAllUsesWith(result);
  op->erase();
}

/// A rank's part: the slice at its index along the grid axis.
static LogicalResult lowerSlice(shard::AllSliceOp op,
                                SymbolTableCollection &symbols, int64_t rank) {
  auto grid = shard::getGrid(op, symbols);
  FailureOr<GridLine> line = getGridLine(op, grid, op.getGridAxes());
  if (failed(line))
    return failure();
  ImplicitLocOpBuilder builder(op->getLoc(), op);
  auto type = cast<RankedTensorType>(op.getType());
  int64_t dim = op.getSliceAxis().getSExtValue();
  // Of a constant, the part of a known rank is one.
  ElementsAttr constant;
  if (rank >= 0 && matchPattern(op.getInput(), m_Constant(&constant)))
    if (ElementsAttr part = sliceConstant(constant, dim,
                                          rank / line->stride % line->parts *
                                              type.getDimSize(dim),
                                          type.getDimSize(dim))) {
      op.getResult().replaceAllUsesWith(
          arith::ConstantOp::create(builder, cast<TypedAttr>(part)));
      op->erase();
      return success();
    }
  Value index = makeIndex(builder, makeRank(builder, grid, rank), *line);
  Value size = arith::ConstantIndexOp::create(builder, type.getDimSize(dim));
  SmallVector<OpFoldResult> offsets(type.getRank(), builder.getIndexAttr(0));
  offsets[dim] = arith::MulIOp::create(builder, index, size).getResult();
  SmallVector<OpFoldResult> sizes,
      strides(type.getRank(), builder.getIndexAttr(1));
  for (int64_t size : type.getShape())
    sizes.push_back(builder.getIndexAttr(size));
  op.getResult().replaceAllUsesWith(
      tensor::ExtractSliceOp::create(builder, type, op.getInput(), offsets,
                                     sizes, strides)
          .getResult());
  op->erase();
  return success();
}

namespace {
class WinogradLowerExchanges
    : public winograd::impl::WinogradLowerExchangesBase<
          WinogradLowerExchanges> {
public:
  using Base::Base;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    SymbolTableCollection symbols;
    ExchangeFunctions functions(module, symbols, rank);
    WalkResult result = module.walk([&](Operation *op) {
      if (auto slice = dyn_cast<shard::AllSliceOp>(op))
        return failed(lowerSlice(slice, symbols, rank))
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      FailureOr<func::FuncOp> exchange = func::FuncOp();
      Value tensor;
      if (auto halo = dyn_cast<shard::UpdateHaloOp>(op)) {
        tensor = halo.getDestination();
        if (isa<RankedTensorType>(tensor.getType()))
          exchange = functions.getHaloExchange(halo);
      } else if (auto sum = dyn_cast<shard::AllReduceOp>(op)) {
        tensor = sum.getInput();
        if (isa<RankedTensorType>(tensor.getType()))
          exchange = functions.getReduction(sum);
      }
      if (failed(exchange))
        return WalkResult::interrupt();
      if (*exchange)
        replaceByCall(op, tensor, *exchange);
      return WalkResult::advance();
    });
    if (result.wasInterrupted())
      signalPassFailure();
  }
};
} // namespace
