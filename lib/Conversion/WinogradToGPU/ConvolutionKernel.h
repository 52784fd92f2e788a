//===- ConvolutionKernel.h - Several steps in one kernel --------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_WINOGRADTOGPU_CONVOLUTIONKERNEL_H
#define WINOGRAD_LIB_CONVERSION_WINOGRADTOGPU_CONVOLUTIONKERNEL_H

#include "TransformCode.h"
#include "winograd/Dialect/Winograd/Analysis/ProductLoops.h"

namespace mlir::winograd {

/// What the kernels have in common that compute the product of a convolution
/// and its output transform, and, if `fusesInput`, its input transform.
class ConvolutionKernel {
protected:
  ConvolutionKernel(RewriterBase &rewriter, WinogradConvolution &convolution,
                    bool fusesInput, StringRef name);

  /// Sets the current coordinates of a group's loops.
  void setCurrent(const LoopGroup &group, Value number);

  /// A value of an operand at the current coordinates, in the type of the sums.
  Value loadInput() { return load(convolution.imageOperand); }
  Value loadFilter() { return load(convolution.filterOperand); }

  Value zero();
  Value multiplyAdd(Value lhs, Value rhs, Value sum);

  /// X̂ at all positions, at the current coordinates.
  SmallVector<Value> transformInput();
  /// Transforms M̂ back at the current coordinates.
  void storeOutput(ArrayRef<Value> sums);

private:
  SmallVector<Value> getInputs();
  SmallVector<Value> getPlace(unsigned operand);
  SmallVector<Value> getParallel(KronOp op, unsigned operand);
  Value load(unsigned operand);

  WinogradConvolution &convolution;
  OutputStage stage;
  Value input, filter; ///< what the kernel reads: x or X̂, and Ĝ

protected:
  ProductLoops loops;
  KernelBuilder kernel;
  ImplicitLocOpBuilder &b;
  Type sumType;
  SmallVector<Value> current; ///< per loop of the product
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_WINOGRADTOGPU_CONVOLUTIONKERNEL_H
