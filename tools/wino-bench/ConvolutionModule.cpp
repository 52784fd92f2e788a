//===- ConvolutionModule.cpp - A convolution as IR ------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConvolutionModule.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

using namespace mlir;
using winograd::NpyArray;

/// The filter as a resource of the module.
static Value createFilter(ImplicitLocOpBuilder &builder,
                          const NpyArray &filter) {
  auto type = RankedTensorType::get(filter.shape(), builder.getF32Type());
  ArrayRef<float> values(reinterpret_cast<const float *>(filter.data()),
                         filter.numElements());
  auto attribute = DenseResourceElementsAttr::get(
      type, "filter", HeapAsmResourceBlob::allocateAndCopyInferAlign(values));
  return arith::ConstantOp::create(builder, type, attribute);
}

OwningOpRef<ModuleOp> buildConvolution(const ConvolutionShape &shape,
                                       Layout layout, const NpyArray &filter,
                                       MLIRContext &context) {
  context.loadDialect<arith::ArithDialect, func::FuncDialect,
                      linalg::LinalgDialect, tensor::TensorDialect>();
  ImplicitLocOpBuilder builder(UnknownLoc::get(&context), &context);
  OwningOpRef<ModuleOp> module = ModuleOp::create(builder.getLoc());
  auto getType = [&](int64_t channels, int64_t rows, int64_t columns) {
    return RankedTensorType::get(
        orderSizes(layout, shape.batch, channels, rows, columns),
        builder.getF32Type());
  };
  RankedTensorType input =
      getType(shape.inputChannels, shape.rows, shape.columns);
  RankedTensorType padded =
      getType(shape.inputChannels, shape.rows + 2 * shape.padRows(),
              shape.columns + 2 * shape.padColumns());
  RankedTensorType output =
      getType(shape.outputChannels, shape.outputRows(), shape.outputColumns());

  builder.setInsertionPointToEnd(module->getBody());
  auto func = func::FuncOp::create(builder, kConvolutionEntry,
                                   builder.getFunctionType(input, output));
  builder.setInsertionPointToStart(func.addEntryBlock());
  Value zero = arith::ConstantOp::create(builder, builder.getF32FloatAttr(0));
  Value x = func.getArgument(0);
  if (padded != input) {
    SmallVector<OpFoldResult> pads = getAsIndexOpFoldResult(
        &context,
        orderSizes(layout, 0, 0, shape.padRows(), shape.padColumns()));
    x = tensor::PadOp::create(builder, padded, x, pads, pads, zero);
  }
  Value empty =
      tensor::EmptyOp::create(builder, output.getShape(), builder.getF32Type());
  Value init =
      linalg::FillOp::create(builder, ValueRange{zero}, ValueRange{empty})
          .result();
  Value operands[] = {x, createFilter(builder, filter)};
  Value y = layout == Layout::NCHW
                ? linalg::Conv2DNchwFchwOp::create(builder, operands, init)
                      .getResult(0)
                : linalg::Conv2DNhwcHwcfOp::create(builder, operands, init)
                      .getResult(0);
  func::ReturnOp::create(builder, y);
  return module;
}
