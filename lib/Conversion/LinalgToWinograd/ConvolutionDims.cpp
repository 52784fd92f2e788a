//===- ConvolutionDims.cpp - The parts of a convolution ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Conversion/LinalgToWinograd/ConvolutionDims.h"
#include "mlir/Analysis/FlatLinearValueConstraints.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::winograd;

const ConvolutionDims::Spatial *
ConvolutionDims::findImage(unsigned loop) const {
  const auto *it =
      llvm::find_if(spatial, [&](const Spatial &s) { return s.image == loop; });
  return it == spatial.end() ? nullptr : it;
}

const ConvolutionDims::Spatial *ConvolutionDims::findTap(unsigned loop) const {
  const auto *it =
      llvm::find_if(spatial, [&](const Spatial &s) { return s.tap == loop; });
  return it == spatial.end() ? nullptr : it;
}

/// Whether an index of the operand depends on several loops.
static bool hasWindow(linalg::LinalgOp op, OpOperand *operand) {
  AffineMap map = op.getMatchingIndexingMap(operand);
  return llvm::any_of(map.getResults(), [&](AffineExpr expr) {
    return llvm::count_if(llvm::seq(map.getNumDims()), [&](unsigned loop) {
             return expr.isFunctionOfDim(loop);
           }) > 1;
  });
}

bool winograd::looksLikeConvolution(linalg::LinalgOp op) {
  return op.getNumDpsInputs() >= 2 && op.getNumReductionLoops() > 0 &&
         llvm::any_of(op.getDpsInputOperands(),
                      [&](OpOperand *input) { return hasWindow(op, input); }) &&
         llvm::any_of(*op.getBlock(), [](Operation &inner) {
           // The product of two truth values is `and`.
           return isa<arith::MulFOp, arith::MulIOp, arith::AndIOp,
                      complex::MulOp>(inner);
         });
}

/// Why the operation does not work on tensors of floating-point numbers; empty
/// if it does.
static std::string checkTypes(linalg::LinalgOp op) {
  std::string reason;
  llvm::raw_string_ostream os(reason);
  if (!op.hasPureTensorSemantics())
    return "it works on memrefs (expected tensors)";
  for (Type type : op->getOperandTypes()) {
    Type element = getElementTypeOrSelf(type);
    if (!element.isF16() && !element.isBF16() && !element.isF32() &&
        !element.isF64()) {
      os << "the element type " << element
         << " (expected f16, bf16, f32 or f64)";
      return reason;
    }
  }
  return reason;
}

/// Why the operation does not multiply values of two tensors and add up the
/// products; empty if it does.
static std::string checkAlgebra(linalg::LinalgOp op) {
  if (op.getNumDpsInits() != 1)
    return "it has " + std::to_string(op.getNumDpsInits()) +
           " results (expected 1)";
  if (op.getNumDpsInputs() != 2)
    return "it has " + std::to_string(op.getNumDpsInputs()) +
           " inputs (expected an image and a filter)";
  if (getElementTypeOrSelf(op->getOperand(0).getType()) !=
      getElementTypeOrSelf(op->getOperand(1).getType()))
    return "input and filter differ in their element types";
  // Casts may widen the factors; nothing else may happen to them.
  for (Operation &inner : *op.getBlock())
    if (!isa<arith::MulFOp, arith::AddFOp, arith::ExtFOp, linalg::YieldOp>(
            inner))
      return ("its body has " + inner.getName().getStringRef() +
              " (expected a product that is added)")
          .str();
  bool isSum = linalg::detail::isContractionBody(
      *op.getBlock(), [](Operation *first, Operation *second) {
        return isa<arith::MulFOp>(first) && isa<arith::AddFOp>(second);
      });
  return isSum ? "" : "its body does not add one product of its inputs";
}

namespace {
/// Sorts the loops of one operation.
class Analysis {
public:
  Analysis(linalg::LinalgOp op, std::string &reason)
      : ranges(op.getStaticLoopRanges()), reason(reason) {
    if (!hasWindow(op, op.getDpsInputOperand(0)))
      std::swap(dims.image, dims.filter);
    SmallVector<AffineMap> all = op.getIndexingMapsArray();
    image = all[dims.image];
    filter = all[dims.filter];
    output = all[2];
  }

  FailureOr<ConvolutionDims> run() {
    for (AffineExpr expr : image.getResults())
      if (failed(readInput(expr)))
        return failure();
    if (failed(requireDims(filter, "filter")) ||
        failed(requireDims(output, "output")))
      return failure();
    for (unsigned loop = 0; loop < image.getNumDims(); ++loop)
      if (failed(requireOneUse(loop)) || failed(classify(loop)))
        return failure();
    if (llvm::all_of(dims.spatial, [](const auto &s) { return s.taps == 1; }))
      return fail("the filter has one tap in every dimension");
    return dims;
  }

private:
  LogicalResult fail(const Twine &why) {
    reason = why.str();
    return failure();
  }

  /// One index of x: a loop, or image * stride + tap * dilation + offset.
  LogicalResult readInput(AffineExpr expr) {
    if (isa<AffineDimExpr>(expr))
      return success();
    SmallVector<int64_t> flat;
    unsigned numDims = image.getNumDims();
    if (failed(getFlattenedAffineExpr(expr, numDims, 0, &flat)) ||
        flat.size() != numDims + 1)
      return fail("the input is not indexed with a sum of loops");
    ConvolutionDims::Spatial spatial{numDims, numDims, flat.back(), 0};
    for (unsigned loop = 0; loop < numDims; ++loop) {
      if (flat[loop] == 0)
        continue;
      bool isImage = output.isFunctionOfDim(loop);
      unsigned &slot = isImage ? spatial.image : spatial.tap;
      if (slot != numDims)
        return fail("the input is not indexed with one image and one filter "
                    "dimension");
      slot = loop;
      if (flat[loop] != 1)
        return fail(Twine(isImage ? "stride " : "dilation ") +
                    Twine(flat[loop]) + " in dimension d" + Twine(loop) +
                    " (expected 1)");
    }
    if (spatial.image == numDims || spatial.tap == numDims)
      return fail("the input is not indexed with one image and one filter "
                  "dimension");
    spatial.taps = ranges[spatial.tap];
    if (ShapedType::isDynamic(spatial.taps))
      return fail("the filter has a dynamic size in dimension d" +
                  Twine(spatial.tap));
    if (spatial.taps > 7)
      return fail(Twine(spatial.taps) + " taps in dimension d" +
                  Twine(spatial.tap) + " (expected 1 to 7)");
    dims.spatial.push_back(spatial);
    return success();
  }

  LogicalResult requireDims(AffineMap map, StringRef name) {
    if (map.isProjectedPermutation())
      return success();
    return fail("the " + name + " is not indexed with plain loops");
  }

  LogicalResult requireOneUse(unsigned loop) {
    auto uses = llvm::count_if(image.getResults(), [&](AffineExpr expr) {
      return expr.isFunctionOfDim(loop);
    });
    if (uses <= 1)
      return success();
    return fail("dimension d" + Twine(loop) +
                " indexes the input more than once");
  }

  LogicalResult classify(unsigned loop) {
    bool inInput = image.isFunctionOfDim(loop);
    bool inFilter = filter.isFunctionOfDim(loop);
    bool inOutput = output.isFunctionOfDim(loop);
    if (dims.findImage(loop) || dims.findTap(loop)) {
      bool isImage = dims.findImage(loop);
      if (inFilter == isImage || inOutput != isImage)
        return fail("dimension d" + Twine(loop) +
                    " is neither the image's nor the filter's");
      return success();
    }
    if (inInput && inFilter && inOutput)
      dims.depth.push_back(loop);
    else if (inInput && inFilter)
      dims.inputChannel.push_back(loop);
    else if (inInput && inOutput)
      dims.batch.push_back(loop);
    else if (inFilter && inOutput)
      dims.outputChannel.push_back(loop);
    else
      return fail("dimension d" + Twine(loop) + " stands in one operand only");
    return success();
  }

  AffineMap image, filter, output;
  SmallVector<int64_t> ranges;
  std::string &reason;
  ConvolutionDims dims;
};
} // namespace

FailureOr<ConvolutionDims> winograd::analyzeConvolution(linalg::LinalgOp op,
                                                        std::string &reason) {
  reason = checkTypes(op);
  if (reason.empty())
    reason = checkAlgebra(op);
  if (!reason.empty())
    return failure();
  return Analysis(op, reason).run();
}
