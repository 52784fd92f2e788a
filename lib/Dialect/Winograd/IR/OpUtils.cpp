//===- OpUtils.cpp - What the operations' files share --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Dialect/Winograd/IR/OpUtils.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "winograd/Support/Assert.h"
#include "winograd/Support/Limits.h"

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

Attribute winograd::getBufferMemorySpace(MLIRContext *context,
                                         MemorySpace space) {
  switch (space) {
  case MemorySpace::Global:
    return Attribute();
  case MemorySpace::Workgroup:
    return gpu::AddressSpaceAttr::get(context, gpu::AddressSpace::Workgroup);
  case MemorySpace::Private:
    return gpu::AddressSpaceAttr::get(context, gpu::AddressSpace::Private);
  }
  llvm_unreachable("unknown memory space");
}

LogicalResult winograd::checkOption(Operation *op, StringRef name,
                                    int64_t value, int64_t least,
                                    int64_t most) {
  if (value >= least && value <= most)
    return success();
  bool isLess = value < least;
  return op->emitError("expected the option '")
         << name << "' to be at " << (isLess ? "least " : "most ")
         << (isLess ? least : most) << ", but got " << value;
}

int64_t winograd::countBytes(ShapedType type) {
  if (!type.hasStaticShape())
    return std::numeric_limits<int64_t>::max();
  int64_t bytes = 1;
  if (type.getElementType().isIntOrFloat())
    bytes = llvm::divideCeil(type.getElementTypeBitWidth(), CHAR_BIT);
  // Zero times anything is nothing.
  if (llvm::is_contained(type.getShape(), 0))
    return 0;
  for (int64_t size : type.getShape())
    bytes = saturatingProduct(bytes, size);
  return bytes;
}

LogicalResult winograd::rewriteOperations(Operation *op,
                                          RewritePatternSet &&patterns) {
  GreedyRewriteConfig config;
  config.setRegionSimplificationLevel(GreedySimplifyRegionLevel::Disabled);
  if (succeeded(applyPatternsGreedily(op, std::move(patterns), config)))
    return success();
  return op->emitError("expected rewriting to come to an end, but it did not "
                       "in ")
         << config.getMaxIterations() << " rounds";
}

ArrayRef<char> winograd::getStoredBytes(ElementsAttr attr) {
  if (auto dense = dyn_cast<DenseElementsAttr>(attr))
    return dense.getRawData();
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(attr))
    if (AsmResourceBlob *blob = resource.getRawHandle().getBlob())
      return blob->getData();
  return {};
}

bool winograd::isZeroTensor(Value tensor) {
  auto fill = tensor.getDefiningOp<linalg::FillOp>();
  return matchPattern(tensor, m_AnyZeroFloat()) ||
         (fill && matchPattern(fill.value(), m_AnyZeroFloat()));
}

Value winograd::convertFloat(OpBuilder &builder, Value scalar, Type type) {
  unsigned from = scalar.getType().getIntOrFloatBitWidth();
  unsigned to = type.getIntOrFloatBitWidth();
  if (from < to)
    return arith::ExtFOp::create(builder, scalar.getLoc(), type, scalar);
  if (from > to)
    return arith::TruncFOp::create(builder, scalar.getLoc(), type, scalar);
  WINOGRAD_ASSERT(scalar.getType() == type, "f16 and bf16 meet in f32 only");
  return scalar;
}
