//===- DeviceConstants.cpp - Constants in a device's memory ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DeviceConstants.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

using namespace mlir;
using namespace mlir::winograd;

memref::GlobalOp DeviceConstants::getVariable(memref::GlobalOp global) {
  memref::GlobalOp &variable = variables[global];
  if (variable)
    return variable;
  OpBuilder builder(global);
  builder.setInsertionPointAfter(global);
  variable = memref::GlobalOp::create(
      builder, global.getLoc(), (global.getSymName() + "_on_device").str(),
      builder.getStringAttr("private"), MemRefType::get({}, global.getType()),
      /*initial_value=*/builder.getUnitAttr(), /*constant=*/false,
      /*alignment=*/IntegerAttr());
  symbols.insert(variable);
  return variable;
}

static Value getAddressOf(OpBuilder &builder, memref::GlobalOp global) {
  return memref::GetGlobalOp::create(builder, global.getLoc(), global.getType(),
                                     global.getSymName());
}

FailureOr<Value> DeviceConstants::load(memref::GetGlobalOp op,
                                       OpBuilder &builder) {
  auto global = symbols.lookup<memref::GlobalOp>(op.getName());
  if (!global.getConstant()) {
    InFlightDiagnostic error =
        op.emitOpError("expected a constant where a kernel takes a global, but "
                       "got '")
        << global.getSymName() << "'";
    error.attachNote(global.getLoc()) << "which can be written";
    return error;
  }
  Value address = getAddressOf(builder, getVariable(global));
  return memref::LoadOp::create(builder, op.getLoc(), address).getResult();
}

/// Makes an internal function of the LLVM dialect: only those can be
/// constructors. Its body is lowered with everything else.
static LLVM::LLVMFuncOp createFunction(OpBuilder &builder, Location loc,
                                       StringRef name, SymbolTable &symbols) {
  MLIRContext *context = builder.getContext();
  auto type = LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(context), {});
  auto function = LLVM::LLVMFuncOp::create(builder, loc, name, type,
                                           LLVM::Linkage::Internal);
  symbols.insert(function);
  builder.setInsertionPointToStart(function.addEntryBlock(builder));
  return function;
}

void DeviceConstants::addConstructors() {
  if (variables.empty())
    return;
  auto module = cast<ModuleOp>(symbols.getOp());
  Location loc = module.getLoc();
  auto builder = OpBuilder::atBlockEnd(module.getBody());
  auto tokenType = builder.getType<gpu::AsyncTokenType>();
  auto startStream = [&] {
    return gpu::WaitOp::create(builder, loc, tokenType, ValueRange())
        .getAsyncToken();
  };
  auto finish = [&](Value token) {
    gpu::WaitOp::create(builder, loc, Type(), token);
    LLVM::ReturnOp::create(builder, loc, ValueRange());
    builder.setInsertionPointToEnd(module.getBody());
  };

  LLVM::LLVMFuncOp upload =
      createFunction(builder, loc, "upload_constants", symbols);
  Value token = startStream();
  for (auto [global, variable] : variables) {
    auto buffer =
        gpu::AllocOp::create(builder, loc, global.getType(), tokenType, token,
                             ValueRange(), ValueRange());
    token =
        gpu::MemcpyOp::create(builder, loc, tokenType, buffer.getAsyncToken(),
                              buffer.getMemref(), getAddressOf(builder, global))
            .getAsyncToken();
    memref::StoreOp::create(builder, loc, buffer.getMemref(),
                            getAddressOf(builder, variable));
  }
  finish(token);

  LLVM::LLVMFuncOp release =
      createFunction(builder, loc, "free_constants", symbols);
  token = startStream();
  for (auto [global, variable] : variables) {
    Value buffer =
        memref::LoadOp::create(builder, loc, getAddressOf(builder, variable));
    token = gpu::DeallocOp::create(builder, loc, tokenType, token, buffer)
                .getAsyncToken();
  }
  finish(token);

  auto listOf = [&](LLVM::LLVMFuncOp function) {
    return builder.getArrayAttr(FlatSymbolRefAttr::get(function));
  };
  ArrayAttr priorities = builder.getI32ArrayAttr({65535});
  ArrayAttr noData =
      builder.getArrayAttr(LLVM::ZeroAttr::get(builder.getContext()));
  LLVM::GlobalCtorsOp::create(builder, loc, listOf(upload), priorities, noData);
  LLVM::GlobalDtorsOp::create(builder, loc, listOf(release), priorities,
                              noData);
}
