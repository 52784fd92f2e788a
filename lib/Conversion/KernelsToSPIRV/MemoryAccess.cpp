//===- MemoryAccess.cpp - Loads and stores of a kernel --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemoryAccess.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "winograd/Support/Assert.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::winograd;

static LinearIndex getLinearIndex(Value memref, ValueRange indices) {
  auto type = cast<MemRefType>(memref.getType());
  return LinearIndex::get(indices, computeStrides(type.getShape()));
}

static MemoryAccess makeAccess(Operation *op, bool isStore, Type type,
                               Value memref, ValueRange indices) {
  // A vector covers several elements, unless the elements are vectors.
  auto vector = dyn_cast<VectorType>(type);
  bool isWhole = cast<MemRefType>(memref.getType()).getElementType() == type;
  int64_t length = vector && !isWhole ? vector.getNumElements() : 1;
  return {op, isStore, type, getLinearIndex(memref, indices), length};
}

/// What a use accesses; none for a change of shape.
static std::optional<MemoryAccess> getAccess(Operation *op) {
  if (auto load = dyn_cast<memref::LoadOp>(op))
    return makeAccess(op, false, load.getType(), load.getMemRef(),
                      load.getIndices());
  if (auto load = dyn_cast<vector::LoadOp>(op))
    return makeAccess(op, false, load.getType(), load.getBase(),
                      load.getIndices());
  if (auto store = dyn_cast<memref::StoreOp>(op))
    return makeAccess(op, true, store.getValueToStore().getType(),
                      store.getMemRef(), store.getIndices());
  if (auto store = dyn_cast<vector::StoreOp>(op))
    return makeAccess(op, true, store.getVectorType(), store.getBase(),
                      store.getIndices());
  return std::nullopt;
}

MemoryUses winograd::collectMemoryUses(Value memref) {
  MemoryUses uses;
  SmallVector<Value> values{memref};
  for (size_t i = 0; i < values.size(); ++i)
    for (Operation *user : values[i].getUsers()) {
      if (std::optional<MemoryAccess> access = getAccess(user)) {
        uses.accesses.push_back(*access);
        continue;
      }
      WINOGRAD_ASSERT(user->getNumResults() == 1, "expected a view");
      uses.views.push_back(user);
      values.push_back(user->getResult(0));
    }
  return uses;
}

bool MemoryUses::isRead() const {
  return llvm::any_of(
      accesses, [](const MemoryAccess &access) { return !access.isStore; });
}

bool MemoryUses::isWritten() const {
  return llvm::any_of(
      accesses, [](const MemoryAccess &access) { return access.isStore; });
}

int64_t MemoryUses::chooseArrayElement(MemRefType type) const {
  int64_t chosen = 1;
  if (isa<VectorType>(type.getElementType()))
    return chosen;
  for (const MemoryAccess &access : accesses) {
    int64_t length = access.length;
    bool isAligned = (length == 2 || length == 4) &&
                     type.getNumElements() % length == 0 &&
                     access.index.getConstant() % length == 0 &&
                     access.index.hasTermsDivisibleBy(length);
    if (isAligned)
      chosen = chosen == 1 ? length : std::min(chosen, length);
  }
  return chosen;
}
