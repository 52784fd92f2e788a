//===- MoveFloatsAsIntegers.cpp - f16 and bf16 as i16 --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/DLTI/DLTI.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/AttrTypeSubElements.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "winograd/Target/TargetDescription.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Utils/NarrowFloats.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADMOVEFLOATSASINTEGERS
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

namespace {
class WinogradMoveFloatsAsIntegers
    : public winograd::impl::WinogradMoveFloatsAsIntegersBase<
          WinogradMoveFloatsAsIntegers> {
public:
  void runOnOperation() override {
    ModuleOp module = getOperation();
    movesF16 = !getCPUTarget(module).f16Conversions;
    replacer.addReplacement([&](FloatType type) -> std::optional<Type> {
      if (isMoved(type))
        return IntegerType::get(type.getContext(), 16);
      return std::nullopt;
    });
    if (!usesFloats(module))
      return;
    if (failed(findBoundaries(module)) || failed(replaceConstants(module)))
      return signalPassFailure();
    replacer.recursivelyReplaceElementsIn(module, /*replaceAttrs=*/true,
                                          /*replaceLocs=*/false,
                                          /*replaceTypes=*/true);
    restoreBoundaries(module);
  }

private:
  bool isMoved(Type type) {
    Type element = getElementTypeOrSelf(type);
    return element.isBF16() || (movesF16 && element.isF16());
  }

  bool changes(Type type) { return replacer.replace(type) != type; }

  bool usesFloats(ModuleOp module) {
    auto anyChanges = [&](TypeRange types) {
      return llvm::any_of(types, [&](Type type) { return changes(type); });
    };
    WalkResult result = module.walk([&](Operation *op) {
      bool isFound =
          anyChanges(op->getOperandTypes()) || anyChanges(op->getResultTypes());
      if (auto global = dyn_cast<LLVM::GlobalOp>(op))
        isFound |= changes(global.getType());
      if (auto function = dyn_cast<LLVM::LLVMFuncOp>(op))
        isFound |= changes(function.getFunctionType());
      return isFound ? WalkResult::interrupt() : WalkResult::advance();
    });
    return result.wasInterrupted();
  }

  /// Functions that other programs see keep their types.
  LogicalResult findBoundaries(ModuleOp module) {
    for (auto function : module.getOps<LLVM::LLVMFuncOp>()) {
      LLVM::LLVMFunctionType type = function.getFunctionType();
      bool isLocal = function.isPrivate() ||
                     function.getLinkage() == LLVM::Linkage::Private ||
                     function.getLinkage() == LLVM::Linkage::Internal;
      if (!changes(type) || (!function.isExternal() && isLocal))
        continue;
      auto types = llvm::to_vector(type.getParams());
      types.push_back(type.getReturnType());
      for (Type part : types)
        if (changes(part) && !isMoved(part))
          return function.emitError(
                     "expected no f16 and bf16 within the aggregates that a "
                     "public function takes or returns, but got ")
                 << part;
      boundaries[function] = type;
    }
    return success();
  }

  LogicalResult replaceConstants(ModuleOp module) {
    WalkResult result = module.walk([&](Operation *op) {
      auto replace = [&](Attribute value, auto set) {
        auto typed = dyn_cast_or_null<TypedAttr>(value);
        if (!typed || !isMoved(typed.getType()))
          return success();
        TypedAttr bits = getBits(typed);
        if (!bits)
          return LogicalResult(
              op->emitError("expected a dense constant, but got ") << value);
        set(bits);
        return success();
      };
      LogicalResult done = success();
      if (auto constant = dyn_cast<LLVM::ConstantOp>(op))
        done = replace(constant.getValue(),
                       [&](TypedAttr bits) { constant.setValueAttr(bits); });
      else if (auto global = dyn_cast<LLVM::GlobalOp>(op))
        done = replace(global.getValueOrNull(),
                       [&](TypedAttr bits) { global.setValueAttr(bits); });
      return failed(done) ? WalkResult::interrupt() : WalkResult::advance();
    });
    return failure(result.wasInterrupted());
  }

  void restoreBoundaries(ModuleOp module) {
    for (auto [function, type] : boundaries) {
      function.setFunctionType(type);
      if (!function.isExternal())
        restoreBody(function, type);
    }
    module.walk([&](LLVM::CallOp call) {
      if (!call.getCallee())
        return;
      auto callee = module.lookupSymbol<LLVM::LLVMFuncOp>(*call.getCallee());
      auto found = boundaries.find(callee);
      if (callee && found != boundaries.end())
        restoreCall(call, found->second);
    });
  }

  void restoreBody(LLVM::LLVMFuncOp function, LLVM::LLVMFunctionType type) {
    OpBuilder builder(function.getContext());
    Block &entry = function.getBody().front();
    builder.setInsertionPointToStart(&entry);
    for (auto [argument, outer] :
         llvm::zip_equal(entry.getArguments(), type.getParams()))
      restoreResult(builder, argument, outer);
    function.walk([&](LLVM::ReturnOp ret) {
      builder.setInsertionPoint(ret);
      if (ret.getArg())
        restoreOperand(builder, ret->getOpOperand(0), type.getReturnType());
    });
  }

  void restoreCall(LLVM::CallOp call, LLVM::LLVMFunctionType type) {
    OpBuilder builder(call);
    for (auto [operand, outer] :
         llvm::zip(call->getOpOperands(), type.getParams()))
      restoreOperand(builder, operand, outer);
    builder.setInsertionPointAfter(call);
    if (call->getNumResults() == 1)
      restoreResult(builder, call.getResult(), type.getReturnType());
  }

  /// What uses `value` gets its bits.
  void restoreResult(OpBuilder &builder, Value value, Type outer) {
    Type inner = value.getType();
    if (inner == outer)
      return;
    value.setType(outer);
    auto bits = LLVM::BitcastOp::create(builder, value.getLoc(), inner, value);
    value.replaceAllUsesExcept(bits, bits);
  }

  void restoreOperand(OpBuilder &builder, OpOperand &operand, Type outer) {
    if (operand.get().getType() != outer)
      operand.set(LLVM::BitcastOp::create(builder, operand.getOwner()->getLoc(),
                                          outer, operand.get()));
  }

  bool movesF16 = false;
  AttrTypeReplacer replacer;
  llvm::MapVector<LLVM::LLVMFuncOp, LLVM::LLVMFunctionType> boundaries;
};
} // namespace
