//===- LaunchCounts.cpp - What a call launches and holds ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/LaunchCounts.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {

/// Goes through a function and those that it calls, and knows the buffer behind
/// each of their memrefs.
class LaunchCounter {
public:
  LaunchCounter(ModuleOp module, const llvm::StringMap<KernelCost> &costs)
      : symbols(module), costs(costs) {}

  LaunchCounts count(func::FuncOp entry);

private:
  /// A buffer is on the device if a command uses it.
  struct Buffer {
    uint64_t bytes = 0;
    bool isOnHost = false, isOnDevice = false;
  };
  /// An index among `buffers`, for each of some memrefs; others have none.
  using Indices = SmallVector<std::optional<size_t>>;

  std::optional<size_t> addBuffer(Type type, bool isOnHost = false);
  void use(const Indices &used);
  Indices visit(func::FuncOp function, const Indices &arguments);
  void visit(Operation *op, DenseMap<Value, size_t> &known);

  SymbolTable symbols;
  const llvm::StringMap<KernelCost> &costs;
  SmallVector<Buffer> buffers;
  llvm::StringMap<size_t> constants;
  /// A function that calls itself is none of the launch form.
  SmallPtrSet<Operation *, 4> active;
  LaunchCounts counts;
};

} // namespace

std::optional<size_t> LaunchCounter::addBuffer(Type type, bool isOnHost) {
  auto memref = dyn_cast<MemRefType>(type);
  if (!memref)
    return std::nullopt;
  buffers.push_back({getBufferBytes(memref), isOnHost});
  return buffers.size() - 1;
}

void LaunchCounter::use(const Indices &used) {
  for (std::optional<size_t> index : used)
    if (index)
      buffers[*index].isOnDevice = true;
}

void LaunchCounter::visit(Operation *op, DenseMap<Value, size_t> &known) {
  auto find = [&](ValueRange memrefs) {
    return llvm::map_to_vector(memrefs, [&](Value memref) {
      auto found = known.find(memref);
      return found == known.end() ? std::optional<size_t>() : found->second;
    });
  };
  auto define = [&](ValueRange memrefs, const Indices &indices) {
    for (auto [memref, index] : llvm::zip(memrefs, indices))
      if (index)
        known[memref] = *index;
  };
  TypeSwitch<Operation *>(op)
      .Case([&](memref::AllocOp alloc) {
        define(alloc->getResults(), {addBuffer(alloc.getType())});
      })
      .Case([&](memref::GetGlobalOp global) {
        auto [entry, isNew] = constants.try_emplace(global.getName());
        if (isNew)
          entry->second = *addBuffer(global.getType(), /*isOnHost=*/true);
        define(global->getResults(), {entry->second});
      })
      .Case([&](ViewLikeOpInterface view) {
        define(view->getResults(), find(view.getViewSource()));
      })
      .Case([&](memref::CopyOp copy) { use(find(copy->getOperands())); })
      .Case([&](gpu::LaunchFuncOp launch) {
        use(find(launch.getKernelOperands()));
        ++counts.kernels;
        uint64_t shared =
            costs.lookup(launch.getKernelName().getValue()).workgroupBytes;
        counts.workgroupBytes = std::max(counts.workgroupBytes, shared);
      })
      .Case([&](func::CallOp call) {
        if (auto callee = symbols.lookup<func::FuncOp>(call.getCallee()))
          define(call->getResults(), visit(callee, find(call->getOperands())));
      });
}

LaunchCounter::Indices LaunchCounter::visit(func::FuncOp function,
                                            const Indices &arguments) {
  Indices results;
  if (function.isExternal() || !active.insert(function).second)
    return results;
  DenseMap<Value, size_t> known;
  for (auto [argument, index] :
       llvm::zip_equal(function.getArguments(), arguments))
    if (index)
      known[argument] = *index;
  for (Operation &op : function.getBody().front()) {
    visit(&op, known);
    if (isa<func::ReturnOp>(op))
      for (Value result : op.getOperands()) {
        auto found = known.find(result);
        results.push_back(found == known.end() ? std::optional<size_t>()
                                               : found->second);
      }
  }
  active.erase(function);
  return results;
}

LaunchCounts LaunchCounter::count(func::FuncOp entry) {
  Indices arguments;
  for (Type type : entry.getArgumentTypes())
    arguments.push_back(addBuffer(type, /*isOnHost=*/true));
  // A result is copied from the device, unless the host has it already.
  for (std::optional<size_t> result : visit(entry, arguments))
    if (result && !buffers[*result].isOnHost)
      buffers[*result].isOnDevice = true;
  for (const Buffer &buffer : buffers) {
    counts.buffers += buffer.isOnDevice;
    counts.bytes += buffer.isOnDevice ? buffer.bytes : 0;
  }
  return counts;
}

LaunchCounts
mlir::winograd::countLaunches(ModuleOp module, StringRef entry,
                              const llvm::StringMap<KernelCost> &costs) {
  auto function = module.lookupSymbol<func::FuncOp>(entry);
  return function ? LaunchCounter(module, costs).count(function)
                  : LaunchCounts();
}
