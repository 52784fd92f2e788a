//===- Rational.h - Exact rationals that notice overflow --------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The matrices of Winograd's algorithms are built, and proven, in these
// numbers. A result that does not fit is never wrong, it is *invalid*: the
// state is sticky, so a long computation is checked once, at its end.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_SUPPORT_RATIONAL_H
#define WINOGRAD_SUPPORT_RATIONAL_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>
#include <string>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace mlir::winograd {

/// An exact rational number in lowest terms, with a 128-bit numerator and a
/// positive 128-bit denominator, or the sticky invalid value that stands for
/// "did not fit" (and for a division by zero).
class Rational {
public:
  using Int = __int128;

  /// Zero.
  constexpr Rational() = default;
  /// The integer `value`.
  constexpr Rational(int64_t value) : num(value) {}
  /// `numerator / denominator` in lowest terms; invalid when the denominator
  /// is zero.
  Rational(int64_t numerator, int64_t denominator);

  /// The value that every overflow and division by zero turns into.
  static Rational invalid();
  /// Parses `[-]digits[/digits]`, e.g. `-2/3`; nullopt on anything else, which
  /// includes a zero denominator and parts that do not fit.
  static std::optional<Rational> parse(llvm::StringRef text);

  bool isValid() const { return den != 0; }
  bool isZero() const { return den != 0 && num == 0; }
  bool isInteger() const { return den == 1; }
  bool isNegative() const { return num < 0; }
  Int numerator() const { return num; }
  Int denominator() const { return den; }

  /// The nearest double (ties to even); NaN when invalid.
  double toDouble() const;
  /// `-2/3`, `5`, or `invalid`.
  std::string str() const;

  Rational operator-() const;
  friend Rational operator+(const Rational &a, const Rational &b);
  friend Rational operator-(const Rational &a, const Rational &b);
  friend Rational operator*(const Rational &a, const Rational &b);
  friend Rational operator/(const Rational &a, const Rational &b);
  Rational &operator+=(const Rational &b) { return *this = *this + b; }
  Rational &operator-=(const Rational &b) { return *this = *this - b; }
  Rational &operator*=(const Rational &b) { return *this = *this * b; }
  Rational &operator/=(const Rational &b) { return *this = *this / b; }

  /// Invalid equals nothing, not even itself.
  friend bool operator==(const Rational &a, const Rational &b) {
    return a.isValid() && b.isValid() && a.num == b.num && a.den == b.den;
  }
  friend bool operator!=(const Rational &a, const Rational &b) {
    return !(a == b);
  }
  /// The largest rational of which both are integer multiples: the greatest
  /// common divisor of integers; gcd(1, x) is one over x's denominator.
  friend Rational gcd(const Rational &a, const Rational &b);
  Rational abs() const { return num < 0 ? -*this : *this; }

private:
  /// Builds a normalised value from parts that fit; `d` may be negative.
  static Rational fromParts(Int n, Int d);

  Int num = 0;
  Int den = 1; // 0 marks the invalid value
};

llvm::raw_ostream &operator<<(llvm::raw_ostream &os, const Rational &value);

} // namespace mlir::winograd

#endif // WINOGRAD_SUPPORT_RATIONAL_H
