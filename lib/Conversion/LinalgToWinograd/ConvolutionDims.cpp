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

bool winograd::looksLikeConvolution(linalg::LinalgOp op) {
  if (op.getNumDpsInputs() != 2 || op.getNumDpsInits() != 1)
    return false;
  bool readsSum = llvm::any_of(op.getIndexingMapsArray()[0].getResults(),
                               [](AffineExpr expr) {
                                 return isa<AffineBinaryOpExpr>(expr) &&
                                        expr.getKind() == AffineExprKind::Add;
                               });
  // Casts may widen the factors; nothing else may happen to them.
  bool isPlain = llvm::all_of(*op.getBlock(), [](Operation &inner) {
    return isa<arith::MulFOp, arith::AddFOp, arith::MulIOp, arith::AddIOp,
               arith::ExtFOp, arith::ExtSIOp, linalg::YieldOp>(inner);
  });
  if (!readsSum || !isPlain)
    return false;
  return linalg::detail::isContractionBody(
      *op.getBlock(), [](Operation *first, Operation *second) {
        return (isa<arith::MulFOp>(first) && isa<arith::AddFOp>(second)) ||
               (isa<arith::MulIOp>(first) && isa<arith::AddIOp>(second));
      });
}

namespace {
/// Sorts the loops of one operation.
class Analysis {
public:
  Analysis(linalg::LinalgOp op, std::string &reason)
      : maps(op.getIndexingMapsArray()), ranges(op.getStaticLoopRanges()),
        reason(reason) {}

  FailureOr<ConvolutionDims> run() {
    for (AffineExpr expr : maps[0].getResults())
      if (failed(readInput(expr)))
        return failure();
    if (failed(requireDims(maps[1], "filter")) ||
        failed(requireDims(maps[2], "output")))
      return failure();
    for (unsigned loop = 0; loop < maps[0].getNumDims(); ++loop)
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
    unsigned numDims = maps[0].getNumDims();
    if (failed(getFlattenedAffineExpr(expr, numDims, 0, &flat)) ||
        flat.size() != numDims + 1)
      return fail("the input is not indexed with a sum of loops");
    ConvolutionDims::Spatial spatial{numDims, numDims, flat.back(), 0};
    for (unsigned loop = 0; loop < numDims; ++loop) {
      if (flat[loop] == 0)
        continue;
      bool isImage = maps[2].isFunctionOfDim(loop);
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
    auto uses = llvm::count_if(maps[0].getResults(), [&](AffineExpr expr) {
      return expr.isFunctionOfDim(loop);
    });
    if (uses <= 1)
      return success();
    return fail("dimension d" + Twine(loop) +
                " indexes the input more than once");
  }

  LogicalResult classify(unsigned loop) {
    bool inInput = maps[0].isFunctionOfDim(loop);
    bool inFilter = maps[1].isFunctionOfDim(loop);
    bool inOutput = maps[2].isFunctionOfDim(loop);
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

  SmallVector<AffineMap> maps;
  SmallVector<int64_t> ranges;
  std::string &reason;
  ConvolutionDims dims;
};
} // namespace

FailureOr<ConvolutionDims> winograd::analyzeConvolution(linalg::LinalgOp op,
                                                        std::string &reason) {
  return Analysis(op, reason).run();
}
