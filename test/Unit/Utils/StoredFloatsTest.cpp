//===- StoredFloatsTest.cpp - Tests of StoredFloats.h ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Utils/StoredFloats.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/MLIRContext.h"
#include "gtest/gtest.h"
#include <limits>

using namespace mlir;
using namespace mlir::winograd;
using llvm::APFloat;

namespace {

/// With every bit, so that also zeros and NaNs are told apart.
uint64_t toBits(double value) { return llvm::bit_cast<uint64_t>(value); }

double decodeByAPFloat(uint16_t bits, const llvm::fltSemantics &semantics) {
  APFloat value(semantics, llvm::APInt(16, bits));
  bool losesInfo;
  value.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven,
                &losesInfo);
  return value.convertToDouble();
}

uint16_t encodeByAPFloat(double value, const llvm::fltSemantics &semantics) {
  APFloat rounded(value);
  bool losesInfo;
  rounded.convert(semantics, APFloat::rmNearestTiesToEven, &losesInfo);
  return rounded.bitcastToAPInt().getZExtValue();
}

void checkType(FloatType type) {
  const llvm::fltSemantics &semantics = type.getFloatSemantics();
  NarrowFloat format(semantics);
  auto encode = [&](double value) {
    uint16_t bits;
    format.encode(value, reinterpret_cast<char *>(&bits));
    return bits;
  };
  double infinity = std::numeric_limits<double>::infinity();
  for (unsigned i = 0; i < 65536; ++i) {
    uint16_t bits = i, next = i + 1;
    double value = format.decode(reinterpret_cast<const char *>(&bits));
    EXPECT_EQ(toBits(value), toBits(decodeByAPFloat(bits, semantics))) << i;
    // The number, what lies halfway to the next one, and what lies beside that.
    double tie = (value + decodeByAPFloat(next, semantics)) / 2;
    for (double given : {value, tie, std::nextafter(tie, infinity),
                         std::nextafter(tie, -infinity)})
      EXPECT_EQ(encode(given), encodeByAPFloat(given, semantics)) << given;
  }
  for (double given : {1e300, -1e300, 1e-300, -1e-300, infinity, -infinity,
                       std::numeric_limits<double>::quiet_NaN(),
                       std::numeric_limits<double>::denorm_min()})
    EXPECT_EQ(encode(given), encodeByAPFloat(given, semantics)) << given;
}

TEST(StoredFloats, AreThoseOfAPFloat) {
  MLIRContext context;
  Builder builder(&context);
  checkType(builder.getF16Type());
  checkType(builder.getBF16Type());
}

} // namespace
