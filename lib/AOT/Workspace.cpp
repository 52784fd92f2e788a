//===- Workspace.cpp - Scratch memory in one piece ------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CInterface.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::winograd;

/// Slots begin on cache lines.
static constexpr int64_t kAlignment = 64;

//===----------------------------------------------------------------------===//
// Sizes
//===----------------------------------------------------------------------===//

/// The value of an integer that the lowering of memrefs has computed from
/// constants; nullopt for any other.
static std::optional<int64_t> evaluate(Value value) {
  APInt constant;
  if (matchPattern(value, m_ConstantInt(&constant)))
    return constant.getSExtValue();
  Operation *op = value.getDefiningOp();
  if (isa_and_nonnull<LLVM::AddOp, LLVM::MulOp>(op)) {
    std::optional<int64_t> lhs = evaluate(op->getOperand(0));
    std::optional<int64_t> rhs = evaluate(op->getOperand(1));
    if (!lhs || !rhs)
      return std::nullopt;
    return isa<LLVM::AddOp>(op) ? *lhs + *rhs : *lhs * *rhs;
  }
  // ptrtoint(&((T *)null)[n]) = n · sizeof(T)
  auto cast = dyn_cast_or_null<LLVM::PtrToIntOp>(op);
  auto element =
      cast ? cast.getArg().getDefiningOp<LLVM::GEPOp>() : LLVM::GEPOp();
  if (!element || !element.getBase().getDefiningOp<LLVM::ZeroOp>() ||
      element.getIndices().size() != 1)
    return std::nullopt;
  auto index = element.getIndices()[0];
  std::optional<int64_t> count =
      isa<Value>(index)
          ? evaluate(llvm::cast<Value>(index))
          : std::optional<int64_t>(
                llvm::cast<IntegerAttr>(index).getValue().getSExtValue());
  if (!count)
    return std::nullopt;
  return *count * static_cast<int64_t>(DataLayout::closest(op).getTypeSize(
                      element.getElemType()));
}

static bool isCallOf(Operation *op, StringRef name) {
  auto call = dyn_cast_or_null<LLVM::CallOp>(op);
  return call && call.getCallee() == name;
}

//===----------------------------------------------------------------------===//
// Slots
//===----------------------------------------------------------------------===//

namespace {
/// An allocation, and where it goes in the workspace.
struct Slot {
  LLVM::CallOp call;
  int64_t size;
  /// The last operation that uses it; null: it may be used up to the end.
  Operation *lastUse = nullptr;
  int64_t offset = 0;
};
} // namespace

/// The last operation of the function's only block that reads or writes through
/// the pointer; null if that is not known.
static Operation *findLastUse(LLVM::CallOp call) {
  Block *block = call->getBlock();
  Operation *last = call;
  SmallVector<Value> pointers = {call.getResult()};
  while (!pointers.empty())
    for (OpOperand &use : pointers.pop_back_val().getUses()) {
      Operation *user = use.getOwner();
      if (isCallOf(user, "free"))
        continue;
      Operation *ancestor = block->findAncestorOpInBlock(*user);
      if (!ancestor || user->hasTrait<OpTrait::IsTerminator>())
        return nullptr;
      if (last->isBeforeInBlock(ancestor))
        last = ancestor;
      // What is computed from the pointer may be one.
      if (isa<LLVM::StoreOp>(user) && use.getOperandNumber() == 0)
        return nullptr;
      if (!isa<LLVM::LoadOp>(user))
        llvm::append_range(pointers, user->getResults());
    }
  return last;
}

/// Gives each slot, in the order of the block, the first place that is free as
/// long as it is used. Returns the size of all of them together.
static int64_t placeSlots(MutableArrayRef<Slot> slots) {
  int64_t end = 0;
  for (auto [index, slot] : llvm::enumerate(slots)) {
    SmallVector<const Slot *> alive;
    for (const Slot &other : slots.take_front(index))
      if (!other.lastUse || slot.call->isBeforeInBlock(other.lastUse))
        alive.push_back(&other);
    llvm::sort(alive, [](const Slot *a, const Slot *b) {
      return a->offset < b->offset;
    });
    for (const Slot *other : alive)
      if (slot.offset + slot.size > other->offset)
        slot.offset = std::max(slot.offset, other->offset + other->size);
    end = std::max(end, slot.offset + slot.size);
  }
  return end;
}

//===----------------------------------------------------------------------===//
// The function
//===----------------------------------------------------------------------===//

/// FunctionOpInterface cannot do so for a function of LLVM that returns void.
static Value appendArgument(LLVM::LLVMFuncOp function, Type type) {
  SmallVector<Type> types(function.getArgumentTypes());
  types.push_back(type);
  LLVM::LLVMFunctionType old = function.getFunctionType();
  function.setFunctionType(
      LLVM::LLVMFunctionType::get(old.getReturnType(), types, old.isVarArg()));
  if (ArrayAttr attrs = function.getArgAttrsAttr()) {
    SmallVector<Attribute> all(attrs.begin(), attrs.end());
    all.push_back(DictionaryAttr::get(function.getContext()));
    function.setArgAttrsAttr(ArrayAttr::get(function.getContext(), all));
  }
  return function.getBody().addArgument(type, function.getLoc());
}

int64_t mlir::winograd::moveScratchToWorkspace(LLVM::LLVMFuncOp function) {
  SmallVector<Slot> slots;
  bool hasOneBlock = llvm::hasSingleElement(function.getBody());
  for (Block &block : function.getBody())
    for (auto call : block.getOps<LLVM::CallOp>()) {
      // Memory that is freed by another name than it was allocated by.
      if (isCallOf(call, "free") &&
          !isCallOf(call.getOperand(0).getDefiningOp(), "malloc"))
        return 0;
      // What is not freed here is somebody else's.
      if (!isCallOf(call, "malloc") ||
          llvm::none_of(call->getUsers(),
                        [](Operation *user) { return isCallOf(user, "free"); }))
        continue;
      if (std::optional<int64_t> size = evaluate(call.getOperand(0)))
        slots.push_back({call,
                         static_cast<int64_t>(llvm::alignTo(*size, kAlignment)),
                         hasOneBlock ? findLastUse(call) : nullptr});
    }
  if (slots.empty())
    return 0;

  int64_t size = placeSlots(slots);
  Type ptr = LLVM::LLVMPointerType::get(function.getContext());
  Value workspace = appendArgument(function, ptr);
  for (const Slot &slot : slots) {
    LLVM::CallOp call = slot.call;
    OpBuilder builder(call);
    Value offset = LLVM::ConstantOp::create(builder, call.getLoc(),
                                            builder.getI64Type(), slot.offset);
    Value pointer =
        LLVM::GEPOp::create(builder, call.getLoc(), ptr, builder.getI8Type(),
                            workspace, ValueRange{offset});
    for (Operation *user : llvm::make_early_inc_range(call->getUsers()))
      if (isCallOf(user, "free"))
        user->erase();
    call.getResult().replaceAllUsesWith(pointer);
    call.erase();
  }
  return size;
}
