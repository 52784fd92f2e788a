//===- ExpandNarrowFloats.cpp - Convert f16 and bf16 by integers ---------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/DLTI/DLTI.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/Transforms/DialectConversion.h"
#include "winograd/Target/TargetDescription.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Utils/NarrowFloats.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADEXPANDNARROWFLOATS
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

namespace {
class WinogradExpandNarrowFloats
    : public winograd::impl::WinogradExpandNarrowFloatsBase<
          WinogradExpandNarrowFloats> {
public:
  void runOnOperation() override {
    bool expandsF16 = !getCPUTarget(getOperation()).f16Conversions;
    MLIRContext *context = &getContext();
    RewritePatternSet patterns(context);
    populateConvertByF32Patterns(patterns);
    arith::populateExpandBFloat16Patterns(patterns);
    if (expandsF16)
      populateExpandF16Patterns(patterns);
    auto isLegal = [&](Type narrow, Type wide) {
      Type from = getElementTypeOrSelf(narrow);
      bool isExpanded = from.isBF16() || (from.isF16() && expandsF16);
      bool isStep = getElementTypeOrSelf(wide).isF32();
      return !isNarrowFloat(from) || (isStep && !isExpanded);
    };
    ConversionTarget target(*context);
    target.markUnknownOpDynamicallyLegal([](Operation *) { return true; });
    target.addDynamicallyLegalOp<arith::ExtFOp>([&](arith::ExtFOp op) {
      return isLegal(op.getIn().getType(), op.getType());
    });
    target.addDynamicallyLegalOp<arith::TruncFOp>([&](arith::TruncFOp op) {
      return isLegal(op.getType(), op.getIn().getType());
    });
    if (failed(applyPartialConversion(getOperation(), target,
                                      std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
