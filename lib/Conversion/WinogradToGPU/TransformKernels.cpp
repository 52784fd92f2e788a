//===- TransformKernels.cpp - Transforms as kernels -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"

using namespace mlir;
using namespace mlir::winograd;

/// The parallel loops of a kron in the order of the axes of `map`, so that
/// neighbouring threads have neighbouring values there.
static SmallVector<unsigned> getThreadOrder(KronOp op, AffineMap map) {
  SmallVector<unsigned> order;
  for (const AxisAccess &access : getAxisAccesses(map, op.getNumParallel()))
    for (const AxisAccess::Term &term : access.getTerms())
      order.push_back(term.dim);
  // Loops that the map does not know (they are read as 0) are outermost.
  for (unsigned loop = 0; loop < op.getNumParallel(); ++loop)
    if (!llvm::is_contained(order, loop))
      order.insert(order.begin(), loop);
  return order;
}

/// Emits the begin of a kernel with one thread per iteration of the kron's
/// loops, and returns their coordinates.
static SmallVector<Value> beginTransform(KernelBuilder &kernel, KronOp op,
                                         AffineMap map, int64_t workgroupSize) {
  SmallVector<unsigned> order = getThreadOrder(op, map);
  SmallVector<int64_t> extents = op.getParallelExtents();
  SmallVector<int64_t> sizes =
      llvm::map_to_vector(order, [&](unsigned loop) { return extents[loop]; });
  Value number = kernel.beginThreads(computeProduct(sizes), workgroupSize);
  SmallVector<Value> parallel(extents.size());
  for (auto [loop, coordinate] :
       llvm::zip_equal(order, kernel.delinearize(number, sizes)))
    parallel[loop] = coordinate;
  return parallel;
}

Value winograd::emitTransformKernel(RewriterBase &rewriter, KronOp op,
                                    StringRef name,
                                    const KernelOptions &options) {
  auto type = cast<RankedTensorType>(op.getInit().getType());
  KernelBuilder kernel(rewriter, op.getLoc(), name, op.getSource(), type);
  SmallVector<Value> parallel =
      beginTransform(kernel, op, op.getWrite(), options.workgroupSize);
  SmallVector<Value> taps =
      loadTaps(kernel, op, kernel.getInput(op.getSource()), parallel);
  storeTaps(kernel, op, transformTaps(kernel, op, taps), kernel.getResult(0),
            parallel);
  return kernel.launch().front();
}

Value winograd::emitOutputKernel(RewriterBase &rewriter, OutputStage stage,
                                 StringRef name, const KernelOptions &options) {
  KronOp op = stage.transform;
  SmallVector<Value> inputs = stage.getInputs();
  inputs.insert(inputs.begin(), op.getSource());
  KernelBuilder kernel(rewriter, op.getLoc(), name, inputs,
                       cast<RankedTensorType>(stage.getResult().getType()));
  SmallVector<Value> parallel =
      beginTransform(kernel, op, op.getRead(), options.workgroupSize);
  SmallVector<Value> taps =
      loadTaps(kernel, op, kernel.getInput(op.getSource()), parallel);
  storeOutputs(kernel, stage, transformTaps(kernel, op, taps),
               kernel.getResult(0), parallel);
  return kernel.launch().front();
}
