//===- LoopCounts.h - What a call has of loops and buffers ------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_VERIFY_LOOPCOUNTS_H
#define WINOGRAD_VERIFY_LOOPCOUNTS_H

#include "winograd/Verify/BufferAccesses.h"
#include <optional>

namespace mlir::winograd {

/// What a call of a function has, as winograd-verify-loops describes it. Bytes
/// of dynamic sizes are left out.
struct LoopCounts {
  int64_t loops = 0, kernels = 0;
  int64_t buffers = 0, bufferBytes = 0;
  /// Of these, of one outermost loop or kernel alone.
  int64_t privateBuffers = 0, privateBytes = 0;
  int64_t movedBytes = 0;
  /// Operations on floats, two for a multiplication and an addition at once;
  /// nullopt if the bounds of a loop are not known.
  std::optional<double> flops = 0;
};

/// Of a function and those that it calls.
LoopCounts countLoops(FunctionOpInterface entry,
                      const BufferAccesses &accesses);

/// The bytes of a buffer's elements; 0 where its size is not known.
int64_t getStaticBytes(Type memref);

/// The operations on floats of one run of `region`, as if every condition held;
/// of the branches of a condition, the one with more. Those of calls and
/// launches are not among them.
std::optional<double> countFlops(Region &region);
std::optional<double> countFlops(Operation *op);

} // namespace mlir::winograd

#endif // WINOGRAD_VERIFY_LOOPCOUNTS_H
