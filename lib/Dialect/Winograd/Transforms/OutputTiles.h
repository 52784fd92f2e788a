//===- OutputTiles.h - Tiles of what loops compute --------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_OUTPUTTILES_H
#define WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_OUTPUTTILES_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace mlir::winograd {

/// The tile of `epilogue` that follows `value`, which is the part at `offsets`,
/// of `sizes`, of the epilogue's operand of this number.
FailureOr<linalg::GenericOp> tileEpilogue(RewriterBase &rewriter,
                                          linalg::GenericOp epilogue,
                                          unsigned operand, Value value,
                                          ArrayRef<OpFoldResult> offsets,
                                          ArrayRef<OpFoldResult> sizes);

/// Makes `init`, the slice of the untiled destination that a tile starts from,
/// one of `destination`. Fails if it is no slice.
FailureOr<tensor::ExtractSliceOp> sliceDestination(Value init,
                                                   Value destination);

/// Ends the body of `loop`, which has one result: `tile` is stored where
/// `place`, a slice or an insertion, lies in the destination.
void storeTile(RewriterBase &rewriter, scf::ForallOp loop, Value tile,
               OffsetSizeAndStrideOpInterface place);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_OUTPUTTILES_H
