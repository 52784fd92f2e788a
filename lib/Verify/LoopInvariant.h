//===- LoopInvariant.h - Every loop belongs to one buffer -------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_VERIFY_LOOPINVARIANT_H
#define WINOGRAD_LIB_VERIFY_LOOPINVARIANT_H

#include "winograd/Verify/BufferAccesses.h"
#include <string>

namespace mlir::winograd {

/// A loop for which (L1), (L2) or (L3) of winograd-verify-loops does not hold.
struct LoopViolation {
  Operation *loop;
  std::string message;
  SmallVector<std::pair<Location, std::string>> notes;
};

/// The buffers that leave a loop, with those in which its values end.
BufferAccesses::Buffers getLeavingBuffers(Operation *loop,
                                          const BufferAccesses &accesses);

/// Adds what breaks (L1) and (L2) in `function`.
void checkLoops(FunctionOpInterface function, const BufferAccesses &accesses,
                SmallVectorImpl<LoopViolation> &violations);

/// Adds what breaks (L3).
void checkDuplicates(FunctionOpInterface function,
                     const BufferAccesses &accesses,
                     SmallVectorImpl<LoopViolation> &violations);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_VERIFY_LOOPINVARIANT_H
