//===- EvenSizes.h - Sizes that divide among ranks --------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_SHARD_EVENSIZES_H
#define WINOGRAD_LIB_SHARD_EVENSIZES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Shard/IR/ShardOps.h"

namespace mlir::winograd {

/// Makes every dimension that the function's annotations cut, and all those
/// that are as long because of it, a multiple of the parts: every rank has the
/// same program. Arguments have zeros behind their values then, and results
/// values of no meaning; what reads them gets zeros instead. The sizes as they
/// were are attributes `winograd.shards`.
///
/// Along what is cut, a convolution gets the tensor.pad that makes its results
/// begin where the rank's part does, also where it had none, and not more than
/// it reads.
LogicalResult evenSizes(func::FuncOp func, shard::GridOp grid);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_SHARD_EVENSIZES_H
