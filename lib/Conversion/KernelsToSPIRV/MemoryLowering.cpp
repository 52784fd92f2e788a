//===- MemoryLowering.cpp - Loads and stores in SPIR-V --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemoryLowering.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "winograd/Support/Assert.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::winograd;

static int64_t sizeInBytes(Type type) {
  int64_t elements = 1;
  if (auto vector = dyn_cast<VectorType>(type)) {
    elements = vector.getNumElements();
    type = vector.getElementType();
  }
  return elements * llvm::divideCeil(type.getIntOrFloatBitWidth(), 8);
}

FlatArray::FlatArray(MemRefType memref, const MemoryUses &uses,
                     spirv::StorageClass storageClass)
    : width(uses.chooseArrayElement(memref)) {
  Type element = memref.getElementType();
  if (width > 1)
    element = VectorType::get(width, element);
  int64_t count = memref.getNumElements() / width;
  if (storageClass != spirv::StorageClass::StorageBuffer) {
    type = spirv::PointerType::get(spirv::ArrayType::get(element, count),
                                   storageClass);
    return;
  }
  Type array = spirv::ArrayType::get(element, count, sizeInBytes(element));
  type = spirv::PointerType::get(
      spirv::StructType::get(array, spirv::StructType::OffsetInfo(0)),
      storageClass);
}

Value FlatArray::getPointer(OpBuilder &builder, Location loc,
                            ValueRange indices) const {
  Type i32 = builder.getI32Type();
  SmallVector<Value> path;
  if (type.getStorageClass() == spirv::StorageClass::StorageBuffer)
    path.push_back(spirv::ConstantOp::getZero(i32, loc, builder));
  for (Value index : indices)
    path.push_back(arith::IndexCastOp::create(builder, loc, i32, index));
  return spirv::AccessChainOp::create(builder, loc, pointer, path);
}

/// A pointer to a whole element of the array.
Value FlatArray::getElement(OpBuilder &builder, Location loc,
                            const LinearIndex &index) const {
  return getPointer(builder, loc,
                    index.dividedBy(width).materialize(builder, loc));
}

/// A pointer to one element of the memref, a component of a vector of the
/// array.
Value FlatArray::getComponent(OpBuilder &builder, Location loc,
                              const LinearIndex &index) const {
  auto constant = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(builder, loc, value);
  };
  if (index.hasTermsDivisibleBy(width)) {
    Value element = index.dividedBy(width).materialize(builder, loc);
    return getPointer(builder, loc,
                      {element, constant(index.getConstant() & (width - 1))});
  }
  Value flat = index.materialize(builder, loc);
  Value element = arith::ShRUIOp::create(builder, loc, flat,
                                         constant(llvm::Log2_64(width)));
  Value component =
      arith::AndIOp::create(builder, loc, flat, constant(width - 1));
  return getPointer(builder, loc, {element, component});
}

/// How many elements of the memref each of the loads or stores has that an
/// access is made of.
int64_t FlatArray::getPieceLength(const MemoryAccess &access) const {
  bool takesWholeElements = access.length % width == 0 &&
                            access.index.getConstant() % width == 0 &&
                            access.index.hasTermsDivisibleBy(width);
  return takesWholeElements ? width : 1;
}

SmallVector<Value> FlatArray::getPieces(OpBuilder &builder,
                                        const MemoryAccess &access) const {
  SmallVector<Value> pointers;
  int64_t length = getPieceLength(access);
  for (int64_t i = 0; i < access.length; i += length) {
    LinearIndex index = access.index.plus(i);
    Location loc = access.op->getLoc();
    pointers.push_back(length == width ? getElement(builder, loc, index)
                                       : getComponent(builder, loc, index));
  }
  return pointers;
}

/// SPIR-V has no such vectors; the conversion makes scalars of them.
static bool isSingleElementVector(const MemoryAccess &access) {
  auto vector = dyn_cast<VectorType>(access.type);
  return vector && vector.getNumElements() == 1;
}

Value FlatArray::load(OpBuilder &builder, const MemoryAccess &access) const {
  Location loc = access.op->getLoc();
  SmallVector<Value> pieces;
  for (Value piece : getPieces(builder, access))
    pieces.push_back(spirv::LoadOp::create(builder, loc, piece));
  if (isSingleElementVector(access))
    return vector::FromElementsOp::create(
        builder, loc, cast<VectorType>(access.type), pieces);
  if (pieces.size() == 1)
    return pieces[0];
  return spirv::CompositeConstructOp::create(builder, loc, access.type, pieces);
}

/// Elements `first` to `first + length` of what is stored.
static Value getPart(OpBuilder &builder, const MemoryAccess &access,
                     int64_t first, int64_t length) {
  Location loc = access.op->getLoc();
  Value stored = access.getStored();
  auto vector = dyn_cast<VectorType>(access.type);
  if (isSingleElementVector(access))
    return vector::ExtractOp::create(builder, loc, stored, 0);
  if (!vector || length == access.length)
    return stored;
  if (length == 1)
    return spirv::CompositeExtractOp::create(builder, loc, stored,
                                             static_cast<int32_t>(first));
  auto components = llvm::to_vector(llvm::seq<int32_t>(first, first + length));
  return spirv::VectorShuffleOp::create(
      builder, loc, VectorType::get(length, vector.getElementType()), stored,
      stored, builder.getI32ArrayAttr(components));
}

void FlatArray::store(OpBuilder &builder, const MemoryAccess &access) const {
  int64_t length = getPieceLength(access);
  int64_t first = 0;
  for (Value piece : getPieces(builder, access)) {
    spirv::StoreOp::create(builder, access.op->getLoc(), piece,
                           getPart(builder, access, first, length));
    first += length;
  }
}

void FlatArray::lower(const MemoryAccess &access) const {
  OpBuilder builder(access.op);
  if (access.isStore)
    store(builder, access);
  else
    access.op->getResult(0).replaceAllUsesWith(load(builder, access));
  access.op->erase();
}

void FlatArray::lowerAll(const MemoryUses &uses) const {
  WINOGRAD_ASSERT(pointer, "expected a variable");
  for (const MemoryAccess &access : uses.accesses)
    lower(access);
  for (Operation *view : llvm::reverse(uses.views))
    view->erase();
}
