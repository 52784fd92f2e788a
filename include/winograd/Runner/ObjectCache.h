//===- ObjectCache.h - Compiled code on disk --------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_OBJECTCACHE_H
#define WINOGRAD_RUNNER_OBJECTCACHE_H

#include "llvm/Support/CachePruning.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <optional>
#include <string>

namespace mlir::winograd {

/// Where a tool keeps compiled code, if it does.
struct CacheOptions {
  bool isOn = true;
  /// Otherwise `winograd` in the user's folder for caches, unless the
  /// environment has WINOGRAD_NO_CACHE.
  std::optional<std::string> directory;
  /// The most bytes in the folder, with `k`, `m` or `g` for 2^10, 2^20 or 2^30
  /// of them; 0 for any number.
  std::string size = "2g";
};

/// Files in a folder, found by a key. Several processes can use it at once:
/// a file is there whole or not at all, and one that is open can be removed.
class ObjectCache {
public:
  /// An error if `options` make no sense. Null if there is to be none; a
  /// warning says so where the reason is a folder that cannot be made.
  static llvm::Expected<std::unique_ptr<ObjectCache>>
  open(const CacheOptions &options);

  /// What was stored under `key`; null if there is nothing.
  std::unique_ptr<llvm::MemoryBuffer> find(llvm::StringRef key) const;

  /// Stores the parts one behind the other, unless there is something under
  /// `key`, and then removes what was not used for the longest time until the
  /// folder is as small as it has to be. What alone is larger is not stored.
  /// That something cannot be written is a warning.
  void store(llvm::StringRef key, llvm::ArrayRef<llvm::StringRef> parts) const;

  /// Removes what is under `key`.
  void remove(llvm::StringRef key) const;

private:
  ObjectCache(std::string directory, llvm::CachePruningPolicy policy)
      : directory(std::move(directory)), policy(std::move(policy)) {}

  std::string getPath(llvm::StringRef key) const;
  llvm::Error write(llvm::StringRef key,
                    llvm::ArrayRef<llvm::StringRef> parts) const;

  std::string directory;
  llvm::CachePruningPolicy policy;
};

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_OBJECTCACHE_H
