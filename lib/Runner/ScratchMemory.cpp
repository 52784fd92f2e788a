//===- ScratchMemory.cpp - What compiled code allocates -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/ScratchMemory.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Pass/Pass.h"

using namespace mlir;
using namespace mlir::winograd;

/// The bytes of all the elements; 0 if the shape is dynamic.
static int64_t getBytes(ShapedType type) {
  if (!type.hasStaticShape())
    return 0;
  Type element = type.getElementType();
  int64_t lanes = 1;
  if (auto vector = dyn_cast<VectorType>(element)) {
    lanes = vector.getNumElements();
    element = vector.getElementType();
  }
  int64_t bits = element.isIntOrFloat() ? element.getIntOrFloatBitWidth() : 64;
  return type.getNumElements() * lanes * llvm::divideCeil(bits, 8);
}

namespace {

class ScratchCounter : public PassInstrumentation {
public:
  ScratchCounter(const EntrySignature &signature, ScratchMemory &scratch)
      : scratch(scratch) {
    for (RankedTensorType type : signature.results)
      resultBytes += getBytes(type);
  }

  void runAfterPass(Pass *, Operation *op) override {
    auto module = dyn_cast<ModuleOp>(op);
    if (!module || !module.getOps<LLVM::LLVMFuncOp>().empty())
      return;
    ScratchMemory found;
    module.walk([&](Operation *op) {
      if (!isa<memref::AllocOp, memref::AllocaOp>(op))
        return;
      auto type = cast<MemRefType>(op->getResult(0).getType());
      found.bytes += getBytes(type);
      found.hasDynamic |= !type.hasStaticShape();
    });
    // A result may also be an argument or a constant.
    found.bytes = std::max<int64_t>(found.bytes - resultBytes, 0);
    scratch = found;
  }

private:
  ScratchMemory &scratch;
  int64_t resultBytes = 0;
};

} // namespace

std::unique_ptr<PassInstrumentation>
mlir::winograd::createScratchCounter(const EntrySignature &signature,
                                     ScratchMemory &scratch) {
  return std::make_unique<ScratchCounter>(signature, scratch);
}
