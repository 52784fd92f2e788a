//===- StoreBooleans.cpp - Buffers of i1 are bytes ------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StoreBooleans.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::winograd;

/// The type of the bytes of i1, or of vectors of them.
static Type asBytes(Type type) {
  Type i8 = IntegerType::get(type.getContext(), 8);
  auto vector = dyn_cast<VectorType>(type);
  return vector ? Type(vector.clone(i8)) : i8;
}

static bool isBooleanMemory(Type type) {
  auto memref = dyn_cast<MemRefType>(type);
  return memref &&
         getElementTypeOrSelf(memref.getElementType()).isSignlessInteger(1);
}

static void retype(Value value) {
  if (!isBooleanMemory(value.getType()))
    return;
  auto memref = cast<MemRefType>(value.getType());
  MemRefType::Builder bytes(memref);
  value.setType(
      MemRefType(bytes.setElementType(asBytes(memref.getElementType()))));
}

/// What is loaded is true where a byte is not 0.
static void testLoaded(Operation *load) {
  Value value = load->getResult(0);
  value.setType(asBytes(value.getType()));
  OpBuilder builder(load->getContext());
  builder.setInsertionPointAfter(load);
  Value zero = arith::ConstantOp::create(builder, load->getLoc(),
                                         builder.getZeroAttr(value.getType()));
  auto test = arith::CmpIOp::create(builder, load->getLoc(),
                                    arith::CmpIPredicate::ne, value, zero);
  value.replaceAllUsesExcept(test, test);
}

static void extendStored(OpOperand &stored) {
  OpBuilder builder(stored.getOwner());
  stored.set(arith::ExtUIOp::create(builder, stored.getOwner()->getLoc(),
                                    asBytes(stored.get().getType()),
                                    stored.get()));
}

void winograd::storeBooleansAsBytes(gpu::GPUModuleOp module) {
  SmallVector<Operation *> loads;
  SmallVector<OpOperand *> stored;
  module.walk([&](Operation *op) {
    if (auto load = dyn_cast<memref::LoadOp>(op))
      if (isBooleanMemory(load.getMemRefType()))
        loads.push_back(op);
    if (auto load = dyn_cast<vector::LoadOp>(op))
      if (isBooleanMemory(load.getMemRefType()))
        loads.push_back(op);
    if (auto store = dyn_cast<memref::StoreOp>(op))
      if (isBooleanMemory(store.getMemRefType()))
        stored.push_back(&store.getValueMutable());
    if (auto store = dyn_cast<vector::StoreOp>(op))
      if (isBooleanMemory(store.getMemRefType()))
        stored.push_back(&store.getValueToStoreMutable());
  });
  llvm::for_each(loads, testLoaded);
  for (OpOperand *operand : stored)
    extendStored(*operand);
  module.walk([](Operation *op) {
    llvm::for_each(op->getResults(), retype);
    for (Region &region : op->getRegions())
      for (Block &block : region)
        llvm::for_each(block.getArguments(), retype);
    if (auto kernel = dyn_cast<gpu::GPUFuncOp>(op)) {
      SmallVector<Type> types(kernel.getBody().getArgumentTypes());
      types.truncate(kernel.getFunctionType().getNumInputs());
      kernel.setFunctionType(FunctionType::get(op->getContext(), types, {}));
    }
  });
}
