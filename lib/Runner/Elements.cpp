//===- Elements.cpp - Elements of tensors as bytes in arrays --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/Elements.h"

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/bit.h"
#include <cstring>
#include <random>

using namespace mlir;
using namespace mlir::winograd;

std::optional<NpyType> mlir::winograd::getNpyType(Type type) {
  if (type.isBF16())
    return NpyType{'u', 2};
  if (type.isF16() || type.isF32() || type.isF64())
    return NpyType{'f', type.getIntOrFloatBitWidth() / 8};
  if (type.isIndex())
    return NpyType{'i', 8};
  if (type.isSignlessInteger(1))
    return NpyType{'b', 1};
  for (unsigned bits : {8, 16, 32, 64})
    if (type.isInteger(bits))
      return NpyType{type.isUnsignedInteger() ? 'u' : 'i', bits / 8};
  return std::nullopt;
}

bool mlir::winograd::isReadableAs(Type type, NpyType npyType) {
  std::optional<NpyType> own = getNpyType(type);
  if (!own || own->bytes != npyType.bytes)
    return false;
  if (type.isBF16())
    return npyType.kind == 'u' || npyType.kind == 'V';
  if (type.isSignlessInteger() && own->kind == 'i')
    return npyType.kind == 'i' || npyType.kind == 'u';
  return npyType == *own;
}

void mlir::winograd::normalizeBooleans(NpyArray &array) {
  if (array.type().kind != 'b')
    return;
  for (char &value : llvm::MutableArrayRef(array.data(), array.sizeInBytes()))
    value = value != 0;
}

namespace {

template <typename T> long double load(const char *bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof(T));
  return value;
}

long double loadF16(const char *bytes) {
  uint16_t bits;
  std::memcpy(&bits, bytes, sizeof(bits));
  return llvm::APFloat(llvm::APFloat::IEEEhalf(), llvm::APInt(16, bits))
      .convertToFloat();
}

long double loadBF16(const char *bytes) {
  uint16_t bits;
  std::memcpy(&bits, bytes, sizeof(bits));
  // A bfloat16 is the upper half of a float.
  return llvm::bit_cast<float>(uint32_t(bits) << 16);
}

template <typename T> void store(char *bytes, T value) {
  std::memcpy(bytes, &value, sizeof(T));
}

/// Stores `value`, rounded to nearest, as an element of the float type `type`.
void storeFloat(char *bytes, FloatType type, double value) {
  llvm::APFloat rounded(value);
  bool inexact;
  rounded.convert(type.getFloatSemantics(), llvm::APFloat::rmNearestTiesToEven,
                  &inexact);
  uint64_t bits = rounded.bitcastToAPInt().getZExtValue();
  std::memcpy(bytes, &bits, type.getWidth() / 8);
}

} // namespace

ElementLoader mlir::winograd::getElementLoader(Type type) {
  if (type.isF16())
    return loadF16;
  if (type.isBF16())
    return loadBF16;
  if (type.isF32())
    return load<float>;
  if (type.isF64())
    return load<double>;
  bool isUnsigned = type.isUnsignedInteger() || type.isInteger(1);
  switch (getNpyType(type)->bytes) {
  case 1:
    return isUnsigned ? load<uint8_t> : load<int8_t>;
  case 2:
    return isUnsigned ? load<uint16_t> : load<int16_t>;
  case 4:
    return isUnsigned ? load<uint32_t> : load<int32_t>;
  default:
    return isUnsigned ? load<uint64_t> : load<int64_t>;
  }
}

void mlir::winograd::fillRandom(NpyArray &array, Type type, uint64_t seed,
                                Distribution distribution) {
  std::mt19937_64 generator(seed);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> unit;
  auto makeFloat = [&] {
    return distribution == Distribution::Normal ? normal(generator)
                                                : unit(generator);
  };
  bool isUnsigned = type.isUnsignedInteger() || type.isInteger(1);
  std::uniform_int_distribution<int64_t> uniform(isUnsigned ? 0 : -4,
                                                 type.isInteger(1) ? 1 : 4);
  unsigned bytes = array.type().bytes;
  char *end = array.data() + array.sizeInBytes();
  for (char *element = array.data(); element != end; element += bytes) {
    if (type.isF32()) {
      store<float>(element, makeFloat());
    } else if (auto floatType = dyn_cast<FloatType>(type)) {
      storeFloat(element, floatType, makeFloat());
    } else {
      int64_t value = uniform(generator); // little endian: the low bytes
      std::memcpy(element, &value, bytes);
    }
  }
}
