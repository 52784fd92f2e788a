//===- Rational.cpp - Exact rationals that notice overflow ----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Support/Rational.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <cmath>
#include <limits>

using namespace mlir::winograd;

namespace {
using Int = Rational::Int;
using UInt = unsigned __int128;

constexpr UInt maxMagnitude = ~UInt(0) >> 1;
constexpr Int minInt = -Int(maxMagnitude) - 1;

/// |value|, also where the result does not fit the signed type.
UInt magnitude(Int value) { return value < 0 ? -UInt(value) : UInt(value); }

UInt gcdOf(UInt a, UInt b) {
  while (b != 0) {
    UInt remainder = a % b;
    a = b;
    b = remainder;
  }
  return a;
}

/// a * b, with `overflow` set (and never cleared) where it does not fit.
Int multiply(Int a, Int b, bool &overflow) {
  Int result;
  overflow |= __builtin_mul_overflow(a, b, &result);
  return result;
}

std::string decimal(UInt value) {
  std::string digits;
  do {
    digits.push_back(char('0' + int(value % 10)));
    value /= 10;
  } while (value != 0);
  std::reverse(digits.begin(), digits.end());
  return digits;
}

/// One or more decimal digits that fit; nullopt on anything else.
std::optional<Int> parseDigits(llvm::StringRef text) {
  if (text.empty())
    return std::nullopt;
  Int value = 0;
  bool overflow = false;
  for (char c : text) {
    if (!llvm::isDigit(c))
      return std::nullopt;
    value = multiply(value, 10, overflow);
    overflow |= __builtin_add_overflow(value, Int(c - '0'), &value);
    if (overflow)
      return std::nullopt;
  }
  return value;
}
} // namespace

Rational Rational::fromParts(Int n, Int d) {
  // -2^127 has no negation: to give it up keeps the range symmetric, and every
  // other operation free of that case.
  if (d == 0 || n == minInt || d == minInt)
    return invalid();
  Int divisor = Int(gcdOf(magnitude(n), magnitude(d)));
  Rational result;
  result.num = (d < 0 ? -n : n) / divisor;
  result.den = (d < 0 ? -d : d) / divisor;
  return result;
}

Rational::Rational(int64_t numerator, int64_t denominator) {
  *this = fromParts(numerator, denominator);
}

Rational Rational::invalid() {
  Rational result;
  result.den = 0;
  return result;
}

std::optional<Rational> Rational::parse(llvm::StringRef text) {
  bool negative = text.consume_front("-");
  auto [before, after] = text.split('/');
  std::optional<Int> n = parseDigits(before);
  std::optional<Int> d = text.contains('/') ? parseDigits(after) : Int(1);
  if (!n || !d || *d == 0)
    return std::nullopt;
  return fromParts(negative ? -*n : *n, *d);
}

double Rational::toDouble() const {
  if (!isValid())
    return std::numeric_limits<double>::quiet_NaN();
  // Long division to more bits than a double holds; a last bit that stands for
  // the remainder makes the one rounding, in the conversion, the right one.
  UInt divisor = UInt(den);
  UInt quotient = magnitude(num) / divisor,
       remainder = magnitude(num) % divisor;
  int exponent = 0;
  while (remainder != 0 && (quotient >> 60) == 0) {
    remainder <<= 1;
    quotient <<= 1;
    if (remainder >= divisor) {
      remainder -= divisor;
      quotient |= 1;
    }
    --exponent;
  }
  quotient |= UInt(remainder != 0);
  double result = std::ldexp(double(quotient), exponent);
  return num < 0 ? -result : result;
}

std::string Rational::str() const {
  if (!isValid())
    return "invalid";
  std::string text = (num < 0 ? "-" : "") + decimal(magnitude(num));
  return den == 1 ? text : text + "/" + decimal(UInt(den));
}

Rational Rational::operator-() const {
  Rational result = *this;
  result.num = -num;
  return result;
}

namespace mlir::winograd {
// a/b + c/d = (a (d/g) + c (b/g)) / (b (d/g)),  g = gcd(b, d)
Rational operator+(const Rational &a, const Rational &b) {
  if (!a.isValid() || !b.isValid())
    return Rational::invalid();
  Int divisor = Int(gcdOf(UInt(a.den), UInt(b.den)));
  bool overflow = false;
  Int left = multiply(a.num, b.den / divisor, overflow);
  Int right = multiply(b.num, a.den / divisor, overflow);
  Int d = multiply(a.den, b.den / divisor, overflow);
  Int n;
  overflow |= __builtin_add_overflow(left, right, &n);
  return overflow ? Rational::invalid() : Rational::fromParts(n, d);
}

Rational operator-(const Rational &a, const Rational &b) { return a + -b; }

// (a/b) (c/d) = ((a/g) (c/h)) / ((b/h) (d/g)),  g = gcd(a, d), h = gcd(c, b)
Rational operator*(const Rational &a, const Rational &b) {
  if (!a.isValid() || !b.isValid())
    return Rational::invalid();
  Int g = Int(gcdOf(magnitude(a.num), UInt(b.den)));
  Int h = Int(gcdOf(magnitude(b.num), UInt(a.den)));
  bool overflow = false;
  Int n = multiply(a.num / g, b.num / h, overflow);
  Int d = multiply(a.den / h, b.den / g, overflow);
  return overflow ? Rational::invalid() : Rational::fromParts(n, d);
}

Rational operator/(const Rational &a, const Rational &b) {
  if (!b.isValid())
    return Rational::invalid();
  return a * Rational::fromParts(b.den, b.num);
}

// gcd(a/b, c/d) = gcd(a, c) / lcm(b, d)
Rational gcd(const Rational &a, const Rational &b) {
  if (!a.isValid() || !b.isValid())
    return Rational::invalid();
  bool overflow = false;
  Int n = Int(gcdOf(magnitude(a.num), magnitude(b.num)));
  Int d =
      multiply(a.den, b.den / Int(gcdOf(UInt(a.den), UInt(b.den))), overflow);
  return overflow ? Rational::invalid() : Rational::fromParts(n, d);
}

llvm::raw_ostream &operator<<(llvm::raw_ostream &os, const Rational &value) {
  return os << value.str();
}
} // namespace mlir::winograd
