//===- FusedKernels.cpp - Several steps in one kernel ---------------------===//
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

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "winograd/Conversion/WinogradToGPU/Kernels.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "winograd/Dialect/Winograd/IR/OpUtils.h"
#include "winograd/Dialect/Winograd/Transforms/ProductLoops.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// What the fused kernels of a convolution have in common.
class ConvolutionKernel {
public:
  ConvolutionKernel(RewriterBase &rewriter, WinogradConvolution &convolution,
                    bool fusesInput, StringRef name)
      : convolution(convolution), stage(OutputStage::get(convolution.output)),
        loops(ProductLoops::get(convolution)),
        input(fusesInput ? convolution.input.getSource()
                         : convolution.product->getOperand(
                               1 - convolution.filterOperand)),
        filter(convolution.product->getOperand(convolution.filterOperand)),
        kernel(rewriter, convolution.output.getLoc(), name, getInputs(),
               cast<RankedTensorType>(stage.getResult().getType())),
        b(kernel.b),
        sumType(getElementTypeOrSelf(convolution.product.getInit().getType())),
        current(convolution.product.getNumLoops()) {}

protected:
  SmallVector<Value> getInputs() {
    SmallVector<Value> inputs{input, filter};
    llvm::append_range(inputs, stage.getInputs());
    return inputs;
  }

  /// Sets the current coordinates of a group's loops.
  void setCurrent(const LoopGroup &group, Value number) {
    for (auto [loop, coordinate] :
         llvm::zip_equal(group.loops, kernel.delinearize(number, group.sizes)))
      current[loop] = coordinate;
  }
  /// The place of an operand of the product at the current coordinates.
  SmallVector<Value> getPlace(unsigned operand) {
    return llvm::map_to_vector(
        convolution.product.getMap(operand).getResults(), [&](AffineExpr expr) {
          return current[cast<AffineDimExpr>(expr).getPosition()];
        });
  }
  /// A value of an operand, in the type of the sums.
  Value load(unsigned operand) {
    Value buffer = kernel.getInput(convolution.product->getOperand(operand));
    return convertFloat(b, memref::LoadOp::create(b, buffer, getPlace(operand)),
                        sumType);
  }
  Value loadFilter() { return load(convolution.filterOperand); }
  Value loadInput() { return load(1 - convolution.filterOperand); }

  Value zero() { return arith::ConstantOp::create(b, b.getZeroAttr(sumType)); }
  Value multiplyAdd(Value lhs, Value rhs, Value sum) {
    auto flags = arith::FastMathFlagsAttr::get(b.getContext(),
                                               arith::FastMathFlags::contract);
    Value product = arith::MulFOp::create(b, lhs, rhs, flags);
    return arith::AddFOp::create(b, product, sum, flags);
  }

  /// The parallel coordinates of a transform, by the axes of its side in the
  /// transformed domain.
  SmallVector<Value> getParallel(KronOp op, unsigned operand) {
    AffineMap map =
        op.getRole() == KronRole::Output ? op.getRead() : op.getWrite();
    SmallVector<Value> parallel(op.getNumParallel(), kernel.index(0));
    SmallVector<Value> place = getPlace(operand);
    for (auto [axis, access] :
         llvm::enumerate(getAxisAccesses(map, op.getNumParallel())))
      if (access.parallel)
        parallel[*access.parallel] = place[axis];
    return parallel;
  }
  /// X̂ at all positions, at the current coordinates.
  SmallVector<Value> transformInput() {
    KronOp op = convolution.input;
    SmallVector<Value> taps =
        loadTaps(kernel, op, kernel.getInput(input),
                 getParallel(op, 1 - convolution.filterOperand));
    return llvm::map_to_vector(
        transformTaps(kernel, op, taps),
        [&](Value value) { return convertFloat(b, value, sumType); });
  }
  /// Transforms M̂ back at the current coordinates.
  void storeOutput(ArrayRef<Value> sums) {
    KronOp op = convolution.output;
    SmallVector<Value> taps = llvm::map_to_vector(sums, [&](Value value) {
      return convertFloat(b, value, op.getArithmeticType());
    });
    storeOutputs(kernel, stage, transformTaps(kernel, op, taps),
                 kernel.getResult(0), getParallel(op, 2));
  }

  WinogradConvolution &convolution;
  OutputStage stage;
  ProductLoops loops;
  Value input, filter; ///< what the kernel reads: x or X̂, and Ĝ
  KernelBuilder kernel;
  ImplicitLocOpBuilder &b;
  Type sumType;
  SmallVector<Value> current; ///< per loop of the product
};

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

Value BlockKernel::run() {
  int64_t positions = loops.positions.size(), tiles = schedule.getTiles(),
          channels = schedule.getChannels();
  if (fusesInput)
    xBuffer = kernel.addWorkgroupBuffer({positions, schedule.getDepth(), tiles},
                                        sumType);
  mBuffer = kernel.addWorkgroupBuffer({positions, tiles, channels}, sumType);

  // The block.
  SmallVector<int64_t> blocks(loops.groups.sizes);
  blocks.push_back(llvm::divideCeil(loops.rows.size(), tiles));
  blocks.push_back(llvm::divideCeil(loops.columns.size(), channels));
  Value group = kernel.beginWorkgroups(computeProduct(blocks), threads);
  SmallVector<Value> block = kernel.delinearize(group, blocks);
  for (auto [loop, coordinate] : llvm::zip(loops.groups.loops, block))
    current[loop] = coordinate;
  firstRow = kernel.multiply(block[block.size() - 2], tiles);
  firstColumn = kernel.multiply(block.back(), channels);

  // The thread's register tile.
  SmallVector<Value> item = kernel.delinearize(
      kernel.getThread(), {positions, rowStride(), columnStride()});
  position = item[0];
  row = item[1];
  column = item[2];
  setCurrent(loops.positions, position);
  SmallVector<Value> sums = computeSums();
  int64_t number = 0;
  for (int64_t r = 0; r < schedule.getRows(); ++r)
    for (int64_t c = 0; c < schedule.getColumns(); ++c)
      memref::StoreOp::create(
          b, sums[number++], mBuffer,
          ValueRange{position, kernel.add(row, r * rowStride()),
                     kernel.add(column, c * columnStride())});
  gpu::BarrierOp::create(b);

  // Back.
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
    for (int64_t index = 0; index < positions; ++index)
      values.push_back(memref::LoadOp::create(
          b, mBuffer, ValueRange{kernel.index(index), place[0], place[1]}));
    storeOutput(values);
  });
  return kernel.launch().front();
}

Value winograd::emitFusedKernel(RewriterBase &rewriter,
                                WinogradConvolution &convolution,
                                WorkgroupScheduleAttr schedule, bool fusesInput,
                                StringRef name) {
  return BlockKernel(rewriter, convolution, schedule, fusesInput, name).run();
}

//===----------------------------------------------------------------------===//
// Everything in one thread
//===----------------------------------------------------------------------===//

namespace {
class SingleKernel : ConvolutionKernel {
public:
  SingleKernel(RewriterBase &rewriter, WinogradConvolution &convolution,
               StringRef name)
      : ConvolutionKernel(rewriter, convolution, /*fusesInput=*/true, name) {}

  Value run(int64_t threads) {
    LoopGroup items;
    for (const LoopGroup *group :
         {&loops.groups, &loops.columns, &loops.rows}) {
      llvm::append_range(items.loops, group->loops);
      llvm::append_range(items.sizes, group->sizes);
    }
    setCurrent(items, kernel.beginThreads(items.size(), threads));
    SmallVector<Value> sums(loops.positions.size(), zero());
    storeOutput(kernel.sumUp(
        loops.depth.size(), 1, sums, [&](Value depth, SmallVector<Value> sums) {
          setCurrent(loops.depth, depth);
          for (auto [number, value] : llvm::enumerate(transformInput())) {
            setCurrent(loops.positions, kernel.index(number));
            sums[number] = multiplyAdd(value, loadFilter(), sums[number]);
          }
          return sums;
        }));
    return kernel.launch().front();
  }
};
} // namespace

Value winograd::emitSingleKernel(RewriterBase &rewriter,
                                 WinogradConvolution &convolution,
                                 StringRef name, const KernelOptions &options) {
  return SingleKernel(rewriter, convolution, name).run(options.workgroupSize);
}
