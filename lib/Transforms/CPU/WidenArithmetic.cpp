//===- WidenArithmetic.cpp - Compute with f16 and bf16 in f32 ------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Transforms/DialectConversion.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Utils/NarrowFloats.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADWIDENARITHMETIC
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// f16, bf16 -> f32. The conversions carry no `contract`, which upstream's do,
/// so that every operation of the program still rounds.
class WideTypeConverter : public TypeConverter {
public:
  WideTypeConverter() {
    addConversion([](Type type) -> std::optional<Type> {
      bool isValue = isa<FloatType>(type) || isa<VectorType>(type);
      return isValue && isNarrowFloat(type) ? widenFloat(type) : type;
    });
    addTargetMaterialization([](OpBuilder &builder, Type type,
                                ValueRange inputs, Location loc) -> Value {
      return arith::ExtFOp::create(builder, loc, type, inputs.front());
    });
  }
};

class WinogradWidenArithmetic
    : public winograd::impl::WinogradWidenArithmeticBase<
          WinogradWidenArithmetic> {
public:
  void runOnOperation() override {
    WideTypeConverter converter;
    if (failed(widenMath(converter)) || failed(widenArith(converter)))
      signalPassFailure();
  }

private:
  LogicalResult widenMath(const TypeConverter &converter) {
    RewritePatternSet patterns(&getContext());
    math::populateExtendToSupportedTypesPatterns(patterns, converter);
    ConversionTarget target(getContext());
    target.addDynamicallyLegalDialect<math::MathDialect>(
        [&](Operation *op) { return converter.isLegal(op); });
    target.markUnknownOpDynamicallyLegal([](Operation *) { return true; });
    return applyPartialConversion(getOperation(), target, std::move(patterns));
  }

  LogicalResult widenArith(const TypeConverter &converter) {
    RewritePatternSet patterns(&getContext());
    arith::populateEmulateUnsupportedFloatsPatterns(patterns, converter);
    ConversionTarget target(getContext());
    arith::populateEmulateUnsupportedFloatsLegality(target, converter);
    // Products that are summed in f32 are extended when they are lowered.
    target.addDynamicallyLegalOp<vector::ContractionOp>(
        [](vector::ContractionOp op) {
          return !isNarrowFloat(op.getAcc().getType());
        });
    return applyPartialConversion(getOperation(), target, std::move(patterns));
  }
};
} // namespace
