//===- ConcatKernels.cpp - Parts of a tensor by several kernels -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/SymbolTable.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// A tensor that a kernel has stored, in a buffer of its own, for nothing else.
struct StoredPart {
  bufferization::ToTensorOp tensor;
  memref::AllocOp buffer;
  gpu::LaunchFuncOp launch;
  gpu::GPUFuncOp kernel;
  unsigned argument = 0; ///< of the kernel: the buffer
};
} // namespace

/// The part, if its kernel can store it somewhere else: it only writes it, and
/// runs where `block` does.
static std::optional<StoredPart> findPart(Value value, Block *block) {
  StoredPart part;
  part.tensor = value.getDefiningOp<bufferization::ToTensorOp>();
  if (!part.tensor || !value.hasOneUse())
    return std::nullopt;
  part.buffer = part.tensor.getBuffer().getDefiningOp<memref::AllocOp>();
  if (!part.buffer || part.buffer->getBlock() != block)
    return std::nullopt;
  for (Operation *user : part.buffer->getUsers()) {
    if (user == part.tensor)
      continue;
    auto launch = dyn_cast<gpu::LaunchFuncOp>(user);
    if (!launch || part.launch)
      return std::nullopt;
    part.launch = launch;
  }
  if (!part.launch || part.launch->getBlock() != block)
    return std::nullopt;
  part.kernel = SymbolTable::lookupNearestSymbolFrom<gpu::GPUFuncOp>(
      part.launch, part.launch.getKernelAttr());
  SmallVector<Value> operands(part.launch.getKernelOperands());
  if (!part.kernel || llvm::count(operands, part.buffer.getResult()) != 1)
    return std::nullopt;
  part.argument =
      llvm::find(operands, part.buffer.getResult()) - operands.begin();
  Value argument = part.kernel.getArgument(part.argument);
  for (Operation *user : argument.getUsers()) {
    auto store = dyn_cast<memref::StoreOp>(user);
    if (!store || store.getMemRef() != argument)
      return std::nullopt;
  }
  return part;
}

/// Lets the kernel store its part in `buffer`, from `offset` on along `axis`.
static void storeAt(RewriterBase &rewriter, StoredPart &part, Value buffer,
                    unsigned axis, int64_t offset) {
  Value argument = part.kernel.getArgument(part.argument);
  for (Operation *user : llvm::to_vector(argument.getUsers())) {
    auto store = cast<memref::StoreOp>(user);
    rewriter.setInsertionPoint(store);
    Value first =
        arith::ConstantIndexOp::create(rewriter, store.getLoc(), offset);
    Value index = rewriter.createOrFold<arith::AddIOp>(
        store.getLoc(), store.getIndices()[axis], first);
    rewriter.modifyOpInPlace(
        store, [&] { store.getIndicesMutable()[axis].set(index); });
  }
  argument.setType(buffer.getType());
  SmallVector<Type> types(part.kernel.getArgumentTypes());
  types[part.argument] = buffer.getType();
  part.kernel.setFunctionType(
      FunctionType::get(rewriter.getContext(), types, {}));
  rewriter.modifyOpInPlace(part.launch, [&] {
    part.launch.getKernelOperandsMutable()[part.argument].set(buffer);
  });
}

/// The part's memory was all it was for.
static void eraseOwnBuffer(RewriterBase &rewriter, StoredPart &part) {
  rewriter.eraseOp(part.tensor);
  rewriter.eraseOp(part.buffer);
}

/// A kernel that copies `value`, whose memory others have, or see, too.
static Value copyWhole(RewriterBase &rewriter, Location loc, Value value,
                       StringRef name, const KernelOptions &options) {
  auto type = cast<RankedTensorType>(value.getType());
  SmallVector<OpFoldResult> zeros(type.getRank(), rewriter.getIndexAttr(0)),
      ones(type.getRank(), rewriter.getIndexAttr(1));
  auto whole = tensor::ExtractSliceOp::create(
      rewriter, loc, type, value, zeros,
      getAsIndexOpFoldResult(rewriter.getContext(), type.getShape()), ones);
  Value copy = emitSliceKernel(rewriter, whole, name, options);
  rewriter.eraseOp(whole);
  return copy;
}

void winograd::convertConcat(RewriterBase &rewriter, tensor::ConcatOp op,
                             function_ref<std::string()> makeName,
                             const KernelOptions &options) {
  Location loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  for (OpOperand &input : op->getOpOperands())
    if (!findPart(input.get(), op->getBlock())) {
      Value copy = copyWhole(rewriter, loc, input.get(), makeName(), options);
      rewriter.modifyOpInPlace(op, [&] { input.set(copy); });
    }
  SmallVector<StoredPart> parts =
      llvm::map_to_vector(op.getInputs(), [&](Value input) {
        return *findPart(input, op->getBlock());
      });
  // In front of the first kernel that stores a part.
  Operation *first = op;
  for (StoredPart &part : parts)
    if (part.launch->isBeforeInBlock(first))
      first = part.launch;
  rewriter.setInsertionPoint(first);
  RankedTensorType type = op.getResultType();
  Value buffer = memref::AllocOp::create(
      rewriter, loc, MemRefType::get(type.getShape(), type.getElementType()));
  int64_t offset = 0;
  for (StoredPart &part : parts) {
    storeAt(rewriter, part, buffer, op.getDim(), offset);
    offset += part.buffer.getType().getDimSize(op.getDim());
  }
  rewriter.setInsertionPoint(op);
  rewriter.replaceOpWithNewOp<bufferization::ToTensorOp>(
      op, type, buffer, /*restrict=*/true, /*writable=*/true);
  for (StoredPart &part : parts)
    eraseOwnBuffer(rewriter, part);
}
