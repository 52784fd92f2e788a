//===- LoopCounts.cpp - What a call has of loops and buffers --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Verify/LoopCounts.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

using namespace mlir;
using namespace mlir::winograd;

using Buffers = BufferAccesses::Buffers;

int64_t winograd::getStaticBytes(Type type) {
  auto shaped = dyn_cast<ShapedType>(type);
  if (!shaped || !shaped.hasStaticShape())
    return 0;
  Type element = shaped.getElementType();
  int64_t values = shaped.getNumElements();
  if (auto vector = dyn_cast<VectorType>(element)) {
    values *= vector.getNumElements();
    element = vector.getElementType();
  }
  unsigned bits = element.isIntOrFloat() ? element.getIntOrFloatBitWidth() : 64;
  return values * int64_t(llvm::divideCeil(bits, 8));
}

namespace {
/// Goes through a function and those that it calls, in the order of a call.
class LoopCounter {
public:
  explicit LoopCounter(const BufferAccesses &accesses) : accesses(accesses) {}

  LoopCounts count(FunctionOpInterface entry) {
    SmallVector<int64_t> arguments;
    for (Type type : entry.getArgumentTypes())
      arguments.push_back(isa<BaseMemRefType>(type) ? add(type) : -1);
    visit(entry, arguments);
    finish();
    return counts;
  }

private:
  /// A buffer of the call; `isPrivate` once it is known to be.
  struct Instance {
    int64_t bytes = 0;
    bool isUsed = false, isPrivate = false;
  };
  /// The instances of a function's buffers.
  using Known = DenseMap<Value, int64_t>;

  int64_t add(Type type, bool isPrivate = false) {
    instances.push_back({getStaticBytes(type), false, isPrivate});
    return int64_t(instances.size()) - 1;
  }

  int64_t find(Value buffer, Known &known) {
    auto [entry, isNew] = known.try_emplace(buffer, -1);
    if (isNew) {
      // A constant is the same one in every function.
      auto global = buffer.getDefiningOp<memref::GetGlobalOp>();
      if (!global) {
        entry->second = add(buffer.getType());
      } else {
        auto [constant, isFirst] = constants.try_emplace(global.getName(), -1);
        if (isFirst)
          constant->second = add(buffer.getType());
        entry->second = constant->second;
      }
    }
    return entry->second;
  }

  void use(Operation *op, Known &known) {
    Buffers reads, writes;
    accesses.collect(op, reads, writes);
    reads.insert_range(writes);
    bool isCall = isa<func::CallOp>(op);
    for (Value buffer : reads) {
      Instance &instance = instances[find(buffer, known)];
      instance.isUsed = true;
      instance.isPrivate |= isLoop(op) && !isWholeLoop(op) && !isCall &&
                            accesses.isPrivate(buffer, op);
    }
  }

  /// The sizes of the views that an outermost loop reads, and of those that it
  /// writes; of several of one buffer, no more than that is large.
  void addMoved(Operation *op) {
    DenseMap<Value, int64_t> read, written;
    auto visitUse = [&](Operation *inner) {
      Buffers reads, writes;
      accesses.collect(inner, reads, writes);
      if (inner->getNumRegions() != 0 && !isWholeLoop(inner))
        return;
      for (Value operand : inner->getOperands()) {
        if (!isa<BaseMemRefType>(operand.getType()))
          continue;
        Value outside = leave(operand, op);
        for (Value buffer : accesses.findBuffers(operand)) {
          if (accesses.isPrivate(buffer, op))
            continue;
          if (reads.contains(buffer) && seenReads.insert(outside).second)
            read[buffer] += getStaticBytes(outside.getType());
          if (writes.contains(buffer) && seenWrites.insert(outside).second)
            written[buffer] += getStaticBytes(outside.getType());
        }
      }
    };
    seenReads.clear();
    seenWrites.clear();
    op->walk([&](Operation *inner) {
      if (isa<MemoryEffectOpInterface, CallOpInterface>(inner) ||
          isWholeLoop(inner))
        visitUse(inner);
    });
    for (const DenseMap<Value, int64_t> &views : {read, written})
      for (auto [buffer, bytes] : views) {
        int64_t most = getStaticBytes(buffer.getType());
        counts.movedBytes += most > 0 ? std::min(bytes, most) : bytes;
      }
  }

  /// The memref outside of `op` that a memref inside is a view of.
  static Value leave(Value memref, Operation *op) {
    while (Operation *def = memref.getDefiningOp()) {
      auto view = dyn_cast<ViewLikeOpInterface>(def);
      if (!op->isProperAncestor(def) || !view || isa<memref::ViewOp>(def))
        break;
      memref = view.getViewSource();
    }
    return memref;
  }

  void addFlops(std::optional<double> flops, double times = 1) {
    if (counts.flops && flops)
      *counts.flops += times * *flops;
    else
      counts.flops = std::nullopt;
  }

  void visitLaunch(gpu::LaunchFuncOp launch, gpu::GPUFuncOp kernel,
                   Known &known) {
    ++counts.kernels;
    use(launch, known);
    addMoved(launch);
    for (BlockArgument memory : kernel.getWorkgroupAttributions())
      instances[add(memory.getType(), /*isPrivate=*/true)].isUsed = true;
    double threads = 1;
    gpu::KernelDim3 grid = launch.getGridSizeOperandValues(),
                    block = launch.getBlockSizeOperandValues();
    for (Value size : {grid.x, grid.y, grid.z, block.x, block.y, block.z}) {
      std::optional<int64_t> constant = getConstantIntValue(size);
      if (!constant)
        return addFlops(std::nullopt);
      threads *= double(*constant);
    }
    addFlops(countFlops(kernel.getBody()), threads);
  }

  void visitCall(func::CallOp call, FunctionOpInterface callee, Known &known) {
    use(call, known);
    SmallVector<int64_t> arguments;
    for (Value operand : call.getOperands())
      arguments.push_back(
          isa<BaseMemRefType>(operand.getType())
              ? find(accesses.findBuffers(operand).front(), known)
              : -1);
    visit(callee, arguments);
  }

  /// Outermost loops, and what stands between them.
  void visit(Operation *op, Known &known) {
    FunctionOpInterface callee = accesses.getCallee(op);
    if (auto launch = dyn_cast<gpu::LaunchFuncOp>(op)) {
      if (auto kernel = dyn_cast_or_null<gpu::GPUFuncOp>(callee.getOperation()))
        visitLaunch(launch, kernel, known);
      return;
    }
    if (auto call = dyn_cast<func::CallOp>(op); call && callee)
      return visitCall(call, callee, known);
    if (isLoop(op)) {
      // (On a host of kernels, copies are no kernels.)
      counts.kernels += !isa<memref::CopyOp>(op);
      use(op, known);
      addMoved(op);
      return addFlops(countFlops(op));
    }
    if (op->getNumRegions() != 0) {
      for (Region &region : op->getRegions())
        for (Operation &inner : region.getOps())
          visit(&inner, known);
      return;
    }
    if (op->hasTrait<OpTrait::ReturnLike>())
      return;
    use(op, known);
    addFlops(countFlops(op));
  }

  void visit(FunctionOpInterface function, ArrayRef<int64_t> arguments) {
    if (!active.insert(function).second)
      return;
    Known known;
    for (auto [argument, index] :
         llvm::zip_equal(function.getArguments(), arguments))
      if (index >= 0)
        known[argument] = index;
    for (Operation &op : function.getFunctionBody().getOps())
      visit(&op, known);
    countCode(function);
    active.erase(function);
  }

  /// Loops in the code, once for each function and kernel.
  void countCode(FunctionOpInterface function) {
    if (!counted.insert(function).second)
      return;
    function->walk([&](Operation *op) {
      counts.loops += isLoop(op);
      if (isa<gpu::LaunchFuncOp>(op))
        if (FunctionOpInterface kernel = accesses.getCallee(op))
          countCode(kernel);
    });
  }

  void finish() {
    for (const Instance &instance : instances) {
      if (!instance.isUsed)
        continue;
      ++counts.buffers;
      counts.bufferBytes += instance.bytes;
      counts.privateBuffers += instance.isPrivate;
      counts.privateBytes += instance.isPrivate ? instance.bytes : 0;
    }
  }

  const BufferAccesses &accesses;
  LoopCounts counts;
  SmallVector<Instance> instances;
  llvm::StringMap<int64_t> constants;
  DenseSet<Value> seenReads, seenWrites;
  SmallPtrSet<Operation *, 4> active, counted;
};
} // namespace

LoopCounts winograd::countLoops(FunctionOpInterface entry,
                                const BufferAccesses &accesses) {
  return LoopCounter(accesses).count(entry);
}
