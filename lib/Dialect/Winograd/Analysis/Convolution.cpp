//===- Convolution.cpp - The parts of a convolution ----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Dialect/Winograd/Analysis/Convolution.h"
#include "mlir/Analysis/FlatLinearValueConstraints.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "winograd/Dialect/Winograd/Analysis/SpreadImage.h"
#include "winograd/Dialect/Winograd/Analysis/WinogradForm.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Support/Limits.h"
#include "winograd/Utils/LoopMaps.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::winograd;

//===----------------------------------------------------------------------===//
// What is asked
//===----------------------------------------------------------------------===//

const Convolution::Window *Convolution::findImage(unsigned loop) const {
  const auto *it =
      llvm::find_if(windows, [&](const Window &w) { return w.image == loop; });
  return it == windows.end() ? nullptr : it;
}

const Convolution::Window *Convolution::findTap(unsigned loop) const {
  const auto *it =
      llvm::find_if(windows, [&](const Window &w) { return w.tap == loop; });
  return it == windows.end() ? nullptr : it;
}

void Convolution::skipZeros() {
  std::optional<SpreadImage> spread = SpreadImage::get(getImage());
  if (!spread)
    return;
  SmallVector<Window> skipped = windows;
  auto from = cast<RankedTensorType>(spread->source.getType()).getShape();
  auto to = cast<RankedTensorType>(getImage().getType()).getShape();
  for (auto [axis, expr] : llvm::enumerate(getImageMap().getResults())) {
    int64_t stride = spread->strides[axis], offset = spread->offsets[axis];
    Window *window = llvm::find_if(skipped, [&expr = expr](const Window &w) {
      return expr.isFunctionOfDim(w.image);
    });
    if (window == skipped.end() || window->taps == 1) { // read as it stands
      if (stride != 1 || offset != 0 || from[axis] != to[axis])
        return;
      continue;
    }
    if (stride != 1 && (window->stride != 1 || window->dilation != 1))
      return;
    window->spread = stride;
    window->offset -= offset;
  }
  source = spread->source;
  windows = skipped;
}

Type Convolution::getAccumulationType() const {
  auto isF64 = [](Value value) {
    return getElementTypeOrSelf(value.getType()).isF64();
  };
  MLIRContext *context = op->getContext();
  if (isF64(getImage()) || isF64(getFilter()) || isF64(getInit()))
    return Float64Type::get(context);
  return Float32Type::get(context);
}

Type Convolution::getStorageType(bool narrow) const {
  return narrow ? getElementTypeOrSelf(getImage().getType())
                : getAccumulationType();
}

/// The product of the loops' sizes; dynamic ones count as `guessedSize`.
static int64_t countIterations(linalg::LinalgOp op, ArrayRef<unsigned> loops) {
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  int64_t product = 1;
  for (unsigned loop : loops)
    product = saturatingProduct(product, ShapedType::isDynamic(ranges[loop])
                                             ? guessedSize
                                             : ranges[loop]);
  return product;
}

int64_t Convolution::countImages() const {
  return saturatingProduct(countIterations(op, batch),
                           countIterations(op, depth));
}

ConvolutionSizes Convolution::getSizes() const {
  ConvolutionSizes sizes;
  sizes.batch = countImages();
  sizes.inputChannels = countIterations(op, inputChannel);
  sizes.outputChannels = countIterations(op, outputChannel);
  for (const Window &window : windows) {
    if (window.taps > 1) {
      sizes.filter.push_back(window.taps);
      sizes.output.push_back(countIterations(op, window.image));
    } else {
      sizes.batch =
          saturatingProduct(sizes.batch, countIterations(op, window.image));
    }
  }
  return sizes;
}

bool Convolution::hasKnownChannels() const {
  linalg::LinalgOp linalgOp = op;
  SmallVector<int64_t> ranges = linalgOp.getStaticLoopRanges();
  // Groups without channels of their own are channels.
  ArrayRef<unsigned> groups =
      inputChannel.empty() ? ArrayRef<unsigned>(depth) : ArrayRef<unsigned>();
  auto loops = llvm::to_vector(
      llvm::concat<const unsigned>(inputChannel, outputChannel, groups));
  // Without any, vectors lie along the last window, unless it is cut in tiles.
  if (outputChannel.empty() && groups.empty() &&
      !WindowForm::get(windows.back()).isTransformed())
    loops.push_back(windows.back().image);
  return llvm::none_of(loops, [&](unsigned loop) {
    return ShapedType::isDynamic(ranges[loop]);
  });
}

std::string Convolution::describe() const {
  linalg::LinalgOp linalgOp = op;
  SmallVector<int64_t> ranges = linalgOp.getStaticLoopRanges();
  std::string text;
  llvm::raw_string_ostream os(text);
  auto write = [&](int64_t size) {
    if (ShapedType::isDynamic(size))
      os << '?';
    else
      os << size;
  };
  auto writeProduct = [&](ArrayRef<unsigned> loops) {
    int64_t product = 1;
    for (unsigned loop : loops)
      product =
          ShapedType::isDynamic(ranges[loop]) || ShapedType::isDynamic(product)
              ? ShapedType::kDynamic
              : saturatingProduct(product, ranges[loop]);
    write(product);
  };
  os << windows.size() << "-D convolution, ";
  if (!batch.empty()) {
    os << "batch ";
    writeProduct(batch);
    os << ", ";
  }
  if (!depth.empty()) {
    writeProduct(depth);
    os << " groups, ";
  }
  writeProduct(inputChannel);
  os << " to ";
  writeProduct(outputChannel);
  os << " channels, output ";
  llvm::interleave(
      windows, os, [&](const Window &window) { write(ranges[window.image]); },
      "x");
  os << ", filter ";
  llvm::interleave(
      windows, os, [&](const Window &window) { write(window.taps); }, "x");
  os << ", " << getElementTypeOrSelf(getImage().getType());
  Type result = getElementTypeOrSelf(getInit().getType());
  if (result != getElementTypeOrSelf(getImage().getType()))
    os << " to " << result;
  return text;
}

//===----------------------------------------------------------------------===//
// What it is
//===----------------------------------------------------------------------===//

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

FailureOr<SmallVector<linalg::LinalgOp>>
winograd::collectConvolutions(Operation *root) {
  SmallVector<linalg::LinalgOp> found;
  WalkResult walk = root->walk([&](Operation *op) {
    auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
    if (linalgOp && looksLikeConvolution(linalgOp)) {
      found.push_back(linalgOp);
    } else if (op->hasAttr(PlanAttr::attrName)) {
      op->emitOpError("cannot have a plan: it is no convolution among linalg "
                      "operations on tensors");
      return WalkResult::interrupt();
    }
    return WalkResult::advance();
  });
  if (walk.wasInterrupted())
    return failure();
  return found;
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
    if (!isa<arith::MulFOp, arith::AddFOp, arith::ExtFOp, arith::MulIOp,
             arith::AddIOp, arith::ExtSIOp, arith::ExtUIOp, linalg::YieldOp>(
            inner))
      return ("its body has " + inner.getName().getStringRef() +
              " (expected a product that is added)")
          .str();
  bool isSum = linalg::detail::isContractionBody(
      *op.getBlock(), [](Operation *first, Operation *second) {
        return (isa<arith::MulFOp>(first) && isa<arith::AddFOp>(second)) ||
               (isa<arith::MulIOp>(first) && isa<arith::AddIOp>(second));
      });
  return isSum ? "" : "its body does not add one product of its inputs";
}

namespace {
/// Sorts the loops of one operation.
class Analysis {
public:
  Analysis(linalg::LinalgOp op, std::string &reason)
      : ranges(op.getStaticLoopRanges()), reason(reason) {
    found.op = op;
    if (!hasWindow(op, op.getDpsInputOperand(0)))
      std::swap(found.image, found.filter);
    image = found.getImageMap();
    filter = found.getFilterMap();
    output = found.getResultMap();
  }

  FailureOr<Convolution> run() {
    for (AffineExpr expr : image.getResults())
      if (failed(readIndex(expr)))
        return failure();
    if (failed(requireDims(filter, "filter")) ||
        failed(requireDims(output, "output")))
      return failure();
    for (unsigned loop = 0; loop < image.getNumDims(); ++loop)
      if (failed(requireOneUse(loop)) || failed(classify(loop)))
        return failure();
    found.epilogue = findEpilogue(found.op->getResult(0));
    return found;
  }

private:
  LogicalResult fail(const Twine &why) {
    reason = why.str();
    return failure();
  }

  /// One index of x: a loop, or image * stride + tap * dilation + offset.
  LogicalResult readIndex(AffineExpr expr) {
    if (isa<AffineDimExpr>(expr))
      return success();
    SmallVector<int64_t> flat;
    unsigned numDims = image.getNumDims();
    if (failed(getFlattenedAffineExpr(expr, numDims, 0, &flat)) ||
        flat.size() != numDims + 1)
      return fail("the input is not indexed with a sum of loops");
    Convolution::Window window{numDims, numDims, 1, 1, flat.back(), 0};
    for (unsigned loop = 0; loop < numDims; ++loop) {
      if (flat[loop] == 0)
        continue;
      bool isImage = output.isFunctionOfDim(loop);
      unsigned &slot = isImage ? window.image : window.tap;
      if (slot != numDims)
        return fail("the input is not indexed with one image and one filter "
                    "dimension");
      slot = loop;
      (isImage ? window.stride : window.dilation) = flat[loop];
    }
    if (window.image == numDims || window.tap == numDims)
      return fail("the input is not indexed with one image and one filter "
                  "dimension");
    window.taps = ranges[window.tap];
    found.windows.push_back(window);
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
    if (found.findImage(loop) || found.findTap(loop)) {
      bool isImage = found.findImage(loop);
      if (inFilter == isImage || inOutput != isImage)
        return fail("dimension d" + Twine(loop) +
                    " is neither the image's nor the filter's");
      return success();
    }
    if (inInput && inFilter && inOutput)
      found.depth.push_back(loop);
    else if (inInput && inFilter)
      found.inputChannel.push_back(loop);
    else if (inInput && inOutput)
      found.batch.push_back(loop);
    else if (inFilter && inOutput)
      found.outputChannel.push_back(loop);
    else
      return fail("dimension d" + Twine(loop) + " stands in one operand only");
    return success();
  }

  AffineMap image, filter, output;
  SmallVector<int64_t> ranges;
  std::string &reason;
  Convolution found;
};
} // namespace

FailureOr<Convolution> winograd::analyzeConvolution(linalg::LinalgOp op,
                                                    std::string &reason) {
  reason = checkAlgebra(op);
  if (!reason.empty())
    return failure();
  return Analysis(op, reason).run();
}

/// The closest attribute of this name and type around the operation.
template <typename AttrTy>
static AttrTy findAttr(Operation *op, StringRef name) {
  for (; op; op = op->getParentOp())
    if (auto attr = op->getAttrOfType<AttrTy>(name))
      return attr;
  return {};
}

bool winograd::promisesFinite(Operation *op) {
  auto attr = findAttr<BoolAttr>(op, WinogradDialect::finiteOnlyAttrName);
  return !attr || attr.getValue();
}

std::optional<double> winograd::getMaxError(Operation *op) {
  auto attr = findAttr<FloatAttr>(op, WinogradDialect::maxErrorAttrName);
  if (!attr)
    return std::nullopt;
  return attr.getValueAsDouble();
}

/// How many values an epilogue makes of one at most.
static constexpr int64_t mostRepeats = 16;

/// Whether the operand's axes are the loops, in some order, but for few
/// iterations of others, which repeat its values.
static bool readsEachValue(linalg::GenericOp op, OpOperand &operand) {
  AffineMap map = op.getMatchingIndexingMap(&operand);
  if (!map.isProjectedPermutation())
    return false;
  int64_t repeats = 1;
  for (auto [loop, range] : llvm::enumerate(op.getStaticLoopRanges())) {
    if (map.isFunctionOfDim(loop))
      continue;
    if (ShapedType::isDynamic(range))
      return false;
    repeats = saturatingProduct(repeats, range);
  }
  return repeats <= mostRepeats;
}

linalg::GenericOp winograd::findEpilogue(Value result) {
  if (!result || !result.hasOneUse())
    return {};
  OpOperand &use = *result.use_begin();
  auto generic = dyn_cast<linalg::GenericOp>(use.getOwner());
  if (!generic || !generic.hasPureTensorSemantics() ||
      generic.getNumParallelLoops() != generic.getNumLoops() ||
      generic.getNumResults() != 1 || generic.isDpsInit(&use) ||
      !hasGrowingIndices(generic) || !readsEachValue(generic, use) ||
      !generic.getIndexingMapMatchingResult(generic->getResult(0))
           .isPermutation())
    return {};
  return generic;
}
