//===- MoveKernels.cpp - Padding, insertion and slices --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "winograd/Conversion/WinogradToGPU/Kernels.h"

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

Value winograd::emitInsertKernel(RewriterBase &rewriter, Location loc,
                                 Value source, ArrayRef<int64_t> offsets,
                                 Value background, RankedTensorType type,
                                 StringRef name, const KernelOptions &options) {
  bool isScalar = !isa<RankedTensorType>(background.getType());
  SmallVector<Value> inputs{source};
  if (!isScalar)
    inputs.push_back(background);
  KernelBuilder kernel(rewriter, loc, name, inputs, type);
  ImplicitLocOpBuilder &b = kernel.b;
  SmallVector<Value> place = beginMove(kernel, type, options);

  // Where the place is outside of the source, some value inside is dropped.
  auto shape = cast<RankedTensorType>(source.getType()).getShape();
  Value inside, first = kernel.index(0);
  SmallVector<Value> indices;
  for (auto [axis, offset] : llvm::enumerate(offsets)) {
    Value index = kernel.add(place[axis], -offset);
    if (offset == 0 && shape[axis] >= type.getDimSize(axis)) {
      indices.push_back(index);
      continue;
    }
    Value isInside = kernel.isBelow(index, shape[axis]);
    indices.push_back(arith::SelectOp::create(b, isInside, index, first));
    inside = kernel.both(inside, isInside);
  }
  Value value = memref::LoadOp::create(b, kernel.getInput(source), indices);
  if (inside) {
    Value other =
        isScalar ? kernel.cloneConstant(background)
                 : memref::LoadOp::create(b, kernel.getInput(background), place)
                       .getResult();
    value = arith::SelectOp::create(b, inside, value, other);
  }
  memref::StoreOp::create(b, value, kernel.getResult(0), place);
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
