//===- FreeBuffers.cpp - Free each buffer after its last use --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Bufferization/Transforms/BufferViewFlowAnalysis.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "winograd/Transforms/GPU/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADFREEBUFFERS
#include "winograd/Transforms/GPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// The last operation of the buffer's block that uses it or an alias; null
/// where one leaves the block, or is freed already.
static Operation *
findLastUse(memref::AllocOp alloc,
            const BufferViewFlowAnalysis::ValueSetT &aliases) {
  Block *block = alloc->getBlock();
  Operation *last = alloc;
  for (Value alias : aliases)
    for (Operation *user : alias.getUsers()) {
      Operation *inBlock = block->findAncestorOpInBlock(*user);
      if (!inBlock || inBlock->hasTrait<OpTrait::IsTerminator>() ||
          isa<memref::DeallocOp>(user))
        return nullptr;
      if (last->isBeforeInBlock(inBlock))
        last = inBlock;
    }
  return last;
}

namespace {
class WinogradFreeBuffers
    : public winograd::impl::WinogradFreeBuffersBase<WinogradFreeBuffers> {
public:
  using WinogradFreeBuffersBase::WinogradFreeBuffersBase;

  void runOnOperation() override {
    BufferViewFlowAnalysis aliases(getOperation());
    getOperation().walk([&](memref::AllocOp alloc) {
      Operation *last = findLastUse(alloc, aliases.resolve(alloc));
      if (!last)
        return;
      OpBuilder builder(&getContext());
      builder.setInsertionPointAfter(last);
      memref::DeallocOp::create(builder, alloc.getLoc(), alloc);
    });
  }
};
} // namespace
