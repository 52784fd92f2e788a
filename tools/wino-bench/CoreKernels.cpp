//===- CoreKernels.cpp - What a core does at best -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CoreKernels.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/OwningOpRef.h"
#include "winograd/Runner/CompiledPath.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::Error;
using llvm::Expected;

static constexpr char kEntry[] = "kernel";
/// Iterations of a loop: about a millisecond, beside which a call is nothing.
static constexpr int64_t iterations = 200000;
/// Vectors that an iteration of the loop of loads reads: they stay in the first
/// cache.
static constexpr int64_t loadedVectors = 64;
/// Vectors at which these begin, one after the other.
static constexpr int64_t startVectors = 8;
/// Vectors of the argument.
static constexpr int64_t argumentVectors = loadedVectors + startVectors;
/// As many sums as keep every unit busy, and as fit in 16 registers.
static constexpr int64_t independentSums = 12;

namespace {
/// Builds y = kernel(x): sums of vectors, which a loop goes on with.
class KernelBuilder {
public:
  KernelBuilder(int64_t lanes, MLIRContext &context,
                int64_t vectors = argumentVectors)
      : builder(UnknownLoc::get(&context), &context),
        module(ModuleOp::create(builder.getLoc())),
        vector(VectorType::get(lanes, builder.getF32Type())),
        tensor(RankedTensorType::get(lanes * vectors, builder.getF32Type())) {}

  /// Each sum is multiplied by a value and added to one, in each iteration.
  OwningOpRef<ModuleOp> buildMultiplyAdds(int64_t sums) {
    begin();
    Value factor = read(x, index(0));
    // Sums that begin alike could become one.
    SmallVector<Value> initial;
    for (int64_t i = 1; i <= sums; ++i)
      initial.push_back(read(x, index(i * vector.getNumElements())));
    end(loop(iterations, initial, [&](Value, ValueRange before) {
      return llvm::map_to_vector(before, [&](Value sum) -> Value {
        return vector::FMAOp::create(builder, sum, factor, factor);
      });
    }));
    return std::move(module);
  }

  /// Each vector that is loaded changes one of the sums, by what takes less
  /// than a load.
  OwningOpRef<ModuleOp> buildLoads(int64_t sums) {
    begin();
    auto bits = VectorType::get(vector.getShape(), builder.getI32Type());
    Value zero = arith::ConstantOp::create(
        builder, bits,
        DenseElementsAttr::get(bits, builder.getI32IntegerAttr(0)));
    SmallVector<Value> results = loop(
        iterations / loadedVectors, SmallVector<Value>(sums, zero),
        [&](Value iteration, ValueRange before) {
          // From another place each time: no load is one of before.
          Value start = arith::MulIOp::create(
              builder,
              arith::RemUIOp::create(builder, iteration, index(startVectors)),
              index(vector.getNumElements()));
          SmallVector<Value> values(before);
          for (int64_t i = 0; i < loadedVectors; ++i) {
            Value position = arith::AddIOp::create(
                builder, start, index(i * vector.getNumElements()));
            Value loaded =
                arith::BitcastOp::create(builder, bits, read(x, position));
            Value &sum = values[i % sums];
            sum = arith::XOrIOp::create(builder, loaded, sum);
          }
          return values;
        });
    for (Value &result : results)
      result = arith::BitcastOp::create(builder, vector, result);
    end(results);
    return std::move(module);
  }

  /// All of the argument, `passes` times, in blocks of vectors.
  OwningOpRef<ModuleOp> buildReads(int64_t passes, int64_t sums) {
    begin();
    int64_t lanes = vector.getNumElements();
    int64_t blocks = tensor.getNumElements() / lanes / loadedVectors;
    auto bits = VectorType::get(vector.getShape(), builder.getI32Type());
    Value zero = arith::ConstantOp::create(
        builder, bits,
        DenseElementsAttr::get(bits, builder.getI32IntegerAttr(0)));
    auto readBlock = [&](Value block, ValueRange before) {
      Value start =
          arith::MulIOp::create(builder, block, index(loadedVectors * lanes));
      SmallVector<Value> values(before);
      for (int64_t i = 0; i < loadedVectors; ++i) {
        Value position =
            arith::AddIOp::create(builder, start, index(i * lanes));
        Value loaded =
            arith::BitcastOp::create(builder, bits, read(x, position));
        Value &sum = values[i % sums];
        sum = arith::XOrIOp::create(builder, loaded, sum);
      }
      return values;
    };
    SmallVector<Value> results = loop(
        passes, SmallVector<Value>(sums, zero), [&](Value, ValueRange before) {
          return loop(blocks, SmallVector<Value>(before), readBlock);
        });
    for (Value &result : results)
      result = arith::BitcastOp::create(builder, vector, result);
    end(results);
    return std::move(module);
  }

private:
  Value index(int64_t value) {
    return arith::ConstantIndexOp::create(builder, value);
  }

  void begin() {
    builder.setInsertionPointToEnd(module->getBody());
    auto function = func::FuncOp::create(
        builder, kEntry, builder.getFunctionType(tensor, tensor));
    builder.setInsertionPointToStart(function.addEntryBlock());
    x = function.getArgument(0);
  }

  Value read(Value from, Value position) {
    Value padding =
        arith::ConstantOp::create(builder, builder.getF32FloatAttr(0));
    return vector::TransferReadOp::create(builder, vector, from, position,
                                          padding, ArrayRef<bool>{true});
  }

  SmallVector<Value>
  loop(int64_t count, ArrayRef<Value> initial,
       llvm::function_ref<SmallVector<Value>(Value, ValueRange)> body) {
    auto loop =
        scf::ForOp::create(builder, index(0), index(count), index(1), initial);
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    scf::YieldOp::create(
        builder, body(loop.getInductionVar(), loop.getRegionIterArgs()));
    return SmallVector<Value>(loop.getResults());
  }

  void end(ArrayRef<Value> sums) {
    Value total = sums.front();
    for (Value sum : sums.drop_front())
      total = arith::AddFOp::create(builder, total, sum);
    Value y = vector::TransferWriteOp::create(builder, total, x, index(0),
                                              ArrayRef<bool>{true})
                  .getResult();
    func::ReturnOp::create(builder, y);
  }

  ImplicitLocOpBuilder builder;
  OwningOpRef<ModuleOp> module;
  VectorType vector;
  RankedTensorType tensor;
  Value x;
};
} // namespace

/// Of a call.
static Expected<double> measure(OwningOpRef<ModuleOp> module,
                                const ComparisonOptions &options,
                                int64_t values) {
  auto signature = EntrySignature::get(*module, kEntry);
  if (!signature)
    return signature.takeError();
  std::vector<NpyArray> inputs;
  auto input = NpyArray::allocate(NpyType(), {values});
  if (!input)
    return input.takeError();
  // Products of these neither grow nor vanish.
  std::fill_n(reinterpret_cast<float *>(input->data()), values, 0.5f);
  inputs.push_back(std::move(*input));
  ExecutionPath path;
  path.name = "a core's loop";
  path.options.cpu = options.cpu;
  auto compiled = CompiledPath::compile(path, *module, *signature, inputs);
  if (!compiled)
    return compiled.takeError();
  RepeatPolicy policy = options.repeat;
  policy.minSeconds /= options.rounds;
  policy.warmUpSeconds = 0;
  policy.countsThreadTime = true;
  double least = std::numeric_limits<double>::infinity();
  for (unsigned round = 0; round < options.rounds; ++round) {
    auto seconds = compiled->measure(inputs, policy);
    if (!seconds)
      return seconds.takeError();
    least = std::min(least, seconds->all);
  }
  return least;
}

Expected<CoreSeconds> measureCore(const ComparisonOptions &options,
                                  int64_t lanes, MLIRContext &context) {
  context.loadDialect<arith::ArithDialect, func::FuncDialect, scf::SCFDialect,
                      tensor::TensorDialect, vector::VectorDialect>();
  int64_t values = lanes * argumentVectors;
  auto latency = measure(KernelBuilder(lanes, context).buildMultiplyAdds(1),
                         options, values);
  if (!latency)
    return latency.takeError();
  auto many =
      measure(KernelBuilder(lanes, context).buildMultiplyAdds(independentSums),
              options, values);
  if (!many)
    return many.takeError();
  auto loads =
      measure(KernelBuilder(lanes, context).buildLoads(independentSums),
              options, values);
  if (!loads)
    return loads.takeError();
  return CoreSeconds{*latency / iterations,
                     *many / (iterations * independentSums),
                     *loads / iterations};
}

Expected<double> measureReads(const ComparisonOptions &options, int64_t lanes,
                              int64_t bytes, MLIRContext &context) {
  context.loadDialect<arith::ArithDialect, func::FuncDialect, scf::SCFDialect,
                      tensor::TensorDialect, vector::VectorDialect>();
  int64_t block = loadedVectors * lanes * int64_t(sizeof(float));
  int64_t size = std::max(bytes / block, int64_t(1)) * block;
  // About a millisecond of a fast cache, and at least once.
  int64_t passes = std::max<int64_t>((int64_t(1) << 27) / size, 1);
  int64_t vectors = size / lanes / int64_t(sizeof(float));
  auto seconds = measure(KernelBuilder(lanes, context, vectors)
                             .buildReads(passes, independentSums),
                         options, lanes * vectors);
  if (!seconds)
    return seconds.takeError();
  return double(passes) * double(size) / *seconds;
}
