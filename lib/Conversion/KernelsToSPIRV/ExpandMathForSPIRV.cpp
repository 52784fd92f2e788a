//===- ExpandMathForSPIRV.cpp - Functions that Vulkan does not have -------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ExpandMathForSPIRV.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "winograd/Transforms/GPU/MathPatterns.h"
#include "winograd/Utils/Rewriting.h"

using namespace mlir;
using namespace mlir::winograd;

/// Of f32; what is narrower goes through it.
static constexpr StringLiteral polynomials[] = {"erf", "erfc", "atan2", "cbrt"};

static bool isPolynomial(StringRef name) {
  name.consume_front("math.");
  return llvm::is_contained(polynomials, name);
}

static bool usesMath(gpu::GPUModuleOp module) {
  return module
      .walk([](Operation *op) {
        return isMath(op) ? WalkResult::interrupt() : WalkResult::advance();
      })
      .wasInterrupted();
}

LogicalResult winograd::expandMathForSPIRV(gpu::GPUModuleOp module) {
  if (!usesMath(module))
    return success();
  RewritePatternSet patterns(module.getContext());
  populateComputeInF32Patterns(patterns, [](Operation *op) {
    // The emulation of bf16 leaves them out.
    bool isMultiplyAdd =
        isa<math::FmaOp>(op) &&
        getElementTypeOrSelf(op->getResult(0).getType()).isBF16();
    return isMultiplyAdd || isPolynomial(op->getName().getStringRef());
  });
  populateCompareInsteadPatterns(patterns);
  populateMathPolynomialApproximationPatterns(patterns, isPolynomial);
  math::populateExpansionPatterns(patterns, {"clampf", "fpowi"});
  return rewriteOperations(module, std::move(patterns));
}
