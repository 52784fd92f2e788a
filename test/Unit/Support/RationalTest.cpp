//===- RationalTest.cpp - Exact rationals --------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Support/Rational.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

using namespace mlir::winograd;

static constexpr int64_t minInt64 = std::numeric_limits<int64_t>::min();
static constexpr int64_t maxInt64 = std::numeric_limits<int64_t>::max();

/// 2^exponent by repeated doubling.
static Rational powerOfTwo(int exponent) {
  Rational result(1);
  for (int i = 0; i < exponent; ++i)
    result *= Rational(2);
  return result;
}

TEST(Rational, Normalizes) {
  EXPECT_EQ(Rational(6, -4), Rational(-3, 2));
  EXPECT_EQ(Rational(0, -7), Rational(0));
  EXPECT_EQ(Rational(-4, -2), Rational(2));
  EXPECT_TRUE(Rational(4, 2).isInteger());
  EXPECT_FALSE(Rational(1, 2).isInteger());
  EXPECT_TRUE(Rational(0, 5).isZero());
  EXPECT_TRUE(Rational(1, -5).isNegative());
  EXPECT_TRUE(Rational(1, -5).denominator() == 5);
  EXPECT_TRUE(Rational(1, -5).numerator() == -1);
}

TEST(Rational, Arithmetic) {
  Rational a(2, 3), b(-3, 4);
  EXPECT_EQ(a + b, Rational(-1, 12));
  EXPECT_EQ(a - b, Rational(17, 12));
  EXPECT_EQ(a * b, Rational(-1, 2));
  EXPECT_EQ(a / b, Rational(-8, 9));
  EXPECT_EQ(-a, Rational(-2, 3));
  EXPECT_EQ(b.abs(), Rational(3, 4));
  EXPECT_NE(a, b);
  a += b;
  a -= Rational(1);
  a *= Rational(6);
  a /= Rational(5);
  EXPECT_EQ(a, Rational(-13, 10));
}

TEST(Rational, GreatestCommonDivisor) {
  EXPECT_EQ(gcd(Rational(12), Rational(-18)), Rational(6));
  EXPECT_EQ(gcd(Rational(3, 4), Rational(5, 6)), Rational(1, 12));
  EXPECT_EQ(gcd(Rational(0), Rational(-2, 3)), Rational(2, 3));
  EXPECT_FALSE(gcd(Rational(1), Rational::invalid()).isValid());
  Rational a = Rational(1) / powerOfTwo(100);
  EXPECT_FALSE(gcd(a, Rational(1) / (powerOfTwo(100) + 1)).isValid());
}

TEST(Rational, Parses) {
  EXPECT_EQ(Rational::parse("-2/3"), Rational(-2, 3));
  EXPECT_EQ(Rational::parse("10/4"), Rational(5, 2));
  EXPECT_EQ(Rational::parse("0"), Rational(0));
  EXPECT_EQ(Rational::parse("-9223372036854775808"), Rational(minInt64));
  for (const char *text :
       {"", "-", "+1", "1/", "/2", "1/0", "1/-2", "1 /2", "1.5", "1/2/3", "--1",
        "0x1", "170141183460469231731687303715884105728"})
    EXPECT_FALSE(Rational::parse(text)) << text;
}

TEST(Rational, Prints) {
  EXPECT_EQ(Rational(-2, 3).str(), "-2/3");
  EXPECT_EQ(Rational(5).str(), "5");
  EXPECT_EQ(Rational(0).str(), "0");
  EXPECT_EQ(Rational::invalid().str(), "invalid");
  std::string largest = "170141183460469231731687303715884105727";
  EXPECT_EQ(Rational::parse(largest)->str(), largest);
  EXPECT_EQ(Rational::parse("-" + largest)->str(), "-" + largest);
  std::string streamed;
  llvm::raw_string_ostream(streamed) << Rational(1, 2) << " " << Rational(-7);
  EXPECT_EQ(streamed, "1/2 -7");
}

TEST(Rational, SmallestInteger) {
  Rational smallest(minInt64);
  EXPECT_EQ(-smallest, Rational(maxInt64) + Rational(1));
  EXPECT_EQ(Rational(minInt64, minInt64), Rational(1));
  EXPECT_EQ(Rational(1, minInt64) * smallest, Rational(1));
  EXPECT_EQ(Rational(minInt64, -1), -smallest);
  // -2^127 fits the type, but has no negation.
  EXPECT_TRUE((-powerOfTwo(126)).isValid());
  EXPECT_FALSE((-powerOfTwo(126) * Rational(2)).isValid());
  EXPECT_FALSE((-powerOfTwo(126) - powerOfTwo(126)).isValid());
}

TEST(Rational, InvalidIsSticky) {
  EXPECT_FALSE(Rational(1, 0).isValid());
  Rational overflow = powerOfTwo(126) * Rational(2);
  Rational byZero = Rational(1) / Rational(0);
  for (Rational bad : {Rational::invalid(), overflow, byZero}) {
    EXPECT_FALSE(bad.isValid());
    for (Rational result : {bad + 1, 1 + bad, bad - 1, 1 - bad, bad * 0,
                            0 * bad, bad / 2, 2 / bad, -bad, bad.abs()})
      EXPECT_FALSE(result.isValid());
    EXPECT_FALSE(bad.isZero());
    EXPECT_FALSE(bad.isInteger());
    EXPECT_FALSE(bad == bad);
    EXPECT_TRUE(bad != bad);
    EXPECT_TRUE(std::isnan(bad.toDouble()));
  }
}

TEST(Rational, OverflowInEveryOperation) {
  Rational big = powerOfTwo(100), small = Rational(1) / (big + 1);
  EXPECT_FALSE((big * big).isValid());
  EXPECT_FALSE((small * small).isValid());
  EXPECT_FALSE((small + Rational(1) / big).isValid());
  EXPECT_FALSE((big / small).isValid());
  // What fits after cancelling is no overflow.
  EXPECT_EQ((big * Rational(3, 7)) * (Rational(7, 3) / big), Rational(1));
  EXPECT_EQ(small + small, Rational(2) * small);
}

TEST(Rational, NearestDouble) {
  EXPECT_EQ(Rational(-2, 3).toDouble(), -2.0 / 3.0);
  EXPECT_EQ(Rational(0).toDouble(), 0.0);
  EXPECT_EQ(Rational(maxInt64).toDouble(), 0x1p63);
  // Halfway between two doubles: to even; and a little above: up.
  Rational tie = powerOfTwo(53) + 1;
  EXPECT_EQ(tie.toDouble(), 0x1p53);
  EXPECT_EQ((tie + Rational(1, 1024)).toDouble(), 0x1p53 + 2);
  EXPECT_EQ((Rational(1) / powerOfTwo(126)).toDouble(), 0x1p-126);
  EXPECT_EQ((powerOfTwo(120) / (powerOfTwo(120) + 1)).toDouble(), 1.0);
}
