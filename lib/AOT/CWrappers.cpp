//===- CWrappers.cpp - The functions that C calls -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CInterface.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;

/// A C parameter's values: the pointer, and the sizes that are not static.
static SmallVector<Type> getTypes(const CParameter &parameter) {
  MLIRContext *context = parameter.type.getContext();
  SmallVector<Type> types = {LLVM::LLVMPointerType::get(context)};
  types.append(parameter.type.getNumDynamicDims(),
               IntegerType::get(context, 64));
  return types;
}

/// {allocated, aligned, offset, sizes, strides} of a memref in arguments, for a
/// C parameter whose first value is argument `next`; which moves on.
static void appendDescriptor(OpBuilder &builder, const CParameter &parameter,
                             Block *block, unsigned &next,
                             SmallVectorImpl<Value> &operands) {
  Location loc = block->getParentOp()->getLoc();
  Type i64 = builder.getI64Type();
  auto constant = [&](int64_t value) -> Value {
    return LLVM::ConstantOp::create(builder, loc, i64, value);
  };
  Value pointer = block->getArgument(next++);
  operands.append({pointer, pointer, constant(0)});
  SmallVector<Value> sizes;
  for (int64_t size : parameter.type.getShape())
    sizes.push_back(ShapedType::isDynamic(size) ? block->getArgument(next++)
                                                : constant(size));
  SmallVector<Value> strides(sizes.size());
  Value stride;
  for (int64_t dim = sizes.size() - 1; dim >= 0; --dim) {
    stride = stride ? LLVM::MulOp::create(builder, loc, stride, sizes[dim + 1])
                    : constant(1);
    strides[dim] = stride;
  }
  llvm::append_range(operands, sizes);
  llvm::append_range(operands, strides);
}

namespace {
/// The functions that C calls, for one on descriptors.
class Wrappers {
public:
  Wrappers(LLVM::LLVMFuncOp lowered, const CFunction &function)
      : lowered(lowered), function(function), builder(lowered.getContext()),
        ptr(LLVM::LLVMPointerType::get(lowered.getContext())) {}

  /// f(pointers, sizes)
  void addPlain() {
    begin(function.getSymbolName(function.name), /*hasWorkspace=*/false);
    Location loc = lowered.getLoc();
    if (function.workspaceSize == 0) {
      end();
      return;
    }
    // It was there for the scratch memory.
    auto module = lowered->getParentOfType<ModuleOp>();
    auto malloc = module.lookupSymbol<LLVM::LLVMFuncOp>("malloc");
    auto free = module.lookupSymbol<LLVM::LLVMFuncOp>("free");
    Value size = LLVM::ConstantOp::create(builder, loc, builder.getI64Type(),
                                          function.workspaceSize);
    Value workspace =
        LLVM::CallOp::create(builder, loc, malloc, size).getResult();
    operands.push_back(workspace);
    LLVM::CallOp::create(builder, loc, lowered, operands);
    LLVM::CallOp::create(builder, loc, free, workspace);
    LLVM::ReturnOp::create(builder, loc, ValueRange());
  }

  /// f_with_workspace(pointers, sizes, workspace)
  void addWithWorkspace() {
    Block *block = begin(function.getSymbolName(function.getWorkspaceName()),
                         /*hasWorkspace=*/true);
    operands.push_back(block->getArguments().back());
    end();
  }

private:
  /// Begins a function, up to the descriptors in `operands`.
  Block *begin(StringRef name, bool hasWorkspace) {
    SmallVector<Type> types;
    if (function.takesCommunicator)
      types.push_back(builder.getI64Type());
    for (const CParameter &parameter : function.parameters)
      llvm::append_range(types, getTypes(parameter));
    if (hasWorkspace)
      types.push_back(ptr);
    auto type = LLVM::LLVMFunctionType::get(
        LLVM::LLVMVoidType::get(lowered.getContext()), types);
    builder.setInsertionPointAfter(lowered);
    auto wrapper =
        LLVM::LLVMFuncOp::create(builder, lowered.getLoc(), name, type);
    Block *block = wrapper.addEntryBlock(builder);
    builder.setInsertionPointToStart(block);
    operands.clear();
    unsigned next = 0;
    if (function.usesCommunicator)
      operands.push_back(block->getArgument(0));
    next += function.takesCommunicator;
    for (const CParameter &parameter : function.parameters)
      appendDescriptor(builder, parameter, block, next, operands);
    return block;
  }

  void end() {
    LLVM::CallOp::create(builder, lowered.getLoc(), lowered, operands);
    LLVM::ReturnOp::create(builder, lowered.getLoc(), ValueRange());
  }

  LLVM::LLVMFuncOp lowered;
  const CFunction &function;
  OpBuilder builder;
  Type ptr;
  SmallVector<Value> operands;
};
} // namespace

/// The type of a function on the descriptors of the parameters.
static LLVM::LLVMFunctionType getLoweredType(MLIRContext *context,
                                             const CFunction &function) {
  SmallVector<Type> types;
  if (function.usesCommunicator)
    types.push_back(IntegerType::get(context, 64));
  for (const CParameter &parameter : function.parameters) {
    types.append(2, LLVM::LLVMPointerType::get(context));
    types.append(1 + 2 * parameter.type.getRank(),
                 IntegerType::get(context, 64));
  }
  return LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(context), types);
}

static Error addCFunction(ModuleOp module, CFunction &function) {
  auto lowered = module.lookupSymbol<LLVM::LLVMFuncOp>(function.name);
  if (!lowered || lowered.isExternal() ||
      lowered.getFunctionType() !=
          getLoweredType(module.getContext(), function))
    return createStringError("expected the pipeline to lower '" +
                             function.name +
                             "' to a function on descriptors of memrefs");
  // No C identifier has a dot, so the name is free.
  lowered.setName(function.name + ".descriptors");
  lowered->removeAttr("winograd.entry");
  function.workspaceSize = moveScratchToWorkspace(lowered);
  SmallVector<std::string> names = {function.getSymbolName(function.name)};
  if (function.workspaceSize != 0)
    names.push_back(function.getSymbolName(function.getWorkspaceName()));
  for (StringRef name : names)
    if (module.lookupSymbol(name))
      return createStringError("expected the name '" + name +
                               "' to be free for a function that is made");
  Wrappers wrappers(lowered, function);
  if (function.workspaceSize != 0)
    wrappers.addWithWorkspace();
  wrappers.addPlain();
  return Error::success();
}

Error mlir::winograd::addCFunctions(ModuleOp module,
                                    MutableArrayRef<CFunction> functions) {
  module.getContext()->loadDialect<LLVM::LLVMDialect>();
  for (auto function : module.getOps<LLVM::LLVMFuncOp>())
    if (!function.isExternal())
      function.setLinkage(LLVM::Linkage::Internal);
  for (auto global : module.getOps<LLVM::GlobalOp>())
    if (global.getValueAttr() || global.getInitializerBlock())
      global.setLinkage(LLVM::Linkage::Internal);
  for (CFunction &function : functions)
    if (Error error = addCFunction(module, function))
      return error;
  return Error::success();
}
