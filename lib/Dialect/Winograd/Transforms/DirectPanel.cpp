//===- DirectPanel.cpp - A panel of a direct convolution ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DirectPanel.h"
#include "FilterPacking.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "winograd/Utils/Constants.h"
#include "winograd/Utils/TensorSlice.h"

using namespace mlir;
using namespace mlir::winograd;

/// What `value`, which `map` indexes, has at the iterations `image` of the
/// outer loops: without their axes.
static Value extractImage(RewriterBase &rewriter, PanelConvolution &convolution,
                          Value value, AffineMap map, ValueRange image) {
  Location loc = convolution.op.getLoc();
  TensorSlice slice = TensorSlice::whole(rewriter, loc, value);
  slice.dropped.resize(slice.sizes.size());
  for (auto [loop, index] : llvm::zip_equal(convolution.outer, image)) {
    std::optional<unsigned> axis =
        map.getResultPosition(rewriter.getAffineDimExpr(loop));
    if (!axis)
      continue;
    slice.offsets[*axis] = index;
    slice.sizes[*axis] = rewriter.getIndexAttr(1);
    slice.dropped.set(*axis);
  }
  return slice.dropped.any() ? slice.extract(rewriter, loc, value) : value;
}

/// The loops of a panel, in their order.
static SmallVector<unsigned> orderLoops(PanelConvolution &convolution) {
  SmallVector<unsigned> loops, taps;
  for (auto [loop, type] :
       llvm::enumerate(convolution.op.getIteratorTypesArray())) {
    bool isImage = loop != convolution.channel && !convolution.isOuter(loop);
    if (type == utils::IteratorType::parallel && isImage)
      loops.push_back(loop);
    else if (type == utils::IteratorType::reduction &&
             loop != convolution.inputChannel)
      taps.push_back(loop);
  }
  loops.push_back(convolution.channel);
  // The innermost loop will be unrolled. It must not be that over the taps
  // along a row: they read the same values, which would take more registers
  // than there are.
  if (taps.size() > 1)
    loops.push_back(convolution.inputChannel);
  llvm::append_range(loops, llvm::reverse(taps));
  if (taps.size() <= 1)
    loops.push_back(convolution.inputChannel);
  return loops;
}

SmallVector<OpFoldResult> winograd::getExtents(RewriterBase &rewriter,
                                               PanelConvolution &convolution) {
  linalg::GenericOp op = convolution.op;
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPoint(op);
  SmallVector<OpFoldResult> extents =
      getAsIndexOpFoldResult(op.getContext(), convolution.ranges());
  SmallVector<OpFoldResult> sizes =
      tensor::getMixedSizes(rewriter, op.getLoc(), op.getDpsInits().front());
  for (auto [index, size] :
       llvm::zip_equal(convolution.outputMap().getResults(), sizes))
    if (unsigned loop = convolution.loopOf(index);
        ShapedType::isDynamic(convolution.ranges()[loop]))
      extents[loop] = size;
  return extents;
}

Panel winograd::createPanel(RewriterBase &rewriter,
                            PanelConvolution &convolution, Value packedFilter,
                            ArrayRef<OpFoldResult> extents, int64_t channels,
                            ValueRange image, OpFoldResult index) {
  linalg::GenericOp op = convolution.op;
  Location loc = op.getLoc();
  SmallVector<unsigned> loops = orderLoops(convolution);
  SmallVector<AffineExpr> renamed(op.getNumLoops());
  SmallVector<utils::IteratorType> iterators;
  for (auto [position, loop] : llvm::enumerate(loops)) {
    renamed[loop] = rewriter.getAffineDimExpr(position);
    iterators.push_back(op.getIteratorTypesArray()[loop]);
  }
  // With the channels' axis last, and without those of the outer loops.
  AffineExpr channel = rewriter.getAffineDimExpr(convolution.channel);
  auto moveChannel = [&](AffineMap map) {
    SmallVector<AffineExpr> exprs(map.getResults());
    llvm::erase(exprs, channel);
    if (exprs.size() != map.getNumResults())
      exprs.push_back(channel);
    return AffineMap::get(map.getNumDims(), 0, exprs, rewriter.getContext());
  };
  auto rebuild = [&](AffineMap map) {
    SmallVector<AffineExpr> exprs;
    for (AffineExpr expr : moveChannel(map).getResults()) {
      auto dim = dyn_cast<AffineDimExpr>(expr);
      if (!dim || !convolution.isOuter(dim.getPosition()))
        exprs.push_back(expr.replaceDims(renamed));
    }
    return AffineMap::get(loops.size(), 0, exprs, rewriter.getContext());
  };
  AffineMap output = rebuild(convolution.outputMap());
  SmallVector<OpFoldResult> shape;
  for (AffineExpr expr : output.getResults()) {
    unsigned loop = loops[convolution.loopOf(expr)];
    shape.push_back(loop == convolution.channel
                        ? rewriter.getIndexAttr(channels)
                        : extents[loop]);
  }
  Type type = getElementTypeOrSelf(op.getResult(0).getType());
  Value filter =
      extractImage(rewriter, convolution,
                   extractPanel(rewriter, packedFilter, index, channels),
                   moveChannel(convolution.filterMap()), image);
  Value zero =
      arith::ConstantOp::create(rewriter, loc, rewriter.getZeroAttr(type));
  Value empty = tensor::EmptyOp::create(rewriter, loc, shape, type);
  Value init = linalg::FillOp::create(rewriter, loc, zero, ValueRange{empty})
                   .getResult(0);
  auto panel = linalg::GenericOp::create(
      rewriter, loc, init.getType(),
      ValueRange{extractImage(rewriter, convolution, op.getInputs()[0],
                              convolution.imageMap(), image),
                 filter},
      init,
      {rebuild(convolution.imageMap()), rebuild(convolution.filterMap()),
       output},
      iterators);
  rewriter.cloneRegionBefore(op.getRegion(), panel.getRegion(),
                             panel.getRegion().begin());
  return {panel, std::move(loops)};
}

linalg::GenericOp winograd::createStore(RewriterBase &rewriter,
                                        PanelConvolution &convolution,
                                        Value sums) {
  linalg::GenericOp op = convolution.op;
  Location loc = op.getLoc();
  AffineMap output = convolution.outputMap();
  unsigned rank = output.getNumResults();
  SmallVector<AffineExpr> exprs;
  AffineExpr channel;
  for (unsigned axis = 0; axis < rank; ++axis) {
    AffineExpr expr = rewriter.getAffineDimExpr(axis);
    unsigned loop = convolution.loopOf(output.getResult(axis));
    if (loop == convolution.channel)
      channel = expr;
    else if (!convolution.isOuter(loop))
      exprs.push_back(expr);
  }
  exprs.push_back(channel);
  AffineMap identity = rewriter.getMultiDimIdentityMap(rank);
  SmallVector<AffineMap> maps{
      AffineMap::get(rank, 0, exprs, rewriter.getContext())};
  SmallVector<Value> inputs{sums};
  Value init = op.getDpsInits().front();
  bool addsInit = !isZeroTensor(init);
  if (addsInit) {
    maps.push_back(identity);
    inputs.push_back(init);
  }
  maps.push_back(identity);
  Value empty = tensor::EmptyOp::create(
      rewriter, loc, tensor::getMixedSizes(rewriter, loc, init),
      getElementTypeOrSelf(init.getType()));
  SmallVector<utils::IteratorType> iterators(rank,
                                             utils::IteratorType::parallel);
  return linalg::GenericOp::create(
      rewriter, loc, init.getType(), inputs, empty, maps, iterators,
      [&](OpBuilder &b, Location loc, ValueRange args) {
        Value sum = args[0];
        if (addsInit)
          sum = isa<FloatType>(sum.getType())
                    ? arith::AddFOp::create(b, loc, args[1], sum).getResult()
                    : arith::AddIOp::create(b, loc, args[1], sum).getResult();
        linalg::YieldOp::create(b, loc, sum);
      });
}
