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
// it. Where that makes too few threads for the device, some lanes of a subgroup
// share a register tile: each takes some steps of a reduced loop, and their
// sums are added at the end.
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"
#include "RegisterTile.h"
#include "mlir/Analysis/SliceAnalysis.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"
#include "winograd/Utils/NarrowFloats.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {
class LoopKernel {
public:
  LoopKernel(RewriterBase &rewriter, linalg::GenericOp op, StringRef name,
             const KernelOptions &options)
      : op(op), options(options), extents(op.getStaticLoopRanges()),
        kernel(rewriter, op.getLoc(), name, getTensors(op), getTypes(op)),
        b(kernel.b), isInF32(op.getNumReductionLoops() > 0 && hasNarrowSums()) {
  }

  SmallVector<Value> run();

private:
  static SmallVector<Value> getTensors(linalg::GenericOp op);
  static SmallVector<RankedTensorType> getTypes(linalg::GenericOp op);

  bool hasNarrowSums();
  SmallVector<unsigned> getThreadOrder();
  bool canShareSums();
  void chooseLanes(int64_t tasks);
  SmallVector<Value> begin(ArrayRef<int64_t> sizes);
  SmallVector<Value> loadInits();
  Value startAtFirstLane(Value init);
  Value getStep(unsigned loop, Value index, int64_t steps);
  SmallVector<Value> sum(ArrayRef<unsigned> loops, SmallVector<Value> sums);
  SmallVector<Value> sumRuns(unsigned loop, SmallVector<Value> sums);
  SmallVector<Value> addRun(SmallVector<Value> sums);
  Value load(OpOperand &input, const RegisterTile::Point &point);
  void store(ArrayRef<Value> sums);

  /// The number of the sum that a point belongs to.
  int64_t getSum(unsigned result, int64_t point) {
    return result * numSums + tile.project(point, parallel);
  }

  unsigned numResults() { return op.getNumResults(); }

  /// The type in which values of a result are summed up.
  Type getSumType(unsigned result) {
    Type type = getElementTypeOrSelf(op.getResultTypes()[result]);
    return isInF32 && isa<FloatType>(type) && type.getIntOrFloatBitWidth() < 32
               ? b.getF32Type()
               : type;
  }

  /// How many lanes divide the steps of a reduced loop.
  int64_t countSharers(unsigned loop) {
    return loop == sharedLoop ? numLanes : 1;
  }

  linalg::GenericOp op;
  const KernelOptions &options;
  SmallVector<int64_t> extents;
  KernelBuilder kernel;
  ImplicitLocOpBuilder &b;
  bool isInF32; ///< sums of f16 and bf16
  RegisterTile tile;
  llvm::SmallBitVector parallel; ///< loops
  SmallVector<unsigned> reduced; ///< loops
  int64_t numSums = 1;           ///< of a result
  int64_t numLanes = 1;          ///< that share a tile
  unsigned sharedLoop = 0;       ///< whose steps they divide
  KernelBuilder::Share share;    ///< of this thread, if lanes share a tile
  /// Of the loops: the thread's number for parallel ones.
  SmallVector<Value> coordinates;
  /// What a run has loaded: by operand, and its part of the point.
  DenseMap<std::pair<OpOperand *, int64_t>, Value> loaded;
};
} // namespace

/// Whether the body reads the values that the outs had before.
static bool readsOuts(linalg::GenericOp op) {
  return llvm::any_of(op.getDpsInitsMutable(), [&](OpOperand &init) {
    return op.payloadUsesValueFromOperand(&init);
  });
}

/// Whether the body uses values of an input that is a tensor.
static bool isRead(linalg::GenericOp op, OpOperand &input) {
  return isa<RankedTensorType>(input.get().getType()) &&
         op.payloadUsesValueFromOperand(&input);
}

SmallVector<Value> LoopKernel::getTensors(linalg::GenericOp op) {
  SmallVector<Value> tensors;
  // A pooling's window gives its extents only.
  for (OpOperand *input : op.getDpsInputOperands())
    if (isRead(op, *input))
      tensors.push_back(input->get());
  llvm::append_range(tensors, getExtractedTensors(*op.getBody()));
  if (readsOuts(op))
    for (OpOperand &init : op.getDpsInitsMutable())
      if (!getSplat(init.get()))
        tensors.push_back(init.get());
  return tensors;
}

SmallVector<RankedTensorType> LoopKernel::getTypes(linalg::GenericOp op) {
  return llvm::map_to_vector(op->getResultTypes(), [](Type type) {
    return cast<RankedTensorType>(type);
  });
}

/// Whether a sum's type would soon be too coarse for what is still to add: ones
/// in bf16 stop at 256, in f16 at 2048.
bool LoopKernel::hasNarrowSums() {
  return llvm::any_of(op->getResultTypes(), [](Type type) {
    return isa<Float16Type, BFloat16Type>(getElementTypeOrSelf(type));
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
    unsigned result = op.getTiedOpResult(&init).getResultNumber();
    Type type = getElementTypeOrSelf(init.get().getType());
    Value constant;
    if (!readsOuts(op))
      constant = arith::ConstantOp::create(b, b.getZeroAttr(type));
    else if (getSplat(init.get()))
      constant = kernel.getSplatValue(init.get());
    tile.forEachPoint(
        kernel, coordinates, [&](const RegisterTile::Point &point) {
          Value value = constant;
          if (!value)
            value = memref::LoadOp::create(
                b, kernel.getInput(init.get()),
                kernel.apply(op.getMatchingIndexingMap(&init), point.safe));
          sums.push_back(getSumType(result) == type
                             ? value
                             : convertFloat(b, value, getSumType(result)));
        });
  }
  if (numLanes > 1)
    for (Value &value : sums)
      value = startAtFirstLane(value);
  return sums;
}

/// What a sum starts from counts once among the lanes that share it.
Value LoopKernel::startAtFirstLane(Value init) {
  if (matchPattern(init, m_AnyZeroFloat()) || matchPattern(init, m_Zero()))
    return init;
  Value zero = arith::ConstantOp::create(b, b.getZeroAttr(init.getType()));
  return arith::SelectOp::create(b, kernel.isBelow(share.lane, 1), init, zero);
}

/// The index at which `steps` steps of a thread begin, in an iteration of a
/// reduced loop.
Value LoopKernel::getStep(unsigned loop, Value index, int64_t steps) {
  if (countSharers(loop) == 1)
    return index;
  return arith::AddIOp::create(b, index, kernel.multiply(share.lane, steps));
}

/// Loads an operand's value at a point, once for all points that share it, and
/// with its neighbours along the last axis if those are the thread's, too.
Value LoopKernel::load(OpOperand &input, const RegisterTile::Point &point) {
  AffineMap map = op.getMatchingIndexingMap(&input);
  std::optional<unsigned> lane = getVectorLoop(input.get(), map);
  if (lane && tile.getVectorSize(*lane) == 1)
    lane.reset();
  Value &value =
      loaded[{&input, tile.project(point.number, getUsedLoops(map), lane)}];
  Value buffer;
  if (!value)
    buffer = kernel.getInput(input.get());
  if (!lane) {
    if (!value)
      value = memref::LoadOp::create(b, buffer, kernel.apply(map, point.safe));
    return value;
  }
  // Points come in order: the first one of a vector loads it.
  int64_t size = tile.getVectorSize(*lane);
  if (!value)
    value = vector::LoadOp::create(
        b, VectorType::get(size, getElementTypeOrSelf(buffer.getType())),
        buffer, kernel.apply(map, point.safe));
  return vector::ExtractOp::create(
      b, value, tile.getPosition(point.number)[*lane] % size);
}

/// Adds what the tile's points have to their sums.
SmallVector<Value> LoopKernel::addRun(SmallVector<Value> sums) {
  loaded.clear();
  tile.forEachPoint(kernel, coordinates, [&](const RegisterTile::Point &point) {
    SmallVector<Value> arguments;
    for (OpOperand *input : op.getDpsInputOperands()) {
      if (!op.payloadUsesValueFromOperand(input))
        arguments.push_back(Value());
      else if (isRead(op, *input))
        arguments.push_back(load(*input, point));
      else
        arguments.push_back(kernel.cloneConstant(input->get()));
    }
    for (unsigned result = 0; result < numResults(); ++result)
      arguments.push_back(sums[getSum(result, point.number)]);
    // What a point outside has is dropped, but what it reads must be inside.
    Block &body = *op.getBody();
    SmallVector<Value> values =
        isInF32 ? kernel.cloneBodyInF32(body, arguments, point.safe)
                : kernel.cloneBody(body, arguments, point.safe);
    for (auto [result, value] : llvm::enumerate(values))
      sums[getSum(result, point.number)] = value;
  });
  return sums;
}

/// The innermost loop, several steps at a time: fewer values go around it, and
/// steps that lie side by side are loaded together.
SmallVector<Value> LoopKernel::sumRuns(unsigned loop, SmallVector<Value> sums) {
  int64_t steps = options.steps, extent = extents[loop],
          whole = extent / steps * steps;
  if (whole > 0) {
    tile.setRun(loop, steps);
    sums = kernel.sumUp(whole, steps * countSharers(loop), sums,
                        [&](Value index, SmallVector<Value> sums) {
                          coordinates[loop] = getStep(loop, index, steps);
                          return addRun(std::move(sums));
                        });
  }
  tile.setRun(loop, 1);
  for (int64_t index = whole; index < extent; ++index) {
    coordinates[loop] = kernel.index(index);
    sums = addRun(std::move(sums));
  }
  return sums;
}

/// Loops over the reduced dimensions in `loops`.
SmallVector<Value> LoopKernel::sum(ArrayRef<unsigned> loops,
                                   SmallVector<Value> sums) {
  if (loops.empty())
    return addRun(std::move(sums));
  unsigned loop = loops.front();
  if (loops.size() == 1)
    return sumRuns(loop, std::move(sums));
  return kernel.sumUp(extents[loop], countSharers(loop), sums,
                      [&](Value index, SmallVector<Value> sums) {
                        coordinates[loop] = getStep(loop, index, 1);
                        return sum(loops.drop_front(), std::move(sums));
                      });
}

void LoopKernel::store(ArrayRef<Value> sums) {
  constexpr int64_t size = RegisterTile::vectorSize;
  for (unsigned result = 0; result < numResults(); ++result) {
    OpOperand &init = *op.getDpsInitOperand(result);
    AffineMap map = op.getMatchingIndexingMap(&init);
    Value buffer = kernel.getResult(result);
    std::optional<unsigned> lane = getVectorLoop(init.get(), map);
    if (lane && tile.getVectorSize(*lane) == 1)
      lane.reset();
    DenseMap<int64_t, SmallVector<Value>> vectors;
    DenseMap<int64_t, SmallVector<Value>> places;
    tile.forEachPoint(
        kernel, coordinates, [&](const RegisterTile::Point &point) {
          Value value = sums[getSum(result, point.number)];
          if (Type type = getElementTypeOrSelf(init.get().getType());
              value.getType() != type)
            value = convertFloat(b, value, type);
          int64_t number = tile.project(point.number, parallel, lane);
          if (lane) {
            SmallVector<Value> &vector = vectors[number];
            vector.push_back(value);
            if (vector.size() == 1)
              places[number] = kernel.apply(map, point.at);
            if (vector.size() < size)
              return;
          }
          // The last point of a vector is inside if the first one is.
          OpBuilder::InsertionGuard guard(b);
          kernel.enterIf(tile.getInside(kernel, point));
          if (!lane) {
            memref::StoreOp::create(b, value, buffer,
                                    kernel.apply(map, point.at));
            return;
          }
          auto type = VectorType::get(size, value.getType());
          Value vector =
              vector::FromElementsOp::create(b, type, vectors[number]);
          vector::StoreOp::create(b, vector, buffer, places[number]);
        });
  }
}

/// Whether each result is a sum of 32-bit values, which lanes can add.
bool LoopKernel::canShareSums() {
  for (unsigned index = 0; index < numResults(); ++index) {
    Type type = getSumType(index);
    SmallVector<Operation *> combiners;
    if (type.getIntOrFloatBitWidth() != 32 ||
        !matchReduction(op.getRegionOutputArgs(), index, combiners) ||
        combiners.size() != 1 ||
        !isa<arith::AddFOp, arith::AddIOp>(combiners.front()))
      return false;
  }
  return true;
}

/// Lets lanes share a tile while threads are too few, and each has enough steps
/// left to outweigh the exchange of its sums.
void LoopKernel::chooseLanes(int64_t tasks) {
  constexpr int64_t fewestSteps = 8;
  if (options.subgroupSize == 0 || reduced.empty() || !canShareSums())
    return;
  sharedLoop = *llvm::max_element(
      reduced, [&](unsigned a, unsigned b) { return extents[a] < extents[b]; });
  int64_t steps = 1, run = sharedLoop == reduced.back() ? options.steps : 1;
  for (unsigned loop : reduced)
    steps *= extents[loop];
  auto fits = [&](int64_t lanes) {
    return lanes <= options.subgroupSize &&
           extents[sharedLoop] % (lanes * run) == 0 &&
           steps / lanes >= fewestSteps;
  };
  while (tasks * numLanes < options.parallelThreads && fits(2 * numLanes))
    numLanes *= 2;
}

/// Begins the kernel: the coordinates of this thread's tile, which are as many
/// as `sizes`.
SmallVector<Value> LoopKernel::begin(ArrayRef<int64_t> sizes) {
  int64_t tasks = computeProduct(sizes);
  chooseLanes(tasks);
  if (numLanes == 1)
    return kernel.delinearize(kernel.beginThreads(tasks, options.workgroupSize),
                              sizes);
  share = kernel.beginLanes(tasks, numLanes, options.workgroupSize);
  return kernel.delinearize(share.task, sizes);
}

SmallVector<Value> LoopKernel::run() {
  tile = RegisterTile::choose(op, extents, options.rows, options.columns);
  numSums = tile.getNumPoints();
  SmallVector<unsigned> order = getThreadOrder();
  parallel.resize(op.getNumLoops());
  for (unsigned loop : order)
    parallel.set(loop);
  SmallVector<int64_t> sizes = llvm::map_to_vector(
      order, [&](unsigned loop) { return tile.getNumThreads(loop); });
  op.getReductionDims(reduced);
  SmallVector<Value> first = begin(sizes);
  coordinates.assign(op.getNumLoops(), kernel.index(0));
  for (auto [loop, coordinate] : llvm::zip_equal(order, first))
    coordinates[loop] = coordinate;
  SmallVector<Value> sums = sum(reduced, loadInits());
  if (numLanes > 1) {
    for (Value &value : sums)
      value = kernel.sumOverLanes(value, numLanes);
    kernel.enterIf(kernel.both(kernel.isBelow(share.lane, 1), share.inside));
  }
  store(sums);
  return kernel.launch();
}

SmallVector<Value> winograd::emitLoopKernel(RewriterBase &rewriter,
                                            linalg::GenericOp op,
                                            StringRef name,
                                            const KernelOptions &options) {
  return LoopKernel(rewriter, op, name, options).run();
}
