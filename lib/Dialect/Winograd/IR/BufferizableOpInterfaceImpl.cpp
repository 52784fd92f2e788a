//===- BufferizableOpInterfaceImpl.cpp - Bufferization -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// kron and hadamard_reduce write their destination's buffer in place and keep
// their form on memrefs; bufferize allocates in its memory space and copies.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Bufferization/IR/DstBufferizableOpInterfaceImpl.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"

using namespace mlir;
using namespace mlir::bufferization;
using namespace mlir::winograd;

namespace {
/// The part that kron and hadamard_reduce share: the same operation, without a
/// result, on the buffers of its operands.
template <typename Model, typename OpTy>
struct DestinationModel
    : public DstBufferizableOpInterfaceExternalModel<Model, OpTy> {
  LogicalResult bufferize(Operation *op, RewriterBase &rewriter,
                          const BufferizationOptions &options,
                          BufferizationState &state) const {
    OpBuilder::InsertionGuard guard(rewriter);
    rewriter.setInsertionPoint(op);
    SmallVector<Value> buffers;
    for (Value operand : op->getOperands()) {
      FailureOr<Value> buffer = getBuffer(rewriter, operand, options, state);
      if (failed(buffer))
        return failure();
      buffers.push_back(*buffer);
    }
    OperationState created(op->getLoc(), op->getName(), buffers,
                           /*types=*/{}, op->getAttrs());
    rewriter.create(created);
    replaceOpWithBufferizedValues(rewriter, op, buffers.back());
    return success();
  }
};

struct KronModel : public DestinationModel<KronModel, KronOp> {
  bool bufferizesToMemoryRead(Operation *op, OpOperand &operand,
                              const AnalysisState &) const {
    // The init is overwritten without being read.
    return !cast<DestinationStyleOpInterface>(op).isDpsInit(&operand);
  }
};

struct HadamardReduceModel
    : public DestinationModel<HadamardReduceModel, HadamardReduceOp> {};

struct BufferizeModel
    : public BufferizableOpInterface::ExternalModel<BufferizeModel,
                                                    BufferizeOp> {
  bool bufferizesToAllocation(Operation *, Value) const { return true; }
  bool bufferizesToMemoryRead(Operation *, OpOperand &,
                              const AnalysisState &) const {
    return true;
  }
  bool bufferizesToMemoryWrite(Operation *, OpOperand &,
                               const AnalysisState &) const {
    return false;
  }
  bool resultBufferizesToMemoryWrite(Operation *, OpResult,
                                     const AnalysisState &) const {
    return true;
  }
  AliasingValueList getAliasingValues(Operation *, OpOperand &,
                                      const AnalysisState &) const {
    return {};
  }

  FailureOr<BufferLikeType> getBufferType(Operation *op, Value value,
                                          const BufferizationOptions &,
                                          const BufferizationState &,
                                          SmallVector<Value> &) const {
    return cast<BufferLikeType>(getMemRefTypeWithStaticIdentityLayout(
        cast<TensorType>(value.getType()), memorySpaceAttr(op)));
  }

  LogicalResult bufferize(Operation *op, RewriterBase &rewriter,
                          const BufferizationOptions &options,
                          BufferizationState &state) const {
    auto bufferizeOp = cast<BufferizeOp>(op);
    FailureOr<Value> source =
        getBuffer(rewriter, bufferizeOp.getValue(), options, state);
    if (failed(source))
      return failure();
    auto type = cast<MemRefType>(getMemRefTypeWithStaticIdentityLayout(
        cast<TensorType>(bufferizeOp.getType()), memorySpaceAttr(op)));
    SmallVector<Value> dynamicSizes;
    for (int64_t dim = 0; dim < type.getRank(); ++dim)
      if (type.isDynamicDim(dim))
        dynamicSizes.push_back(
            memref::DimOp::create(rewriter, op->getLoc(), *source, dim));
    FailureOr<Value> buffer =
        options.createAlloc(rewriter, op->getLoc(), type, dynamicSizes);
    if (failed(buffer) ||
        failed(options.createMemCpy(rewriter, op->getLoc(), *source, *buffer)))
      return failure();
    replaceOpWithBufferizedValues(rewriter, op, *buffer);
    return success();
  }

private:
  static Attribute memorySpaceAttr(Operation *op) {
    return getBufferMemorySpace(op->getContext(),
                                cast<BufferizeOp>(op).getSpace());
  }
};
} // namespace

void winograd::registerBufferizableOpInterfaceExternalModels(
    DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, WinogradDialect *) {
    KronOp::attachInterface<KronModel>(*context);
    HadamardReduceOp::attachInterface<HadamardReduceModel>(*context);
    BufferizeOp::attachInterface<BufferizeModel>(*context);
    context->loadDialect<memref::MemRefDialect, gpu::GPUDialect>();
  });
}
