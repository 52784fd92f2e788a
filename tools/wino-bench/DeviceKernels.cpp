//===- DeviceKernels.cpp - What a GPU does at best ------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DeviceKernels.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/OwningOpRef.h"
#include "winograd/Runner/CompiledPath.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::Expected;

static constexpr char kEntry[] = "kernel";
/// Of the kernel of multiply-adds, each waiting for the one before: as many as
/// hide each other, and how often.
static constexpr int64_t chains = 8, steps = 64;
static constexpr double flopsPerValue = 2. * chains * steps;
/// What is measured takes at least so long, beside which a launch is nothing.
static constexpr double leastSeconds = 1e-3;
static constexpr int64_t firstValues = int64_t(1) << 18, mostValues = int64_t(1)
                                                                      << 26;

/// y = f(x), value by value: x + 1, or chains of multiply-adds.
static OwningOpRef<ModuleOp> buildKernel(int64_t values, bool computes,
                                         MLIRContext &context) {
  context.loadDialect<arith::ArithDialect, func::FuncDialect,
                      linalg::LinalgDialect, tensor::TensorDialect>();
  ImplicitLocOpBuilder builder(UnknownLoc::get(&context), &context);
  OwningOpRef<ModuleOp> module = ModuleOp::create(builder.getLoc());
  auto type = RankedTensorType::get(values, builder.getF32Type());
  builder.setInsertionPointToEnd(module->getBody());
  auto function = func::FuncOp::create(builder, kEntry,
                                       builder.getFunctionType(type, type));
  builder.setInsertionPointToStart(function.addEntryBlock());
  Value empty =
      tensor::EmptyOp::create(builder, type.getShape(), builder.getF32Type());
  AffineMap map = builder.getMultiDimIdentityMap(1);
  auto body = [&](OpBuilder &nested, Location loc, ValueRange arguments) {
    auto constant = [&](float value) -> Value {
      return arith::ConstantOp::create(nested, loc,
                                       nested.getF32FloatAttr(value));
    };
    auto add = [&](Value a, Value b) -> Value {
      return arith::AddFOp::create(nested, loc, a, b,
                                   arith::FastMathFlags::contract);
    };
    auto multiply = [&](Value a, Value b) -> Value {
      return arith::MulFOp::create(nested, loc, a, b,
                                   arith::FastMathFlags::contract);
    };
    Value x = arguments[0], result = add(x, constant(1));
    for (int64_t chain = 0; computes && chain < chains; ++chain) {
      // Chains that begin alike would become one.
      Value sum = add(x, constant(float(chain)));
      for (int64_t step = 0; step < steps; ++step)
        sum = add(multiply(sum, x), constant(0.5f));
      result = add(result, sum);
    }
    linalg::YieldOp::create(nested, loc, result);
  };
  Value y =
      linalg::GenericOp::create(
          builder, type, function.getArgument(0), empty,
          ArrayRef<AffineMap>{map, map},
          ArrayRef<utils::IteratorType>{utils::IteratorType::parallel}, body)
          .getResult(0);
  func::ReturnOp::create(builder, y);
  return module;
}

/// The seconds on the device, of values whose number is increased until they
/// take long enough.
static Expected<std::pair<double, int64_t>>
measure(const ComparisonOptions &options, const GPURuntimeLibrary &gpu,
        bool computes, MLIRContext &context) {
  for (int64_t values = firstValues;; values *= 4) {
    OwningOpRef<ModuleOp> module = buildKernel(values, computes, context);
    auto signature = EntrySignature::get(*module, kEntry);
    if (!signature)
      return signature.takeError();
    auto inputs = signature->makeRandomInputs(/*seed=*/0, Distribution::Unit);
    if (!inputs)
      return inputs.takeError();
    ExecutionPath path;
    path.name = "a device's peak";
    path.options.target = options.target;
    path.options.direct = true;
    path.gpu = &gpu;
    auto compiled = CompiledPath::compile(path, *module, *signature, *inputs);
    if (!compiled)
      return compiled.takeError();
    RepeatPolicy policy = options.repeat;
    policy.warmUpSeconds = 0;
    policy.minSeconds /= options.rounds;
    policy.minRuns = 5;
    auto seconds = compiled->measure(*inputs, policy);
    if (!seconds)
      return seconds.takeError();
    if (seconds->onDevice >= leastSeconds || values >= mostValues)
      return std::make_pair(seconds->onDevice, values);
  }
}

Expected<double> measureDeviceFlops(const ComparisonOptions &options,
                                    const GPURuntimeLibrary &gpu,
                                    MLIRContext &context) {
  auto measured = measure(options, gpu, /*computes=*/true, context);
  if (!measured)
    return measured.takeError();
  return flopsPerValue * double(measured->second) / measured->first;
}

Expected<double> measureDeviceBandwidth(const ComparisonOptions &options,
                                        const GPURuntimeLibrary &gpu,
                                        MLIRContext &context) {
  auto measured = measure(options, gpu, /*computes=*/false, context);
  if (!measured)
    return measured.takeError();
  return 2. * sizeof(float) * double(measured->second) / measured->first;
}
