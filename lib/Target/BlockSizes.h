//===- BlockSizes.h - The blocks that come into question --------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_TARGET_BLOCKSIZES_H
#define WINOGRAD_LIB_TARGET_BLOCKSIZES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <cstdint>

namespace mlir::winograd {

/// Calls `visit` with shapes of blocks of at most `most` tiles, the largest
/// first: per dimension the sizes that cut its tiles as equally as their number
/// permits. Where these are more than `shapes`, sizes at equal ratios stand for
/// all.
void forEachBlock(llvm::ArrayRef<int64_t> tiles, int64_t most, int64_t shapes,
                  llvm::function_ref<void(llvm::ArrayRef<int64_t>)> visit);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_TARGET_BLOCKSIZES_H
