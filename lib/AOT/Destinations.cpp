//===- Destinations.cpp - Results into buffers of the caller --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CInterface.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"

using namespace mlir;
using namespace mlir::winograd;

/// Callers keep the function that returns tensors: they get a private copy.
static void separateFromCallers(ModuleOp module, func::FuncOp function) {
  if (SymbolTable::symbolKnownUseEmpty(function, module))
    return;
  func::FuncOp copy = function.clone();
  copy.setPrivate();
  StringAttr name = SymbolTable(module).insert(copy);
  (void)SymbolTable::replaceAllSymbolUses(function, name, module);
}

namespace {
/// Where a value gets its memory.
struct Destination {
  OpOperand *init = nullptr;        ///< null: not from one place
  SmallVector<BufferizeOp> buffers; ///< on the way from there
};
} // namespace

/// Follows operations in destination style up to the first, as long as nobody
/// else sees what the later ones overwrite.
static Destination findDestination(Value value) {
  Destination found;
  Operation *overwrittenBy = nullptr;
  while (auto result = dyn_cast<OpResult>(value)) {
    if (isa<tensor::EmptyOp>(result.getOwner()))
      return found;
    if (overwrittenBy && !llvm::all_equal(value.getUsers()))
      return {};
    overwrittenBy = result.getOwner();
    if (auto buffer = dyn_cast<BufferizeOp>(overwrittenBy)) {
      if (buffer.getSpace() != MemorySpace::Global)
        return {};
      found.buffers.push_back(buffer);
      value = buffer.getValue();
      continue;
    }
    if (auto loop = dyn_cast<scf::ForallOp>(overwrittenBy)) {
      found.init = loop.getTiedOpOperand(result);
      value = found.init->get();
      continue;
    }
    auto producer = dyn_cast<DestinationStyleOpInterface>(overwrittenBy);
    if (!producer)
      return {};
    found.init = producer.getTiedOpOperand(result);
    value = found.init->get();
  }
  return found; // an argument
}

/// Makes `value` be computed in the memory of `target`, if that is possible.
/// What is left are copies that bufferization may find to be needless.
static void setDestination(OpBuilder &builder, Value value, Value target) {
  Destination destination = findDestination(value);
  OpOperand *init = destination.init;
  if (!init || init->get().getType() != target.getType())
    return;
  // The elementwise fusion would replace an init that is not read by
  // tensor.empty; bufferization then finds the destination by itself.
  auto linalgOp = dyn_cast<linalg::LinalgOp>(init->getOwner());
  if (linalgOp && !linalgOp.payloadUsesValueFromOperand(init))
    return;
  // An argument is not the function's to overwrite.
  if (isa<BlockArgument>(init->get())) {
    builder.setInsertionPoint(init->getOwner());
    target = bufferization::MaterializeInDestinationOp::create(
                 builder, target.getLoc(), init->get(), target)
                 .getResult();
  }
  init->set(target);
  // The destination is the buffer that these asked for.
  for (BufferizeOp buffer : destination.buffers) {
    buffer.getResult().replaceAllUsesWith(buffer.getValue());
    buffer.erase();
  }
}

void mlir::winograd::writeResultsToArguments(ModuleOp module,
                                             func::FuncOp function) {
  MLIRContext *context = module.getContext();
  context->loadDialect<bufferization::BufferizationDialect>();
  separateFromCallers(module, function);
  // Equal functions are merged, but C has a name for each.
  function->setAttr("winograd.entry", function.getSymNameAttr());
  for (auto [i, type] : llvm::enumerate(function.getArgumentTypes()))
    if (isa<TensorType>(type)) // not a communicator
      function.setArgAttr(
          i, bufferization::BufferizationDialect::kWritableAttrName,
          BoolAttr::get(context, false));

  SmallVector<Value> buffers, targets;
  OpBuilder builder(context);
  builder.setInsertionPointToStart(&function.getBody().front());
  for (Type type : function.getResultTypes()) {
    auto tensor = cast<RankedTensorType>(type);
    auto memref = MemRefType::get(tensor.getShape(), tensor.getElementType());
    Location loc = function.getLoc();
    unsigned index = function.getNumArguments();
    (void)function.insertArgument(index, memref, DictionaryAttr(), loc);
    buffers.push_back(function.getArgument(index));
    targets.push_back(bufferization::ToTensorOp::create(
        builder, loc, tensor, buffers.back(), /*restrict=*/true,
        /*writable=*/true));
  }
  function.walk([&](func::ReturnOp op) {
    for (unsigned i = 0; i < buffers.size(); ++i) {
      setDestination(builder, op.getOperand(i), targets[i]);
      builder.setInsertionPoint(op);
      auto materialize = bufferization::MaterializeInDestinationOp::create(
          builder, op.getLoc(), /*result=*/Type(), op.getOperand(i),
          buffers[i]);
      materialize.setWritable(true);
      // Nobody else must use the buffer where bufferization is to do so.
      materialize.setRestrict(targets[i].use_empty());
    }
    op->setOperands({});
  });
  (void)function.eraseResults(llvm::BitVector(buffers.size(), true));
  for (Value target : targets)
    if (target.use_empty())
      target.getDefiningOp()->erase();
}
