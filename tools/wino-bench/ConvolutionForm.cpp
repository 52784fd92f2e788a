//===- ConvolutionForm.cpp - Strides, groups, gradients -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConvolutionForm.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FormatVariadic.h"

using llvm::createStringError;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

static constexpr int64_t mostSize = 1 << 20;

bool parseSizes(StringRef text, llvm::ArrayRef<int64_t *> sizes,
                int64_t least) {
  llvm::SmallVector<StringRef> parts;
  text.split(parts, 'x');
  if (parts.size() != sizes.size())
    return false;
  for (auto [part, size] : llvm::zip_equal(parts, sizes))
    if (!llvm::to_integer(part, *size, 10) || *size < least || *size > mostSize)
      return false;
  return true;
}

/// Parses `S` or `SxT`.
static Expected<Pair> parsePair(StringRef option, StringRef text,
                                int64_t least) {
  Pair pair;
  if (parseSizes(text, {&pair[0], &pair[1]}, least))
    return pair;
  if (!parseSizes(text, {&pair[0]}, least))
    return createStringError(llvm::formatv(
        "expected --{0} to be one or two numbers, S or SxT, from {1} to {2}, "
        "but got '{3}'",
        option, least, mostSize, text));
  pair[1] = pair[0];
  return pair;
}

Expected<ConvolutionForm>
ConvolutionForm::parse(Operation operation, StringRef stride,
                       StringRef dilation, int64_t groups, StringRef pad) {
  ConvolutionForm form;
  form.operation = operation;
  form.groups = groups;
  auto strides = parsePair("stride", stride, /*least=*/1);
  if (!strides)
    return strides.takeError();
  form.stride = *strides;
  auto dilations = parsePair("dilation", dilation, /*least=*/1);
  if (!dilations)
    return dilations.takeError();
  form.dilation = *dilations;
  if (!pad.empty()) {
    auto pads = parsePair("pad", pad, /*least=*/0);
    if (!pads)
      return pads.takeError();
    form.pad = *pads;
  }
  if (groups < 1 || groups > mostSize)
    return createStringError(llvm::formatv(
        "expected --groups to be 1 to {0}, but got {1}", mostSize, groups));
  return form;
}

/// `2` or `1x2`.
static std::string format(Pair pair) {
  std::string rows = std::to_string(pair[0]);
  return pair[0] == pair[1] ? rows : rows + "x" + std::to_string(pair[1]);
}

/// As --op has it.
static StringRef getName(Operation operation) {
  switch (operation) {
  case Operation::Forward:
    return "forward";
  case Operation::InputGradient:
    return "dgrad";
  case Operation::FilterGradient:
    return "wgrad";
  case Operation::Transposed:
    return "transposed";
  }
  llvm_unreachable("an operation without a name");
}

std::string ConvolutionForm::str() const {
  constexpr Pair ones = {1, 1};
  std::string text;
  if (operation != Operation::Forward)
    text += " " + getName(operation).str();
  if (stride != ones)
    text += " stride=" + format(stride);
  if (dilation != ones)
    text += " dilation=" + format(dilation);
  if (groups != 1)
    text += " groups=" + std::to_string(groups);
  if (pad)
    text += " pad=" + format(*pad);
  return text;
}
