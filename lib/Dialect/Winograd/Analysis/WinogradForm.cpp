//===- WinogradForm.cpp - How Winograd's algorithm computes it ------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Dialect/Winograd/Analysis/WinogradForm.h"
#include "winograd/Support/Limits.h"
#include <numeric>

using namespace mlir;
using namespace mlir::winograd;

/// The most taps of one algorithm; more of them stand in blocks.
static constexpr int64_t mostTaps = 7;
/// Of blocks. Short ones waste fewer multiplications on what the last block
/// lacks, long ones save more; accuracy asks for short ones.
static constexpr int64_t leastBlockTaps = 3, mostBlockTaps = 5;
/// The outputs m that blocks are compared at.
static constexpr int64_t comparedOutputs = 4;

/// The taps of a block of which `taps` need the fewest multiplications.
static int64_t chooseBlockTaps(int64_t taps) {
  int64_t best = leastBlockTaps;
  auto count = [&](int64_t r) {
    return llvm::divideCeil(taps, r) * (comparedOutputs + r - 1);
  };
  for (int64_t r = leastBlockTaps + 1; r <= mostBlockTaps; ++r)
    if (count(r) < count(best))
      best = r;
  return best;
}

WindowForm WindowForm::get(const Convolution::Window &window) {
  WindowForm form;
  form.isBackwards = window.dilation < 0;
  form.unit = std::gcd(window.stride, window.dilation);
  form.phases = window.stride / form.unit;
  int64_t taps = llvm::divideCeil(window.taps, form.phases);
  if (window.spread > 1)
    taps = form.spreadTaps(window);
  form.taps = taps > mostTaps ? chooseBlockTaps(taps) : taps;
  form.blocks = llvm::divideCeil(taps, form.taps);
  // What is not transformed takes its outputs, and taps, one by one.
  if (form.isTransformed())
    form.residues = std::abs(window.dilation) / form.unit;
  return form;
}

int64_t WindowForm::spreadTaps(const Convolution::Window &window) {
  spread = window.spread;
  int64_t last = spread - 1;
  firstTap = ((-window.offset) % spread + spread) % spread;
  // k' for the residue that has the last tap.
  int64_t taps = (window.taps - 1 - firstTap + last) / spread + 1;
  if (int64_t fewest = llvm::divideCeil(window.taps, spread); fewest < taps) {
    taps = fewest;
    shift = last - firstTap;
    firstTap = last;
  }
  firstValue = (firstTap - shift + window.offset) / spread;
  return taps;
}

SmallVector<Convolution::Window>
winograd::getTransformed(const Convolution &convolution) {
  return llvm::filter_to_vector(
      convolution.windows, [](const Convolution::Window &window) {
        return WindowForm::get(window).isTransformed();
      });
}

ConvolutionSizes winograd::getWinogradSizes(const Convolution &convolution) {
  linalg::LinalgOp op = convolution.op;
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  auto multiply = [](int64_t &product, int64_t factor) {
    product = saturatingProduct(product, factor);
  };
  ConvolutionSizes sizes = convolution.getSizes();
  sizes.filter.clear();
  sizes.output.clear();
  sizes.batch = convolution.countImages();
  for (const Convolution::Window &window : convolution.windows) {
    WindowForm form = WindowForm::get(window);
    int64_t outputs = ShapedType::isDynamic(ranges[window.image])
                          ? guessedSize
                          : ranges[window.image];
    if (!form.isTransformed()) {
      multiply(sizes.batch, outputs);
      multiply(sizes.inputChannels, window.taps);
      continue;
    }
    multiply(sizes.batch, form.residues);
    multiply(sizes.inputChannels, form.phases);
    multiply(sizes.inputChannels, form.blocks);
    multiply(sizes.outputChannels, form.spread);
    sizes.filter.push_back(form.taps);
    sizes.output.push_back(
        llvm::divideCeil(outputs + form.shift, form.resultStep()));
  }
  return sizes;
}

/// Why the operation does not work on tensors of floating-point numbers; empty
/// if it does.
static std::string checkTypes(linalg::LinalgOp op) {
  std::string reason;
  llvm::raw_string_ostream os(reason);
  if (!op.hasPureTensorSemantics())
    return "it works on memrefs (expected tensors: see winograd-lift-memrefs)";
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

/// What of a window its algorithm cannot do; empty if nothing is.
static std::string checkWindow(const Convolution::Window &window) {
  std::string reason;
  llvm::raw_string_ostream os(reason);
  if (window.stride < 1)
    os << "stride " << window.stride << " in dimension d" << window.image
       << " (expected at least 1)";
  else if (window.taps != 1 && window.stride % window.dilation != 0 &&
           window.dilation % window.stride != 0)
    os << "stride " << window.stride << " and dilation " << window.dilation
       << " in dimension d" << window.image
       << " (expected one to be a multiple of the other)";
  else if (ShapedType::isDynamic(window.taps))
    os << "the filter has a dynamic size in dimension d" << window.tap;
  else if (window.taps < 1)
    os << window.taps << " taps in dimension d" << window.tap
       << " (expected at least 1)";
  else if (WindowForm form = WindowForm::get(window);
           form.isBackwards && window.taps > form.taps)
    os << "the input is read backwards in dimension d" << window.tap
       << ", with stride " << window.stride << " and " << window.taps
       << " taps (expected stride 1, and at most " << mostTaps << " taps)";
  return reason;
}

FailureOr<Convolution> winograd::analyzeForWinograd(linalg::LinalgOp op,
                                                    std::string &reason) {
  reason = checkTypes(op);
  if (!reason.empty())
    return failure();
  FailureOr<Convolution> found = analyzeConvolution(op, reason);
  if (failed(found))
    return failure();
  for (const Convolution::Window &window : found->windows)
    if (reason = checkWindow(window); !reason.empty())
      return failure();
  found->skipZeros();
  if (getTransformed(*found).empty()) {
    bool isStrided =
        llvm::any_of(found->windows, [](const Convolution::Window &window) {
          return window.taps > 1;
        });
    reason = isStrided ? "the filter has no more taps than the stride in every "
                         "dimension"
                       : "the filter has one tap in every dimension";
    return failure();
  }
  if (llvm::is_contained(op.getStaticLoopRanges(), 0)) {
    reason = "one of its loops has no iterations";
    return failure();
  }
  return found;
}
