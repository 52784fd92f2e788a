//===- ConstantParts.cpp - Parts of constants, and longer ones ------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConstantParts.h"
#include "winograd/Utils/Constants.h"

using namespace mlir;
using namespace mlir::winograd;

/// The constant with `size` values along `dim`: its own from `begin` on, and
/// zeros behind them.
static ElementsAttr resize(ElementsAttr attr, int64_t dim, int64_t begin,
                           int64_t size) {
  auto type = cast<RankedTensorType>(attr.getType());
  ArrayRef<char> stored = getStoredBytes(attr);
  if (stored.empty() || type.getElementTypeBitWidth() % 8 != 0)
    return nullptr;
  SmallVector<int64_t> shape(type.getShape());
  int64_t inner = type.getElementTypeBitWidth() / 8;
  for (int64_t behind : ArrayRef(shape).drop_front(dim + 1))
    inner *= behind;
  int64_t from = inner * shape[dim], to = inner * size;
  int64_t kept = inner * std::min(size, shape[dim] - begin);
  shape[dim] = size;
  bool isSplat = static_cast<int64_t>(stored.size()) < countBytes(type);
  return makeConstant(type.clone(shape), [&](MutableArrayRef<char> bytes) {
    std::fill(bytes.begin(), bytes.end(), 0);
    for (int64_t row = 0; row * to < static_cast<int64_t>(bytes.size()); ++row)
      for (int64_t i = 0; i < kept; ++i)
        bytes[row * to + i] = isSplat ? stored[i % stored.size()]
                                      : stored[row * from + begin * inner + i];
  });
}

ElementsAttr winograd::extendConstant(ElementsAttr attr, int64_t dim,
                                      int64_t size) {
  return resize(attr, dim, 0, size);
}

ElementsAttr winograd::sliceConstant(ElementsAttr attr, int64_t dim,
                                     int64_t begin, int64_t size) {
  return resize(attr, dim, begin, size);
}
