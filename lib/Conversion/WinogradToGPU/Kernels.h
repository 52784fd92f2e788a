//===- Kernels.h - Operations as GPU kernels --------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_WINOGRADTOGPU_KERNELS_H
#define WINOGRAD_LIB_CONVERSION_WINOGRADTOGPU_KERNELS_H

#include "TransformCode.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "winograd/Dialect/Winograd/Analysis/ConvolutionMatch.h"

namespace mlir::winograd {

/// How kernels without a schedule of their own are cut.
struct KernelOptions {
  /// Threads of a workgroup.
  int64_t workgroupSize = 64;
  /// Rows and columns of the register tile of a product.
  int64_t rows = 8;
  int64_t columns = 8;
  /// Steps of a product that a thread loads at a time.
  int64_t steps = 2;
  /// Lanes of a subgroup, whose threads may share a sum; 0 if they never do.
  int64_t subgroupSize = 0;
  /// Threads that keep the device busy: sums are shared where there are fewer.
  int64_t parallelThreads = 0;
};

/// Where a tensor is in another one. Of the axes of that, the tensor does not
/// have those that are dropped. Offsets may be negative: the tensor then begins
/// before the other one.
struct Insertion {
  Value source;
  SmallVector<int64_t> offsets, strides;
  llvm::SmallBitVector dropped;
};

/// Each of these replaces operations on tensors by the launch of a kernel named
/// `name`, and returns what it computes.

/// One thread per tile and channel.
Value emitTransformKernel(RewriterBase &rewriter, KronOp op, StringRef name,
                          const KernelOptions &options);
/// Also with what follows the output transform.
Value emitOutputKernel(RewriterBase &rewriter, OutputStage stage,
                       StringRef name, const KernelOptions &options);
/// One thread per register tile of an operation whose loops are parallel or sum
/// up.
SmallVector<Value> emitLoopKernel(RewriterBase &rewriter, linalg::GenericOp op,
                                  StringRef name, const KernelOptions &options);
/// One thread per value of a tensor that is, at `offsets` and in steps of
/// `strides`, the source, of which only what fits is taken; `others` are inputs
/// of what `getBackground` calculates for every other place.
Value emitInsertKernel(
    RewriterBase &rewriter, Location loc, const Insertion &insertion,
    RankedTensorType type, ValueRange others,
    function_ref<Value(KernelBuilder &, ValueRange place)> getBackground,
    StringRef name, const KernelOptions &options);
/// One thread per value, which a body calculates of its place.
Value emitGenerateKernel(RewriterBase &rewriter, tensor::GenerateOp op,
                         StringRef name, const KernelOptions &options);
/// One thread per value of a slice with constant offsets and strides.
Value emitSliceKernel(RewriterBase &rewriter, tensor::ExtractSliceOp op,
                      StringRef name, const KernelOptions &options);
/// Replaces a concatenation: the kernels that have stored its parts store them
/// into one buffer. Of a part that has another use, or comes from elsewhere, a
/// kernel called `makeName()` makes a copy there.
void convertConcat(RewriterBase &rewriter, tensor::ConcatOp op,
                   function_ref<std::string()> makeName,
                   const KernelOptions &options);
/// A workgroup per block of tiles and output channels: product and output
/// transform, and the input transform, too, if `fusesInput`.
Value emitFusedKernel(RewriterBase &rewriter, WinogradConvolution &convolution,
                      WorkgroupScheduleAttr schedule, bool fusesInput,
                      StringRef name);
/// One thread per tile and output channel: everything in its registers.
Value emitSingleKernel(RewriterBase &rewriter, WinogradConvolution &convolution,
                       StringRef name, const KernelOptions &options);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_WINOGRADTOGPU_KERNELS_H
