//===- CookToom.cpp - Winograd's minimal filtering, exactly ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Support/CookToom.h"
#include "winograd/Support/Assert.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"

using namespace mlir::winograd;

static llvm::Error makeError(const llvm::Twine &message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), message);
}

static std::string nameOf(int64_t m, int64_t r) {
  return ("F(" + llvm::Twine(m) + ", " + llvm::Twine(r) + ")").str();
}

//===----------------------------------------------------------------------===//
// The arguments
//===----------------------------------------------------------------------===//

static llvm::Error verifySizes(int64_t m, int64_t r) {
  if (m < 1)
    return makeError("expected m to be at least 1, but got " + llvm::Twine(m));
  if (r < 1)
    return makeError("expected r to be at least 1, but got " + llvm::Twine(r));
  // Not `m + r - 1 > maxAlpha`: the sum may overflow.
  if (m > CookToom::maxAlpha || r > CookToom::maxAlpha + 1 - m)
    return makeError("expected m + r - 1 to be at most " +
                     llvm::Twine(CookToom::maxAlpha) + ", but got " +
                     nameOf(m, r));
  return llvm::Error::success();
}

static llvm::Error verifyPoints(int64_t m, int64_t r,
                                llvm::ArrayRef<Rational> points) {
  if (int64_t(points.size()) != m + r - 2)
    return makeError("expected " + llvm::Twine(m + r - 2) +
                     " finite points for " + nameOf(m, r) + ", but got " +
                     llvm::Twine(points.size()));
  for (auto [index, point] : llvm::enumerate(points)) {
    if (!point.isValid())
      return makeError("expected point " + llvm::Twine(index) +
                       " to be a rational number, but got invalid");
    if (llvm::is_contained(points.take_front(index), point))
      return makeError("expected the points to be distinct, but got " +
                       point.str() + " twice");
  }
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// The matrices
//===----------------------------------------------------------------------===//

/// The coefficients, constant term first, of prod_k (x - points[k]) without
/// the factor of `skipped`.
static llvm::SmallVector<Rational>
expandProduct(llvm::ArrayRef<Rational> points, int64_t skipped) {
  llvm::SmallVector<Rational> coefficients = {Rational(1)};
  for (auto [index, point] : llvm::enumerate(points)) {
    if (int64_t(index) == skipped)
      continue;
    // c(x) (x - p): each coefficient is the one below it minus p times itself.
    coefficients.push_back(Rational(0));
    for (int64_t i = coefficients.size() - 1; i >= 0; --i)
      coefficients[i] =
          (i > 0 ? coefficients[i - 1] : Rational(0)) - point * coefficients[i];
  }
  return coefficients;
}

/// N_j = prod_{k != j} (p_j - p_k).
static Rational lagrangeDenominator(llvm::ArrayRef<Rational> points,
                                    int64_t index) {
  Rational result(1);
  for (auto [other, point] : llvm::enumerate(points))
    if (int64_t(other) != index)
      result *= points[index] - point;
  return result;
}

/// The factor that turns `values`, not all zero, into integers without a common
/// divisor, times the power of two that puts the largest magnitude into [1, 2).
static Rational dyadicFactor(llvm::ArrayRef<Rational> values) {
  Rational divisor(0);
  for (const Rational &value : values)
    divisor = gcd(divisor, value);
  double largest = 0;
  for (const Rational &value : values)
    largest = std::max(largest, (value / divisor).abs().toDouble());
  Rational factor = Rational(1) / divisor;
  for (; largest >= 2; largest /= 2)
    factor /= Rational(2);
  return factor;
}

/// The power of two for which the magnitudes of `values`, not all zero, sum up
/// to more than 1/2 and at most 1.
static Rational contractingFactor(llvm::ArrayRef<Rational> values) {
  Rational sum(0), factor(1);
  for (const Rational &value : values)
    sum += value.abs();
  // Exact sums: one of just more than 1 may round to 1.
  auto exceedsOne = [](const Rational &value) {
    return value.numerator() > value.denominator();
  };
  for (; sum.isValid() && exceedsOne(sum); sum /= Rational(2))
    factor /= Rational(2);
  for (; sum.isValid() && !exceedsOne(sum * Rational(2)); sum *= Rational(2))
    factor *= Rational(2);
  return sum.isValid() ? factor : sum;
}

llvm::Expected<CookToom> CookToom::build(int64_t m, int64_t r,
                                         llvm::ArrayRef<Rational> points,
                                         bool contracting) {
  if (llvm::Error error = verifySizes(m, r))
    return error;
  if (llvm::Error error = verifyPoints(m, r, points))
    return error;
  CookToom result(m, r, contracting);
  result.finitePoints.assign(points.begin(), points.end());
  result.interpolate();
  result.normalize();
  if (llvm::Error error = result.verifyIdentity())
    return error;
  return result;
}

llvm::Expected<CookToom> CookToom::build(int64_t m, int64_t r) {
  if (llvm::Error error = verifySizes(m, r))
    return error;
  return build(m, r, defaultPoints(m, r));
}

/// The magnitudes of the default points other than 0, each of which stands for
/// two points but the last one where there is no place for its negative. All
/// are results of wino-points, see docs/Accuracy.md.
static llvm::SmallVector<Rational> listMagnitudes(int64_t alpha) {
  switch (alpha) {
  case 5:
    return {{3, 8}, {5, 4}};
  case 6:
    return {{2, 3}, {3, 2}};
  case 7:
    return {{1, 4}, {7, 8}, {7, 4}};
  case 8:
    return {{1}, {2}, {1, 2}};
  case 9:
    return {{1, 4}, {2, 3}, {9, 8}, {9, 4}};
  case 10:
    return {{2, 5}, {4, 5}, {5, 4}, {5, 2}};
  case 11:
    return {{1, 5}, {4, 7}, {1}, {4, 3}, {5, 2}};
  case 12:
    return {{3, 8}, {2, 3}, {1}, {3, 2}, {8, 3}};
  case 13:
    return {{1, 8}, {1, 2}, {3, 4}, {1}, {3, 2}, {3}};
  case 14:
    return {{1, 3}, {5, 8}, {7, 8}, {8, 7}, {8, 5}, {3}};
  case 15:
    return {{1, 6}, {2, 5}, {2, 3}, {1}, {6, 5}, {5, 3}, {3}};
  case 16:
    return {{1, 4}, {1, 2}, {5, 6}, {1}, {5, 4}, {5, 3}, {4}};
  default: // at most 0, 1 and -1
    return {{1}};
  }
}

llvm::SmallVector<Rational> CookToom::defaultPoints(int64_t m, int64_t r) {
  WINOGRAD_ASSERT(!llvm::errorToBool(verifySizes(m, r)), "no such algorithm");
  int64_t count = m + r - 2;
  llvm::SmallVector<Rational> points;
  // An even number of points leaves out 0, from 4 on.
  if (count < 4 || count % 2 != 0)
    points.push_back(Rational(0));
  for (const Rational &magnitude : listMagnitudes(m + r - 1))
    points.append({magnitude, -magnitude});
  points.truncate(std::min<size_t>(points.size(), count));
  WINOGRAD_ASSERT(int64_t(points.size()) == count, "too few points");
  return points;
}

/// Fills the matrices, before any scaling:
///
///   A^T[i, j] = p_j^i            G[j, k] = p_j^k / |N_j|
///   B^T[j, :] = sign(N_j) times the coefficients of prod_{k != j} (x - p_k)
///
/// and for infinity, the last point, A^T[:, a-1] = e_{m-1}, G[a-1, :] = e_{r-1}
/// and B^T[a-1, :] the coefficients of prod_k (x - p_k).
void CookToom::interpolate() {
  int64_t a = alpha(), last = a - 1;
  at = RationalMatrix(outputs, a);
  g = RationalMatrix(a, taps);
  bt = RationalMatrix(a, a);
  for (int64_t j = 0; j < last; ++j) {
    Rational denominator = lagrangeDenominator(finitePoints, j);
    Rational sign(denominator.isNegative() ? -1 : 1);
    Rational power(1);
    for (int64_t i = 0; i < std::max<int64_t>(outputs, taps); ++i) {
      if (i < outputs)
        at(i, j) = power;
      if (i < taps)
        g(j, i) = power / denominator.abs();
      power *= finitePoints[j];
    }
    for (auto [d, value] : llvm::enumerate(expandProduct(finitePoints, j)))
      bt(j, d) = sign * value;
  }
  at(outputs - 1, last) = Rational(1);
  g(last, taps - 1) = Rational(1);
  for (auto [d, value] : llvm::enumerate(expandProduct(finitePoints, last)))
    bt(last, d) = value;
}

/// Scales every column of A^T and row of B^T to its dyadic form; the rows of G
/// take the inverse. Where they shall contract, A^T takes what B^T and G lose.
void CookToom::normalize() {
  for (int64_t i = 0; i < alpha(); ++i) {
    llvm::SmallVector<Rational> column;
    for (int64_t o = 0; o < outputs; ++o)
      column.push_back(at(o, i));
    Rational outputFactor = dyadicFactor(column);
    Rational inputFactor = dyadicFactor(bt.row(i));
    for (int64_t o = 0; o < outputs; ++o)
      at(o, i) *= outputFactor;
    for (int64_t d = 0; d < alpha(); ++d)
      bt(i, d) *= inputFactor;
    for (int64_t k = 0; k < taps; ++k)
      g(i, k) /= outputFactor * inputFactor;
    if (!contracting)
      continue;
    inputFactor = contractingFactor(bt.row(i));
    Rational filterFactor = contractingFactor(g.row(i));
    for (int64_t d = 0; d < alpha(); ++d)
      bt(i, d) *= inputFactor;
    for (int64_t k = 0; k < taps; ++k)
      g(i, k) *= filterFactor;
    for (int64_t o = 0; o < outputs; ++o)
      at(o, i) /= inputFactor * filterFactor;
  }
}

llvm::Error CookToom::verifyIdentity() const {
  for (int64_t o = 0; o < outputs; ++o)
    for (int64_t k = 0; k < taps; ++k) {
      llvm::SmallVector<Rational> weights;
      for (int64_t i = 0; i < alpha(); ++i)
        weights.push_back(at(o, i) * g(i, k));
      for (int64_t d = 0; d < alpha(); ++d) {
        Rational sum(0);
        for (int64_t i = 0; i < alpha(); ++i)
          sum += weights[i] * bt(i, d);
        if (!sum.isValid())
          return makeError("expected the arithmetic of " +
                           nameOf(outputs, taps) +
                           " to fit 128 bits, but got an overflow; use simpler "
                           "points");
        if (sum != Rational(d == o + k ? 1 : 0))
          return makeError(
              "expected the identity of " + nameOf(outputs, taps) +
              " to hold, but got " + sum.str() + " at o = " + llvm::Twine(o) +
              ", k = " + llvm::Twine(k) + ", d = " + llvm::Twine(d));
      }
    }
  return llvm::Error::success();
}

Rational CookToom::filterDenominator() const {
  Rational divisor(1);
  for (int64_t i = 0; i < alpha(); ++i)
    for (const Rational &value : g.row(i))
      divisor = gcd(divisor, value);
  return Rational(1) / divisor;
}
