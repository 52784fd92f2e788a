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
#include "winograd/Utils/StridedCopy.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/xxhash.h"
#include <cstring>

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

/// Bytes from which on a constant is a resource.
static constexpr int64_t leastResourceBytes = 65536;
/// Of a resource, in bytes: the widest vector that is read from it.
static constexpr size_t resourceAlignment = 64;

/// Puts the values where equal ones are already, or else beside them.
static DenseResourceElementsHandle intern(MLIRContext *context,
                                          AsmResourceBlob blob) {
  llvm::XXH128_hash_t sum = llvm::xxh3_128bits(
      llvm::ArrayRef(reinterpret_cast<const uint8_t *>(blob.getData().data()),
                     blob.getData().size()));
  std::string name =
      llvm::formatv("winograd_{0:x-16}{1:x-16}", sum.high64, sum.low64);
  auto &resources = DenseResourceElementsHandle::getManagerInterface(context);
  DialectResourceBlobManager &manager = resources.getBlobManager();
  DialectResourceBlobManager::BlobEntry *known = manager.lookup(name);
  if (known && known->getBlob() &&
      known->getBlob()->getData() == blob.getData())
    return {known, cast<BuiltinDialect>(resources.getDialect())};
  return resources.insert(name, std::move(blob));
}

ElementsAttr
winograd::makeConstant(ShapedType type,
                       llvm::function_ref<void(MutableArrayRef<char>)> fill) {
  int64_t bytes = countBytes(type);
  if (bytes < leastResourceBytes) {
    SmallVector<char, 0> values(bytes);
    fill(values);
    return DenseElementsAttr::getFromRawBuffer(type, values);
  }
  AsmResourceBlob blob = HeapAsmResourceBlob::allocate(bytes, resourceAlignment,
                                                       /*dataIsMutable=*/true);
  fill(blob.getMutableData());
  return DenseResourceElementsAttr::get(
      type, intern(type.getContext(), std::move(blob)));
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
  SmallVector<int64_t> fromSteps = computeStrides(type.getShape()),
                       toSteps = computeStrides(shape);
  SmallVector<CopyLoop> loops;
  for (auto [axis, extent, toStep] :
       llvm::zip_equal(permutation, shape, toSteps))
    loops.push_back({extent, fromSteps[axis], toStep});
  return makeConstant(transposed, [&](MutableArrayRef<char> result) {
    copyStrided(attr.getContext(), loops, bytes.data(), result.data(), width);
  });
}

bool winograd::isZeroTensor(Value tensor) {
  auto fill = tensor.getDefiningOp<linalg::FillOp>();
  return matchPattern(tensor, m_AnyZeroFloat()) ||
         (fill && matchPattern(fill.value(), m_AnyZeroFloat()));
}
