//===- MemoryAccess.h - Loads and stores of a kernel ------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_MEMORYACCESS_H
#define WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_MEMORYACCESS_H

#include "LinearIndex.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Operation.h"

namespace mlir::winograd {

/// A load or store of one or more consecutive elements.
struct MemoryAccess {
  Operation *op;
  bool isStore;
  /// The type of what is loaded or stored.
  Type type;
  /// The first element.
  LinearIndex index;
  /// How many elements of the memref; 1 for an element that is a vector itself.
  int64_t length;

  /// What is stored.
  Value getStored() const { return op->getOperand(0); }
};

/// All uses of a memref that is a whole piece of memory.
struct MemoryUses {
  SmallVector<MemoryAccess> accesses;
  /// Operations that only change the shape, users after what they use.
  SmallVector<Operation *> views;

  bool isRead() const;
  bool isWritten() const;

  /// The elements that one array element in SPIR-V should have: 2 or 4 if there
  /// are accesses to as many at multiples of that, otherwise 1.
  int64_t chooseArrayElement(MemRefType type) const;
};

/// All uses of `memref`, which may only be loads, stores and changes of shape.
MemoryUses collectMemoryUses(Value memref);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_MEMORYACCESS_H
