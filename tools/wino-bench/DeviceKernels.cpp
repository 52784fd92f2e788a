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
/// Arrays that the kernel that reads adds up.
static constexpr int64_t summed = 16;
/// What is measured takes at least so long, beside which a launch is nothing.
static constexpr double leastSeconds = 1e-3;
static constexpr int64_t firstValues = int64_t(1) << 16, mostValues = int64_t(1)
                                                                      << 24;
static constexpr int64_t firstSize = 256, mostSize = 4096;

namespace {
/// Builds a kernel of linalg on tensors of f32.
class DeviceKernelBuilder {
public:
  explicit DeviceKernelBuilder(MLIRContext &context)
      : builder(UnknownLoc::get(&context), &context) {
    context.loadDialect<arith::ArithDialect, func::FuncDialect,
                        linalg::LinalgDialect, tensor::TensorDialect>();
    module = ModuleOp::create(builder.getLoc());
  }

  /// y[i]: chains of multiply-adds that begin with x[i].
  OwningOpRef<ModuleOp> buildChains(int64_t values) {
    auto type = RankedTensorType::get(values, builder.getF32Type());
    begin({type}, type);
    Value empty =
        tensor::EmptyOp::create(builder, type.getShape(), builder.getF32Type());
    AffineMap map = builder.getMultiDimIdentityMap(1);
    return end(linalg::GenericOp::create(
        builder, type, arguments, empty, ArrayRef<AffineMap>{map, map},
        ArrayRef<utils::IteratorType>{utils::IteratorType::parallel},
        addChains));
  }

  /// y[i] = Σ_k x_k[i], of as many arrays, without a loop.
  OwningOpRef<ModuleOp> buildSums(int64_t values) {
    auto type = RankedTensorType::get(values, builder.getF32Type());
    begin(SmallVector<Type>(summed, type), type);
    Value empty =
        tensor::EmptyOp::create(builder, type.getShape(), builder.getF32Type());
    AffineMap map = builder.getMultiDimIdentityMap(1);
    return end(linalg::GenericOp::create(
        builder, type, arguments, empty,
        SmallVector<AffineMap>(summed + 1, map),
        ArrayRef<utils::IteratorType>{utils::IteratorType::parallel},
        [](OpBuilder &nested, Location loc, ValueRange values) {
          Value sum = values[0];
          for (Value value : values.drop_front().drop_back())
            sum = arith::AddFOp::create(nested, loc, sum, value);
          linalg::YieldOp::create(nested, loc, sum);
        }));
  }

  /// y = x · x, of square matrices, whose kernel has the register tiles of all
  /// products.
  OwningOpRef<ModuleOp> buildProduct(int64_t size) {
    auto type = RankedTensorType::get({size, size}, builder.getF32Type());
    begin({type}, type);
    return end(linalg::MatmulOp::create(
        builder, type, ValueRange{arguments[0], arguments[0]}, getZeros(type)));
  }

private:
  void begin(ArrayRef<Type> from, Type to) {
    builder.setInsertionPointToEnd(module->getBody());
    auto function = func::FuncOp::create(builder, kEntry,
                                         builder.getFunctionType(from, to));
    builder.setInsertionPointToStart(function.addEntryBlock());
    arguments.assign(function.args_begin(), function.args_end());
  }

  OwningOpRef<ModuleOp> end(mlir::Operation *op) {
    func::ReturnOp::create(builder, op->getResults());
    return std::move(module);
  }

  Value getZeros(RankedTensorType type) {
    return arith::ConstantOp::create(
        builder, DenseElementsAttr::get(type, builder.getF32FloatAttr(0)));
  }

  static void addChains(OpBuilder &builder, Location loc,
                        ValueRange arguments) {
    Value x = arguments.front();
    auto constant = [&](float value) -> Value {
      return arith::ConstantOp::create(builder, loc,
                                       builder.getF32FloatAttr(value));
    };
    auto add = [&](Value a, Value b) -> Value {
      return arith::AddFOp::create(builder, loc, a, b,
                                   arith::FastMathFlags::contract);
    };
    // Chains that begin alike would become one.
    SmallVector<Value> sums;
    for (int64_t chain = 0; chain < chains; ++chain)
      sums.push_back(add(x, constant(float(chain))));
    for (int64_t step = 0; step < steps; ++step)
      for (Value &sum : sums)
        sum = add(arith::MulFOp::create(builder, loc, sum, x,
                                        arith::FastMathFlags::contract),
                  constant(0.5f));
    Value result = x;
    for (Value sum : sums)
      result = add(result, sum);
    linalg::YieldOp::create(builder, loc, result);
  }

  ImplicitLocOpBuilder builder;
  OwningOpRef<ModuleOp> module;
  SmallVector<Value> arguments;
};
} // namespace

/// The seconds of a kernel on the device.
static Expected<double> measure(const ComparisonOptions &options,
                                const GPURuntimeLibrary &gpu, ModuleOp module) {
  auto signature = EntrySignature::get(module, kEntry);
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
  auto compiled = CompiledPath::compile(path, module, *signature, *inputs);
  if (!compiled)
    return compiled.takeError();
  RepeatPolicy policy = options.repeat;
  policy.warmUpSeconds = 0;
  policy.minSeconds /= options.rounds;
  policy.minRuns = 5;
  auto seconds = compiled->measure(*inputs, policy);
  if (!seconds)
    return seconds.takeError();
  return seconds->onDevice;
}

/// The most that kernels reach of something per second, of which each has
/// `amount`: the first is small, and they grow until one takes long enough.
static Expected<double>
findPeak(const ComparisonOptions &options, const GPURuntimeLibrary &gpu,
         int64_t first, int64_t last,
         llvm::function_ref<OwningOpRef<ModuleOp>(int64_t size)> build,
         llvm::function_ref<double(double size)> amount) {
  double peak = 0;
  for (int64_t size = first; size <= last; size *= 4) {
    OwningOpRef<ModuleOp> module = build(size);
    auto seconds = measure(options, gpu, *module);
    if (!seconds)
      return seconds.takeError();
    peak = std::max(peak, amount(double(size)) / *seconds);
    if (*seconds >= leastSeconds)
      break;
  }
  return peak;
}

Expected<double> measureDeviceFlops(const ComparisonOptions &options,
                                    const GPURuntimeLibrary &gpu,
                                    MLIRContext &context) {
  auto chained = findPeak(
      options, gpu, firstValues, mostValues,
      [&](int64_t values) {
        return DeviceKernelBuilder(context).buildChains(values);
      },
      [](double values) { return flopsPerValue * values; });
  if (!chained)
    return chained;
  // (A device that is software is slow at much code without loops.)
  auto product = findPeak(
      options, gpu, firstSize, mostSize,
      [&](int64_t size) {
        return DeviceKernelBuilder(context).buildProduct(size);
      },
      [](double size) { return 2 * size * size * size; });
  if (!product)
    return product;
  return std::max(*chained, *product);
}

Expected<double> measureDeviceBandwidth(const ComparisonOptions &options,
                                        const GPURuntimeLibrary &gpu,
                                        MLIRContext &context) {
  return findPeak(
      options, gpu, firstValues, mostValues,
      [&](int64_t values) {
        return DeviceKernelBuilder(context).buildSums(values);
      },
      [](double values) { return (summed + 1.) * sizeof(float) * values; });
}
