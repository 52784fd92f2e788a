//===- NetworkConvolution.cpp - One convolution of a network --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NetworkConvolution.h"

#include "ConvolutionModule.h"
#include "NetworkSearch.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "winograd/Runner/ConvolutionFlops.h"
#include "winograd/Runner/EntrySignature.h"
#include "winograd/Runner/Reference.h"
#include <cmath>
#include <cstring>

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

/// Whether a value depends on constants only.
static bool isOfConstants(Value value) {
  mlir::Operation *op = value.getDefiningOp();
  if (!op || op->getNumRegions() > 1)
    return false;
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op))
    return llvm::all_of(linalgOp->getOperands(), isOfConstants);
  return isa<tensor::EmptyOp, arith::ConstantOp>(op) ||
         (isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(op) &&
          llvm::all_of(op->getOperands(), isOfConstants));
}

/// Clones what a value of constants is made of.
static void cloneConstants(Value value, IRMapping &mapping,
                           OpBuilder &builder) {
  if (mapping.contains(value))
    return;
  for (Value operand : value.getDefiningOp()->getOperands())
    cloneConstants(operand, mapping, builder);
  builder.clone(*value.getDefiningOp(), mapping);
}

static Error checkTypes(const Convolution &convolution) {
  linalg::LinalgOp op = convolution.op;
  for (Value operand : op->getOperands()) {
    auto type = dyn_cast<RankedTensorType>(operand.getType());
    if (type && type.hasStaticShape() && type.getElementType().isF32())
      continue;
    std::string text;
    llvm::raw_string_ostream(text) << operand.getType();
    return createStringError("expected a convolution of tensors of f32 and "
                             "static shape at " +
                             getPlace(op->getLoc()) + ", but got " + text);
  }
  return Error::success();
}

namespace {
/// The function that is made of a convolution.
class Cutter {
public:
  explicit Cutter(Convolution &convolution)
      : convolution(convolution), op(convolution.op) {}

  Expected<PhaseProblem> cut();

private:
  OwningOpRef<ModuleOp> build();
  Error addInputs(PhaseProblem &problem);
  Error addReference(PhaseProblem &problem);
  void describe(PhaseProblem &problem);
  void setShape(PhaseProblem &problem);
  Expected<NpyArray> getFilter();

  Convolution &convolution;
  linalg::LinalgOp op;
  tensor::PadOp pad; ///< in front of the image, or null
  bool hasInitArgument = false, startsFromZero = false;
};
} // namespace

/// image, initial value if it is no constant, filter --> result
OwningOpRef<ModuleOp> Cutter::build() {
  MLIRContext *context = op->getContext();
  OpBuilder builder(context);
  OwningOpRef<ModuleOp> module = ModuleOp::create(UnknownLoc::get(context));
  Value image = convolution.getImage();
  if (pad)
    image = pad.getSource();
  Value filter = convolution.getFilter(), init = convolution.getInit();
  SmallVector<Type> arguments = {image.getType()};
  if (hasInitArgument)
    arguments.push_back(init.getType());
  arguments.push_back(filter.getType());
  builder.setInsertionPointToEnd(module->getBody());
  auto function = func::FuncOp::create(
      builder, op->getLoc(), kConvolutionEntry,
      builder.getFunctionType(arguments, op->getResultTypes()));
  builder.setInsertionPointToStart(function.addEntryBlock());
  IRMapping mapping;
  mapping.map(image, function.getArgument(0));
  mapping.map(filter, function.getArguments().back());
  if (hasInitArgument)
    mapping.map(init, function.getArgument(1));
  else
    cloneConstants(init, mapping, builder);
  if (pad) {
    if (!mapping.contains(pad.getConstantPaddingValue()))
      cloneConstants(pad.getConstantPaddingValue(), mapping, builder);
    builder.clone(*pad, mapping);
  }
  mlir::Operation *copy = builder.clone(*op, mapping);
  copy->removeAttr("winograd.plan");
  func::ReturnOp::create(builder, op->getLoc(), copy->getResults());
  return module;
}

/// Its values, or random ones, scaled for results of variance 1.
Expected<NpyArray> Cutter::getFilter() {
  Value filter = convolution.getFilter();
  auto type = cast<RankedTensorType>(filter.getType());
  auto array = NpyArray::allocate(NpyType(), type.getShape());
  if (!array)
    return array;
  auto *values = reinterpret_cast<float *>(array->data());
  ElementsAttr elements;
  if (matchPattern(filter, m_Constant(&elements)))
    if (auto range = elements.tryGetValues<float>()) {
      llvm::copy(*range, values);
      return array;
    }
  DenseResourceElementsAttr resource;
  if (matchPattern(filter, m_Constant(&resource)))
    if (AsmResourceBlob *blob = resource.getRawHandle().getBlob();
        blob && blob->getData().size() == array->sizeInBytes()) {
      std::memcpy(values, blob->getData().data(), array->sizeInBytes());
      return array;
    }
  fillRandom(*array, type.getElementType(), /*seed=*/1);
  double products = double(type.getNumElements());
  ArrayRef<int64_t> result =
      cast<RankedTensorType>(op->getResult(0).getType()).getShape();
  for (unsigned loop : convolution.outputChannel)
    for (auto [dim, size] : llvm::enumerate(result))
      if (convolution.getResultMap().getDimPosition(dim) == loop)
        products /= double(size);
  for (float &value : MutableArrayRef<float>(values, array->numElements()))
    value *= float(1 / std::sqrt(products));
  return array;
}

Error Cutter::addInputs(PhaseProblem &problem) {
  ModuleOp module = *problem.withArgument.module;
  auto signature = EntrySignature::get(module, kConvolutionEntry);
  if (!signature)
    return signature.takeError();
  auto inputs = signature->makeRandomInputs(/*seed=*/0);
  if (!inputs)
    return inputs.takeError();
  auto filter = getFilter();
  if (!filter)
    return filter.takeError();
  inputs->back() = std::move(*filter);
  for (const NpyArray &input : llvm::ArrayRef(*inputs).drop_back()) {
    auto copy = clone(input);
    if (!copy)
      return copy.takeError();
    problem.withConstant.inputs.push_back(std::move(*copy));
  }
  // The same with these values as a constant.
  problem.withConstant.module = OwningOpRef<ModuleOp>(module.clone());
  auto function = problem.withConstant.module->lookupSymbol<func::FuncOp>(
      kConvolutionEntry);
  OpBuilder builder = OpBuilder::atBlockBegin(&function.getBody().front());
  unsigned last = function.getNumArguments() - 1;
  BlockArgument argument = function.getArgument(last);
  const NpyArray &array = inputs->back();
  auto values = DenseResourceElementsAttr::get(
      cast<RankedTensorType>(argument.getType()), "filter",
      HeapAsmResourceBlob::allocateAndCopyInferAlign(ArrayRef<float>(
          reinterpret_cast<const float *>(array.data()), array.numElements())));
  argument.replaceAllUsesWith(arith::ConstantOp::create(
      builder, argument.getLoc(), argument.getType(), values));
  (void)function.eraseArgument(last);
  problem.withArgument.inputs = std::move(*inputs);
  return Error::success();
}

/// What MLIR's own lowering gives, with sums in float64.
Error Cutter::addReference(PhaseProblem &problem) {
  ModuleOp module = *problem.withArgument.module;
  auto signature = EntrySignature::get(module, kConvolutionEntry);
  if (!signature)
    return signature.takeError();
  auto outputs = runReference(module, *signature, problem.withArgument.inputs,
                              /*sharedLibraries=*/{});
  if (!outputs)
    return outputs.takeError();
  const NpyArray &result = outputs->front();
  auto *values = reinterpret_cast<const float *>(result.data());
  problem.reference.assign(values, values + result.numElements());
  return Error::success();
}

void Cutter::describe(PhaseProblem &problem) {
  ConvolutionReport &report = problem.description;
  report.location = getPlace(op->getLoc());
  std::string name = getLocationName(op->getLoc());
  report.name = name.empty() ? report.location : name;
  report.operation = op->getName().getStringRef();
  auto getShape = [](Value value) {
    return cast<RankedTensorType>(value.getType()).getShape();
  };
  llvm::append_range(report.image,
                     getShape(pad ? pad.getSource() : convolution.getImage()));
  llvm::append_range(report.filter, getShape(convolution.getFilter()));
  llvm::append_range(report.result, getShape(op->getResult(0)));
  for (const Convolution::Window &window : convolution.windows) {
    report.strides.push_back(window.stride);
    report.dilations.push_back(window.dilation);
  }
  if (pad)
    for (auto [low, high] : llvm::zip(pad.getStaticLow(), pad.getStaticHigh()))
      if (low != 0 || high != 0)
        report.padding.push_back(low);
}

/// A plain one of two dimensions in NCHW is one of wino-bench's own.
void Cutter::setShape(PhaseProblem &problem) {
  const ConvolutionReport &report = problem.description;
  bool isUnit =
      llvm::all_equal(report.strides) && llvm::all_equal(report.dilations) &&
      llvm::all_of(report.strides, [](int64_t s) { return s == 1; }) &&
      llvm::all_of(report.dilations, [](int64_t d) { return d == 1; });
  bool isEven = !pad || llvm::equal(pad.getStaticLow(), pad.getStaticHigh());
  if (!isa<linalg::Conv2DNchwFchwOp>(op.getOperation()) || !isUnit || !isEven ||
      !startsFromZero) {
    problem.whyNoShape = "built for conv_2d_nchw_fchw from zero, of stride and "
                         "dilation 1, with as many zeros on each side";
    return;
  }
  ConvolutionShape shape;
  shape.batch = report.image[0];
  shape.inputChannels = report.image[1];
  shape.outputChannels = report.filter[0];
  shape.rows = report.image[2];
  shape.columns = report.image[3];
  shape.filterRows = report.filter[2];
  shape.filterColumns = report.filter[3];
  shape.form.pad =
      pad ? Pair{pad.getStaticLow()[2], pad.getStaticLow()[3]} : Pair{0, 0};
  problem.shape = shape;
}

Expected<PhaseProblem> Cutter::cut() {
  if (Error error = checkTypes(convolution))
    return std::move(error);
  auto before = convolution.getImage().getDefiningOp<tensor::PadOp>();
  if (before && before.getConstantPaddingValue() &&
      isOfConstants(before.getConstantPaddingValue()) &&
      before.getLow().empty() && before.getHigh().empty())
    pad = before;
  Value init = convolution.getInit();
  hasInitArgument = !isOfConstants(init);
  auto fill = init.getDefiningOp<linalg::FillOp>();
  startsFromZero = matchPattern(init, m_AnyZeroFloat()) ||
                   (fill && matchPattern(fill.value(), m_AnyZeroFloat()));
  PhaseProblem problem;
  problem.withArgument.module = build();
  auto flops = countDirectFlops(*problem.withArgument.module);
  if (!flops)
    return flops.takeError();
  describe(problem);
  problem.description.flops = *flops;
  setShape(problem);
  if (Error error = addInputs(problem))
    return std::move(error);
  if (Error error = addReference(problem))
    return std::move(error);
  return problem;
}

Expected<PhaseProblem> cutConvolution(ModuleOp network, StringRef file,
                                      StringRef operation) {
  auto convolution = findConvolution(network, file, operation);
  if (!convolution)
    return convolution.takeError();
  auto problem = Cutter(*convolution).cut();
  if (problem)
    problem->description.moduleFile = file;
  return problem;
}
