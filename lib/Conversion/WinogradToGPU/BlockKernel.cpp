//===- BlockKernel.cpp - Part of a convolution in one workgroup -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A workgroup has a block of tiles and of output channels, at all positions:
//
//   for each slice of the input channels
//     X̂ of the slice: one tile and channel per thread  -> workgroup memory (*)
//     sums: one register tile per thread, at one position
//   M̂: the sums                                         -> workgroup memory
//   y: one tile and output channel per thread           -> global memory
//
// (*) where the input transform is fused; else there is one slice, and X̂ is
// read from global memory.
//
//===----------------------------------------------------------------------===//

#include "ConvolutionKernel.h"
#include "Kernels.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// A workgroup has one block.
class BlockKernel : ConvolutionKernel {
public:
  BlockKernel(RewriterBase &rewriter, WinogradConvolution &convolution,
              WorkgroupScheduleAttr schedule, bool fusesInput, StringRef name)
      : ConvolutionKernel(rewriter, convolution, fusesInput, name),
        schedule(schedule), fusesInput(fusesInput),
        threads(schedule.countThreads(loops.positions.size())) {}

  Value run();

private:
  /// Whether a number in blocks of `block` is one of the group's; null where
  /// blocks have no others.
  Value isInside(const LoopGroup &group, int64_t block, Value number) {
    if (group.size() % block == 0)
      return Value();
    return kernel.isBelow(number, group.size());
  }
  /// The number, or else the group's last one.
  Value clampTo(const LoopGroup &group, int64_t block, Value number) {
    if (group.size() % block == 0)
      return number;
    return arith::MinUIOp::create(b, number, kernel.index(group.size() - 1));
  }
  void forEachItem(int64_t count, function_ref<void(Value)> body);
  void transformSlice(Value firstDepth);
  SmallVector<Value> addSlice(Value firstDepth, SmallVector<Value> sums);
  SmallVector<Value> addStep(Value depth, Value inSlice,
                             SmallVector<Value> sums);
  SmallVector<Value> computeSums();
  void begin();
  void storeSums(ArrayRef<Value> sums);
  void transformBack();

  int64_t rowStride() { return schedule.getTiles() / schedule.getRows(); }
  int64_t columnStride() {
    return schedule.getChannels() / schedule.getColumns();
  }

  WorkgroupScheduleAttr schedule;
  bool fusesInput;
  int64_t threads;
  Value xBuffer, mBuffer;      ///< in workgroup memory
  Value firstRow, firstColumn; ///< of the block
  Value position, row, column; ///< of this thread, in the block
};
} // namespace

/// Gives each thread its part of `count` items.
void BlockKernel::forEachItem(int64_t count, function_ref<void(Value)> body) {
  OpBuilder::InsertionGuard guard(b);
  Value item = kernel.getThread();
  if (count > threads) {
    auto loop =
        scf::ForOp::create(b, item, kernel.index(count), kernel.index(threads));
    b.setInsertionPointToStart(loop.getBody());
    return body(loop.getInductionVar());
  }
  if (count < threads)
    kernel.enterIf(kernel.isBelow(item, count));
  body(item);
}

/// X̂ of the block's tiles and `depth` input channels. Tiles vary fastest, so
/// that a workgroup's threads store side by side.
void BlockKernel::transformSlice(Value firstDepth) {
  int64_t tiles = schedule.getTiles(), depth = schedule.getDepth();
  forEachItem(tiles * depth, [&](Value item) {
    SmallVector<Value> place = kernel.delinearize(item, {depth, tiles});
    Value channel = b.createOrFold<arith::AddIOp>(firstDepth, place[0]);
    Value tile = arith::AddIOp::create(b, firstRow, place[1]);
    setCurrent(loops.depth, clampTo(loops.depth, depth, channel));
    setCurrent(loops.rows, clampTo(loops.rows, tiles, tile));
    SmallVector<Value> values = transformInput();
    if (Value isChannel = isInside(loops.depth, depth, channel))
      for (Value &value : values)
        value = arith::SelectOp::create(b, isChannel, value, zero());
    for (auto [number, value] : llvm::enumerate(values))
      memref::StoreOp::create(
          b, value, xBuffer,
          ValueRange{kernel.index(number), place[0], place[1]});
  });
}

/// Adds one input channel to the thread's sums; `inSlice` is its number in the
/// slice that is in workgroup memory.
SmallVector<Value> BlockKernel::addStep(Value depth, Value inSlice,
                                        SmallVector<Value> sums) {
  setCurrent(loops.depth, clampTo(loops.depth, schedule.getDepth(), depth));
  SmallVector<Value> lhs, rhs;
  for (int64_t r = 0; r < schedule.getRows(); ++r) {
    Value tile = kernel.add(row, r * rowStride());
    if (fusesInput) {
      lhs.push_back(memref::LoadOp::create(
          b, xBuffer, ValueRange{position, inSlice, tile}));
      continue;
    }
    Value number = arith::AddIOp::create(b, firstRow, tile);
    setCurrent(loops.rows, clampTo(loops.rows, schedule.getTiles(), number));
    lhs.push_back(loadInput());
  }
  for (int64_t c = 0; c < schedule.getColumns(); ++c) {
    Value number = arith::AddIOp::create(
        b, firstColumn, kernel.add(column, c * columnStride()));
    setCurrent(loops.columns,
               clampTo(loops.columns, schedule.getChannels(), number));
    rhs.push_back(loadFilter());
  }
  size_t number = 0;
  for (Value left : lhs)
    for (Value right : rhs) {
      sums[number] = multiplyAdd(left, right, sums[number]);
      ++number;
    }
  return sums;
}

SmallVector<Value> BlockKernel::addSlice(Value firstDepth,
                                         SmallVector<Value> sums) {
  int64_t depth = fusesInput ? schedule.getDepth() : loops.depth.size();
  return kernel.sumUp(
      depth, 1, sums, [&](Value inSlice, SmallVector<Value> sums) {
        Value channel = fusesInput
                            ? b.createOrFold<arith::AddIOp>(firstDepth, inSlice)
                            : inSlice;
        return addStep(channel, inSlice, std::move(sums));
      });
}

SmallVector<Value> BlockKernel::computeSums() {
  SmallVector<Value> sums(schedule.getRows() * schedule.getColumns(), zero());
  if (!fusesInput)
    return addSlice(Value(), sums);
  return kernel.sumUp(loops.depth.size(), schedule.getDepth(), sums,
                      [&](Value firstDepth, SmallVector<Value> sums) {
                        transformSlice(firstDepth);
                        gpu::BarrierOp::create(b);
                        sums = addSlice(firstDepth, std::move(sums));
                        // The next slice overwrites this one.
                        gpu::BarrierOp::create(b);
                        return sums;
                      });
}

/// Begins the kernel: the block of this workgroup, and the register tile of
/// this thread.
void BlockKernel::begin() {
  SmallVector<int64_t> blocks(loops.groups.sizes);
  blocks.push_back(llvm::divideCeil(loops.rows.size(), schedule.getTiles()));
  blocks.push_back(
      llvm::divideCeil(loops.columns.size(), schedule.getChannels()));
  SmallVector<Value> block = kernel.delinearize(
      kernel.beginWorkgroups(computeProduct(blocks), threads), blocks);
  for (auto [loop, coordinate] : llvm::zip(loops.groups.loops, block))
    current[loop] = coordinate;
  firstRow = kernel.multiply(block[block.size() - 2], schedule.getTiles());
  firstColumn = kernel.multiply(block.back(), schedule.getChannels());

  SmallVector<Value> item =
      kernel.delinearize(kernel.getThread(),
                         {loops.positions.size(), rowStride(), columnStride()});
  position = item[0];
  row = item[1];
  column = item[2];
  setCurrent(loops.positions, position);
}

/// M̂ of this thread's register tile.
void BlockKernel::storeSums(ArrayRef<Value> sums) {
  int64_t number = 0;
  for (int64_t r = 0; r < schedule.getRows(); ++r)
    for (int64_t c = 0; c < schedule.getColumns(); ++c)
      memref::StoreOp::create(
          b, sums[number++], mBuffer,
          ValueRange{position, kernel.add(row, r * rowStride()),
                     kernel.add(column, c * columnStride())});
}

/// y of the block.
void BlockKernel::transformBack() {
  int64_t tiles = schedule.getTiles(), channels = schedule.getChannels();
  forEachItem(tiles * channels, [&](Value item) {
    SmallVector<Value> place = kernel.delinearize(item, {tiles, channels});
    Value tile = arith::AddIOp::create(b, firstRow, place[0]);
    Value channel = arith::AddIOp::create(b, firstColumn, place[1]);
    Value isTile = isInside(loops.rows, tiles, tile);
    Value isChannel = isInside(loops.columns, channels, channel);
    kernel.enterIf(kernel.both(isTile, isChannel));
    setCurrent(loops.rows, tile);
    setCurrent(loops.columns, channel);
    SmallVector<Value> values;
    for (int64_t index = 0; index < loops.positions.size(); ++index)
      values.push_back(memref::LoadOp::create(
          b, mBuffer, ValueRange{kernel.index(index), place[0], place[1]}));
    storeOutput(values);
  });
}

Value BlockKernel::run() {
  int64_t positions = loops.positions.size(), tiles = schedule.getTiles();
  if (fusesInput)
    xBuffer = kernel.addWorkgroupBuffer({positions, schedule.getDepth(), tiles},
                                        sumType);
  mBuffer = kernel.addWorkgroupBuffer(
      {positions, tiles, schedule.getChannels()}, sumType);
  begin();
  storeSums(computeSums());
  gpu::BarrierOp::create(b);
  transformBack();
  return kernel.launch().front();
}

Value winograd::emitFusedKernel(RewriterBase &rewriter,
                                WinogradConvolution &convolution,
                                WorkgroupScheduleAttr schedule, bool fusesInput,
                                StringRef name) {
  return BlockKernel(rewriter, convolution, schedule, fusesInput, name).run();
}
