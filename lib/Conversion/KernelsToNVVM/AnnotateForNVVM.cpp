//===- AnnotateForNVVM.cpp - What LLVM may assume about memory ------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "winograd/Conversion/KernelsToNVVM/KernelsToNVVM.h"
#include "winograd/Transforms/GPU/KernelArguments.h"
#include <limits>

namespace mlir::winograd {
#define GEN_PASS_DEF_ANNOTATEKERNELSFORNVVM
#include "winograd/Conversion/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Of buffers, in bytes: what the widest loads and stores need.
static constexpr int64_t alignment = 16;
/// Memory that a kernel may declare, in bytes; more must be asked for at the
/// launch.
static constexpr int64_t maxWorkgroupBytes = 48 * 1024;
static constexpr int64_t maxBlockThreads = 1024;

static LogicalResult verifyArgument(gpu::GPUFuncOp kernel, unsigned index) {
  auto type = dyn_cast<MemRefType>(kernel.getArgument(index).getType());
  if (type && type.hasStaticShape() && type.getLayout().isIdentity() &&
      !type.getMemorySpace() &&
      type.getNumElements() <= std::numeric_limits<int32_t>::max())
    return success();
  return kernel.emitOpError("expected argument ")
         << index
         << " to be a memref of static shape, identity layout, no memory "
            "space and up to 2147483647 elements, but got "
         << kernel.getArgument(index).getType();
}

static LogicalResult verifyBlockSize(gpu::GPUFuncOp kernel) {
  std::optional<ArrayRef<int32_t>> size = kernel.getKnownBlockSize();
  if (!size)
    return kernel.emitOpError("expected known_block_size");
  int64_t threads = 1;
  for (int32_t extent : *size)
    threads *= extent;
  if (threads >= 1 && threads <= maxBlockThreads)
    return success();
  return kernel.emitOpError("expected a block of 1 to ")
         << maxBlockThreads << " threads, but got " << threads;
}

static LogicalResult verifyWorkgroupMemory(gpu::GPUFuncOp kernel) {
  int64_t bytes = 0;
  for (BlockArgument memory : kernel.getWorkgroupAttributions()) {
    auto type = cast<MemRefType>(memory.getType());
    Type element = type.getElementType();
    int64_t bits = 0;
    if (auto vector = dyn_cast<VectorType>(element))
      bits = vector.getNumElements() * vector.getElementTypeBitWidth();
    else if (element.isIntOrFloat())
      bits = element.getIntOrFloatBitWidth();
    if (!bits || !type.hasStaticShape())
      return kernel.emitOpError("expected workgroup memory of static shape, of "
                                "floats or integers, but got ")
             << type;
    bytes = llvm::alignTo(bytes, alignment) +
            type.getNumElements() * llvm::divideCeil(bits, 8);
  }
  if (bytes <= maxWorkgroupBytes)
    return success();
  return kernel.emitOpError("expected at most ")
         << maxWorkgroupBytes << " bytes of workgroup memory, but got "
         << bytes;
}

static LogicalResult verifyKernel(gpu::GPUFuncOp kernel) {
  for (unsigned i = 0; i < kernel.getFunctionType().getNumInputs(); ++i)
    if (failed(verifyArgument(kernel, i)))
      return failure();
  return success(succeeded(verifyBlockSize(kernel)) &&
                 succeeded(verifyWorkgroupMemory(kernel)));
}

namespace {

struct AnnotateKernelsForNVVM
    : public mlir::winograd::impl::AnnotateKernelsForNVVMBase<
          AnnotateKernelsForNVVM> {
  void runOnOperation() override;
  void annotate(gpu::GPUFuncOp kernel, ArrayRef<gpu::LaunchFuncOp> launches);
};

} // namespace

void AnnotateKernelsForNVVM::annotate(gpu::GPUFuncOp kernel,
                                      ArrayRef<gpu::LaunchFuncOp> launches) {
  Builder builder(&getContext());
  auto unit = builder.getUnitAttr();
  auto align = builder.getI64IntegerAttr(alignment);
  llvm::BitVector written = findWrittenArguments(kernel);
  llvm::BitVector unaliased = findUnaliasedArguments(kernel, launches);
  for (unsigned i = 0; i < written.size(); ++i) {
    kernel.setArgAttr(i, LLVM::LLVMDialect::getAlignAttrName(), align);
    if (!written[i]) {
      kernel.setArgAttr(i, LLVM::LLVMDialect::getReadonlyAttrName(), unit);
      ++numReadOnly;
    }
    if (unaliased[i]) {
      kernel.setArgAttr(i, LLVM::LLVMDialect::getNoAliasAttrName(), unit);
      ++numNoAlias;
    }
  }
  for (unsigned i = 0; i < kernel.getNumWorkgroupAttributions(); ++i)
    kernel.setWorkgroupAttributionAttr(
        i, builder.getStringAttr(LLVM::LLVMDialect::getAlignAttrName()), align);
}

void AnnotateKernelsForNVVM::runOnOperation() {
  KernelLaunches launches = collectLaunches(getOperation());
  for (auto gpuModule : getOperation().getOps<gpu::GPUModuleOp>())
    for (auto kernel : gpuModule.getOps<gpu::GPUFuncOp>()) {
      if (!kernel.isKernel())
        continue;
      if (failed(verifyKernel(kernel)))
        return signalPassFailure();
      annotate(kernel, launches.lookup(kernel));
    }
}
