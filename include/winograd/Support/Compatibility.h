//===- Compatibility.h - What differs between LLVM 22 and 23 ----*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One place for what changed in LLVM, so that nothing else asks for a version.
// It has what differs in the headers of LLVM 23.1; those of MLIR 23 have not
// been seen yet, and what they ask for belongs here, too.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_SUPPORT_COMPATIBILITY_H
#define WINOGRAD_SUPPORT_COMPATIBILITY_H

#include "llvm/Config/llvm-config.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/Error.h"
#include "llvm/Target/TargetMachine.h"

namespace mlir::winograd {

/// The processor of `target`, which 23 returns as a reference.
inline const llvm::MCSubtargetInfo &
getSubtargetInfo(const llvm::TargetMachine &target) {
#if LLVM_VERSION_MAJOR >= 23
  return target.getMCSubtargetInfo();
#else
  return *target.getMCSubtargetInfo();
#endif
}

/// The name of a feature, which 23 has beside its tables.
inline llvm::StringRef getFeatureName(const llvm::SubtargetFeatureKV &feature) {
#if LLVM_VERSION_MAJOR >= 23
  return feature.key();
#else
  return feature.Key;
#endif
}

/// Removes files of a cache's folder as `policy` says. Only 23 knows an error.
inline llvm::Error pruneCacheFolder(llvm::StringRef folder,
                                    const llvm::CachePruningPolicy &policy) {
#if LLVM_VERSION_MAJOR >= 23
  return llvm::pruneCache(folder, policy).takeError();
#else
  llvm::pruneCache(folder, policy);
  return llvm::Error::success();
#endif
}

/// For LLJITBuilder::setObjectLinkingLayerCreator: a function that `create`s a
/// layer of a session, and leaves alone the memory manager that 23 offers.
template <typename Creator> auto createLayerOfSession(Creator create) {
  return [create](auto &session, auto &...) mutable { return create(session); };
}

} // namespace mlir::winograd

#endif // WINOGRAD_SUPPORT_COMPATIBILITY_H
