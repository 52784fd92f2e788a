//===- ConvolutionKernel.cpp - Several steps in one kernel ----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConvolutionKernel.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Utils/NarrowFloats.h"

using namespace mlir;
using namespace mlir::winograd;

ConvolutionKernel::ConvolutionKernel(RewriterBase &rewriter,
                                     WinogradConvolution &convolution,
                                     bool fusesInput, StringRef name)
    : convolution(convolution), stage(getKernelStage(convolution.output)),
      input(fusesInput
                ? convolution.input.getSource()
                : convolution.product->getOperand(convolution.imageOperand)),
      filter(convolution.product->getOperand(convolution.filterOperand)),
      loops(ProductLoops::get(convolution)),
      kernel(rewriter, convolution.output.getLoc(), name, getInputs(),
             cast<RankedTensorType>(stage.getResult().getType())),
      b(kernel.b),
      sumType(getElementTypeOrSelf(convolution.product.getInit().getType())),
      current(convolution.product.getNumLoops()) {}

SmallVector<Value> ConvolutionKernel::getInputs() {
  SmallVector<Value> inputs{input, filter};
  llvm::append_range(inputs, stage.getInputs());
  return inputs;
}

void ConvolutionKernel::setCurrent(const LoopGroup &group, Value number) {
  for (auto [loop, coordinate] :
       llvm::zip_equal(group.loops, kernel.delinearize(number, group.sizes)))
    current[loop] = coordinate;
}

/// The place of an operand of the product at the current coordinates.
SmallVector<Value> ConvolutionKernel::getPlace(unsigned operand) {
  return kernel.apply(convolution.product.getMap(operand), current);
}

Value ConvolutionKernel::load(unsigned operand) {
  Value buffer = kernel.getInput(convolution.product->getOperand(operand));
  return convertFloat(b, memref::LoadOp::create(b, buffer, getPlace(operand)),
                      sumType);
}

Value ConvolutionKernel::zero() {
  return arith::ConstantOp::create(b, b.getZeroAttr(sumType));
}

Value ConvolutionKernel::multiplyAdd(Value lhs, Value rhs, Value sum) {
  auto flags = arith::FastMathFlagsAttr::get(b.getContext(),
                                             arith::FastMathFlags::contract);
  Value product = arith::MulFOp::create(b, lhs, rhs, flags);
  return arith::AddFOp::create(b, product, sum, flags);
}

/// The parallel coordinates of a transform, by the axes of its side in the
/// transformed domain.
SmallVector<Value> ConvolutionKernel::getParallel(KronOp op, unsigned operand) {
  AffineMap map =
      op.getRole() == KronRole::Output ? op.getRead() : op.getWrite();
  SmallVector<Value> parallel(op.getNumParallel(), kernel.index(0));
  SmallVector<Value> place = getPlace(operand);
  for (auto [axis, access] :
       llvm::enumerate(getAxisAccesses(map, op.getNumParallel())))
    if (access.parallel)
      parallel[*access.parallel] = place[axis];
  return parallel;
}

SmallVector<Value> ConvolutionKernel::transformInput() {
  KronOp op = convolution.input;
  SmallVector<Value> taps = loadTaps(kernel, op, kernel.getInput(input),
                                     getParallel(op, convolution.imageOperand));
  return llvm::map_to_vector(transformTaps(kernel, op, taps), [&](Value value) {
    return convertFloat(b, value, sumType);
  });
}

void ConvolutionKernel::storeOutput(ArrayRef<Value> sums) {
  KronOp op = convolution.output;
  SmallVector<Value> taps = llvm::map_to_vector(sums, [&](Value value) {
    return convertFloat(b, value, op.getArithmeticType());
  });
  storeOutputs(kernel, stage, transformTaps(kernel, op, taps),
               kernel.getResult(0), getParallel(op, 2));
}
