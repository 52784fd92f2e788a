//===- BufferAccesses.cpp - Who reads and writes which buffer -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Verify/BufferAccesses.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

using namespace mlir;
using namespace mlir::winograd;

bool winograd::isWholeLoop(Operation *op) {
  if (isa<gpu::LaunchFuncOp, memref::CopyOp>(op))
    return true;
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  return linalgOp && linalgOp.hasPureBufferSemantics();
}

bool winograd::isLoop(Operation *op) {
  return isa<LoopLikeOpInterface>(op) || isWholeLoop(op);
}

static bool isBuffer(Value value) {
  return isa<BaseMemRefType>(value.getType());
}

//===----------------------------------------------------------------------===//
// Buffers
//===----------------------------------------------------------------------===//

/// The values that a result or a block argument may be; empty if it is made
/// here.
static SmallVector<Value> getSources(Value memref) {
  if (auto argument = dyn_cast<BlockArgument>(memref)) {
    auto loop =
        dyn_cast<LoopLikeOpInterface>(argument.getOwner()->getParentOp());
    if (!loop)
      return {};
    OpOperand *init = loop.getTiedLoopInit(argument);
    return init ? SmallVector<Value>{init->get()} : SmallVector<Value>();
  }
  Operation *op = memref.getDefiningOp();
  // A typed part of raw memory is a buffer of its own.
  if (isa<memref::ViewOp>(op))
    return {};
  if (auto view = dyn_cast<ViewLikeOpInterface>(op))
    return {view.getViewSource()};
  if (auto select = dyn_cast<arith::SelectOp>(op))
    return {select.getTrueValue(), select.getFalseValue()};
  unsigned index = cast<OpResult>(memref).getResultNumber();
  if (auto loop = dyn_cast<LoopLikeOpInterface>(op)) {
    OpOperand *init = loop.getTiedLoopInit(
        cast<BlockArgument>(loop.getRegionIterArgs()[index]));
    return {init->get()};
  }
  SmallVector<Value> sources;
  if (isa<RegionBranchOpInterface>(op))
    for (Region &region : op->getRegions())
      if (!region.empty())
        sources.push_back(region.front().getTerminator()->getOperand(index));
  return sources;
}

BufferAccesses::Buffers BufferAccesses::findBuffers(Value memref) const {
  Buffers found;
  llvm::SmallSetVector<Value, 4> seen;
  seen.insert(memref);
  for (size_t i = 0; i < seen.size(); ++i) {
    SmallVector<Value> sources = getSources(seen[i]);
    seen.insert(sources.begin(), sources.end());
    if (sources.empty())
      found.insert(representatives.lookup_or(seen[i], seen[i]));
  }
  return found;
}

bool BufferAccesses::isOfCaller(Value buffer) {
  auto argument = dyn_cast<BlockArgument>(buffer);
  if (!argument)
    return buffer.getDefiningOp<memref::GetGlobalOp>() != nullptr;
  Operation *owner = argument.getOwner()->getParentOp();
  if (auto kernel = dyn_cast<gpu::GPUFuncOp>(owner))
    return argument.getArgNumber() < kernel.getNumArguments();
  return isa<FunctionOpInterface>(owner);
}

bool BufferAccesses::isPrivate(Value buffer, Operation *op) const {
  return !isOfCaller(buffer) &&
         llvm::all_of(getAccesses(buffer), [&](const BufferAccess &access) {
           return op->isAncestor(access.op);
         });
}

//===----------------------------------------------------------------------===//
// Accesses
//===----------------------------------------------------------------------===//

ArrayRef<BufferAccess> BufferAccesses::getAccesses(Value buffer) const {
  auto found = accesses.find(buffer);
  return found == accesses.end() ? ArrayRef<BufferAccess>() : found->second;
}

void BufferAccesses::add(Value memref, Operation *op, bool reads, bool writes) {
  for (Value buffer : findBuffers(memref)) {
    SmallVector<BufferAccess> &all = accesses[buffer];
    if (all.empty() || all.back().op != op)
      all.push_back({op});
    all.back().reads |= reads;
    all.back().writes |= writes;
    auto &[directReads, directWrites] = direct[op];
    if (reads)
      directReads.insert(buffer);
    if (writes)
      directWrites.insert(buffer);
  }
}

FunctionOpInterface BufferAccesses::getCallee(Operation *op) const {
  SymbolRefAttr name;
  if (auto call = dyn_cast<func::CallOp>(op))
    name = call.getCalleeAttr();
  else if (auto launch = dyn_cast<gpu::LaunchFuncOp>(op))
    name = launch.getKernelAttr();
  if (!name)
    return {};
  auto callee = symbols.lookupNearestSymbolFrom<FunctionOpInterface>(op, name);
  return callee && !callee.isExternal() ? callee : FunctionOpInterface();
}

void BufferAccesses::visit(Operation *op) {
  OperandRange arguments = op->getOperands();
  bool isLaunch = isa<gpu::LaunchFuncOp>(op);
  if (auto launch = dyn_cast<gpu::LaunchFuncOp>(op))
    arguments = launch.getKernelOperands();
  if (isLaunch || isa<func::CallOp>(op)) {
    FunctionOpInterface callee = getCallee(op);
    const FunctionAccesses *known = callee ? &summarize(callee) : nullptr;
    for (auto [index, argument] : llvm::enumerate(arguments))
      if (isBuffer(argument))
        add(argument, op, !known || known->reads[index],
            !known || known->writes[index]);
    for (Value result : op->getResults())
      if (isBuffer(result))
        add(result, op, /*reads=*/false, /*writes=*/true);
    if (!known || known->hasOtherEffects)
      others.insert(op);
    return;
  }
  // What is given to an enclosing operation is found there, except by the
  // caller.
  if (op->hasTrait<OpTrait::ReturnLike>() &&
      isa<FunctionOpInterface>(op->getParentOp())) {
    for (Value operand : op->getOperands())
      if (isBuffer(operand))
        add(operand, op, /*reads=*/true, /*writes=*/true);
    return;
  }
  auto effects = dyn_cast<MemoryEffectOpInterface>(op);
  if (!effects) {
    if (!op->hasTrait<OpTrait::HasRecursiveMemoryEffects>() &&
        !op->hasTrait<OpTrait::IsTerminator>())
      others.insert(op);
    return;
  }
  SmallVector<MemoryEffects::EffectInstance> instances;
  effects.getEffects(instances);
  for (const MemoryEffects::EffectInstance &effect : instances) {
    bool reads = isa<MemoryEffects::Read>(effect.getEffect()),
         writes = isa<MemoryEffects::Write>(effect.getEffect());
    if (!reads && !writes)
      continue;
    if (Value value = effect.getValue(); value && isBuffer(value))
      add(value, op, reads, writes);
    else if (writes && !isa<gpu::BarrierOp>(op))
      others.insert(op);
  }
}

void BufferAccesses::visit(FunctionOpInterface function) {
  // Those that stand for others come first.
  function->walk([&](Operation *op) {
    if (auto global = dyn_cast<memref::GetGlobalOp>(op)) {
      Value value = global.getResult();
      Value first =
          globals.try_emplace(global.getNameAttr(), value).first->second;
      representatives[value] = first;
    } else if (auto view = dyn_cast<memref::ViewOp>(op)) {
      Value value = view.getResult();
      Value first =
          parts.try_emplace({view.getSource(), view.getByteShift()}, value)
              .first->second;
      representatives[value] = first;
    }
  });
  function->walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (op != function.getOperation())
      visit(op);
  });
}

const FunctionAccesses &
BufferAccesses::summarize(FunctionOpInterface function) {
  auto [entry, isNew] = functions.try_emplace(function);
  if (!isNew)
    return entry->second;
  FunctionAccesses summary;
  unsigned count = function.getNumArguments();
  // One that calls itself is taken to do everything.
  entry->second = {llvm::BitVector(count, true), llvm::BitVector(count, true),
                   true};
  visit(function);
  summary.reads.resize(count);
  summary.writes.resize(count);
  for (auto [index, argument] : llvm::enumerate(function.getArguments()))
    for (const BufferAccess &access : getAccesses(argument)) {
      summary.reads[index] = summary.reads[index] | access.reads;
      summary.writes[index] = summary.writes[index] | access.writes;
    }
  summary.hasOtherEffects = hasOtherEffects(function);
  return functions[function] = std::move(summary);
}

BufferAccesses::BufferAccesses(ModuleOp module) : module(module) {
  module.walk([&](FunctionOpInterface function) {
    if (!function.isExternal())
      (void)summarize(function);
  });
}

void BufferAccesses::collect(Operation *op, Buffers &reads,
                             Buffers &writes) const {
  op->walk([&](Operation *inner) {
    auto found = direct.find(inner);
    if (found == direct.end())
      return;
    reads.insert_range(found->second.first);
    writes.insert_range(found->second.second);
  });
}

bool BufferAccesses::hasOtherEffects(Operation *op) const {
  return op
      ->walk([&](Operation *inner) {
        return others.contains(inner) ? WalkResult::interrupt()
                                      : WalkResult::advance();
      })
      .wasInterrupted();
}
