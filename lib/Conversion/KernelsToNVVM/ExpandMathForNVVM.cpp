//===- ExpandMathForNVVM.cpp - Mathematical functions without a library ---===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "winograd/Conversion/KernelsToNVVM/KernelsToNVVM.h"
#include "winograd/Transforms/GPU/MathPatterns.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_EXPANDMATHFORNVVM
#include "winograd/Conversion/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// The intrinsic of LLVM that becomes one instruction for the operation's type;
/// null if there is none.
static const char *getInstruction(Operation *op) {
  return llvm::TypeSwitch<Operation *, const char *>(op)
      .Case([](math::FmaOp) { return "llvm.fma"; })
      .Case([](math::AbsFOp) { return "llvm.fabs"; })
      .Case([](math::CopySignOp) { return "llvm.copysign"; })
      .Case<math::SqrtOp, math::FloorOp, math::CeilOp, math::TruncOp,
            math::RoundEvenOp>([](Operation *op) -> const char * {
        Type type = getElementTypeOrSelf(op->getResult(0));
        if (type.getIntOrFloatBitWidth() < 32)
          return nullptr;
        return llvm::TypeSwitch<Operation *, const char *>(op)
            .Case([](math::SqrtOp) { return "llvm.sqrt"; })
            .Case([](math::FloorOp) { return "llvm.floor"; })
            .Case([](math::CeilOp) { return "llvm.ceil"; })
            .Case([](math::TruncOp) { return "llvm.trunc"; })
            .Default([](Operation *) { return "llvm.roundeven"; });
      })
      .Default([](Operation *) { return nullptr; });
}

/// What convert-gpu-to-nvvm lowers without a library.
static bool isSupported(Operation *op) {
  return isa<math::AbsIOp, math::CountLeadingZerosOp,
             math::CountTrailingZerosOp, math::CtPopOp>(op);
}

namespace {

struct ExpandMathForNVVM
    : public mlir::winograd::impl::ExpandMathForNVVMBase<ExpandMathForNVVM> {
  void runOnOperation() override {
    // What sinh is computed of, exp, may itself be expanded.
    RewritePatternSet patterns(&getContext());
    populateComputeInF32Patterns(patterns, [](Operation *op) {
      return !getInstruction(op) && !isSupported(op);
    });
    populateCompareInsteadPatterns(patterns);
    populateMathPolynomialApproximationPatterns(patterns,
                                                [](StringRef) { return true; });
    math::populateExpansionPatterns(
        patterns, {"sinh", "cosh", "tan", "asinh", "acosh", "atanh", "powf",
                   "fpowi", "exp2", "rsqrt", "round", "clampf", "ctlz"});
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();

    SmallVector<Operation *> left;
    getOperation().walk([&](Operation *op) {
      if (isMath(op) && !isSupported(op))
        left.push_back(op);
    });
    for (Operation *op : left) {
      const char *instruction = getInstruction(op);
      if (!instruction) {
        op->emitOpError("expected a function that can be computed without a "
                        "library on NVIDIA's GPUs, but got one of ")
            << op->getResult(0).getType();
        return signalPassFailure();
      }
      // convert-gpu-to-nvvm would call a library for most of them.
      OpBuilder builder(op);
      auto call = LLVM::CallIntrinsicOp::create(
          builder, op->getLoc(), op->getResult(0).getType(),
          builder.getStringAttr(instruction), op->getOperands());
      op->replaceAllUsesWith(call);
      op->erase();
    }
  }
};

} // namespace
