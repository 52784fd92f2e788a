//===- LoopInvariant.cpp - Every loop belongs to one buffer ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LoopInvariant.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/LoopLikeInterface.h"

using namespace mlir;
using namespace mlir::winograd;

using Buffers = BufferAccesses::Buffers;

/// Of a value that an operation uses, what goes on with it.
static void addNext(OpOperand &use, llvm::SetVector<Value> &values) {
  Operation *op = use.getOwner();
  if (auto loop = dyn_cast<LoopLikeOpInterface>(op))
    if (BlockArgument argument = loop.getTiedLoopRegionIterArg(&use))
      values.insert(argument);
  ResultRange results = op->getResults();
  if (op->hasTrait<OpTrait::IsTerminator>() &&
      isa<RegionBranchOpInterface>(op->getParentOp()))
    results = op->getParentOp()->getResults();
  // The same one of a loop's results, anything of others.
  bool isTied = results.size() > 1 &&
                isa<LoopLikeOpInterface>(results.front().getOwner()) &&
                isa<RegionBranchTerminatorOpInterface>(op);
  if (isTied && use.getOperandNumber() < results.size()) {
    values.insert(results[use.getOperandNumber()]);
    return;
  }
  values.insert_range(results);
}

/// The buffers in which the values that a loop gives are stored.
static void followValues(Operation *loop, const BufferAccesses &accesses,
                         Buffers &stored) {
  llvm::SetVector<Value> values;
  values.insert_range(loop->getResults());
  for (size_t i = 0; i < values.size(); ++i) {
    Value value = values[i];
    Type element = getElementTypeOrSelf(value.getType());
    if (isa<BaseMemRefType>(value.getType()) || element.isIndex() ||
        element.isInteger(1))
      continue;
    for (OpOperand &use : value.getUses()) {
      Buffers reads, writes;
      if (use.getOwner()->getNumRegions() == 0)
        accesses.collect(use.getOwner(), reads, writes);
      stored.insert_range(writes);
      addNext(use, values);
    }
  }
}

Buffers winograd::getLeavingBuffers(Operation *loop,
                                    const BufferAccesses &accesses) {
  Buffers reads, writes, leaving;
  accesses.collect(loop, reads, writes);
  for (Value buffer : writes)
    if (!accesses.isPrivate(buffer, loop))
      leaving.insert(buffer);
  followValues(loop, accesses, leaving);
  return leaving;
}

/// Whether somebody has a use for what a loop leaves in a buffer.
static bool isReadOutside(Value buffer, Operation *loop,
                          const BufferAccesses &accesses) {
  return BufferAccesses::isOfCaller(buffer) ||
         llvm::any_of(accesses.getAccesses(buffer),
                      [&](const BufferAccess &access) {
                        return access.reads && !loop->isAncestor(access.op);
                      });
}

static StringRef describe(Operation *op) {
  if (isa<gpu::LaunchFuncOp>(op))
    return "kernel";
  return isa<func::CallOp>(op) ? "call" : "loop";
}

static void checkLoop(Operation *op, const BufferAccesses &accesses,
                      SmallVectorImpl<LoopViolation> &violations) {
  bool isCall = isa<func::CallOp>(op);
  Buffers leaving = getLeavingBuffers(op, accesses);
  // verify_loops_l1
  if (leaving.size() > 1 && !isCall) {
    LoopViolation violation{op,
                            ("expected a " + describe(op) +
                             " to write one buffer that leaves it, but it "
                             "writes " +
                             Twine(leaving.size()) + " (L1)")
                                .str(),
                            {}};
    for (Value buffer : leaving)
      violation.notes.emplace_back(buffer.getLoc(), "a buffer that it writes");
    violations.push_back(std::move(violation));
  }
  // verify_loops_l2
  bool isUsed = llvm::any_of(op->getResults(),
                             [](Value result) { return !result.use_empty(); });
  if (leaving.empty() && !isUsed && !accesses.hasOtherEffects(op))
    violations.push_back({op,
                          ("expected a " + describe(op) +
                           " with an effect, but nothing that it writes leaves "
                           "it (L2)")
                              .str(),
                          {}});
  for (Value buffer : leaving)
    if (!isReadOutside(buffer, op, accesses))
      violations.push_back(
          {op,
           ("expected a " + describe(op) +
            " with an effect, but nobody else reads what it writes (L2)")
               .str(),
           {{buffer.getLoc(), "the buffer that it writes"}}});
}

void winograd::checkLoops(FunctionOpInterface function,
                          const BufferAccesses &accesses,
                          SmallVectorImpl<LoopViolation> &violations) {
  function->walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (isLoop(op) || isa<func::CallOp>(op))
      checkLoop(op, accesses, violations);
  });
}
