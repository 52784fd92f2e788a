//===- FailFunction.cpp - Where failed checks end -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Checks/FailFunction.h"

using namespace mlir;
using namespace mlir::winograd;

/// A function of C's library; null if the module has something else of its
/// name.
static LLVM::LLVMFuncOp declare(OpBuilder &builder, ModuleOp module,
                                StringRef name, Type result,
                                ArrayRef<Type> arguments) {
  auto type = LLVM::LLVMFunctionType::get(result, arguments);
  if (Operation *known = module.lookupSymbol(name)) {
    auto function = dyn_cast<LLVM::LLVMFuncOp>(known);
    return function && function.getFunctionType() == type ? function
                                                          : LLVM::LLVMFuncOp();
  }
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToEnd(module.getBody());
  return LLVM::LLVMFuncOp::create(builder, module.getLoc(), name, type);
}

/// write(2, message, length); abort();
static void buildBody(OpBuilder &builder, ModuleOp module,
                      LLVM::LLVMFuncOp fail) {
  Location loc = fail.getLoc();
  Type none = LLVM::LLVMVoidType::get(builder.getContext());
  Type ptr = LLVM::LLVMPointerType::get(builder.getContext());
  Type i32 = builder.getI32Type(), i64 = builder.getI64Type();
  auto write = declare(builder, module, "write", i64, {i32, ptr, i64});
  auto abort = declare(builder, module, "abort", none, {});
  Block *entry = fail.addEntryBlock(builder);
  builder.setInsertionPointToStart(entry);
  if (write) {
    Value standardError = LLVM::ConstantOp::create(builder, loc, i32, 2);
    LLVM::CallOp::create(builder, loc, write,
                         ValueRange{standardError, entry->getArgument(0),
                                    entry->getArgument(1)});
  }
  if (abort)
    LLVM::CallOp::create(builder, loc, abort, ValueRange());
  else
    LLVM::Trap::create(builder, loc);
  LLVM::UnreachableOp::create(builder, loc);
}

LLVM::LLVMFuncOp mlir::winograd::getFailFunction(ModuleOp module) {
  if (auto known = module.lookupSymbol<LLVM::LLVMFuncOp>(kFailFunction))
    return known;
  OpBuilder builder(module.getContext());
  builder.setInsertionPointToEnd(module.getBody());
  auto type = LLVM::LLVMFunctionType::get(
      LLVM::LLVMVoidType::get(builder.getContext()),
      {LLVM::LLVMPointerType::get(builder.getContext()), builder.getI64Type()});
  auto fail = LLVM::LLVMFuncOp::create(builder, module.getLoc(), kFailFunction,
                                       type, LLVM::Linkage::Internal);
  fail.setPassthroughAttr(builder.getStrArrayAttr({"noreturn", "cold"}));
  fail.setNoInline(true);
  buildBody(builder, module, fail);
  return fail;
}

bool mlir::winograd::declareFailFunction(ModuleOp module) {
  auto fail = module.lookupSymbol<LLVM::LLVMFuncOp>(kFailFunction);
  if (!fail)
    return false;
  fail.getBody().dropAllReferences();
  fail.getBody().getBlocks().clear();
  fail.setLinkage(LLVM::Linkage::External);
  return true;
}

/// The message as a constant, of which there is one for each text.
static LLVM::GlobalOp getMessage(OpBuilder &builder, Location loc,
                                 ModuleOp module, StringRef message) {
  constexpr StringLiteral prefix = "wino.message.";
  unsigned number = 0;
  for (auto global : module.getOps<LLVM::GlobalOp>()) {
    if (!global.getSymName().starts_with(prefix))
      continue;
    if (auto text = dyn_cast_or_null<StringAttr>(global.getValueAttr());
        text && text.getValue() == message)
      return global;
    ++number;
  }
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(module.getBody());
  auto type = LLVM::LLVMArrayType::get(builder.getI8Type(), message.size());
  return LLVM::GlobalOp::create(
      builder, loc, type, /*isConstant=*/true, LLVM::Linkage::Internal,
      (prefix + Twine(number)).str(), builder.getStringAttr(message));
}

/// A call, and not a branch to a block, can be wherever assertions are: in
/// regions of one block, or of parallel loops.
static LLVM::LLVMFuncOp getRequireFunction(ModuleOp module) {
  constexpr StringLiteral name = "wino.require";
  if (auto known = module.lookupSymbol<LLVM::LLVMFuncOp>(name))
    return known;
  LLVM::LLVMFuncOp fail = getFailFunction(module);
  OpBuilder builder(module.getContext());
  builder.setInsertionPoint(fail);
  Location loc = module.getLoc();
  SmallVector<Type> types = {builder.getI1Type()};
  llvm::append_range(types, fail.getArgumentTypes());
  auto function = LLVM::LLVMFuncOp::create(
      builder, loc, name,
      LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(builder.getContext()),
                                  types),
      LLVM::Linkage::Internal);
  Block *entry = function.addEntryBlock(builder);
  Block *holds = builder.createBlock(&function.getBody());
  Block *failed = builder.createBlock(&function.getBody());
  builder.setInsertionPointToStart(entry);
  LLVM::CondBrOp::create(builder, loc, entry->getArgument(0), holds, failed);
  builder.setInsertionPointToStart(holds);
  LLVM::ReturnOp::create(builder, loc, ValueRange());
  builder.setInsertionPointToStart(failed);
  LLVM::CallOp::create(builder, loc, fail, entry->getArguments().drop_front());
  LLVM::UnreachableOp::create(builder, loc);
  return function;
}

void mlir::winograd::failUnless(OpBuilder &builder, Location loc,
                                ModuleOp module, Value condition,
                                StringRef message) {
  std::string line = (message + "\n").str();
  LLVM::GlobalOp text = getMessage(builder, loc, module, line);
  Value pointer = LLVM::AddressOfOp::create(builder, loc, text);
  Value length = LLVM::ConstantOp::create(builder, loc, builder.getI64Type(),
                                          int64_t(line.size()));
  LLVM::CallOp::create(builder, loc, getRequireFunction(module),
                       ValueRange{condition, pointer, length});
}
