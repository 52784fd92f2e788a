//===- LowerSubgroups.cpp - Sums over the lanes of a subgroup -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/GPU/Transforms/Passes.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"
#include "winograd/Conversion/Passes.h"
#include "winograd/Conversion/WinogradToGPU/Kernels.h"
#include "winograd/Dialect/Winograd/IR/OpUtils.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADLOWERSUBGROUPS
#include "winograd/Conversion/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Of the values that are exchanged.
static constexpr unsigned shuffleBits = 32;

namespace {
class WinogradLowerSubgroups
    : public winograd::impl::WinogradLowerSubgroupsBase<
          WinogradLowerSubgroups> {
public:
  using WinogradLowerSubgroupsBase::WinogradLowerSubgroupsBase;

  void runOnOperation() override {
    if (failed(checkOption(getOperation(), "warp-size", warpSize, 0)))
      return signalPassFailure();
    if (!usesSubgroups())
      return markAllAnalysesPreserved();
    RewritePatternSet patterns(&getContext());
    // NVIDIA's subgroups have so many lanes; SPIR-V's exchange by `xor` does
    // not depend on the width of gpu.shuffle.
    populateGpuLowerClusteredSubgroupReduceToShufflePatterns(
        patterns, mostLanes, shuffleBits);
    if (warpSize > 0)
      populateGpuSubgroupIdPatterns(patterns);
    walkAndApplyPatterns(getOperation(), std::move(patterns));
    if (warpSize > 0)
      setSubgroupSize();
  }

private:
  bool usesSubgroups() {
    auto find = [](Operation *op) {
      return isa<gpu::SubgroupReduceOp, gpu::SubgroupIdOp, gpu::SubgroupSizeOp>(
                 op)
                 ? WalkResult::interrupt()
                 : WalkResult::advance();
    };
    return getOperation().walk(find).wasInterrupted();
  }

  void setSubgroupSize() {
    IRRewriter rewriter(&getContext());
    getOperation().walk([&](gpu::SubgroupSizeOp op) {
      rewriter.setInsertionPoint(op);
      rewriter.replaceOpWithNewOp<arith::ConstantIndexOp>(op, warpSize);
    });
  }
};
} // namespace
