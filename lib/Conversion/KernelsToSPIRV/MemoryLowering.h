//===- MemoryLowering.h - Loads and stores in SPIR-V ------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_MEMORYLOWERING_H
#define WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_MEMORYLOWERING_H

#include "MemoryAccess.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"

namespace mlir::winograd {

/// A memref as a one-dimensional array in SPIR-V, of its elements or of vectors
/// of them.
class FlatArray {
public:
  FlatArray(MemRefType memref, const MemoryUses &uses,
            spirv::StorageClass storageClass);

  /// The type of a pointer to it. A storage buffer is a structure that holds
  /// the array, as Vulkan demands.
  spirv::PointerType getType() const { return type; }
  void setPointer(Value value) { pointer = value; }

  /// Replaces loads and stores, and erases what only changed the shape.
  void lowerAll(const MemoryUses &uses) const;

private:
  void lower(const MemoryAccess &access) const;
  Value getElement(OpBuilder &builder, Location loc,
                   const LinearIndex &index) const;
  Value getComponent(OpBuilder &builder, Location loc,
                     const LinearIndex &index) const;
  Value getPointer(OpBuilder &builder, Location loc, ValueRange indices) const;
  Value load(OpBuilder &builder, const MemoryAccess &access) const;
  void store(OpBuilder &builder, const MemoryAccess &access) const;
  SmallVector<Value> getPieces(OpBuilder &builder,
                               const MemoryAccess &access) const;
  int64_t getPieceLength(const MemoryAccess &access) const;

  spirv::PointerType type;
  Value pointer;
  /// Elements of the memref in an element of the array.
  int64_t width;
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_MEMORYLOWERING_H
