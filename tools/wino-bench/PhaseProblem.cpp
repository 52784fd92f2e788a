//===- PhaseProblem.cpp - A convolution that is taken apart ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PhaseProblem.h"

#include "ConvolutionData.h"
#include "ConvolutionModule.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include <cmath>
#include <cstring>
#include <limits>

using namespace mlir;
using namespace mlir::winograd;
using llvm::Error;
using llvm::Expected;

void makeArgument(Value filter) {
  auto function = filter.getDefiningOp()->getParentOfType<func::FuncOp>();
  unsigned index = function.getNumArguments();
  (void)function.insertArgument(index, filter.getType(), {}, filter.getLoc());
  filter.replaceAllUsesWith(function.getArgument(index));
  filter.getDefiningOp()->erase();
}

ResultError getResultError(const NpyArray &value,
                           llvm::ArrayRef<double> reference) {
  auto *values = reinterpret_cast<const float *>(value.data());
  ResultError error;
  double squares = 0, referenceSquares = 0;
  for (auto [index, expected] : llvm::enumerate(reference)) {
    double difference = std::fabs(values[index] - expected);
    if (std::isnan(difference))
      difference = std::numeric_limits<double>::infinity();
    error.max = std::max(error.max, difference);
    squares += difference * difference;
    referenceSquares += expected * expected;
  }
  error.rms = std::sqrt(squares / double(reference.size()));
  if (referenceSquares > 0)
    error.relativeRms = std::sqrt(squares / referenceSquares);
  return error;
}

Expected<NpyArray> clone(const NpyArray &array) {
  auto copy = NpyArray::allocate(array.type(), array.shape());
  if (copy && array.sizeInBytes() != 0)
    std::memcpy(copy->data(), array.data(), array.sizeInBytes());
  return copy;
}

static ConvolutionReport describe(const ConvolutionShape &shape) {
  ConvolutionReport report;
  report.name = shape.str();
  if (shape.getFilter() != Pair{3, 3})
    report.name += "@" + std::to_string(shape.filterRows) + "x" +
                   std::to_string(shape.filterColumns);
  report.name += shape.form.str();
  llvm::append_range(report.image, shape.getImageSizes());
  llvm::append_range(report.filter, shape.getFilterSizes());
  llvm::append_range(report.result, shape.getResultSizes());
  llvm::append_range(report.padding, shape.getPad());
  llvm::append_range(report.strides, shape.form.stride);
  llvm::append_range(report.dilations, shape.form.dilation);
  report.groups = shape.form.groups;
  report.flops = shape.flops();
  return report;
}

Expected<PhaseProblem> PhaseProblem::make(const ConvolutionShape &shape,
                                          MLIRContext &context) {
  auto data = ConvolutionData::get(shape, /*folder=*/std::nullopt);
  if (!data)
    return data.takeError();
  PhaseProblem problem;
  problem.description = describe(shape);
  problem.reference = std::move(data->reference);
  if (shape.form.isPlain())
    problem.shape = shape;
  else
    problem.whyNoShape = "built for stride 1, without dilation";
  problem.withConstant.module =
      buildConvolution(shape, Layout::NCHW, data->filter, context);
  problem.withArgument.module =
      OwningOpRef<ModuleOp>(problem.withConstant.module->clone());
  Value filter;
  problem.withArgument.module->walk([&](linalg::LinalgOp op) {
    if (isa<linalg::ConvolutionOpInterface>(op.getOperation()))
      filter = op->getOperand(1);
  });
  makeArgument(filter);
  for (const NpyArray *array : {&data->arguments.front(), &*data->filter}) {
    auto copy = clone(*array);
    if (!copy)
      return copy.takeError();
    problem.withArgument.inputs.push_back(std::move(*copy));
  }
  problem.withConstant.inputs = std::move(data->arguments);
  return problem;
}
