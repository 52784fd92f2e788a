//===- LaunchForm.cpp - What kernels may contain --------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LaunchForm.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/BuiltinTypes.h"
#include <limits>

using namespace mlir;
using namespace mlir::winograd;

/// Types that both buffers and values may have.
static bool isStorableScalar(Type type) {
  return type.isF16() || type.isF32() || type.isF64() ||
         type.isSignlessInteger(8) || type.isSignlessInteger(16) ||
         type.isSignlessInteger(32) || type.isSignlessInteger(64);
}

static bool isShortVector(Type type, int64_t &length) {
  auto vector = dyn_cast<VectorType>(type);
  if (!vector || vector.getRank() > 1 || vector.isScalable())
    return false;
  length = vector.getNumElements();
  return length <= 4;
}

static bool isSupportedValueType(Type type) {
  int64_t length;
  if (isShortVector(type, length))
    type = cast<VectorType>(type).getElementType();
  return isStorableScalar(type) || type.isSignlessInteger(1) ||
         isa<IndexType>(type);
}

/// What is wrong with a memref as the kernel's memory; empty if nothing is.
static std::string checkMemory(MemRefType type) {
  if (!type.hasStaticShape() || !type.getLayout().isIdentity())
    return "a memref of static shape and identity layout";
  int64_t length;
  Type element = type.getElementType();
  // A vector of 3 has the alignment of 4 in Vulkan's buffers.
  if (isShortVector(element, length) && (length == 2 || length == 4))
    element = cast<VectorType>(element).getElementType();
  if (!isStorableScalar(element))
    return "a memref of f16, f32, f64, i8, i16, i32 or i64, or of vectors of 2 "
           "or 4 of them";
  if (type.getNumElements() == 0 ||
      type.getNumElements() > std::numeric_limits<int32_t>::max())
    return "a memref of 1 to 2147483647 elements, which 32 bits count";
  return "";
}

static LogicalResult verifySignature(gpu::GPUFuncOp kernel) {
  if (!kernel.isKernel() || !kernel.getKnownBlockSizeAttr())
    return emitError(kernel.getLoc(), "expected '")
           << kernel.getName() << "' to be a kernel with known_block_size";
  for (BlockArgument argument : kernel.getArguments()) {
    auto type = dyn_cast<MemRefType>(argument.getType());
    unsigned number = argument.getArgNumber();
    bool isInterface = number < kernel.getFunctionType().getNumInputs();
    auto fail = [&](StringRef expected) {
      return emitError(kernel.getLoc(), "expected ")
             << (isInterface ? "argument " : "block argument ") << number
             << " of kernel '" << kernel.getName() << "' to be " << expected
             << ", but got " << argument.getType();
    };
    if (!type)
      return fail("a memref");
    if (isInterface && type.getMemorySpace())
      return fail("a memref without memory space");
    std::string problem = checkMemory(type);
    if (!problem.empty())
      return fail(problem);
  }
  return success();
}

/// Shapes may change, as long as the elements stay where they are.
static bool isShapeChange(Operation *op) {
  return isa<memref::CollapseShapeOp, memref::ExpandShapeOp, memref::CastOp>(
      op);
}

static LogicalResult verifyMemoryOp(Operation *op) {
  if (auto alloca = dyn_cast<memref::AllocaOp>(op)) {
    std::string problem = checkMemory(alloca.getType());
    if (problem.empty())
      return success();
    return op->emitOpError("expected ")
           << problem << ", but got " << alloca.getType();
  }
  if (isa<memref::LoadOp, memref::StoreOp, vector::LoadOp, vector::StoreOp>(
          op) ||
      isShapeChange(op))
    return success();
  return op->emitError("expected a kernel to use memory with load, store, "
                       "alloca and changes of shape only, but got '")
         << op->getName() << "'";
}

/// GLSL.std.450 has most functions for 16 and 32 bits only.
static LogicalResult verifyMath(Operation *op) {
  bool isF64 = llvm::any_of(op->getOperandTypes(), [](Type type) {
    return getElementTypeOrSelf(type).isF64();
  });
  if (!isF64 ||
      isa<math::AbsFOp, math::CeilOp, math::FloorOp, math::FmaOp,
          math::RoundEvenOp, math::RsqrtOp, math::SqrtOp, math::TruncOp>(op))
    return success();
  return op->emitError("expected '")
         << op->getName() << "' of f16 or f32, but got f64, for which Vulkan "
         << "does not have it";
}

static LogicalResult verifyOperation(Operation *op) {
  if (isa<math::MathDialect>(op->getDialect()) && failed(verifyMath(op)))
    return failure();
  auto isMemory = [](Type type) { return isa<BaseMemRefType>(type); };
  if (llvm::any_of(op->getOperandTypes(), isMemory) ||
      llvm::any_of(op->getResultTypes(), isMemory)) {
    if (failed(verifyMemoryOp(op)))
      return failure();
  }
  auto verifyType = [&](Type type) -> LogicalResult {
    if (isMemory(type) || isSupportedValueType(type))
      return success();
    return op->emitOpError(
               "expected values of index, i1, i8, i16, i32, i64, f16, "
               "f32 or f64, or vectors of up to 4 of them, but got ")
           << type;
  };
  for (Type type : op->getResultTypes())
    if (failed(verifyType(type)))
      return failure();
  for (Region &region : op->getRegions())
    for (Type type : region.getArgumentTypes())
      if (failed(verifyType(type)))
        return failure();
  return success();
}

FailureOr<gpu::GPUFuncOp> winograd::getKernelForSPIRV(gpu::GPUModuleOp module) {
  gpu::GPUFuncOp kernel;
  for (Operation &op : *module.getBody()) {
    auto function = dyn_cast<gpu::GPUFuncOp>(op);
    if (!function || kernel)
      return emitError(op.getLoc(), "expected one gpu.func, and nothing else, "
                                    "in gpu module '")
             << module.getName() << "', but got '" << op.getName() << "'";
    kernel = function;
  }
  if (!kernel)
    return emitError(module.getLoc(), "expected one gpu.func in gpu module '")
           << module.getName() << "', but got none";
  if (kernel.getName() != module.getName())
    return emitError(kernel.getLoc(), "expected a kernel with the name of its "
                                      "module, '")
           << module.getName() << "', but got '" << kernel.getName() << "'";
  if (failed(verifySignature(kernel)))
    return failure();
  if (!kernel.getBody().hasOneBlock())
    return emitError(kernel.getLoc(), "expected kernel '")
           << kernel.getName() << "' to have structured control flow (scf)";
  WalkResult result = kernel.getBody().walk([](Operation *op) {
    return failed(verifyOperation(op)) ? WalkResult::interrupt()
                                       : WalkResult::advance();
  });
  if (result.wasInterrupted())
    return failure();
  return kernel;
}
