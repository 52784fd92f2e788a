//===- Constants.cpp - Values that are known ------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Utils/Constants.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Matchers.h"
#include "winograd/Support/Limits.h"

using namespace mlir;

int64_t winograd::countBytes(ShapedType type) {
  if (!type.hasStaticShape())
    return std::numeric_limits<int64_t>::max();
  int64_t bytes = 1;
  if (type.getElementType().isIntOrFloat())
    bytes = llvm::divideCeil(type.getElementTypeBitWidth(), CHAR_BIT);
  // Zero times anything is nothing.
  if (llvm::is_contained(type.getShape(), 0))
    return 0;
  for (int64_t size : type.getShape())
    bytes = saturatingProduct(bytes, size);
  return bytes;
}

ArrayRef<char> winograd::getStoredBytes(ElementsAttr attr) {
  if (auto dense = dyn_cast<DenseElementsAttr>(attr))
    return dense.getRawData();
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(attr))
    if (AsmResourceBlob *blob = resource.getRawHandle().getBlob())
      return blob->getData();
  return {};
}

bool winograd::isZeroTensor(Value tensor) {
  auto fill = tensor.getDefiningOp<linalg::FillOp>();
  return matchPattern(tensor, m_AnyZeroFloat()) ||
         (fill && matchPattern(fill.value(), m_AnyZeroFloat()));
}
