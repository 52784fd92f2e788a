//===- StoredFloats.h - Floats as constants have them ------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_UTILS_STOREDFLOATS_H
#define WINOGRAD_UTILS_STOREDFLOATS_H

#include "mlir/IR/BuiltinTypes.h"
#include <cmath>
#include <cstring>

namespace mlir::winograd {

/// f32 or f64, of which this machine has numbers.
template <typename Number> struct PlainFloat {
  static constexpr int64_t width = sizeof(Number); ///< in bytes

  double decode(const char *bytes) const {
    Number value;
    std::memcpy(&value, bytes, sizeof(value));
    return value;
  }
  /// Rounded to nearest, ties to even.
  void encode(double value, char *bytes) const {
    auto rounded = static_cast<Number>(value);
    std::memcpy(bytes, &rounded, sizeof(rounded));
  }
};

/// f16 or bf16: a sign, an exponent and a mantissa in 16 bits.
class NarrowFloat {
public:
  static constexpr int64_t width = 2;

  explicit NarrowFloat(const llvm::fltSemantics &semantics);

  double decode(const char *bytes) const {
    uint16_t bits;
    std::memcpy(&bits, bytes, sizeof(bits));
    uint64_t sign = uint64_t(bits & signBit) << 48, magnitude = bits & ~signBit;
    if (magnitude != 0 && (magnitude < leastNormal || magnitude >= infinity))
      return decodeRare(bits);
    if (magnitude != 0)
      magnitude = (magnitude << dropped) + rebias;
    return llvm::bit_cast<double>(sign | magnitude);
  }
  /// Rounded to nearest, ties to even.
  void encode(double value, char *bytes) const {
    uint64_t whole = llvm::bit_cast<uint64_t>(value);
    uint64_t magnitude = whole & ~(uint64_t(1) << 63);
    uint16_t bits = (whole >> 48) & signBit;
    if (magnitude >= leastSimple && magnitude < mostSimple) {
      // Nearly half of the last place, and what makes ties even.
      uint64_t odd = (magnitude >> dropped) & 1;
      magnitude += (uint64_t(1) << (dropped - 1)) - 1 + odd;
      bits |= (magnitude - rebias) >> dropped;
    } else if (magnitude != 0) {
      bits = encodeRare(value);
    }
    std::memcpy(bytes, &bits, sizeof(bits));
  }

private:
  static constexpr uint16_t signBit = 0x8000;
  /// What is subnormal, infinite, NaN, or may become so.
  double decodeRare(uint16_t bits) const;
  uint16_t encodeRare(double value) const;

  const llvm::fltSemantics &semantics;
  unsigned dropped;                 ///< bits that a mantissa of f64 has more
  uint64_t rebias;                  ///< between the exponents, in f64's place
  uint64_t leastNormal, infinity;   ///< as bits of this type
  uint64_t leastSimple, mostSimple; ///< as bits of f64: rounded, still finite
};

/// Calls `visit` with what reads and writes values of this type: f16, bf16, f32
/// or f64.
template <typename Visit> auto withStoredFloat(FloatType type, Visit visit) {
  if (type.isF32())
    return visit(PlainFloat<float>());
  if (type.isF64())
    return visit(PlainFloat<double>());
  return visit(NarrowFloat(type.getFloatSemantics()));
}

} // namespace mlir::winograd

#endif // WINOGRAD_UTILS_STOREDFLOATS_H
