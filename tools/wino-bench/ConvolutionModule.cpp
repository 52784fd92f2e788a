//===- ConvolutionModule.cpp - A convolution as IR ------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConvolutionModule.h"

#include "ConvolutionBuilder.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using winograd::NpyArray;

/// The sizes of a tensor of NCHW in this layout.
static std::array<int64_t, 4> order(Layout layout,
                                    std::array<int64_t, 4> sizes) {
  return orderSizes(layout, sizes[0], sizes[1], sizes[2], sizes[3]);
}

OwningOpRef<ModuleOp> buildConvolution(const ConvolutionShape &shape,
                                       Layout layout,
                                       const std::optional<NpyArray> &filter,
                                       MLIRContext &context) {
  context.loadDialect<arith::ArithDialect, func::FuncDialect,
                      linalg::LinalgDialect, tensor::TensorDialect>();
  ImplicitLocOpBuilder builder(UnknownLoc::get(&context), &context);
  OwningOpRef<ModuleOp> module = ModuleOp::create(builder.getLoc());
  ConvolutionBuilder convolution(shape, layout, builder);
  Type x = convolution.getType(order(layout, shape.getImageSizes())),
       y = convolution.getType(order(layout, shape.getResultSizes()));
  SmallVector<Type> arguments = {shape.spreadsResult() ? y : x};
  Type result = shape.spreadsResult() ? x : y;
  if (!filter) {
    arguments.push_back(y);
    result = convolution.getType(shape.getFilterSizes());
  }

  builder.setInsertionPointToEnd(module->getBody());
  auto func = func::FuncOp::create(builder, kConvolutionEntry,
                                   builder.getFunctionType(arguments, result));
  builder.setInsertionPointToStart(func.addEntryBlock());
  Value first = func.getArgument(0);
  Value value;
  if (!filter)
    value = convolution.buildFilterGradient(first, func.getArgument(1));
  else if (shape.spreadsResult())
    value = convolution.buildInputGradient(first, *filter);
  else
    value = convolution.buildForward(first, *filter);
  func::ReturnOp::create(builder, value);
  return module;
}
