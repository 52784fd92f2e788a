//===- MemRefDescriptor.h - Memrefs of any rank as bytes --------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_MEMREFDESCRIPTOR_H
#define WINOGRAD_RUNNER_MEMREFDESCRIPTOR_H

#include "winograd/Runner/Npy.h"
#include "llvm/ADT/STLExtras.h"

namespace mlir::winograd {

/// A view of the words that compiled code reads and writes for a memref:
///     { T *allocated, T *aligned, int64 offset, int64 sizes[rank],
///       int64 strides[rank] }
/// MLIR's StridedMemRefType, with the rank known at run time.
class MemRefDescriptor {
public:
  /// The number of 8-byte words of a descriptor.
  static size_t getNumWords(size_t rank) { return 3 + 2 * rank; }

  /// Views `words`, which has getNumWords(rank) elements.
  explicit MemRefDescriptor(llvm::MutableArrayRef<int64_t> words);

  /// Makes the words describe elements in C order.
  void set(void *data, llvm::ArrayRef<int64_t> shape);
  /// Makes the words describe nothing.
  void clear() { llvm::fill(words, 0); }

  void *allocated() const { return reinterpret_cast<void *>(words[0]); }
  llvm::ArrayRef<int64_t> sizes() const { return words.slice(3, rank); }
  /// Whether the described elements are in C order.
  bool isContiguous() const;
  /// The first of the described elements, which have so many bytes each.
  char *first(unsigned bytes) const {
    return reinterpret_cast<char *>(words[1]) + words[2] * int64_t(bytes);
  }

  /// Copies the described elements, which may be strided, into a new array.
  llvm::Expected<NpyArray> copy(NpyType type) const;

private:
  llvm::ArrayRef<int64_t> strides() const {
    return words.slice(3 + rank, rank);
  }

  llvm::MutableArrayRef<int64_t> words;
  size_t rank;
};

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_MEMREFDESCRIPTOR_H
