//===- CheckDimensions.cpp - Sizes along axes that there are --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "winograd/Checks/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADCHECKDIMENSIONS
#include "winograd/Checks/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;

/// Reports a constant index of an axis that `type` does not have.
template <typename DimOpTy> static LogicalResult check(DimOpTy op, Type type) {
  auto shaped = cast<ShapedType>(type);
  std::optional<int64_t> index = op.getConstantIndex();
  if (!index || !shaped.hasRank() || (*index >= 0 && *index < shaped.getRank()))
    return success();
  return op.emitOpError("expected an axis of ")
         << type << " (0 to " << shaped.getRank() - 1 << "), but got "
         << *index;
}

namespace {
class WinogradCheckDimensions
    : public winograd::impl::WinogradCheckDimensionsBase<
          WinogradCheckDimensions> {
public:
  void runOnOperation() override {
    WalkResult walk = getOperation()->walk([](Operation *op) -> WalkResult {
      if (auto dim = dyn_cast<tensor::DimOp>(op))
        return check(dim, dim.getSource().getType());
      if (auto dim = dyn_cast<memref::DimOp>(op))
        return check(dim, dim.getSource().getType());
      return WalkResult::advance();
    });
    if (walk.wasInterrupted())
      signalPassFailure();
    markAllAnalysesPreserved();
  }
};
} // namespace
