//===- MoveKernels.cpp - Padding, insertion and slices --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace mlir::winograd;

/// Begins a kernel with one thread per value of a result of `type`, and returns
/// the coordinates of this thread's.
static SmallVector<Value> beginMove(KernelBuilder &kernel,
                                    RankedTensorType type,
                                    const KernelOptions &options) {
  Value number =
      kernel.beginThreads(type.getNumElements(), options.workgroupSize);
  return kernel.delinearize(number, type.getShape());
}

namespace {
/// Calculates where the value of a place comes from, axis by axis.
class SourcePlace {
public:
  SourcePlace(KernelBuilder &kernel, const Insertion &insertion,
              ArrayRef<int64_t> shape, ValueRange place)
      : kernel(kernel) {
    SmallVector<int64_t> sizes(
        cast<RankedTensorType>(insertion.source.getType()).getShape());
    const int64_t *size = sizes.begin();
    for (auto [axis, extent] : llvm::enumerate(shape)) {
      bool isDropped = insertion.dropped.test(axis);
      addAxis(place[axis], extent, isDropped ? 1 : *size++,
              insertion.offsets[axis], insertion.strides[axis], isDropped);
    }
  }

  /// Some value of the source, where the place is not inside.
  SmallVector<Value> indices;
  /// Whether the place is one of the source's values; null if it always is.
  Value isInside;

private:
  void addAxis(Value place, int64_t extent, int64_t size, int64_t offset,
               int64_t stride, bool isDropped) {
    // Taken without its sign, a negative difference is too large, too.
    Value difference = kernel.add(place, -offset), index = difference;
    Value isHit;
    if (stride > 1 && size > 1) {
      index = kernel.divide(difference, stride);
      isHit = kernel.isEqual(difference, kernel.multiply(index, stride));
    }
    bool coversAxis = offset <= 0 && extent - offset <= size;
    if (!coversAxis)
      isHit = kernel.both(kernel.isBelow(index, size), isHit);
    if (!isDropped)
      indices.push_back(isHit ? kernel.choose(isHit, index, kernel.index(0))
                              : index);
    isInside = kernel.both(isInside, isHit);
  }

  KernelBuilder &kernel;
};
} // namespace

Value winograd::emitInsertKernel(
    RewriterBase &rewriter, Location loc, const Insertion &insertion,
    RankedTensorType type, ValueRange others,
    function_ref<Value(KernelBuilder &, ValueRange)> getBackground,
    StringRef name, const KernelOptions &options) {
  SmallVector<Value> inputs{insertion.source};
  llvm::append_range(inputs, others);
  KernelBuilder kernel(rewriter, loc, name, inputs, type);
  SmallVector<Value> place = beginMove(kernel, type, options);
  SourcePlace from(kernel, insertion, type.getShape(), place);
  Value value = memref::LoadOp::create(
      kernel.b, kernel.getInput(insertion.source), from.indices);
  if (from.isInside)
    value = kernel.choose(from.isInside, value, getBackground(kernel, place));
  memref::StoreOp::create(kernel.b, value, kernel.getResult(0), place);
  return kernel.launch().front();
}

Value winograd::emitGenerateKernel(RewriterBase &rewriter,
                                   tensor::GenerateOp op, StringRef name,
                                   const KernelOptions &options) {
  auto type = cast<RankedTensorType>(op.getType());
  Block &body = op.getBody().front();
  KernelBuilder kernel(rewriter, op.getLoc(), name,
                       getExtractedTensors(body).getArrayRef(), type);
  SmallVector<Value> place = beginMove(kernel, type, options);
  Value value = kernel.cloneBody(body, place, {}).front();
  memref::StoreOp::create(kernel.b, value, kernel.getResult(0), place);
  return kernel.launch().front();
}

Value winograd::emitSliceKernel(RewriterBase &rewriter,
                                tensor::ExtractSliceOp op, StringRef name,
                                const KernelOptions &options) {
  RankedTensorType type = op.getType();
  KernelBuilder kernel(rewriter, op.getLoc(), name, op.getSource(), type);
  SmallVector<Value> place = beginMove(kernel, type, options);

  SmallVector<int64_t> offsets = *getConstantIntValues(op.getMixedOffsets()),
                       strides = *getConstantIntValues(op.getMixedStrides());
  llvm::SmallBitVector dropped = op.getDroppedDims();
  SmallVector<Value> indices;
  unsigned axis = 0;
  for (auto [number, offset] : llvm::enumerate(offsets))
    indices.push_back(
        dropped[number]
            ? kernel.index(offset)
            : kernel.add(kernel.multiply(place[axis++], strides[number]),
                         offset));
  Value value = memref::LoadOp::create(
      kernel.b, kernel.getInput(op.getSource()), indices);
  memref::StoreOp::create(kernel.b, value, kernel.getResult(0), place);
  return kernel.launch().front();
}
