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
#include "winograd/Transforms/GPU/Passes.h"
#include "winograd/Transforms/GPU/Subgroups.h"
#include "winograd/Utils/PassOptions.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADLOWERSUBGROUPS
#include "winograd/Transforms/GPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Of the values that are exchanged.
static constexpr unsigned shuffleBits = 32;

std::string winograd::checkSubgroupSize(int64_t subgroupSize,
                                        int64_t workgroupSize) {
  if (subgroupSize == 0)
    return "";
  if (subgroupSize < 1 || subgroupSize > mostLanes ||
      !llvm::isPowerOf2_64(subgroupSize))
    return "expected 'subgroup-size' to be 0 or a power of 2 up to " +
           std::to_string(mostLanes) + ", but got " +
           std::to_string(subgroupSize);
  if (workgroupSize % mostLanes != 0)
    return "expected 'workgroup-size' to be a multiple of " +
           std::to_string(mostLanes) +
           " with 'subgroup-size', so that subgroups are full, but got " +
           std::to_string(workgroupSize);
  return "";
}

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
