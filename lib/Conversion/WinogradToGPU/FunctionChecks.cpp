//===- FunctionChecks.cpp - What cannot be kernels ------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionChecks.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Support/Limits.h"

using namespace mlir;
using namespace mlir::winograd;

/// What kernels can load and store.
static bool isStorable(Type type) {
  if (isa<Float16Type, BFloat16Type, Float32Type, Float64Type>(type))
    return true;
  auto integer = dyn_cast<IntegerType>(type);
  return integer && integer.isSignless() &&
         llvm::is_contained({1, 8, 16, 32, 64}, integer.getWidth());
}

static LogicalResult checkType(Operation *op, Type type) {
  auto shaped = dyn_cast<ShapedType>(type);
  if (!shaped)
    return success();
  if (!shaped.hasStaticShape() || shaped.getNumElements() == 0) {
    InFlightDiagnostic error = op->emitOpError(
        "expected static shapes on a GPU, with elements, but got ");
    error << type;
    if (!shaped.hasStaticShape())
      error.attachNote() << "winograd-specialize-shapes gives the arguments of "
                            "a function static shapes";
    return error;
  }
  if (isStorable(shaped.getElementType()))
    return success();
  return op->emitOpError("expected elements of f16, bf16, f32, f64, i1, i8, "
                         "i16, i32 or i64 on a GPU, but got ")
         << type;
}

static LogicalResult checkTypes(func::FuncOp function) {
  for (Type type : function.getArgumentTypes())
    if (failed(checkType(function, type)))
      return failure();
  WalkResult result = function.walk([&](Operation *op) {
    for (Type type : op->getResultTypes())
      if (isa<RankedTensorType>(type) && failed(checkType(op, type)))
        return WalkResult::interrupt();
    return WalkResult::advance();
  });
  return failure(result.wasInterrupted());
}

/// A thread transforms a whole tile, in straight-line code.
static LogicalResult checkTransforms(func::FuncOp function) {
  WalkResult result = function.walk([](KronOp op) {
    int64_t positions = 1;
    for (int64_t index = 0; index < op.getNumTransformed(); ++index)
      positions =
          saturatingProduct(positions, op.getAlgorithm(index).getAlpha());
    if (positions <= limits::unrolledPositions)
      return WalkResult::advance();
    op.emitOpError("cannot be a GPU kernel: expected at most ")
        << limits::unrolledPositions
        << " positions of a transformed tile, but got " << positions;
    return WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}

/// Kernels are made of tensors.
static LogicalResult checkMemRefs(func::FuncOp function) {
  WalkResult result = function.walk([](Operation *op) {
    auto destination = dyn_cast<DestinationStyleOpInterface>(op);
    if (!destination || destination.hasPureTensorSemantics() ||
        op->getParentOfType<linalg::LinalgOp>() ||
        llvm::none_of(op->getOperandTypes(), llvm::IsaPred<BaseMemRefType>))
      return WalkResult::advance();
    op->emitOpError("cannot be a GPU kernel: expected tensors, but got "
                    "memrefs");
    return WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}

LogicalResult winograd::checkBeforeKernels(func::FuncOp function) {
  return failure(failed(checkTypes(function)) ||
                 failed(checkMemRefs(function)) ||
                 failed(checkTransforms(function)));
}

/// Whether the host can do it: only shapes change, and values are passed on.
static bool isForHost(Operation *op) {
  return isa<tensor::EmptyOp, tensor::CastOp, tensor::ExpandShapeOp,
             tensor::CollapseShapeOp, tensor::DimOp, linalg::FillOp>(op) ||
         op->hasTrait<OpTrait::ConstantLike>() ||
         !isa<arith::ArithDialect, linalg::LinalgDialect, math::MathDialect,
              tensor::TensorDialect>(op->getDialect());
}

LogicalResult winograd::checkAfterKernels(func::FuncOp function) {
  WalkResult result = function.walk([](Operation *op) {
    bool isOnTensors =
        llvm::any_of(op->getOperandTypes(), llvm::IsaPred<TensorType>) ||
        llvm::any_of(op->getResultTypes(), llvm::IsaPred<TensorType>);
    if (!isOnTensors || isForHost(op) || isOpTriviallyDead(op) ||
        op->getParentOfType<linalg::LinalgOp>())
      return WalkResult::advance();
    op->emitOpError("cannot be a GPU kernel");
    return WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}
