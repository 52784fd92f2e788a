//===- Constants.cpp - Values that are known ------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Utils/Constants.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Matchers.h"
#include "winograd/Support/Limits.h"
#include <cstring>
#include <vector>

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

ElementsAttr winograd::getConstant(Value value) {
  ElementsAttr constant;
  if (matchPattern(value, m_Constant(&constant)))
    return constant;
  Operation *reshape = value.getDefiningOp();
  auto type = dyn_cast<RankedTensorType>(value.getType());
  if (!isa_and_present<tensor::CollapseShapeOp, tensor::ExpandShapeOp>(
          reshape) ||
      !type || !type.hasStaticShape())
    return {};
  constant = getConstant(reshape->getOperand(0));
  if (auto resource = dyn_cast_if_present<DenseResourceElementsAttr>(constant))
    return DenseResourceElementsAttr::get(type, resource.getRawHandle());
  if (auto dense = dyn_cast_if_present<DenseElementsAttr>(constant))
    return dense.reshape(type);
  return {};
}

ElementsAttr winograd::transposeConstant(ElementsAttr attr,
                                         ArrayRef<int64_t> permutation) {
  auto type = cast<ShapedType>(attr.getType());
  Type element = type.getElementType();
  SmallVector<int64_t> shape;
  for (int64_t axis : permutation)
    shape.push_back(type.getDimSize(axis));
  ShapedType transposed = type.clone(shape);
  if (attr.isSplat())
    return cast<DenseElementsAttr>(attr).reshape(transposed);
  ArrayRef<char> bytes = getStoredBytes(attr);
  if (!element.isIntOrFloat() ||
      element.getIntOrFloatBitWidth() % CHAR_BIT != 0)
    return {};
  int64_t width = element.getIntOrFloatBitWidth() / CHAR_BIT;
  if (int64_t(bytes.size()) != type.getNumElements() * width)
    return {};
  // Along the result, the place in the constant moves by these steps.
  SmallVector<int64_t> strides = computeStrides(type.getShape()), steps;
  for (int64_t axis : permutation)
    steps.push_back(strides[axis] * width);
  std::vector<char> values(bytes.size());
  SmallVector<int64_t> index(shape.size(), 0);
  int64_t from = 0, inner = shape.empty() ? 1 : shape.back(),
          innerStep = steps.empty() ? 0 : steps.back();
  for (char *to = values.data(), *end = to + values.size(); to != end;) {
    for (int64_t i = 0; i < inner; ++i, to += width)
      std::memcpy(to, bytes.data() + from + i * innerStep, width);
    for (int64_t axis = int64_t(shape.size()) - 2; axis >= 0; --axis) {
      from += steps[axis];
      if (++index[axis] < shape[axis])
        break;
      from -= steps[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return DenseElementsAttr::getFromRawBuffer(transposed, values);
}

bool winograd::isZeroTensor(Value tensor) {
  auto fill = tensor.getDefiningOp<linalg::FillOp>();
  return matchPattern(tensor, m_AnyZeroFloat()) ||
         (fill && matchPattern(fill.value(), m_AnyZeroFloat()));
}
