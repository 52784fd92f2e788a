//===- Compare.cpp - How far an array is from a reference -----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/Compare.h"

#include "winograd/Runner/Elements.h"
#include <algorithm>
#include <cmath>

using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Expected;

Expected<Comparison> mlir::winograd::compare(const NpyArray &value,
                                             const NpyArray &reference,
                                             Type type) {
  if (value.shape() != reference.shape() || !(value.type() == reference.type()))
    return createStringError(
        "expected an array of shape " + shapeToString(reference.shape()) +
        " and type " + reference.type().str() + ", but got " +
        shapeToString(value.shape()) + " and " + value.type().str());

  Comparison result;
  ElementLoader load = getElementLoader(type);
  unsigned bytes = value.type().bytes;
  long double squares = 0;
  int64_t finite = 0;
  for (size_t at = 0, end = value.sizeInBytes(); at != end; at += bytes) {
    long double x = load(value.data() + at), y = load(reference.data() + at);
    if (!std::isfinite(x) || !std::isfinite(y)) {
      result.mismatches += x != y && !(std::isnan(x) && std::isnan(y));
      continue;
    }
    long double difference = std::fabs(x - y);
    squares += difference * difference;
    result.maxAbs = std::max(result.maxAbs, double(difference));
    result.maxReference = std::max(result.maxReference, double(std::fabs(y)));
    ++finite;
  }
  if (finite)
    result.rms = std::sqrt(squares / finite);
  return result;
}
