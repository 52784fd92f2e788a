//===- KernelMemory.cpp - A kernel's memory in SPIR-V ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelMemory.h"
#include "MemoryAccess.h"
#include "MemoryLowering.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// Makes the variables of one kernel.
class KernelMemoryBuilder {
public:
  KernelMemoryBuilder(gpu::GPUFuncOp kernel, spirv::FuncOp function)
      : kernel(kernel), function(function),
        module(function->getParentOfType<spirv::ModuleOp>()) {}

  void run();

private:
  void makeBuffer(unsigned number);
  void makeWorkgroupVariable(unsigned number, Value memref);
  void makePrivateVariable(Value memref);
  void lowerBarriers();
  spirv::GlobalVariableOp makeGlobal(const Twine &name,
                                     spirv::PointerType type);
  Value addressOf(spirv::GlobalVariableOp variable);

  gpu::GPUFuncOp kernel;
  spirv::FuncOp function;
  spirv::ModuleOp module;
  bool hasBarriers = false;
  /// Whether one invocation can read what another wrote to a buffer.
  bool sharesBuffers = false;
};
} // namespace

spirv::GlobalVariableOp
KernelMemoryBuilder::makeGlobal(const Twine &name, spirv::PointerType type) {
  OpBuilder builder(function);
  return spirv::GlobalVariableOp::create(builder, kernel.getLoc(), type,
                                         name.str());
}

/// At the start of the function: the pointer must dominate every access.
Value KernelMemoryBuilder::addressOf(spirv::GlobalVariableOp variable) {
  auto builder = OpBuilder::atBlockBegin(&function.getBody().front());
  return spirv::AddressOfOp::create(builder, kernel.getLoc(), variable);
}

void KernelMemoryBuilder::makeBuffer(unsigned number) {
  BlockArgument memref = function.getBody().getArgument(number);
  MemoryUses uses = collectMemoryUses(memref);
  FlatArray array(cast<MemRefType>(memref.getType()), uses,
                  spirv::StorageClass::StorageBuffer);
  spirv::GlobalVariableOp variable =
      makeGlobal(kernel.getName() + "_arg" + Twine(number), array.getType());
  Builder builder(kernel.getContext());
  variable.setDescriptorSet(0);
  variable.setBinding(number);
  // The serialiser makes a decoration of each such attribute.
  auto decorate = [&](StringRef decoration) {
    variable->setAttr(decoration, builder.getUnitAttr());
  };
  if (!uses.isWritten())
    decorate("non_writable");
  if (uses.isRead() && uses.isWritten() && hasBarriers) {
    sharesBuffers = true;
    decorate("coherent");
  }
  if (kernel.getArgAttr(number, LLVM::LLVMDialect::getNoAliasAttrName()))
    decorate("restrict");
  array.setPointer(addressOf(variable));
  array.lowerAll(uses);
}

void KernelMemoryBuilder::makeWorkgroupVariable(unsigned number, Value memref) {
  MemoryUses uses = collectMemoryUses(memref);
  FlatArray array(cast<MemRefType>(memref.getType()), uses,
                  spirv::StorageClass::Workgroup);
  array.setPointer(addressOf(makeGlobal(
      kernel.getName() + "_workgroup" + Twine(number), array.getType())));
  array.lowerAll(uses);
}

void KernelMemoryBuilder::makePrivateVariable(Value memref) {
  MemoryUses uses = collectMemoryUses(memref);
  FlatArray array(cast<MemRefType>(memref.getType()), uses,
                  spirv::StorageClass::Function);
  auto builder = OpBuilder::atBlockBegin(&function.getBody().front());
  array.setPointer(spirv::VariableOp::create(
      builder, memref.getLoc(), array.getType(), spirv::StorageClass::Function,
      /*initializer=*/nullptr));
  array.lowerAll(uses);
}

void KernelMemoryBuilder::lowerBarriers() {
  auto semantics = spirv::MemorySemantics::AcquireRelease |
                   spirv::MemorySemantics::WorkgroupMemory;
  if (sharesBuffers)
    semantics = semantics | spirv::MemorySemantics::UniformMemory;
  SmallVector<gpu::BarrierOp> barriers;
  function.walk([&](gpu::BarrierOp barrier) { barriers.push_back(barrier); });
  for (gpu::BarrierOp barrier : barriers) {
    OpBuilder builder(barrier);
    spirv::ControlBarrierOp::create(builder, barrier.getLoc(),
                                    spirv::Scope::Workgroup,
                                    spirv::Scope::Workgroup, semantics);
    barrier.erase();
  }
}

void KernelMemoryBuilder::run() {
  unsigned numBuffers = kernel.getFunctionType().getNumInputs();
  unsigned numWorkgroup = kernel.getNumWorkgroupAttributions();
  Region &body = function.getBody();
  body.takeBody(kernel.getBody());
  function.walk([&](gpu::BarrierOp) { hasBarriers = true; });
  for (unsigned i = 0; i < numBuffers; ++i)
    makeBuffer(i);
  for (unsigned i = numBuffers, e = body.getNumArguments(); i < e; ++i) {
    if (i < numBuffers + numWorkgroup)
      makeWorkgroupVariable(i - numBuffers, body.getArgument(i));
    else
      makePrivateVariable(body.getArgument(i));
  }
  SmallVector<memref::AllocaOp> allocas;
  function.walk([&](memref::AllocaOp alloca) { allocas.push_back(alloca); });
  for (memref::AllocaOp alloca : allocas) {
    makePrivateVariable(alloca);
    alloca.erase();
  }
  lowerBarriers();

  // The kernel keeps its signature, with nothing to do.
  Block *empty = new Block;
  kernel.getBody().push_back(empty);
  for (BlockArgument argument : body.getArguments())
    empty->addArgument(argument.getType(), argument.getLoc());
  auto builder = OpBuilder::atBlockEnd(empty);
  gpu::ReturnOp::create(builder, kernel.getLoc());
  body.front().eraseArguments(0, body.getNumArguments());
}

void winograd::moveKernelWithMemory(gpu::GPUFuncOp kernel,
                                    spirv::FuncOp function) {
  KernelMemoryBuilder(kernel, function).run();
}
