//===- FloatControls.cpp - What floats of a kernel must keep --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Conversion/KernelsToSPIRV/FloatControls.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVDialect.h"

using namespace mlir;
using namespace mlir::winograd;

/// Whether an operation does more with floats than to move or convert them.
static bool computes(Operation *op) {
  return isa<spirv::SPIRVDialect>(op->getDialect()) &&
         !isa<spirv::LoadOp, spirv::StoreOp, spirv::VariableOp,
              spirv::ConstantOp, spirv::FConvertOp, spirv::CompositeExtractOp,
              spirv::CompositeConstructOp, spirv::VectorShuffleOp,
              spirv::SelectOp, spirv::BitcastOp>(op);
}

static bool hasWidth(Type type, unsigned width) {
  auto floats = dyn_cast<FloatType>(getElementTypeOrSelf(type));
  return floats && floats.getWidth() == width;
}

SmallVector<unsigned>
winograd::declareFloatControls(spirv::FuncOp entryPoint,
                               ArrayRef<unsigned> widths) {
  auto module = entryPoint->getParentOfType<spirv::ModuleOp>();
  auto builder = OpBuilder::atBlockEnd(module.getBody());
  SmallVector<unsigned> lost;
  for (unsigned width : floatWidths) {
    auto isOfWidth = [&](Type type) { return hasWidth(type, width); };
    WalkResult result = entryPoint.walk([&](Operation *op) {
      bool isFound =
          computes(op) && (llvm::any_of(op->getOperandTypes(), isOfWidth) ||
                           llvm::any_of(op->getResultTypes(), isOfWidth));
      return isFound ? WalkResult::interrupt() : WalkResult::advance();
    });
    if (!result.wasInterrupted())
      continue;
    if (!llvm::is_contained(widths, width)) {
      lost.push_back(width);
      continue;
    }
    spirv::ExecutionModeOp::create(
        builder, entryPoint.getLoc(), entryPoint,
        spirv::ExecutionMode::SignedZeroInfNanPreserve, int32_t(width));
  }
  return lost;
}
