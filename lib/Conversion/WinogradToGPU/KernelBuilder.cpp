//===- KernelBuilder.cpp - A GPU kernel under construction ----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelBuilder.h"
#include "mlir/Dialect/Affine/Utils.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"

using namespace mlir;
using namespace mlir::winograd;

/// Vulkan promises 65535 workgroups per dimension.
static constexpr int64_t maxGrid = 65535;

static MemRefType getBufferType(RankedTensorType type) {
  return MemRefType::get(type.getShape(), type.getElementType());
}

KernelBuilder::KernelBuilder(RewriterBase &host, Location loc, StringRef name,
                             ValueRange inputs,
                             ArrayRef<RankedTensorType> results)
    : b(loc, host.getContext()), host(host), results(results) {
  SmallVector<Type> types;
  for (Value input : inputs) {
    if (llvm::is_contained(this->inputs, input))
      continue;
    this->inputs.push_back(input);
    types.push_back(getBufferType(cast<RankedTensorType>(input.getType())));
  }
  llvm::append_range(types, llvm::map_range(results, getBufferType));

  auto module = host.getInsertionBlock()
                    ->getParentOp()
                    ->getParentWithTrait<OpTrait::SymbolTable>();
  auto kernels = gpu::GPUModuleOp::create(b, name);
  SymbolTable(module).insert(kernels);
  b.setInsertionPointToEnd(kernels.getBody());
  function = gpu::GPUFuncOp::create(
      b, kernels.getName(), FunctionType::get(b.getContext(), types, {}));
  function->setAttr(gpu::GPUDialect::getKernelFuncAttrName(), b.getUnitAttr());
  b.setInsertionPointToEnd(&function.getBody().front());
  gpu::ReturnOp::create(b);
  b.setInsertionPoint(function.getBody().front().getTerminator());
}

Value KernelBuilder::getInput(Value tensor) {
  const auto *found = llvm::find(inputs, tensor);
  assert(found != inputs.end() && "not an input of the kernel");
  return function.getArgument(found - inputs.begin());
}

Value KernelBuilder::getResult(unsigned index) {
  return function.getArgument(inputs.size() + index);
}

Value KernelBuilder::addWorkgroupBuffer(ArrayRef<int64_t> shape,
                                        Type elementType) {
  auto space = gpu::AddressSpaceAttr::get(
      b.getContext(), gpu::GPUDialect::getWorkgroupAddressSpace());
  return function.addWorkgroupAttribution(
      MemRefType::get(shape, elementType, MemRefLayoutAttrInterface(), space),
      b.getLoc());
}

/// Sets the grid to at least `count` workgroups, in dimensions that every
/// device has, and returns the number of this one, and how many there are.
std::pair<Value, int64_t> KernelBuilder::setGrid(int64_t count,
                                                 int64_t threads) {
  int64_t rows = llvm::divideCeil(count, maxGrid);
  int64_t columns = llvm::divideCeil(count, rows);
  function.setKnownGridSize(
      ArrayRef<int32_t>{int32_t(columns), int32_t(rows), 1});
  function.setKnownBlockSize(ArrayRef<int32_t>{int32_t(threads), 1, 1});
  Value number = gpu::BlockIdOp::create(b, gpu::Dimension::x);
  if (rows > 1) {
    Value row = gpu::BlockIdOp::create(b, gpu::Dimension::y);
    number = arith::AddIOp::create(b, number, multiply(row, columns));
  }
  return {number, columns * rows};
}

Value KernelBuilder::beginWorkgroups(int64_t count, int64_t threads) {
  auto [number, launched] = setGrid(count, threads);
  if (launched != count)
    enterIf(isBelow(number, count));
  return number;
}

Value KernelBuilder::beginThreads(int64_t total, int64_t threads) {
  auto [group, launched] = setGrid(llvm::divideCeil(total, threads), threads);
  Value number =
      arith::AddIOp::create(b, multiply(group, threads), getThread());
  if (launched * threads != total)
    enterIf(isBelow(number, total));
  return number;
}

KernelBuilder::Share KernelBuilder::beginLanes(int64_t tasks, int64_t lanes,
                                               int64_t threads) {
  auto [group, launched] =
      setGrid(llvm::divideCeil(tasks * lanes, threads), threads);
  // Which threads are a subgroup is the device's affair, and how many.
  IndexType type = b.getIndexType();
  Value subgroup = gpu::SubgroupIdOp::create(b, type, IntegerAttr());
  Value size = gpu::SubgroupSizeOp::create(b, type, IntegerAttr());
  Value lane = gpu::LaneIdOp::create(b, type, IntegerAttr());
  Value thread =
      arith::AddIOp::create(b, arith::MulIOp::create(b, subgroup, size), lane);
  Value number = arith::AddIOp::create(b, multiply(group, threads), thread);
  Share result;
  result.task = arith::DivUIOp::create(b, number, index(lanes));
  result.lane = arith::RemUIOp::create(b, number, index(lanes));
  if (launched * threads != tasks * lanes) {
    result.inside = isBelow(result.task, tasks);
    result.task = arith::MinUIOp::create(b, result.task, index(tasks - 1));
  }
  return result;
}

SmallVector<Value> KernelBuilder::launch() {
  Location loc = b.getLoc();
  SmallVector<Value> arguments;
  for (Value input : inputs)
    arguments.push_back(bufferization::ToBufferOp::create(
        host, loc, getBufferType(cast<RankedTensorType>(input.getType())),
        input, /*read_only=*/true));
  SmallVector<Value> tensors;
  for (RankedTensorType type : results)
    arguments.push_back(
        memref::AllocOp::create(host, loc, getBufferType(type)));
  auto constant = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(host, loc, value);
  };
  ArrayRef<int32_t> grid = *function.getKnownGridSize();
  Value one = constant(1);
  gpu::LaunchFuncOp::create(
      host, loc, function,
      gpu::KernelDim3{constant(grid[0]), constant(grid[1]), constant(grid[2])},
      gpu::KernelDim3{constant(function.getKnownBlockSize()->front()), one,
                      one},
      /*dynamicSharedMemorySize=*/Value(), arguments);
  for (auto [index, type] : llvm::enumerate(results))
    tensors.push_back(bufferization::ToTensorOp::create(
        host, loc, type, arguments[inputs.size() + index], /*restrict=*/true,
        /*writable=*/true));
  return tensors;
}

//===----------------------------------------------------------------------===//
// Indices
//===----------------------------------------------------------------------===//

Value KernelBuilder::index(int64_t value) {
  return arith::ConstantIndexOp::create(b, value);
}

Value KernelBuilder::add(Value lhs, int64_t rhs) {
  return rhs == 0 ? lhs : b.createOrFold<arith::AddIOp>(lhs, index(rhs));
}

Value KernelBuilder::multiply(Value lhs, int64_t rhs) {
  return rhs == 1 ? lhs : b.createOrFold<arith::MulIOp>(lhs, index(rhs));
}

Value KernelBuilder::divide(Value lhs, int64_t rhs) {
  return rhs == 1 ? lhs : b.createOrFold<arith::DivUIOp>(lhs, index(rhs));
}

SmallVector<Value> KernelBuilder::apply(AffineMap map, ValueRange dims) {
  if (map.isProjectedPermutation())
    return llvm::map_to_vector(map.getResults(), [&](AffineExpr expr) {
      return dims[cast<AffineDimExpr>(expr).getPosition()];
    });
  return *affine::expandAffineMap(b, b.getLoc(), map, dims);
}

SmallVector<Value> KernelBuilder::delinearize(Value number,
                                              ArrayRef<int64_t> sizes) {
  SmallVector<Value> coordinates(sizes.size());
  int64_t left = computeProduct(sizes);
  for (int64_t axis = int64_t(sizes.size()) - 1; axis >= 0; --axis) {
    left /= sizes[axis];
    if (sizes[axis] == 1) {
      coordinates[axis] = index(0);
      continue;
    }
    if (left == 1) {
      coordinates[axis] = number;
      number = index(0);
      continue;
    }
    Value size = index(sizes[axis]);
    coordinates[axis] = b.createOrFold<arith::RemUIOp>(number, size);
    number = b.createOrFold<arith::DivUIOp>(number, size);
  }
  return coordinates;
}

Value KernelBuilder::getThread() {
  return gpu::ThreadIdOp::create(b, gpu::Dimension::x);
}

Value KernelBuilder::sumOverLanes(Value value, int64_t lanes) {
  return gpu::SubgroupReduceOp::create(b, value, gpu::AllReduceOperation::ADD,
                                       /*uniform=*/false,
                                       /*cluster_size=*/uint32_t(lanes));
}

//===----------------------------------------------------------------------===//
// Conditions and loops
//===----------------------------------------------------------------------===//

Value KernelBuilder::isBelow(Value number, int64_t bound) {
  return arith::CmpIOp::create(b, arith::CmpIPredicate::ult, number,
                               index(bound));
}

Value KernelBuilder::isEqual(Value lhs, Value rhs) {
  return arith::CmpIOp::create(b, arith::CmpIPredicate::eq, lhs, rhs);
}

Value KernelBuilder::choose(Value condition, Value yes, Value no) {
  return arith::SelectOp::create(b, condition, yes, no);
}

Value KernelBuilder::both(Value lhs, Value rhs) {
  if (!lhs || !rhs)
    return lhs ? lhs : rhs;
  return arith::AndIOp::create(b, lhs, rhs);
}

void KernelBuilder::enterIf(Value condition) {
  if (!condition)
    return;
  auto op = scf::IfOp::create(b, condition);
  b.setInsertionPoint(op.thenBlock()->getTerminator());
}

SmallVector<Value> KernelBuilder::sumUp(
    int64_t end, int64_t step, ArrayRef<Value> sums,
    function_ref<SmallVector<Value>(Value, SmallVector<Value>)> body) {
  auto loop = scf::ForOp::create(b, index(0), index(end), index(step), sums);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(loop.getBody());
  scf::YieldOp::create(b, body(loop.getInductionVar(),
                               SmallVector<Value>(loop.getRegionIterArgs())));
  return SmallVector<Value>(loop.getResults());
}
