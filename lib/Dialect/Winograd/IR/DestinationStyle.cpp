//===- DestinationStyle.cpp - On tensors or on memrefs --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DestinationStyle.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;

LogicalResult winograd::verifyRank(Operation *op, AffineMap map,
                                   StringRef mapName, StringRef operandName,
                                   Value operand) {
  int64_t rank = cast<ShapedType>(operand.getType()).getRank();
  if (map.getNumResults() == rank)
    return success();
  return op->emitOpError("expected the ")
         << mapName << " map to have " << rank
         << " results, one per dimension of the " << operandName << ", but got "
         << AffineMapAttr::get(map);
}

LogicalResult winograd::verifyOperandKinds(Operation *op, ValueRange operands) {
  bool anyTensor = llvm::any_of(operands.getTypes(), llvm::IsaPred<TensorType>);
  bool anyMemRef =
      llvm::any_of(operands.getTypes(), llvm::IsaPred<BaseMemRefType>);
  if (anyTensor && anyMemRef)
    return op->emitOpError("expected all operands to be tensors or all to be "
                           "memrefs, but got both");
  if (anyTensor != (op->getNumResults() == 1))
    return op->emitOpError("expected ")
           << (anyTensor ? "a result on tensors" : "no result on memrefs")
           << ", but got " << op->getNumResults() << " results";
  if (anyMemRef && llvm::is_contained(operands.drop_back(), operands.back()))
    return op->emitOpError("expected an init that is none of the operands, but "
                           "got the same memref");
  return success();
}

LogicalResult winograd::inferFromInit(ValueRange operands,
                                      SmallVectorImpl<Type> &results) {
  if (operands.empty())
    return failure();
  if (isa<TensorType>(operands.back().getType()))
    results.push_back(operands.back().getType());
  return success();
}

LogicalResult winograd::reifyFromInit(OpBuilder &builder, Operation *op,
                                      ReifiedRankedShapedTypeDims &shapes) {
  if (op->getNumResults() == 0)
    return failure();
  shapes.push_back(tensor::getMixedSizes(
      builder, op->getLoc(), op->getOperand(op->getNumOperands() - 1)));
  return success();
}

SmallVector<OpFoldResult> winograd::getOperandSizes(OpBuilder &builder,
                                                    Location loc, Value value) {
  if (isa<TensorType>(value.getType()))
    return tensor::getMixedSizes(builder, loc, value);
  return memref::getMixedSizes(builder, loc, value);
}

void winograd::addMemRefEffects(
    Operation *op, bool readsInit,
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  unsigned init = op->getNumOperands() - 1;
  for (OpOperand &operand : op->getOpOperands()) {
    if (!isa<BaseMemRefType>(operand.get().getType()))
      continue;
    if (operand.getOperandNumber() != init || readsInit)
      effects.emplace_back(MemoryEffects::Read::get(), &operand);
    if (operand.getOperandNumber() == init)
      effects.emplace_back(MemoryEffects::Write::get(), &operand);
  }
}

Speculation::Speculatability winograd::speculatabilityOnTensors(Operation *op) {
  return op->getNumResults() == 1 ? Speculation::Speculatable
                                  : Speculation::NotSpeculatable;
}
