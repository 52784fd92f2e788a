//===- KernelBody.cpp - Bodies of operations in kernels -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelBuilder.h"
#include "RegisterTile.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "winograd/Utils/NarrowFloats.h"

using namespace mlir;
using namespace mlir::winograd;

//===----------------------------------------------------------------------===//
// What can be a kernel
//===----------------------------------------------------------------------===//

std::string winograd::describeValue(Value value) {
  if (Operation *op = value.getDefiningOp())
    return ("the result of '" + op->getName().getStringRef() + "'").str();
  return "an argument";
}

/// Calls `visit` with the values from outside of `body` that its operations
/// use, also in regions.
static void forEachCapture(Block &body, function_ref<void(Value)> visit) {
  body.walk([&](Operation *op) {
    for (Value operand : op->getOperands())
      if (!body.getParent()->isAncestor(operand.getParentRegion()))
        visit(operand);
  });
}

static bool isConstantScalar(Value value) {
  return !isa<ShapedType>(value.getType()) && matchPattern(value, m_Constant());
}

/// Whether a body reads a tensor from outside value by value, and nothing else.
static bool isOnlyExtracted(Value tensor, Block &body) {
  return isa<RankedTensorType>(tensor.getType()) &&
         llvm::all_of(tensor.getUsers(), [&](Operation *user) {
           return !body.getParent()->isAncestor(user->getParentRegion()) ||
                  isa<tensor::ExtractOp>(user);
         });
}

SetVector<Value> winograd::getExtractedTensors(Block &body) {
  SetVector<Value> tensors;
  forEachCapture(body, [&](Value value) {
    if (isa<RankedTensorType>(value.getType()))
      tensors.insert(value);
  });
  return tensors;
}

bool winograd::canBeKernelBody(Block &body, bool mayExtract,
                               std::string &reason) {
  forEachCapture(body, [&](Value value) {
    if (!isConstantScalar(value) &&
        !(mayExtract && isOnlyExtracted(value, body)))
      reason = "expected what its body uses from outside to be constants, but "
               "got " +
               describeValue(value);
  });
  return reason.empty();
}

/// Whether the loops compute every value of a result, and each in one place.
static bool computesAllOf(linalg::GenericOp op, OpResult result) {
  auto shape = cast<RankedTensorType>(result.getType()).getShape();
  AffineMap map = op.getIndexingMapMatchingResult(result);
  llvm::SmallBitVector seen(map.getNumDims());
  for (auto [expr, size] : llvm::zip_equal(map.getResults(), shape)) {
    auto constant = dyn_cast<AffineConstantExpr>(expr);
    if (constant && constant.getValue() == 0 && size == 1)
      continue;
    auto dim = dyn_cast<AffineDimExpr>(expr);
    if (!dim || seen.test(dim.getPosition()))
      return false;
    seen.set(dim.getPosition());
  }
  return true;
}

bool winograd::canBeKernel(linalg::GenericOp op, std::string &reason,
                           bool mayExtract) {
  for (OpOperand *input : op.getDpsInputOperands())
    if (!isa<RankedTensorType>(input->get().getType()) &&
        !isConstantScalar(input->get())) {
      reason = "expected operand " + std::to_string(input->getOperandNumber()) +
               ", a scalar, to be a constant, but got " +
               describeValue(input->get());
      return false;
    }
  if (!canBeKernelBody(*op.getBody(), mayExtract, reason))
    return false;
  std::optional<llvm::SmallBitVector> loops;
  for (OpResult result : op->getResults()) {
    if (!computesAllOf(op, result)) {
      reason = "expected loops that compute every value of its results";
      return false;
    }
    llvm::SmallBitVector used =
        getUsedLoops(op.getIndexingMapMatchingResult(result));
    if (loops && *loops != used) {
      reason = "expected results that are indexed by the same loops";
      return false;
    }
    loops = used;
  }
  return true;
}

Operation *winograd::getSplat(Value tensor) {
  while (Operation *op = tensor.getDefiningOp()) {
    DenseElementsAttr elements;
    if (matchPattern(tensor, m_Constant(&elements)))
      return elements.isSplat() ? op : nullptr;
    if (auto fill = dyn_cast<linalg::FillOp>(op))
      return matchPattern(fill.value(), m_Constant()) ? op : nullptr;
    if (!isa<tensor::CollapseShapeOp, tensor::ExpandShapeOp>(op))
      return nullptr;
    tensor = op->getOperand(0);
  }
  return nullptr;
}

Value KernelBuilder::cloneConstant(Value scalar) {
  return b.clone(*scalar.getDefiningOp())->getResult(0);
}

Value KernelBuilder::getSplatValue(Value tensor) {
  Operation *op = getSplat(tensor);
  if (auto fill = dyn_cast<linalg::FillOp>(op))
    return cloneConstant(fill.value());
  DenseElementsAttr elements;
  matchPattern(op->getResult(0), m_Constant(&elements));
  return arith::ConstantOp::create(
      b, cast<TypedAttr>(elements.getSplatValue<Attribute>()));
}

//===----------------------------------------------------------------------===//
// Cloning bodies
//===----------------------------------------------------------------------===//

/// As everywhere on a GPU, a product and a sum may be one instruction.
static void allowContraction(Operation *op) {
  if (!isa<arith::MulFOp, arith::AddFOp, arith::SubFOp>(op))
    return;
  auto math = cast<arith::ArithFastMathInterface>(op);
  op->setAttr(math.getFastMathAttrName(),
              arith::FastMathFlagsAttr::get(
                  op->getContext(), math.getFastMathFlagsAttr().getValue() |
                                        arith::FastMathFlags::contract));
}

/// Values of the kernel's inputs are loaded where they were extracted.
static void loadExtracted(KernelBuilder &kernel, Operation *op,
                          IRMapping &mapping, Operation *original) {
  SmallVector<tensor::ExtractOp> extractions;
  op->walk(
      [&](tensor::ExtractOp extraction) { extractions.push_back(extraction); });
  for (tensor::ExtractOp extraction : extractions) {
    OpBuilder builder(extraction);
    Value value = memref::LoadOp::create(
        builder, extraction.getLoc(), kernel.getInput(extraction.getTensor()),
        extraction.getIndices());
    extraction.replaceAllUsesWith(value);
    if (extraction == op)
      mapping.map(original->getResult(0), value);
    extraction.erase();
  }
}

SmallVector<Value> KernelBuilder::cloneBody(Block &body, ValueRange arguments,
                                            ValueRange coordinates) {
  IRMapping mapping;
  mapping.map(body.getArguments(), arguments);
  forEachCapture(body, [&](Value value) {
    if (!mapping.contains(value) && isConstantScalar(value))
      mapping.map(value, cloneConstant(value));
  });
  for (Operation &op : body.without_terminator()) {
    if (auto loop = dyn_cast<linalg::IndexOp>(op)) {
      mapping.map(loop.getResult(), coordinates[loop.getDim()]);
      continue;
    }
    Operation *clone = b.clone(op, mapping);
    allowContraction(clone);
    loadExtracted(*this, clone, mapping, &op);
  }
  return llvm::map_to_vector(
      body.getTerminator()->getOperands(),
      [&](Value value) { return mapping.lookup(value); });
}

//===----------------------------------------------------------------------===//
// Arithmetic in f32
//===----------------------------------------------------------------------===//

static bool isNarrow(Type type) { return isa<Float16Type, BFloat16Type>(type); }

/// Whether an operation means the same on f32, but for its rounding.
static bool canBeInF32(Operation *op) {
  return isa<arith::ArithDialect, math::MathDialect>(op->getDialect()) &&
         op->hasTrait<OpTrait::Elementwise>() &&
         !isa<arith::BitcastOp, arith::ExtFOp, arith::TruncFOp, arith::SIToFPOp,
              arith::UIToFPOp>(op);
}

namespace {
/// Clones a body. What is f16 or bf16 in the body is f32 in the kernel.
class F32Body {
public:
  F32Body(KernelBuilder &kernel) : kernel(kernel), b(kernel.b) {}

  void map(Value original, Value value) { mapping.map(original, value); }
  /// A value of the body's own type.
  void mapWidened(Value original, Value value) {
    mapping.map(original, widen(value));
  }
  Value lookup(Value original) { return mapping.lookup(original); }
  void clone(Operation &op);

private:
  Value widen(Value value) {
    return isNarrow(value.getType()) ? convertFloat(b, value, b.getF32Type())
                                     : value;
  }
  void cloneInF32(Operation &op);
  void cloneAsIs(Operation &op);

  KernelBuilder &kernel;
  ImplicitLocOpBuilder &b;
  IRMapping mapping;
};
} // namespace

void F32Body::cloneInF32(Operation &op) {
  Operation *clone = b.clone(op, mapping);
  for (OpResult result : clone->getResults())
    if (isNarrow(result.getType()))
      result.setType(b.getF32Type());
  allowContraction(clone);
}

/// With operands that are rounded to their own types.
void F32Body::cloneAsIs(Operation &op) {
  IRMapping own;
  auto round = [&](Value value) {
    if (Value mapped = mapping.lookupOrNull(value);
        mapped && !own.contains(value))
      own.map(value, isNarrow(value.getType())
                         ? convertFloat(b, mapped, value.getType())
                         : mapped);
  };
  op.walk(
      [&](Operation *inner) { llvm::for_each(inner->getOperands(), round); });
  Operation *clone = b.clone(op, own);
  loadExtracted(kernel, clone, own, &op);
  for (Value result : op.getResults())
    mapWidened(result, own.lookup(result));
}

void F32Body::clone(Operation &op) {
  auto extension = dyn_cast<arith::ExtFOp>(op);
  if (extension && isNarrow(extension.getIn().getType()))
    return map(extension,
               convertFloat(b, lookup(extension.getIn()), extension.getType()));
  if (canBeInF32(&op))
    return cloneInF32(op);
  cloneAsIs(op);
}

SmallVector<Value> KernelBuilder::cloneBodyInF32(Block &body,
                                                 ValueRange arguments,
                                                 ValueRange coordinates) {
  F32Body clone(*this);
  for (auto [argument, value] : llvm::zip_equal(body.getArguments(), arguments))
    if (value)
      clone.mapWidened(argument, value);
  SetVector<Value> captures;
  forEachCapture(body, [&](Value value) { captures.insert(value); });
  for (Value value : captures)
    if (isConstantScalar(value))
      clone.mapWidened(value, cloneConstant(value));
  for (Operation &op : body.without_terminator()) {
    if (auto loop = dyn_cast<linalg::IndexOp>(op))
      clone.map(loop.getResult(), coordinates[loop.getDim()]);
    else
      clone.clone(op);
  }
  return llvm::map_to_vector(body.getTerminator()->getOperands(),
                             [&](Value value) { return clone.lookup(value); });
}
