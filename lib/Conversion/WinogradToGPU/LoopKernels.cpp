//===- LoopKernels.cpp - linalg operations as kernels ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The batched product of the transformed domain, a direct convolution, and what
// is elementwise are the same kind of kernel: a thread computes a register tile
// of two parallel loops, and loads each operand once for all values that use
// it.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "winograd/Conversion/WinogradToGPU/Kernels.h"
#include "winograd/Conversion/WinogradToGPU/RegisterTile.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {
class LoopKernel {
public:
  LoopKernel(RewriterBase &rewriter, linalg::GenericOp op, StringRef name,
             const KernelOptions &options)
      : op(op), options(options), extents(op.getStaticLoopRanges()),
        kernel(rewriter, op.getLoc(), name, getTensors(op), getTypes(op)),
        b(kernel.b) {}

  SmallVector<Value> run();

private:
  static SmallVector<Value> getTensors(linalg::GenericOp op);
  static SmallVector<RankedTensorType> getTypes(linalg::GenericOp op);

  SmallVector<unsigned> getThreadOrder();
  SmallVector<Value> loadInits();
  SmallVector<Value> sum(ArrayRef<unsigned> loops, SmallVector<Value> sums);
  SmallVector<Value> step(ValueRange sums);
  void store(ValueRange sums);

  unsigned numResults() { return op.getNumResults(); }

  linalg::GenericOp op;
  const KernelOptions &options;
  SmallVector<int64_t> extents;
  KernelBuilder kernel;
  ImplicitLocOpBuilder &b;
  RegisterTile tile;
  /// The coordinates of the loops: of the tile's first point for parallel ones.
  SmallVector<Value> coordinates;
};
} // namespace

/// The fill that makes the tensor, through changes of its shape.
static linalg::FillOp getFill(Value tensor) {
  while (Operation *op = tensor.getDefiningOp()) {
    if (auto fill = dyn_cast<linalg::FillOp>(op))
      return fill;
    if (!isa<tensor::CollapseShapeOp, tensor::ExpandShapeOp>(op))
      break;
    tensor = op->getOperand(0);
  }
  return {};
}

/// Whether the body reads the values that the outs had before.
static bool readsOuts(linalg::GenericOp op) {
  return llvm::any_of(op.getDpsInitsMutable(), [&](OpOperand &init) {
    return op.payloadUsesValueFromOperand(&init);
  });
}

SmallVector<Value> LoopKernel::getTensors(linalg::GenericOp op) {
  SmallVector<Value> tensors;
  for (OpOperand *input : op.getDpsInputOperands())
    if (isa<RankedTensorType>(input->get().getType()))
      tensors.push_back(input->get());
  if (readsOuts(op))
    for (OpOperand &init : op.getDpsInitsMutable())
      if (!getFill(init.get()))
        tensors.push_back(init.get());
  return tensors;
}

SmallVector<RankedTensorType> LoopKernel::getTypes(linalg::GenericOp op) {
  return llvm::map_to_vector(op->getResultTypes(), [](Type type) {
    return cast<RankedTensorType>(type);
  });
}

/// The parallel loops, the one along the first result's last axis at the end.
SmallVector<unsigned> LoopKernel::getThreadOrder() {
  SmallVector<unsigned> order, loops;
  op.getParallelDims(loops);
  AffineMap map = op.getIndexingMapMatchingResult(op->getResult(0));
  for (AffineExpr expr : map.getResults())
    if (auto dim = dyn_cast<AffineDimExpr>(expr))
      order.push_back(dim.getPosition());
  for (unsigned loop : llvm::reverse(loops))
    if (!llvm::is_contained(order, loop))
      order.insert(order.begin(), loop);
  return order;
}

/// The values that the sums start from, one per result and point of the tile.
SmallVector<Value> LoopKernel::loadInits() {
  SmallVector<Value> sums;
  for (OpOperand &init : op.getDpsInitsMutable()) {
    Type type = getElementTypeOrSelf(init.get().getType());
    linalg::FillOp fill = getFill(init.get());
    bool isRead = readsOuts(op);
    Value constant;
    if (isRead && fill)
      constant = b.clone(*fill.value().getDefiningOp())->getResult(0);
    else if (!isRead)
      constant = arith::ConstantOp::create(b, b.getZeroAttr(type));
    tile.forEachPoint(
        kernel, coordinates, [&](const RegisterTile::Point &point) {
          if (constant) {
            sums.push_back(constant);
            return;
          }
          sums.push_back(memref::LoadOp::create(
              b, kernel.getInput(init.get()),
              kernel.apply(op.getMatchingIndexingMap(&init), point.safe)));
        });
  }
  return sums;
}

/// One step of the innermost loop, for all points of the tile.
SmallVector<Value> LoopKernel::step(ValueRange sums) {
  // Points that differ only in loops that an operand does not have share what
  // they load.
  DenseMap<std::pair<OpOperand *, int64_t>, Value> loaded;
  SmallVector<Value> results(sums.size());
  int64_t numPoints = tile.getNumPoints();
  tile.forEachPoint(kernel, coordinates, [&](const RegisterTile::Point &point) {
    SmallVector<Value> arguments;
    for (OpOperand *input : op.getDpsInputOperands()) {
      AffineMap map = op.getMatchingIndexingMap(input);
      Value &value = loaded[{input, tile.project(point.number, map)}];
      if (!value && !isa<RankedTensorType>(input->get().getType()))
        value = b.clone(*input->get().getDefiningOp())->getResult(0);
      if (!value)
        value = memref::LoadOp::create(b, kernel.getInput(input->get()),
                                       kernel.apply(map, point.safe));
      arguments.push_back(value);
    }
    for (unsigned result = 0; result < numResults(); ++result)
      arguments.push_back(sums[result * numPoints + point.number]);
    for (auto [result, value] :
         llvm::enumerate(kernel.cloneBody(*op.getBody(), arguments, point.at)))
      results[result * numPoints + point.number] = value;
  });
  return results;
}

/// Loops over the reduced dimensions in `loops`; short ones are unrolled.
SmallVector<Value> LoopKernel::sum(ArrayRef<unsigned> loops,
                                   SmallVector<Value> sums) {
  if (loops.empty())
    return step(sums);
  constexpr int64_t maxUnrolled = 4;
  unsigned loop = loops.front();
  bool isInnermost = loops.size() == 1;
  if (extents[loop] == 1 || (isInnermost && extents[loop] <= maxUnrolled)) {
    for (int64_t index = 0; index < extents[loop]; ++index) {
      coordinates[loop] = kernel.index(index);
      sums = sum(loops.drop_front(), std::move(sums));
    }
    return sums;
  }
  auto forOp = scf::ForOp::create(
      b, kernel.index(0), kernel.index(extents[loop]), kernel.index(1), sums);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(forOp.getBody());
  coordinates[loop] = forOp.getInductionVar();
  SmallVector<Value> next =
      sum(loops.drop_front(), SmallVector<Value>(forOp.getRegionIterArgs()));
  scf::YieldOp::create(b, next);
  return SmallVector<Value>(forOp.getResults());
}

void LoopKernel::store(ValueRange sums) {
  int64_t numPoints = tile.getNumPoints();
  tile.forEachPoint(kernel, coordinates, [&](const RegisterTile::Point &point) {
    OpBuilder::InsertionGuard guard(b);
    if (Value inside = tile.getInside(kernel, point)) {
      auto isInside = scf::IfOp::create(b, inside);
      b.setInsertionPoint(isInside.thenBlock()->getTerminator());
    }
    for (unsigned result = 0; result < numResults(); ++result)
      memref::StoreOp::create(
          b, sums[result * numPoints + point.number], kernel.getResult(result),
          kernel.apply(op.getIndexingMapMatchingResult(op->getResult(result)),
                       point.at));
  });
}

SmallVector<Value> LoopKernel::run() {
  tile = RegisterTile::choose(op, extents, options.rows, options.columns);
  SmallVector<unsigned> order = getThreadOrder();
  SmallVector<int64_t> sizes = llvm::map_to_vector(
      order, [&](unsigned loop) { return tile.getNumThreads(loop); });
  int64_t total = 1;
  for (int64_t size : sizes)
    total *= size;
  int64_t threads = options.workgroupSize;
  Value number = kernel.beginThreads(total, threads);
  coordinates.assign(op.getNumLoops(), Value());
  for (auto [loop, coordinate] :
       llvm::zip_equal(order, kernel.delinearize(number, sizes)))
    coordinates[loop] = coordinate;
  SmallVector<unsigned> reduced;
  op.getReductionDims(reduced);
  store(sum(reduced, loadInits()));
  return kernel.launch(makeGrid(llvm::divideCeil(total, threads)), threads);
}

SmallVector<Value> winograd::emitLoopKernel(RewriterBase &rewriter,
                                            linalg::GenericOp op,
                                            StringRef name,
                                            const KernelOptions &options) {
  return LoopKernel(rewriter, op, name, options).run();
}
