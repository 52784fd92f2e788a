//===- StoredFloats.cpp - Floats as constants have them -----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Utils/StoredFloats.h"

using namespace mlir::winograd;
using llvm::APFloat;

/// Bits of a double.
static constexpr unsigned mantissaBits = 52;
static constexpr int bias = 1023;

NarrowFloat::NarrowFloat(const llvm::fltSemantics &semantics)
    : semantics(semantics) {
  unsigned ownMantissa = APFloat::semanticsPrecision(semantics) - 1;
  int ownBias = APFloat::semanticsMaxExponent(semantics);
  dropped = mantissaBits - ownMantissa;
  rebias = uint64_t(bias - ownBias) << mantissaBits;
  leastNormal = uint64_t(1) << ownMantissa;
  infinity = uint64_t(2 * ownBias + 1) << ownMantissa;
  leastSimple = (leastNormal << dropped) + rebias;
  // With the largest exponent a value may round to infinity.
  mostSimple = (uint64_t(2 * ownBias) << mantissaBits) + rebias;
}

double NarrowFloat::decodeRare(uint16_t bits) const {
  APFloat value(semantics, llvm::APInt(16, bits));
  bool losesInfo;
  value.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven,
                &losesInfo);
  return value.convertToDouble();
}

uint16_t NarrowFloat::encodeRare(double value) const {
  APFloat rounded(value);
  bool losesInfo;
  rounded.convert(semantics, APFloat::rmNearestTiesToEven, &losesInfo);
  return static_cast<uint16_t>(rounded.bitcastToAPInt().getZExtValue());
}
